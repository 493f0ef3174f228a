"""The concession ledger: every give, what came back for it, and what it adds up to."""

import re
from dataclasses import replace
from itertools import pairwise

from standfast.domain.call import Call
from standfast.domain.moment import Front, Label, Moment, Quote, Reading
from standfast.domain.money import PricePath
from standfast.domain.review import Concession, Ledger
from standfast.engines.control.price_cuts import PriceCut, closing_minor, first_ask_minor, opening_minor

CONDITION = re.compile(
    r"\b(?:(?:but )?(?:only )?(?:if|when|once|as long as|so long as|provided(?: that)?|assuming|on condition|in return"
    r"|in exchange)\b|and (?:you|we)(?:['’]ll| will| get| sign| take| pay)\b)[^.?!;,\n]{3,160}",
    re.IGNORECASE,
)
"""What a get looks like in words: a condition, up to the end of its clause."""
GIVES = (Label.TRADES, Label.GIVES_IN, Label.MEETS_HALFWAY)
"""Labels that say something was given; a trade is named first, since it says more about the same give."""


def ledger_of(
    call: Call,
    moments: tuple[Moment, ...],
    readings: tuple[Reading, ...],
    path: PricePath,
    cuts: tuple[PriceCut, ...],
    *,
    margin_share: float | None = None,
) -> Ledger:
    """Write the ledger of one talk.

    A give is a seller turn that reads as one, or in which the price came down although nothing in the words says so.

    Args:
        call: the talk.
        moments: as found by `find_moments`.
        readings: labels of the talk.
        path: the price path.
        cuts: its drops.
        margin_share: the user's own gross margin in (0, 1], for the profit effect.
    """
    opening, closing, ask = opening_minor(path), closing_minor(path), first_ask_minor(path)
    given = opening - closing if opening is not None and closing is not None else None
    given_share = given / opening if given is not None and opening else None
    untied = [cut.given_minor for cut in cuts]
    return Ledger(
        concessions=_concessions(call, moments, readings, cuts),
        currency=next((step.price.currency for step in path.steps if step.price.currency), call.currency),
        given_minor=given,
        given_share=given_share,
        spread_share=_spread_share(opening, ask, closing),
        steps_grow=any(later > earlier for earlier, later in pairwise(untied)),
        profit_share=given_share / margin_share if given_share is not None and margin_share else None,
    )


def _concessions(
    call: Call,
    moments: tuple[Moment, ...],
    readings: tuple[Reading, ...],
    cuts: tuple[PriceCut, ...],
) -> tuple[Concession, ...]:
    cut_in = {cut.turn: cut for cut in cuts}
    read_in: dict[int, Reading] = {}
    for label in reversed(GIVES):
        read_in |= {reading.turn: reading for reading in readings if reading.label is label}
    words = {turn: cut.quote for turn, cut in cut_in.items()} | {turn: r.quote for turn, r in read_in.items()}
    lines = (_concession(words[turn], read_in.get(turn), cut_in.get(turn), moments) for turn in sorted(words))
    return tuple(replace(line, get=_get(call, line.give.turn)) if line.tied else line for line in lines)


def _concession(
    give: Quote,
    reading: Reading | None,
    cut: PriceCut | None,
    moments: tuple[Moment, ...],
) -> Concession:
    label = reading.label if reading is not None else Label.MEETS_HALFWAY
    return Concession(
        give=give,
        label=label,
        tied=label is Label.TRADES or (cut is not None and cut.tied),
        asked=_asked_before(give.turn, moments),
        given_minor=cut.given_minor if cut is not None else None,
    )


def _get(call: Call, turn: int) -> Quote | None:
    """The words of a give that ask for something in return: its first condition; None where none is plain."""
    found = CONDITION.search(call.turns[turn].text)
    if found is None:
        return None
    return Quote(turn=turn, start=found.start(), end=found.end(), text=found.group())


def _asked_before(turn: int, moments: tuple[Moment, ...]) -> Quote | None:
    """The last words on the terms that the customer said before `turn`."""
    before = [m for m in moments if m.front is Front.TERMS and m.turn < turn]
    return before[-1].pressure if before else None


def _spread_share(opening: int | None, ask: int | None, closing: int | None) -> float | None:
    if opening is None or ask is None or closing is None or opening <= ask:
        return None
    return min(1.0, max(0.0, (opening - closing) / (opening - ask)))
