"""Pressure and answer over the talk, as places of a picture: one lane a front, each moment a mark at its turn."""

from dataclasses import dataclass

from standfast.domain.moment import YIELDING, Front, Moment, Verdict
from standfast.domain.review import Review
from standfast.surfaces.pages.turn_axis import AxisTick, axis_ticks, x_of
from standfast.surfaces.pages.words import FRONTS, VERDICTS, answer_words, place, pressure_words

NARROWEST = 3.2
"""Percent between two marks on one level; closer ones are set on another level. Fits a mark at 480 pixels."""
LEVELS = 3
LEVEL, EMPTY, LANE = 26, 28, 54
"""Pixels: from level to level, the height of a lane without and with one level of marks."""
AXIS = 24
NUMBERED = 20
"""More marks than this in a lane are not numbered: the numbers would run together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One answer: up from the line if it holds, down if it yields."""

    x: float
    y: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One moment, the line to its last answer (`until` in percent), and a tick for each answer."""

    number: int
    turn: int
    x: float
    y: int
    verdict: Verdict
    words: str
    numbered: bool
    until: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One front. `top` is where its name stands, `y` its lowest level; both in pixels from above."""

    name: str
    top: int
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """The same moment in words."""

    number: int
    turn: int
    place: str
    front: str
    pressure: str
    verdict: Verdict
    verdict_words: str
    answer: str
    answer_place: str
    answer_turn: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The picture: `height` in pixels, lanes from above, ticks of the axis, and a sentence for those who cannot see."""

    height: int
    axis_y: int
    lanes: tuple[Lane, ...]
    ticks: tuple[AxisTick, ...]
    sentence: str
    rows: tuple[TableRow, ...]


def timeline_of(review: Review) -> Timeline | None:
    """Draw the moments of a talk; None if there are none."""
    if not review.moments:
        return None
    lanes: list[Lane] = []
    top = 0
    numbered = list(enumerate(review.moments, 1))
    for front in Front:
        here = [(number, moment) for number, moment in numbered if moment.front is front]
        lane, height = _lane(FRONTS[front], top, here, len(review.call.turns))
        lanes.append(lane)
        top += height
    return Timeline(
        height=top + AXIS,
        axis_y=top + AXIS - 6,
        lanes=tuple(lanes),
        ticks=axis_ticks(len(review.call.turns)),
        sentence=_sentence(review),
        rows=tuple(_table_row(review, number, moment) for number, moment in numbered),
    )


def _lane(name: str, top: int, moments: list[tuple[int, Moment]], turns: int) -> tuple[Lane, int]:
    if not moments:
        return Lane(name=name, top=top + 15, y=top + 20, marks=()), EMPTY
    levels = levels_of([x_of(moment.turn, turns) for _, moment in moments])
    lowest = top + LANE - 14 + LEVEL * max(levels)
    marks = tuple(
        _mark(number, moment, lowest - LEVEL * level, turns=turns, numbered=len(moments) <= NUMBERED)
        for (number, moment), level in zip(moments, levels, strict=True)
    )
    return Lane(name=name, top=top + 15, y=lowest, marks=marks), LANE + LEVEL * max(levels)


def levels_of(places: list[float]) -> list[int]:
    """Give each place, from left to right, the lowest level on which the last mark is far enough away."""
    last = [float("-inf")] * LEVELS
    levels = []
    for x in places:
        free = [level for level in range(LEVELS) if x - last[level] >= NARROWEST]
        level = free[0] if free else min(range(LEVELS), key=last.__getitem__)
        last[level] = x
        levels.append(level)
    return levels


def _mark(number: int, moment: Moment, y: int, *, turns: int, numbered: bool) -> Mark:
    answered = {(r.turn, r.label in YIELDING) for r in moment.answers}
    return Mark(
        number=number,
        turn=moment.turn,
        x=x_of(moment.turn, turns),
        y=y,
        verdict=moment.verdict,
        words=f"Moment {number}, turn {moment.turn + 1}: {pressure_words(moment)}; {VERDICTS[moment.verdict]}",
        numbered=numbered,
        until=x_of(max((r.turn for r in moment.answers), default=moment.turn), turns),
        ticks=tuple(
            Tick(x=x_of(turn, turns), y=y, end=y + 7 if yields else y - 7) for turn, yields in sorted(answered)
        ),
    )


def _sentence(review: Review) -> str:
    counts = [
        f"{sum(m.front is front for m in review.moments)} on {name[0].lower()}{name[1:]}"
        for front, name in FRONTS.items()
    ]
    moments, turns = len(review.moments), len(review.call.turns)
    return f"{moments} moment{'s' * (moments != 1)} over {turns} turn{'s' * (turns != 1)}: {', '.join(counts)}."


def _table_row(review: Review, number: int, moment: Moment) -> TableRow:
    first = moment.answers[0].turn if moment.answers else None
    return TableRow(
        number=number,
        turn=moment.turn,
        place=place(review.call, moment.turn),
        front=FRONTS[moment.front],
        pressure=pressure_words(moment),
        verdict=moment.verdict,
        verdict_words=VERDICTS[moment.verdict],
        answer=answer_words(moment),
        answer_place="" if first is None else place(review.call, first),
        answer_turn=first,
    )
