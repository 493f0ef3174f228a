"""What of a deal a customer may see: one package, its price, and the value case. No type of ours is in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTerm:
    """A term and the one option of it that is on the table."""

    name: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedValue:
    """A line of the value case; `source` is stated, inferred or guess."""

    kind: str
    money_minor: int | None
    weeks: int | None
    statement: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDeal:
    """A package as the customer sees it. `amount_minor` is what they pay for it in all.

    A page or a text for a customer is made from this and from nothing else of the deal.
    """

    title: str
    customer: str
    currency: str
    list_minor: int
    per: str
    terms: tuple[SharedTerm, ...]
    amount_minor: int
    value: tuple[SharedValue, ...]
