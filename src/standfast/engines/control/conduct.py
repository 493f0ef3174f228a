"""Conduct checks: small yes/no questions, each with one defensible answer and the quotes that it rests on.

A check that found no occasion says so and counts for nothing. The questions follow the four steps of the DuPont
negotiation template and the "lead and simplify" rule of Dixon and Adamson, *The Challenger Sale*.
"""

from collections.abc import Callable
from dataclasses import dataclass

from standfast.domain.call import Call, Side
from standfast.domain.evidence import CueKind, Evidence
from standfast.domain.moment import Front, Label, Moment, Quote, Reading, Verdict
from standfast.domain.review import Check, Ledger
from standfast.engines.control.price_cuts import PriceCut

LAST_PART = 1 / 3
"""The closing part of a talk, in which a next step is looked for. A guess until calibrated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """All that a check may look at."""

    call: Call
    evidence: Evidence
    moments: tuple[Moment, ...]
    ledger: Ledger
    cuts: tuple[PriceCut, ...]

    def read(self, *labels: Label) -> tuple[Reading, ...]:
        """Readings of these labels, in order of the talk."""
        found = [reading for reading in self.evidence.readings if reading.label in labels]
        return tuple(sorted(found, key=lambda reading: reading.turn))

    def cue(self, kind: CueKind, turn: int) -> Quote | None:
        """The words of a cue of this kind in this turn."""
        return next((c.quote for c in self.evidence.cues if c.kind is kind and c.quote.turn == turn), None)

    def on(self, front: Front) -> tuple[Moment, ...]:
        """Moments on one front."""
        return tuple(moment for moment in self.moments if moment.front is front)


Answer = tuple[bool | None, tuple[Quote, ...]]
"""Yes, no or no occasion, and the words that it rests on."""
NO_OCCASION: Answer = (None, ())


def conduct_checks(talk: Talk) -> tuple[Check, ...]:
    """Ask every question of one talk."""
    return tuple(
        Check(name=ask.__name__, question=question, front=front, passed=passed, quotes=quotes)
        for ask, front, question in QUESTIONS
        for passed, quotes in [ask(talk)]
    )


def deferred_first(talk: Talk) -> Answer:
    """Did the first answer to the first price ask keep the price out of it?"""
    asks = [m for m in talk.on(Front.TERMS) if {r.label for r in m.pressures} & PRICE_ASKS]
    if not asks or not asks[0].answers:
        return NO_OCCASION
    first_turn = asks[0].answers[0].turn
    first = [reading for reading in asks[0].answers if reading.turn == first_turn]
    moved = [reading for reading in first if reading.label in {Label.GIVES_IN, Label.MEETS_HALFWAY, Label.TRADES}]
    return not moved, (asks[0].pressure, (moved or first)[0].quote)


def asked_permission_to_defer(talk: Talk) -> Answer:
    """When the ask was put off, was the customer asked whether that is all right?"""
    deferrals = talk.read(Label.DEFERS)
    if not deferrals:
        return NO_OCCASION
    leaves = [talk.cue(CueKind.ASKS_LEAVE, reading.turn) for reading in deferrals]
    if all(leaves):
        return True, tuple(quote for quote in leaves if quote)
    return False, tuple(r.quote for r, quote in zip(deferrals, leaves, strict=True) if quote is None)


def broadened_before_trading(talk: Talk) -> Answer:
    """Was a question asked about what lies behind the ask, before anything was given or traded?"""
    terms = talk.on(Front.TERMS)
    given = talk.ledger.concessions
    if not terms or not given:
        return NO_OCCASION
    first = given[0].give
    probes = [r for r in talk.read(Label.PROBES) if terms[0].turn < r.turn <= first.turn]
    return (True, (probes[0].quote, first)) if probes else (False, (terms[0].pressure, first))


def traded_before_price(talk: Talk) -> Answer:
    """Was something other than the price offered before the price came down?"""
    if not talk.on(Front.TERMS) or not talk.ledger.concessions:
        return NO_OCCASION
    first = talk.ledger.concessions[0]
    cut_turns = {cut.turn for cut in talk.cuts}
    traded = first.label is Label.TRADES and first.give.turn not in cut_turns
    return traded, (first.give,)


def got_something_back(talk: Talk) -> Answer:
    """Did every give bring a get?"""
    given = talk.ledger.concessions
    if not given:
        return NO_OCCASION
    one_sided = talk.ledger.one_sided
    return not one_sided, tuple(c.give for c in (one_sided or given))


def gave_only_when_asked(talk: Talk) -> Answer:
    """Was nothing given before the customer asked?"""
    if not talk.ledger.concessions:
        return NO_OCCASION
    unasked = talk.ledger.unasked
    return not unasked, tuple(c.give for c in (unasked or talk.ledger.concessions[:1]))


def steps_shrank(talk: Talk) -> Answer:
    """Was each step down smaller than the one before it?"""
    if len(talk.cuts) < 2:
        return NO_OCCASION
    return not talk.ledger.steps_grow, tuple(cut.quote for cut in talk.cuts)


def kept_the_authority(talk: Talk) -> Answer:
    """Was the decision kept, and not handed to somebody on the own side?"""
    asked = talk.read(Label.ASKS_PERMISSION)
    if asked:
        return False, tuple(reading.quote for reading in asked)
    pressed = talk.on(Front.TERMS)
    answered = [moment.answers[0].quote for moment in pressed if moment.answers]
    return (True, (answered[0],)) if answered else NO_OCCASION


def answered_doubts_with_evidence(talk: Talk) -> Answer:
    """Was every doubt answered with a reason, an example or a figure?"""
    doubts = talk.on(Front.IDEA)
    if not doubts:
        return NO_OCCASION
    bare = [m for m in doubts if not {r.label for r in m.answers} & {Label.STANDS_GROUND, Label.TEACHES}]
    if bare:
        return False, tuple(moment.pressure for moment in bare)
    return True, tuple(moment.answers[0].quote for moment in doubts)


def reframe_met_with_surprise(talk: Talk) -> Answer:
    """Did the new view make the customer think, rather than nod?"""
    views = talk.read(Label.TEACHES)
    for view in views:
        reply = _next_customer_turn(talk.call, view.turn)
        if reply is None:
            continue
        nod = talk.cue(CueKind.EASY_AGREEMENT, reply)
        surprise = talk.cue(CueKind.SURPRISE, reply)
        if surprise:
            return True, (view.quote, surprise)
        if nod:
            return False, (view.quote, nod)
    return NO_OCCASION


def said_who_is_needed_and_why(talk: Talk) -> Answer:
    """Did the seller name who is normally needed, and the reason?"""
    named = talk.read(Label.ENGAGES_STAKEHOLDER)
    reasoned = [r for r in named if talk.cue(CueKind.GIVES_REASON, r.turn) and talk.cue(CueKind.NAMES_ROLE, r.turn)]
    if reasoned:
        return True, (reasoned[0].quote,)
    if named:
        return False, (named[0].quote,)
    pressed = talk.on(Front.PROCESS)
    return (False, (pressed[0].pressure,)) if pressed else NO_OCCASION


def left_with_a_dated_next_step(talk: Talk) -> Answer:
    """Did the talk end with a next step that has a time or a person?"""
    steps = talk.read(Label.LEADS_NEXT_STEP)
    late_from = len(talk.call.turns) * (1 - LAST_PART)
    dated = [r for r in steps if talk.cue(CueKind.NAMES_TIME, r.turn) and r.turn >= late_from]
    if dated:
        return True, (dated[-1].quote,)
    if steps:
        return False, (steps[-1].quote,)
    open_end = [m for m in talk.on(Front.PROCESS) if m.verdict in {Verdict.GAVE_WAY, Verdict.MISSED}]
    return (False, (open_end[-1].pressure,)) if open_end else NO_OCCASION


def _next_customer_turn(call: Call, turn: int) -> int | None:
    return next((t.index for t in call.turns[turn + 1 :] if call.side_of(t.index) is Side.CUSTOMER), None)


PRICE_ASKS = frozenset({Label.DISCOUNT_REQUEST, Label.PRICE_OBJECTION})
QUESTIONS: tuple[tuple[Callable[[Talk], Answer], Front, str], ...] = (
    (reframe_met_with_surprise, Front.IDEA, "Did the new view make the customer think, rather than nod?"),
    (answered_doubts_with_evidence, Front.IDEA, "Was every doubt answered with a reason, an example or a figure?"),
    (said_who_is_needed_and_why, Front.PROCESS, "Did the seller say who is normally needed, and why?"),
    (left_with_a_dated_next_step, Front.PROCESS, "Did the talk end with a dated or named next step?"),
    (deferred_first, Front.TERMS, "Did the first answer to the price ask leave the price where it was?"),
    (asked_permission_to_defer, Front.TERMS, "When an ask was put off, was the customer asked if that is all right?"),
    (broadened_before_trading, Front.TERMS, "Was the need behind the ask explored before anything was given?"),
    (traded_before_price, Front.TERMS, "Was another term offered before the price moved?"),
    (got_something_back, Front.TERMS, "Did every concession bring something back?"),
    (gave_only_when_asked, Front.TERMS, "Was nothing given that nobody had asked for?"),
    (steps_shrank, Front.TERMS, "Was each step down smaller than the last?"),
    (kept_the_authority, Front.TERMS, "Did the seller keep the decision, without handing it upstairs?"),
)
