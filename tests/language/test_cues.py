"""Small things that words show for certain."""

import pytest

from standfast.domain.evidence import CueKind
from standfast.language.cues import cues_in
from tests.talks import talk


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("S: Could we park that until we have seen the plan?", CueKind.ASKS_LEAVE),
        ("S: Your controller should see it.", CueKind.NAMES_ROLE),
        ("S: Let us meet on Tuesday.", CueKind.NAMES_TIME),
        ("S: Take it or leave it.", CueKind.ULTIMATUM),
        ("C: I never looked at it like that.", CueKind.SURPRISE),
        ("C: Totally agree.", CueKind.EASY_AGREEMENT),
        ("C: We don't have any forklifts.", CueKind.MISFIT),
        ("C: I'm worried that it breaks the line.", CueKind.ANXIOUS),
        ("C: I'm afraid of another failed rollout.", CueKind.ANXIOUS),
    ],
)
def test_a_plain_wording_is_found_with_its_words(line: str, kind: CueKind):
    call = talk(line)
    found = [cue for cue in cues_in(call) if cue.kind is kind]
    assert len(found) == 1
    assert call.turns[0].text[found[0].quote.start : found[0].quote.end] == found[0].quote.text


@pytest.mark.parametrize(
    "text", ["I'm afraid I remain where I was.", "I'm afraid we can't.", "Put my name on the list."]
)
def test_politeness_is_no_fear(text: str):
    assert [cue for cue in cues_in(talk(f"C: {text}")) if cue.kind is CueKind.ANXIOUS] == []


def test_the_other_sides_words_are_not_taken_for_ones_own():
    assert [cue.kind for cue in cues_in(talk("C: Take it or leave it."))] == []
