"""Draft a deal from a few facts: the usual terms of its kind, with a guess for every figure, each marked as a guess.

All shares below are guesses of ours, there to be written over: a file with wrong figures that are named is mended
sooner than an empty one.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from standfast.domain.deal import (
    Authority,
    Choice,
    CoupledRule,
    Deal,
    MoneyRange,
    Option,
    OurSide,
    Price,
    Term,
    TermKind,
)


class DealKind(StrEnum):
    """What is sold, and so which terms are usual."""

    SUBSCRIPTION = "subscription"
    MACHINE = "machine"
    SERVICES = "services"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a draft begins with. `amount` is how many seats or machines the opening deal has."""

    kind: DealKind
    customer: str
    title: str
    currency: str
    list_minor: int
    per: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A deal, and what is only a guess in it: notes by place in the file (`ours.floor`, `terms.payment.2`)."""

    deal: Deal
    notes: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """A usual option: cost and worth as shares of the opening contract, cost below zero where it earns us money."""

    name: str
    amount: int | None = None
    discount: float = 0.0
    cost: float = 0.0
    worth: float = 0.0
    by: Authority = Authority.SELLER


FLOOR, TARGET, WALK_AWAY = 0.85, 0.95, 0.8
"""Of the opening contract at the list price."""
MARGIN = {DealKind.SUBSCRIPTION: 0.75, DealKind.MACHINE: 0.35, DealKind.SERVICES: 0.4}
GROWTH = {DealKind.SUBSCRIPTION: 0.15, DealKind.MACHINE: 0.2, DealKind.SERVICES: 0.0}
"""What counts for us of what a larger contract adds: under the margin, since part of it would have come anyway."""
PER = {DealKind.SUBSCRIPTION: "seat a month", DealKind.MACHINE: "machine", DealKind.SERVICES: "project"}
LIST_UNITS = {DealKind.SUBSCRIPTION: 60, DealKind.MACHINE: 150_000, DealKind.SERVICES: 80_000}
AMOUNT = {DealKind.SUBSCRIPTION: 100, DealKind.MACHINE: 1, DealKind.SERVICES: 1}
"""Where a draft begins when nothing is said."""

DISCOUNTS = (
    Usual(name="none"),
    Usual(name="5 %", discount=0.05),
    Usual(name="10 %", discount=0.1, by=Authority.MANAGER),
    Usual(name="15 %", discount=0.15, by=Authority.DIRECTOR),
)
MONTHS = (
    Usual(name="12 months", amount=12),
    Usual(name="24 months", amount=24, worth=-0.02),
    Usual(name="36 months", amount=36, worth=-0.06),
)
PAYMENTS = (
    Usual(name="net 30", amount=30),
    Usual(name="net 45", amount=45, cost=0.003, worth=0.005),
    Usual(name="net 60", amount=60, cost=0.007, worth=0.01),
    Usual(name="net 90", amount=90, cost=0.014, worth=0.015, by=Authority.MANAGER),
)
SUPPORT = (
    Usual(name="standard"),
    Usual(name="priority", cost=0.01, worth=0.03),
    Usual(name="premium", cost=0.04, worth=0.06, by=Authority.MANAGER),
)
REFERENCES = (
    Usual(name="none"),
    Usual(name="logo", cost=-0.005, worth=-0.002),
    Usual(name="case study", cost=-0.03, worth=-0.01),
)
SERVICE = (
    Usual(name="none"),
    Usual(name="one year", cost=0.015, worth=0.04),
    Usual(name="three years", cost=0.05, worth=0.1, by=Authority.MANAGER),
)
TRAINING = (
    Usual(name="none"),
    Usual(name="two days", amount=2, cost=0.006, worth=0.02),
    Usual(name="five days", amount=5, cost=0.015, worth=0.035),
)
STARTS = (
    Usual(name="this month", cost=-0.01, worth=-0.005),
    Usual(name="next month"),
    Usual(name="next quarter", cost=0.01, worth=0.005),
)
Shape = tuple[str, str, str | None, tuple[Usual, ...], int]
"""Key, name, unit, options, and which of them we open with."""
SHAPES: dict[DealKind, tuple[Shape, ...]] = {
    DealKind.SUBSCRIPTION: (
        ("length", "Length of contract", "months", MONTHS, 0),
        ("payment", "Payment", "days", PAYMENTS, 0),
        ("support", "Support", None, SUPPORT, 0),
        ("reference", "Reference", None, REFERENCES, 0),
    ),
    DealKind.MACHINE: (
        ("payment", "Payment", "days", PAYMENTS, 0),
        ("service", "Service contract", None, SERVICE, 0),
        ("training", "Training on site", "days", TRAINING, 0),
        ("reference", "Reference", None, REFERENCES, 0),
    ),
    DealKind.SERVICES: (
        ("payment", "Payment", "days", PAYMENTS, 0),
        ("start", "Start", None, STARTS, 1),
        ("reference", "Reference", None, REFERENCES, 0),
    ),
}
VOLUMES = {DealKind.SUBSCRIPTION: "seats", DealKind.MACHINE: "machines"}
MULTIPLIERS = ("volume", "length")


def draft_deal(outline: Outline) -> Draft:
    """Draft a deal; it has no flaws, and every figure that nobody gave has a note.

    Floor, target, walk-away, costs and worth are shares of the opening contract, in whole units of the currency.
    """
    terms = tuple(_terms(outline))
    times = tuple(n for n, term in enumerate(terms) if term.key in MULTIPLIERS)
    fixed = 1 if outline.kind in VOLUMES else outline.amount
    price = Price(list_minor=outline.list_minor, per=outline.per, quantity=fixed, times=times)
    start = opening_minor(outline)
    ours = OurSide(
        floor_minor=_part(start, FLOOR),
        target_minor=_part(start, TARGET),
        walk_away_minor=_part(start, WALK_AWAY),
        margin_share=MARGIN[outline.kind],
        growth_share=GROWTH[outline.kind],
    )
    deal = Deal(
        title=outline.title,
        customer=outline.customer,
        currency=outline.currency,
        price=price,
        terms=terms,
        ours=ours,
    )
    return Draft(deal=with_longer_first(deal), notes=_notes(deal))


def with_longer_first(deal: Deal) -> Deal:
    """Make it a rule that the deepest discount goes only with a longer contract; nothing where there is no length."""
    keys = [term.key for term in deal.terms]
    if not {"discount", "length"} <= set(keys):
        return deal
    discount, length = keys.index("discount"), keys.index("length")
    when = Choice(term=discount, options=(len(deal.terms[discount].options) - 1,))
    needs = Choice(term=length, options=tuple(range(1, len(deal.terms[length].options))))
    why = "The deepest discount only for a longer contract."
    rule = CoupledRule(when=(when,), needs=(needs,), why=why)
    return replace(deal, ours=replace(deal.ours, rules=(*deal.ours.rules, rule)))


def opening_minor(outline: Outline) -> int:
    """The contract amount that a draft opens with, at the list price."""
    months = MONTHS[0].amount or 1
    return outline.list_minor * outline.amount * (months if outline.kind is DealKind.SUBSCRIPTION else 1)


def _terms(outline: Outline) -> list[Term]:
    start = opening_minor(outline)
    discounts = _term(("discount", "Discount", None, DISCOUNTS, 0), start)
    volume = [_volume(outline, start)] if outline.kind in VOLUMES else []
    return [discounts, *volume, *(_term(shape, start) for shape in SHAPES[outline.kind])]


def _term(shape: Shape, start: int) -> Term:
    key, name, unit, usual, opening = shape
    options = tuple(
        Option(
            name=option.name,
            amount=option.amount,
            discount_share=option.discount,
            cost_minor=_part(start, option.cost),
            worth=_guess(_part(start, option.worth)),
            by=option.by,
        )
        for option in usual
    )
    kind = TermKind.CATEGORICAL if key == "start" else TermKind.ORDERED
    return Term(key=key, name=name, options=options, kind=kind, unit=unit, opening=opening, usual=opening)


def _volume(outline: Outline, start: int) -> Term:
    """As many as they ask for, half as many more, twice as many."""
    unit = VOLUMES[outline.kind]
    amounts = sorted({outline.amount, max(outline.amount * 3 // 2, outline.amount + 1), outline.amount * 2})
    usual = tuple(
        Usual(name=f"{amount} {unit if amount > 1 else unit[:-1]}", amount=amount, worth=-0.01 * number)
        for number, amount in enumerate(amounts)
    )
    return _term(("volume", "Volume", unit, usual, 0), start)


def _part(start: int, share: float) -> int:
    """A share of the opening contract, in round hundreds of minor units where they do not matter."""
    unit = 100 if start >= 100_000 else 1
    return round(start * share / unit) * unit


def _guess(likely: int) -> MoneyRange:
    """Half and one and a half of what is likely."""
    ends = sorted((likely // 2, likely * 3 // 2))
    return MoneyRange(low_minor=ends[0], likely_minor=likely, high_minor=ends[1])


def _notes(deal: Deal) -> dict[str, str]:
    notes = {
        "ours.floor": f"a guess: {round(FLOOR * 100)} % of the list price; the least that you sign for",
        "ours.target": f"a guess: {round(TARGET * 100)} % of the list price",
        "ours.walk_away": f"a guess: {round(WALK_AWAY * 100)} % of the list price; what you have without this deal",
        "ours.margin": "a guess",
    }
    if deal.ours.growth_share:
        notes["ours.growth_counts"] = "a guess: what counts for you of what a larger contract adds"
    for term in deal.terms:
        for number, option in enumerate(term.options, start=1):
            if option.cost_minor or option.worth != MoneyRange():
                notes[f"terms.{term.key}.{number}"] = "a guess"
    return notes
