"""Everything on the review page, as plain values that the templates only lay out."""

from dataclasses import dataclass

from babel.dates import format_datetime

from standfast.domain.call import Call, Side
from standfast.domain.review import Review
from standfast.surfaces.pages.page_conduct import (
    CheckGroup,
    FindingNote,
    MeasureRow,
    ScaleStep,
    ScoreTile,
    check_groups,
    conduct_scale,
    finding_notes,
    measure_rows,
    score_tiles,
)
from standfast.surfaces.pages.page_ledger import GiveRow, give_rows, ledger_sentences
from standfast.surfaces.pages.page_moments import (
    MomentRow,
    WorkOn,
    moment_rows,
    no_advice_words,
    strong_rows,
    work_on,
)
from standfast.surfaces.pages.page_quotes import unbroken
from standfast.surfaces.pages.page_timeline import Timeline, timeline_of
from standfast.surfaces.pages.page_transcript import TurnRow, turn_rows
from standfast.surfaces.pages.price_plot import PricePicture, price_picture
from standfast.surfaces.pages.words import CHANNELS, CONDUCT, TIMES, headline, profit_words, side_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class SideGroup:
    """People on one side, and how that is known."""

    side: str
    names: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the talk was, and what came of it in one sentence."""

    title: str
    headline: str
    profit: str
    facts: tuple[str, ...]
    groups: tuple[SideGroup, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page, from above."""

    head: Head
    nothing_found: str
    tiles: tuple[ScoreTile, ...]
    conduct: str
    scale: tuple[ScaleStep, ...]
    findings: tuple[FindingNote, ...]
    work_on: WorkOn | None
    no_advice: str
    strengths: tuple[MomentRow, ...]
    timeline: Timeline | None
    prices: PricePicture | None
    moments: tuple[MomentRow, ...]
    gives: tuple[GiveRow, ...]
    ledger: tuple[str, ...]
    planned: bool
    checks: tuple[CheckGroup, ...]
    measures: tuple[MeasureRow, ...]
    turns: tuple[TurnRow, ...]
    reader: str


def page_of(review: Review) -> Page:
    """Lay a review out."""
    gives = give_rows(review)
    return Page(
        head=_head(review),
        nothing_found=_nothing_found(review),
        tiles=score_tiles(review),
        conduct=CONDUCT[review.conduct] if review.conduct else "",
        scale=conduct_scale(review.conduct),
        findings=finding_notes(review),
        work_on=work_on(review),
        no_advice=no_advice_words(review),
        strengths=strong_rows(review),
        timeline=timeline_of(review),
        prices=price_picture(review),
        moments=moment_rows(review),
        gives=gives,
        ledger=ledger_sentences(review),
        planned=any(give.planned for give in gives),
        checks=check_groups(review),
        measures=measure_rows(review),
        turns=turn_rows(review),
        reader=review.reader_version,
    )


def _nothing_found(review: Review) -> str:
    """Why no moment is on the page; "" where there are some."""
    if review.moments:
        return ""
    sides = {speaker.side for speaker in review.call.speakers}
    for side in (Side.SELLER, Side.CUSTOMER):
        if side not in sides:
            return (
                f"Nobody is known to be the {side}, so nothing can be judged. Say who it is, and review the talk again."
            )
    return (
        "Nobody pressed, or the reader did not see it. The transcript is here in full; labels of which the reader was "
        "unsure are noted there."
    )


def _head(review: Review) -> Head:
    call = review.call
    return Head(
        title=call.title or call.source,
        headline=unbroken(headline(review)),
        profit=unbroken(profit_words(review)),
        facts=_facts(call),
        groups=tuple(SideGroup(side=side, names=names, basis=basis) for side, names, basis in side_groups(call)),
        notes=call.notes,
    )


def _facts(call: Call) -> tuple[str, ...]:
    when = "" if call.started_at is None else format_datetime(call.started_at, "d MMMM y, HH:mm", locale="en")
    turns = f"{len(call.turns)} turn{'s' * (len(call.turns) != 1)}"
    facts = (CHANNELS[call.channel].capitalize(), when, turns, call.format, TIMES[call.time_quality])
    return tuple(fact for fact in facts if fact)
