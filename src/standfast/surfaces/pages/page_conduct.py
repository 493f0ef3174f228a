"""Scores, checks, findings and talk measures as rows of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from standfast.domain.call import Call, Side
from standfast.domain.moment import Front, Verdict
from standfast.domain.review import Check, Conduct, Review, Score
from standfast.surfaces.pages.page_quotes import Cited, cite
from standfast.surfaces.pages.words import FRONTS, PASSED, VERDICTS, clock, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many moments ended in one verdict."""

    verdict: Verdict
    count: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTile:
    """Control on one front or in all; `value` is None while nothing pressed there."""

    name: str
    whole: bool
    value: int | None
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One yes/no, with the words that it rests on. `answer` names the look: yes, no or none."""

    question: str
    answer: str
    answer_words: str
    note: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGroup:
    """The checks of one front, and how many of those with an occasion were passed."""

    front: str
    tally: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingNote:
    """Something to know before judging."""

    name: str
    sentence: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One thing that was counted; `turn` is where to look, None for the whole talk."""

    name: str
    value: str
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleStep:
    """One place on the scale from passive to aggressive."""

    words: str
    here: bool


def score_tiles(review: Review) -> tuple[ScoreTile, ...]:
    """Put the score in all first, then the fronts."""
    return tuple(_tile(score) for score in sorted(review.scores, key=lambda score: score.front is not None))


def _tile(score: Score) -> ScoreTile:
    return ScoreTile(
        name=FRONTS[score.front] if score.front else "In all",
        whole=score.front is None,
        value=score.value,
        counts=tuple(
            Count(verdict=verdict, count=count, words=VERDICTS[verdict])
            for verdict, count in sorted(score.by_verdict, key=lambda pair: list(VERDICTS).index(pair[0]))
            if count
        ),
    )


def conduct_scale(conduct: Conduct | None) -> tuple[ScaleStep, ...]:
    """Put the three places of the scale, and which of them is the seller's."""
    return tuple(ScaleStep(words=step.value.capitalize(), here=step is conduct) for step in Conduct)


def check_groups(review: Review) -> tuple[CheckGroup, ...]:
    """Put the checks by front; fronts without checks are left out."""
    groups = ((front, [check for check in review.checks if check.front is front]) for front in Front)
    return tuple(
        CheckGroup(front=FRONTS[front], tally=_tally(checks), rows=tuple(_check(review.call, c) for c in checks))
        for front, checks in groups
        if checks
    )


def _tally(checks: list[Check]) -> str:
    asked = [check for check in checks if check.passed is not None]
    return f"{sum(bool(check.passed) for check in asked)} of {len(asked)}" if asked else "no occasion"


def _check(call: Call, check: Check) -> CheckRow:
    return CheckRow(
        question=check.question,
        answer={True: "yes", False: "no", None: "none"}[check.passed],
        answer_words=PASSED[check.passed],
        note=check.note,
        cited=tuple(cite(call, quote, 160) for quote in check.quotes),
    )


def finding_notes(review: Review) -> tuple[FindingNote, ...]:
    """Put what should be known before the seller is judged."""
    return tuple(
        FindingNote(name=f.name, sentence=f.sentence, cited=tuple(cite(review.call, quote) for quote in f.quotes))
        for f in review.findings
    )


def measure_rows(review: Review) -> tuple[MeasureRow, ...]:
    """Put what was counted; nothing is said of a seller whom nobody knows, or of what the times cannot carry."""
    if not any(speaker.side is Side.SELLER for speaker in review.call.speakers):
        return ()
    measures = review.measures
    words, turn = measures.longest_monologue_words, measures.longest_monologue_turn
    rows = (
        _row("Seller’s share of the words", measures.seller_word_share, percent),
        _row("Seller’s share of the time", measures.seller_time_share, percent),
        MeasureRow(name="Questions by the seller", value=str(measures.seller_questions)),
        None if words is None else MeasureRow(name="Longest seller turn", value=f"{words} words", turn=turn),
        _row("Longest seller turn in time", measures.longest_monologue_s, clock),
        _row("Pause before a pressure is answered", measures.pause_after_pressure_s, "{:.1f} s".format),
        _row("Words in the turn that answers", measures.words_after_pressure, "{:.0f}".format),
        _row("Seller’s pace", measures.pace_wpm, "{:.0f} words a minute".format),
        _row("Seller’s pace right after a pressure", measures.pace_after_pressure_wpm, "{:.0f} words a minute".format),
    )
    return tuple(row for row in rows if row is not None)


def _row(name: str, value: float | None, put: Callable[[float], str]) -> MeasureRow | None:
    return None if value is None else MeasureRow(name=name, value=put(value))
