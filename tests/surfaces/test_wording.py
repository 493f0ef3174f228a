"""One wording everywhere, and Markdown that shows a talk as it stands."""

from dataclasses import replace

import pytest

from standfast.domain.call import Side
from standfast.domain.moment import Label
from standfast.domain.money import Step
from standfast.domain.review import Ledger
from standfast.surfaces.pages.markdown import plain, review_markdown
from standfast.surfaces.pages.words import (
    CHANNELS,
    FRONTS,
    LABELS,
    STEPS,
    headline,
    side_groups,
    sides_words,
    spread_words,
    where,
)
from tests.surfaces.reviews import haggle, hostile, mails
from tests.talks import talk


def test_every_label_and_step_has_its_words():
    assert set(LABELS) == set(Label)
    assert set(STEPS) == set(Step)
    assert len({*LABELS.values()}) == len(LABELS)
    assert len(FRONTS) == 3
    assert len(CHANNELS) == 3


def test_the_headline_counts_what_was_lost_and_says_none_for_nothing():
    assert headline(haggle()) == "4 moments of pressure: gave way in 2. $20 came off the price (20 %)."
    assert headline(mails()) == "1 moment of pressure: gave way in none."


def test_people_on_one_side_for_one_reason_stand_together():
    call = talk("S: Hello.", "C: Hello.", "U: Hello.")
    assert [side for side, _, _ in side_groups(call)] == [Side.SELLER, Side.CUSTOMER, Side.UNKNOWN]
    assert sides_words(call) == "seller: Sam (not known); customer: Cleo (not known); unknown: Una (not known)"


def test_a_turn_without_a_time_is_named_by_its_number():
    assert where(talk("S: Hello.", "C: Hello."), 1) == "Cleo, turn 2"


def test_no_ask_no_spread():
    assert not spread_words(Ledger(concessions=()))


@pytest.mark.parametrize("text", ["&lt;b&gt;", "a_b*c", "[x](y)", "1 | 2", "# x", "`x`", "<b>"])
def test_markdown_signs_in_a_talk_lose_their_meaning(text: str):
    shown = plain(text)
    assert shown.replace("\\", "") == text
    assert all(
        shown[place - 1] == "\\" for place, sign in enumerate(shown) if sign in "&_*[]()|#`<>" and sign not in "()"
    )


def test_markdown_of_a_hostile_talk_has_no_tag_in_it():
    text = review_markdown(hostile())
    assert "<script" not in text.replace("\\<", "")


def test_a_talk_in_which_nobody_knows_who_sells_is_said_to_be_unjudged():
    review = haggle()
    open_seats = tuple(replace(speaker, side=Side.UNKNOWN) for speaker in review.call.speakers)
    unjudged = replace(review, call=replace(review.call, speakers=open_seats), moments=())
    assert headline(unjudged).startswith("Who sells here is not known, so nothing was judged.")
