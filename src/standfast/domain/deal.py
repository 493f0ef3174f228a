"""A deal as the seller sees it: what can be traded, what each option costs and is worth, and where the floor is.

All of it is the seller's own. What a customer may see is a `SharedDeal` (domain/shared_deal.py), made of other types;
and the money of our side is left out of every `repr`, so that it does not slip into a log or a page.

Money is integer minor units of the deal's one currency; shares are in [0, 1]; terms and options are numbered from 0.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

MOST_TERMS = 40
"""More are no deal but a catalogue: nobody can weigh them against each other. A limit of taste."""
LARGEST_MINOR = 10**14
"""The largest sum in a deal, in minor units. Sums of `MOST_TERMS` of them are exact in a float (under 2**53)."""


class Authority(IntEnum):
    """Who may grant something; a higher one may grant all that a lower one may."""

    SELLER = 0
    MANAGER = 1
    DIRECTOR = 2


class Source(StrEnum):
    """How we know a figure about the other side."""

    STATED = "stated"
    """They said it."""
    INFERRED = "inferred"
    """It follows from what they said or did."""
    GUESS = "guess"


class TermKind(StrEnum):
    """Whether the order of a term's options means anything."""

    ORDERED = "ordered"
    CATEGORICAL = "categorical"


class ValueKind(StrEnum):
    """What a statement of the value case says."""

    VALUE_A_YEAR = "value a year"
    PAYBACK = "payback"
    COST_OF_WAITING_A_WEEK = "cost of waiting a week"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRange:
    """What something is worth to the other side: low <= likely <= high, below zero where it is a burden to them."""

    low_minor: int = 0
    likely_minor: int = 0
    high_minor: int = 0
    source: Source = Source.GUESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to settle a term.

    `amount` is the option as a whole number of the term's unit (60 days, 200 seats), None where it is none.
    `discount_share` is the part of the contract amount that it lets go, 0 for all but price cuts.
    `cost_minor` is what else it costs us; below zero it earns us that much. `worth` is what it is worth to them at an
    unchanged price, beside the discount.
    """

    name: str
    amount: int | None = None
    discount_share: float = 0.0
    cost_minor: int = field(default=0, repr=False)
    worth: MoneyRange = field(default=MoneyRange(), repr=False)
    by: Authority = field(default=Authority.SELLER, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something to settle, with two options or more; `opening` is where we open, `usual` what we normally grant."""

    key: str
    name: str
    options: tuple[Option, ...]
    kind: TermKind = TermKind.ORDERED
    unit: str | None = None
    opening: int = 0
    usual: int = field(default=0, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The list price, and what it is multiplied by: `quantity`, and the amounts chosen on the terms in `times`.

    60 dollars "a seat a month" times 100 seats times 12 months: `list_minor` 6000, the terms volume and length in
    `times`. The product is the contract amount.
    """

    list_minor: int
    per: str
    quantity: int = 1
    times: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Any of these options of a term."""

    term: int
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoupledRule:
    """Where all of `when` is chosen, all of `needs` must be, or not all of `never_with` may be, or only `by` may grant it.

    Exactly one of the three is filled. Over 10 % only with 24 months: `when` discount 15 %, `needs` length 24 or 36.
    """

    when: tuple[Choice, ...]
    needs: tuple[Choice, ...] = ()
    never_with: tuple[Choice, ...] = ()
    by: Authority | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OurAlternative:
    """What we can do instead of this deal, and what that brings, on the scale of the floor."""

    name: str
    worth_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TheirAlternative:
    """What they can do instead, and what that is worth to them over the deal that we open with."""

    name: str
    worth: MoneyRange


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueStatement:
    """One line of the value case: a sum of money, a number of weeks, or a sentence, and how we know it.

    `heard` says where it comes from ("Priya, call of 3 June"); it is for us.
    """

    kind: ValueKind
    money_minor: int | None = None
    weeks: int | None = None
    statement: str = ""
    source: Source = Source.GUESS
    heard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who sells, and whose word is needed above."""

    seller: str = ""
    manager: str = ""
    director: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OurSide:
    """What must never reach the customer: the floor, and what may be let go under which conditions.

    Floor, target and walk-away are sums on one scale: the contract amount of the deal that we open with, less all that
    is given, plus all that is got. `floor_minor` is the least that we sign for, `walk_away_minor` what we have without
    this deal. `growth_share` is the part of what a larger contract adds to the opening one that counts for us.
    """

    floor_minor: int
    target_minor: int
    walk_away_minor: int
    margin_share: float | None = None
    growth_share: float = 0.0
    deadline: date | None = None
    alternatives: tuple[OurAlternative, ...] = ()
    their_alternatives: tuple[TheirAlternative, ...] = ()
    rules: tuple[CoupledRule, ...] = ()
    people: People = field(default_factory=People)

    def __repr__(self) -> str:
        return "OurSide(ours alone)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One deal with one customer, in one currency."""

    title: str
    customer: str
    currency: str
    price: Price = field(repr=False)
    terms: tuple[Term, ...] = field(repr=False)
    value: tuple[ValueStatement, ...] = field(default=(), repr=False)
    ours: OurSide = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about a deal that its owner should mend or know: where in the file, what, and what to do."""

    where: str
    what: str
    remedy: str
