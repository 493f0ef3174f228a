"""Pair every pressure with its answers, as the codebook defines a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from standfast.domain.call import Call, Side
from standfast.domain.moment import PRESSURES, YIELDING, Front, Label, Moment, Reading, Verdict
from standfast.engines.control.price_cuts import PriceCut

FITS: dict[Front, frozenset[Label]] = {
    Front.TERMS: frozenset(
        {
            Label.GIVES_IN,
            Label.MEETS_HALFWAY,
            Label.ASKS_PERMISSION,
            Label.BACKS_DOWN,
            Label.DEFERS,
            Label.RETURNS_TO_VALUE,
            Label.TRADES,
            Label.HOLDS_FIRM,
            Label.PROBES,
        },
    ),
    Front.IDEA: frozenset(
        {Label.BACKS_DOWN, Label.DEFERS, Label.STANDS_GROUND, Label.TEACHES, Label.PROBES, Label.HOLDS_FIRM},
    ),
    Front.PROCESS: frozenset(
        {
            Label.FOLLOWS,
            Label.ASKS_PERMISSION,
            Label.DEFERS,
            Label.TRADES,
            Label.PROBES,
            Label.HOLDS_FIRM,
            Label.LEADS_NEXT_STEP,
            Label.ENGAGES_STAKEHOLDER,
        },
    ),
}
"""Which answers speak to which front (codebook: what each label answers)."""

SETTLES = frozenset({Label.GIVES_IN, Label.MEETS_HALFWAY, Label.TRADES, Label.HOLDS_FIRM})
"""A grant or a refusal: what closes a moment that was put off."""


def verdict_of(answers: Iterable[Label]) -> Verdict:
    """Judge one moment by the labels that answer it.

    A trade redeems a yielding label beside it: a condition was tied.

    Source:
        The codebook, "From labels to a verdict".
    """
    labels = set(answers)
    if not labels:
        return Verdict.MISSED
    if labels & YIELDING and Label.TRADES not in labels:
        return Verdict.GAVE_WAY
    return Verdict.HELD if labels == {Label.HOLDS_FIRM} else Verdict.TOOK_CONTROL


def find_moments(call: Call, readings: tuple[Reading, ...], cuts: tuple[PriceCut, ...] = ()) -> tuple[Moment, ...]:
    """Find every moment of a talk, in the order of the pressures.

    The seller turns right after a pressure answer it with all that they do, each label going to the pressed front
    that it speaks to (to every pressed front if it speaks to none). Later turns answer with what speaks to that
    front, up to the next pressure on it. A moment that was put off stays open beyond, until a grant or a refusal.

    Args:
        call: the talk, sides known.
        readings: labels on its turns, any order.
        cuts: price cuts, each charged to the last moment on the terms before it.
    """
    by_turn: dict[int, list[Reading]] = {}
    for reading in readings:
        by_turn.setdefault(reading.turn, []).append(reading)
    opened: list[_Open] = []
    pressed_now: tuple[Front, ...] = ()
    for turn in call.turns:
        here = tuple(by_turn.get(turn.index, ()))
        if call.side_of(turn.index) is Side.CUSTOMER:
            fresh = _open_moments(here)
            opened += fresh
            pressed_now = tuple(moment.front for moment in fresh)
        else:
            _answer(opened, here, pressed_now)
    return tuple(_closed(moment, opened, cuts) for moment in opened)


@dataclass(slots=True)
class _Open:
    """A moment while the talk is still being walked through; never leaves this module."""

    front: Front
    pressures: tuple[Reading, ...]
    answers: list[Reading] = field(default_factory=list)

    @property
    def deferred(self) -> bool:
        labels = [reading.label for reading in self.answers]
        return Label.DEFERS in labels and not SETTLES & set(labels)


def _open_moments(here: tuple[Reading, ...]) -> list[_Open]:
    pressures = [reading for reading in here if reading.label in PRESSURES]
    fronts = sorted({PRESSURES[reading.label] for reading in pressures})
    return [_Open(front, tuple(r for r in pressures if PRESSURES[r.label] is front)) for front in fronts]


def _answer(opened: list[_Open], here: tuple[Reading, ...], pressed_now: tuple[Front, ...]) -> None:
    latest = {moment.front: moment for moment in opened}
    for reading in here:
        if reading.label in PRESSURES:
            continue
        speaks_to = [front for front in Front if reading.label in FITS[front]]
        fronts = set(speaks_to) & set(pressed_now) or set(pressed_now) or set(speaks_to)
        for front in sorted(fronts & set(latest)):
            latest[front].answers.append(reading)
        if reading.label in SETTLES:
            for moment in opened:
                if moment.deferred and moment.front in fronts and moment is not latest[moment.front]:
                    moment.answers.append(reading)


def _closed(moment: _Open, opened: list[_Open], cuts: tuple[PriceCut, ...]) -> Moment:
    turn = moment.pressures[0].turn
    later = [m.pressures[0].turn for m in opened if m.front is moment.front and m.pressures[0].turn > turn]
    until = min(later, default=None)
    mine = [cut for cut in cuts if turn < cut.turn and (until is None or cut.turn <= until)]
    return Moment(
        front=moment.front,
        pressures=moment.pressures,
        answers=tuple(moment.answers),
        verdict=verdict_of(reading.label for reading in moment.answers),
        deferred=moment.deferred,
        given_minor=sum(cut.given_minor for cut in mine) if mine and moment.front is Front.TERMS else None,
    )
