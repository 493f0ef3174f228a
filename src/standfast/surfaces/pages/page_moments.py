"""The moments of a talk as rows of the page, the strong ones, and the one to work on."""

from dataclasses import dataclass

from standfast.domain.moment import Moment, Verdict
from standfast.domain.review import Review
from standfast.surfaces.pages.page_quotes import Cited, Move, cite, moves_of
from standfast.surfaces.pages.words import FRONTS, VERDICTS, money


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentRow:
    """One moment. `number` counts from 1, as people read it; `given` is money, "" where none moved."""

    number: int
    verdict: Verdict
    verdict_words: str
    front: str
    pressures: tuple[Move, ...]
    answers: tuple[Move, ...]
    put_off: bool
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOn:
    """The one thing to work on; `said` is None where the seller never spoke again. `number` is the moment's."""

    number: int
    front: str
    card: str
    sentence: str
    said: Cited | None
    better: str
    why: str
    avoid: str


def moment_rows(review: Review) -> tuple[MomentRow, ...]:
    """Put every moment, in order of the talk."""
    return tuple(_row(review, number, moment) for number, moment in enumerate(review.moments, 1))


def strong_rows(review: Review) -> tuple[MomentRow, ...]:
    """Put the moments that went well."""
    return tuple(_row(review, _number(review, moment), moment) for moment in review.strengths)


def work_on(review: Review) -> WorkOn | None:
    """Put the advice; None where there is none."""
    advice = review.advice
    if advice is None:
        return None
    return WorkOn(
        number=_number(review, advice.moment),
        front=FRONTS[advice.moment.front],
        card=advice.card.title,
        sentence=advice.sentence,
        said=None if advice.said is None else cite(review.call, advice.said),
        better=advice.better,
        why=advice.card.why,
        avoid=advice.card.avoid,
    )


def no_advice_words(review: Review) -> str:
    """Why there is nothing to work on; "" where there is something, or where nothing pressed."""
    if review.advice is not None or not review.moments:
        return ""
    if any(moment.verdict in {Verdict.GAVE_WAY, Verdict.MISSED} for moment in review.moments):
        return "No response card speaks to what was lost in this talk, or it was right to let it go."
    return "Nothing was given way to or passed over, so there is nothing to work on in this talk."


def _number(review: Review, moment: Moment) -> int:
    return review.moments.index(moment) + 1


def _row(review: Review, number: int, moment: Moment) -> MomentRow:
    return MomentRow(
        number=number,
        verdict=moment.verdict,
        verdict_words=VERDICTS[moment.verdict],
        front=FRONTS[moment.front],
        pressures=moves_of(review.call, moment.pressures),
        answers=moves_of(review.call, moment.answers),
        put_off=moment.deferred,
        given=money(moment.given_minor, review.ledger.currency) if moment.given_minor else "",
    )
