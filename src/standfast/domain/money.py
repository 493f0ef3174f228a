"""Amounts of money, and the path that the price took through a talk."""

from dataclasses import dataclass
from enum import StrEnum

from standfast.domain.call import Side
from standfast.domain.moment import Quote

NO_MINOR_UNIT = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
THREE_DIGITS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
"""Currencies without two digits of minor units, after ISO 4217."""


def minor_digits(currency: str | None) -> int:
    """How many digits a currency's minor unit has; two where no currency is known."""
    return 0 if currency in NO_MINOR_UNIT else 3 if currency in THREE_DIGITS else 2


def major_units(minor: int, currency: str | None) -> float:
    """A sum in the units that people say (dollars, yen)."""
    return float(minor / 10 ** minor_digits(currency))


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Integer minor units (cents) with their currency; `currency` is an ISO 4217 code, None where no one said it."""

    minor: int
    currency: str | None = None


class MentionKind(StrEnum):
    """What a figure in the talk is."""

    AMOUNT = "amount"
    """A sum of money ("$4,250", "four grand")."""
    PERCENT = "percent"
    """A share, mostly of the price ("5 % off")."""
    PERIOD = "period"
    """A length of time that is a term of the deal ("2 years", "net 60", "three months free")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One figure as it stands in a turn.

    `value` is in the mention's own unit: minor units for an amount, a share in [0, 1] for a percentage, days for a
    period. `currency` only for amounts. `per` names what an amount counts for ("seat", "month"), None for a total.
    """

    kind: MentionKind
    value: float
    quote: Quote
    currency: str | None = None
    per: str | None = None


class Step(StrEnum):
    """What a figure did to the price of the talk."""

    LIST = "list"
    """The seller's opening price."""
    ASK = "ask"
    """The customer put a price forward, under the seller's."""
    OFFER = "offer"
    """The seller put a price forward."""
    AGREED = "agreed"
    """Both sides took it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStep:
    """One point of the price path: who named which price, in which turn, with which words.

    `quote` is None only for a list price that came with the file and not from the talk.
    """

    step: Step
    side: Side
    price: Money
    quote: Quote | None
    tied: bool = False
    """The price was named with a condition ("if you take two")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePath:
    """Asks, offers and the agreed price of one talk, in order of the talk.

    `agreed` is None when no deal was struck in words; `agreed_p` in [0, 1] is how sure that is. `mentions` are all
    figures that were read, whether they moved the price or not.
    """

    steps: tuple[PriceStep, ...] = ()
    agreed: PriceStep | None = None
    agreed_p: float = 0.0
    mentions: tuple[Mention, ...] = ()
