"""The figures of a whole talk that could be its price: who said which, where, in which role."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from standfast.domain.call import Call, Side, Turn
from standfast.domain.moment import Quote
from standfast.domain.money import MentionKind
from standfast.language.money.acceptance import stance_of
from standfast.language.money.currencies import to_minor
from standfast.language.money.figures import DAYS, Certainty, Figure, figures_in
from standfast.language.money.roles import Role, is_own, role_of, surroundings

NEAR = (0.1, 1.6)
"""A sum within these multiples of the list price can be a price of the thing; a guess that fits one half of the
CraigslistBargain development talks."""
NEAR_SAID = (0.35, 1.8)
"""The same where no file gives the price and the reference is itself a sum of the talk; narrower, as B2B talk is full of
other sums; a guess."""
_SURELY_NEAR = (0.35, 1.15)
"""Where a sum must land for a slip or a shorthand ("26" for 26,000, a digit too many) to be believed; a guess."""
_CLUSTER = 3.0
"""Sums further apart than this factor are not prices of one thing in one unit; a guess."""

_SMALLEST, _LARGEST = 0.005, 0.7
"""A difference lies between these shares of the price; a guess."""
_PART = 0.35
"""Under this share of the price, a sum a month is an instalment; a guess."""
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-3]\d) +[A-Z][A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One figure by one side. `minor` is the price it stands for; None for differences and percentages.

    `share` is the part of the price that a percentage takes off, None for sums.
    """

    turn: int
    side: Side
    figure: Figure
    quote: Quote
    role: Role
    minor: int | None
    delta: int = 0
    share: float | None = None
    tied: bool = False
    granted: bool = False
    """The words grant it, where the figure alone could be an echo of the other side's."""
    own: bool = False
    """The words put it forward as the speaker's own."""


_GRANTS = re.compile(
    r"\b(?:do|take|accept\w*|agree\w*|deal|fine|works?|ok|okay|yes|yeah|yep|sure|alright|sold|go|let|good|great|can|could|will|['’]ll|it is|be|sounds|perfect|reasonable|cool|awesome|fair|settle|meet|have it|yours|give|sell)\b",
    re.IGNORECASE,
)
_TIED = re.compile(
    r"\b(?:if|as long as|provided|assuming|in return|in exchange|once you|only when|unless|on condition|contingent|with a (?:\w+ )?(?:lease|contract|term|commitment))\b"
    r"(?! (?:that|this|it|you) (?:works?|want|like|wish|is|sounds?|will|are interested|don|suits)| possible| you['’]d like| you['’]re (?:ok|okay|interested)| interested| (?:it|that)['’]s (?:ok|okay|fine))",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"^\s*(?:off|discount|less|lower|reduction(?! in)|cheaper|rebate|price (?:cut|reduction))\b", re.IGNORECASE
)
_GIVE = re.compile(
    r"\b(?:do|give|gave|get|take|offer|have|need|want|knock|shave|drop|reduce|discount of|off|come down|minus|less|just|make it)"
    r"(?:\s+(?:us|you|me|it|that|the price|your price|by|to|of|off|at least|about|around|like|an?|another|a further|only|just|maybe))*\s*$|^\W*$",
    re.IGNORECASE,
)
_NO_DISCOUNT = re.compile(
    r"^\s*(?:of (?!the price|list|your price)|more\b|increase|growth|faster|reduction in|improvement|up\b|down\b|uptime|margin|interest|apr\b|vat|tax|commission|deposit|payment|financ\w+|sure|savings|drop in|fewer|cut in|lift|share)",
    re.IGNORECASE,
)
_DONE_ALREADY = re.compile(
    r"\b(?:appreciate|already|dropp(?:ed|ing)|knocked|took|was|were|thanks|thank|came down|have come)\b", re.IGNORECASE
)
_ASKS_COUNT = re.compile(
    r"\bhow (?:many|old|long|far|big|tall|heavy|wide|large|often)\b|\b(?:mileage|miles|year|size|square|sq)\b",
    re.IGNORECASE,
)


def sayings_of(call: Call) -> tuple[tuple[Saying, ...], tuple[tuple[int, Figure], ...]]:
    """Read the talk's figures: those that bear on its price, and all of them with their turns, in order."""
    read = [(turn, figures_in(turn.text, currency=call.currency)) for turn in call.turns]
    sides = {speaker.key: speaker.side for speaker in call.speakers}
    raw = [
        _saying(turn, sides.get(turn.speaker, Side.UNKNOWN), figure, figures)
        for turn, figures in read
        for figure in figures
    ]
    drafts = [(draft, draft.figure) for draft in raw if draft is not None]
    reference = _major(call) or _reference(d for d, _ in drafts)
    listed = call.list_price_minor is not None
    known = frozenset(f.value for d, f in drafts if d.share is None) | ({reference} if reference else frozenset())
    kept: list[Saying] = []
    seen: list[tuple[int, Figure]] = []
    counting = {turn.index for turn in call.turns if turn.index and _ASKS_COUNT.search(call.turns[turn.index - 1].text)}
    sure_from = min(
        (d.turn for d, f in drafts if f.certainty > Certainty.ALONE and d.share is None), default=len(call.turns)
    )
    years = _years(call)
    placed: dict[tuple[int, int], Saying] = {}
    for draft, figure in drafts:
        if figure.certainty < Certainty.MARKED and figure.value in years:
            continue
        unsure = figure.certainty < (Certainty.ALONE if listed else Certainty.CUED)
        if unsure and (draft.turn in counting or (not listed and draft.turn < sure_from)):
            continue
        fitted = _fitted(draft, reference, call, known)
        if fitted is not None:
            kept.append(fitted)
            placed[draft.turn, figure.start] = fitted
    for turn, figures in read:
        seen.extend(
            (turn.index, figure)
            for figure in figures
            if figure.certainty > Certainty.BARE or (turn.index, figure.start) in placed
        )
    return tuple(kept), tuple(seen)


def _major(call: Call) -> float | None:
    """The list price of the file in major units; None where there is none to compare with."""
    if not call.list_price_minor or call.list_price_minor < 0:
        return None
    return call.list_price_minor / to_minor(1, call.currency)


def _saying(turn: Turn, side: Side, figure: Figure, figures: tuple[Figure, ...]) -> Saying | None:
    """One figure before its size is judged; `minor` is still unset."""
    if figure.kind is MentionKind.PERIOD or side is Side.UNKNOWN:
        return None
    left, right = surroundings(turn.text, figure, figures)
    share = None
    if figure.kind is MentionKind.PERCENT:
        if _NO_DISCOUNT.match(right) or not (_OFF.match(right) or _GIVE.search(left)) or _DONE_ALREADY.search(left):
            return None
        share = figure.value
    role = role_of(turn.text, figure, figures)
    if role in {Role.CUT, Role.RISE} and _DONE_ALREADY.search(left):
        return None
    return Saying(
        turn=turn.index,
        side=side,
        figure=figure,
        quote=Quote(turn=turn.index, start=figure.start, end=figure.end, text=turn.text[figure.start : figure.end]),
        role=role,
        minor=None,
        share=share,
        granted=_is_granted(turn.text, left, right),
        own=is_own(left),
        tied=_TIED.search(left) is not None or _TIED.search(right) is not None,
    )


def _is_granted(text: str, left: str, right: str) -> bool:
    """Whether the words around a figure, or the turn as a whole, say yes to it."""
    stance = stance_of(text)
    return stance.takes or stance.warm or _GRANTS.search(left) is not None or _GRANTS.search(right) is not None


def _reference(drafts: Iterable[Saying]) -> float | None:
    """The size of the thing's price where no file gives it.

    The sum that most others are near to, for prices are what people come back to; a bare number counts where it echoes.
    """
    sums = [draft for draft in drafts if draft.share is None and draft.role in {Role.PRICE, Role.CURRENT}]
    sure = [draft for draft in sums if draft.figure.certainty > Certainty.ALONE]
    said = {draft.figure.value for draft in sure}
    counted = [draft for draft in sums if draft.figure.certainty > Certainty.ALONE or draft.figure.value in said]
    best, most = None, 0
    for draft in sure:
        value = draft.figure.value
        near = [o for o in counted if value / _CLUSTER < o.figure.value < value * _CLUSTER]
        if len(near) > most and value > 0:
            first = next((o for o in near if o.side is Side.SELLER), near[0])
            best, most = first.figure.value, len(near)
    return best


def _fitted(draft: Saying, reference: float | None, call: Call, known: frozenset[float]) -> Saying | None:
    """The saying with its price, slips and shorthand mended; None where the sum is no price of this thing."""
    figure, currency = draft.figure, draft.figure.currency or call.currency
    if draft.share is not None:
        return draft
    if draft.role in {Role.CUT, Role.RISE}:
        small = reference is None or _SMALLEST * reference <= figure.value <= _LARGEST * reference
        return replace(draft, delta=to_minor(figure.value, currency)) if small else None
    if reference is not None and _is_instalment(figure, reference):
        return replace(draft, role=Role.EXTRA, minor=to_minor(figure.value, currency))
    value = (
        figure.value
        if reference is None
        else mended(figure, reference, near=NEAR if call.list_price_minor else NEAR_SAID, known=known)
    )
    return None if value is None or value <= 0 else replace(draft, minor=to_minor(value, currency))


def _is_instalment(figure: Figure, reference: float) -> bool:
    """A sum a month that is far under the price of a thing is a part of it, to be paid over time."""
    return figure.per in DAYS and figure.value < _PART * reference


def _years(call: Call) -> frozenset[float]:
    """Years that stand before a name in the talk or its title ("2013 Hyundai"): no prices, wherever they come back."""
    texts = (call.title or "", *(turn.text for turn in call.turns))
    return frozenset(float(match[1]) for text in texts for match in _YEAR.finditer(text))


def mended(
    figure: Figure,
    reference: float,
    *,
    near: tuple[float, float] = NEAR,
    known: frozenset[float] = frozenset(),
) -> float | None:
    """A sum near the reference as it is, or as it was meant; None if it is near in no reading.

    "26" for 26,000 is shorthand; a digit too many or too few is believed only where `known` sums bear it out.
    """
    value = figure.value
    if near[0] * reference <= value <= near[1] * reference:
        return value
    if figure.scaled or figure.per is not None:
        return None
    for factor in (1000.0, 100.0, 10.0, 0.1):
        meant = value * factor
        if not _SURELY_NEAR[0] * reference <= meant <= _SURELY_NEAR[1] * reference:
            continue
        shorthand = factor == 1000.0 and value >= (20 if figure.certainty is Certainty.BARE else 2)
        if shorthand or any(abs(meant - other) < 0.001 * other for other in known):
            return meant
    return None
