"""Deals: one built by hand, and strategies that draw them."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from standfast.domain.deal import (
    LARGEST_MINOR,
    Authority,
    Choice,
    CoupledRule,
    Deal,
    MoneyRange,
    Option,
    OurAlternative,
    OurSide,
    People,
    Price,
    Source,
    Term,
    TermKind,
    TheirAlternative,
    ValueKind,
    ValueStatement,
)


def worth(*minor: int, source: Source = Source.GUESS) -> MoneyRange:
    """`worth(900)` or `worth(400, 900, 1500)`."""
    low, likely, high = minor * 3 if len(minor) == 1 else minor
    return MoneyRange(low_minor=low, likely_minor=likely, high_minor=high, source=source)


DISCOUNT = Term(
    key="discount",
    name="Discount",
    options=(
        Option(name="none"),
        Option(name="5 %", discount_share=0.05),
        Option(name="10 %", discount_share=0.1),
        Option(name="15 %", discount_share=0.15, by=Authority.MANAGER),
    ),
    usual=1,
)
SEATS = Term(
    key="volume",
    name="Volume",
    unit="seats",
    options=(
        Option(name="100 seats", amount=100),
        Option(name="200 seats", amount=200, worth=worth(-90_000, -50_000, 0)),
    ),
)
MONTHS = Term(
    key="length",
    name="Length",
    unit="months",
    options=(
        Option(name="12 months", amount=12),
        Option(name="24 months", amount=24, cost_minor=-300_000, worth=worth(-200_000, -100_000, -50_000)),
        Option(name="36 months", amount=36, cost_minor=-500_000, worth=worth(-500_000)),
    ),
)
PAYMENT = Term(
    key="payment",
    name="Payment",
    unit="days",
    kind=TermKind.CATEGORICAL,
    options=(
        Option(name="net 30", amount=30, worth=worth(10_000)),
        Option(name="net 60", amount=60, cost_minor=60_000, worth=worth(40_000, 90_000, 150_000, source=Source.STATED)),
    ),
)
LONGER_FIRST = CoupledRule(
    when=(Choice(term=0, options=(3,)),), needs=(Choice(term=2, options=(1, 2)),), why="Over 10 % only with 24 months."
)


def acme(**changes: object) -> Deal:
    """100 seats at 60 dollars a month for a year: 72,000 dollars; over 10 % only with 24 months."""
    ours = OurSide(floor_minor=6_100_000, target_minor=6_800_000, walk_away_minor=5_800_000, rules=(LONGER_FIRST,))
    deal = Deal(
        title="Renewal",
        customer="Acme",
        currency="USD",
        price=Price(list_minor=6_000, per="seat a month", times=(1, 2)),
        terms=(DISCOUNT, SEATS, MONTHS, PAYMENT),
        ours=ours,
    )
    return replace(deal, **changes)


def with_ours(deal: Deal, **changes: object) -> Deal:
    """The deal with something else on our side."""
    return replace(deal, ours=replace(deal.ours, **changes))


def sums(least: int = 0, most: int = LARGEST_MINOR) -> st.SearchStrategy[int]:
    return st.integers(least, most)


lines = st.text("aB1 \"'\\#[]{}=,.-%é中🙂ß", min_size=1, max_size=8).map(str.strip).filter(bool)
shares = st.integers(0, 10_000).map(lambda hundredths: hundredths / 10_000) | st.floats(0, 1).filter(
    lambda share: share == 0 or share > 1e-15
)
sources = st.sampled_from(Source)
ranges = st.builds(
    lambda three, source: worth(*sorted(three), source=source),
    st.tuples(*[sums(-LARGEST_MINOR)] * 3),
    sources,
)
people = st.builds(People, seller=lines | st.just(""), manager=lines | st.just(""), director=lines | st.just(""))


@st.composite
def options(draw: st.DrawFn, most: int = 10**12) -> tuple[Option, ...]:
    names = draw(st.lists(lines, min_size=2, max_size=3, unique_by=str.casefold))
    return tuple(
        Option(
            name=name,
            amount=draw(st.none() | st.integers(0, 500)),
            discount_share=draw(st.just(0.0) | shares),
            cost_minor=draw(st.just(0) | sums(-most, most)),
            worth=draw(st.just(MoneyRange()) | ranges),
            by=draw(st.sampled_from(Authority)),
        )
        for name in names
    )


@st.composite
def terms(draw: st.DrawFn) -> tuple[Term, ...]:
    keys = draw(st.lists(st.text("ab0_-", max_size=4).map("t{}".format), min_size=1, max_size=3, unique=True))
    made = []
    for key in keys:
        among = draw(options())
        made.append(
            Term(
                key=key,
                name=draw(lines),
                options=among,
                kind=draw(st.sampled_from(TermKind)),
                unit=draw(st.none() | lines),
                opening=draw(st.integers(0, len(among) - 1)),
                usual=draw(st.integers(0, len(among) - 1)),
            )
        )
    return tuple(made)


@st.composite
def choices(draw: st.DrawFn, of: tuple[Term, ...]) -> tuple[Choice, ...]:
    named = draw(st.sets(st.integers(0, len(of) - 1), min_size=1, max_size=2))
    return tuple(
        Choice(
            term=term,
            options=tuple(sorted(draw(st.sets(st.integers(0, len(of[term].options) - 1), min_size=1, max_size=3)))),
        )
        for term in sorted(named)
    )


@st.composite
def rules(draw: st.DrawFn, of: tuple[Term, ...]) -> CoupledRule:
    half = draw(st.sampled_from(["needs", "never_with", "by"]))
    other = draw(st.sampled_from(Authority)) if half == "by" else draw(choices(of))
    return CoupledRule(when=draw(choices(of)), why=draw(lines | st.just("")), **{half: other})


@st.composite
def statements(draw: st.DrawFn) -> ValueStatement:
    kind = draw(st.sampled_from(ValueKind))
    other = kind is ValueKind.OTHER
    money = other or kind is not ValueKind.PAYBACK
    return ValueStatement(
        kind=kind,
        money_minor=draw(sums() | st.none() if other else sums()) if money else None,
        weeks=draw(st.integers(0, 999) | st.none()) if other else None if money else draw(st.integers(0, 999)),
        statement=draw(lines if other else lines | st.just("")),
        source=draw(sources),
        heard=draw(lines | st.just("")),
    )


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """Deals that a file can hold, whether or not they make sense."""
    of = draw(terms())
    ours = OurSide(
        floor_minor=draw(sums()),
        target_minor=draw(sums()),
        walk_away_minor=draw(sums()),
        margin_share=draw(st.none() | shares.filter(bool)),
        growth_share=draw(shares),
        deadline=draw(st.none() | st.dates(min_value=date(1000, 1, 1))),
        alternatives=tuple(draw(st.lists(st.builds(OurAlternative, name=lines, worth_minor=sums()), max_size=2))),
        their_alternatives=tuple(draw(st.lists(st.builds(TheirAlternative, name=lines, worth=ranges), max_size=2))),
        rules=tuple(draw(st.lists(rules(of), max_size=2))),
        people=draw(people),
    )
    price = Price(
        list_minor=draw(sums(1)),
        per=draw(lines),
        quantity=draw(st.integers(1, 10**9)),
        times=tuple(
            draw(st.permutations(range(len(of))).flatmap(lambda p: st.integers(0, len(p)).map(lambda n: p[:n])))
        ),
    )
    return Deal(
        title=draw(lines),
        customer=draw(lines),
        currency=draw(st.sampled_from(["USD", "EUR", "JPY", "KWD"])),
        price=price,
        terms=of,
        value=tuple(draw(st.lists(statements(), max_size=1))),
        ours=ours,
    )


@st.composite
def sound_deals(draw: st.DrawFn) -> Deal:
    """Small deals whose money can be counted: amounts where the price is multiplied, modest sums."""
    deal = draw(deals())
    of = tuple(
        replace(
            term,
            options=tuple(
                replace(
                    option,
                    amount=draw(st.integers(1, 40)),
                    discount_share=option.discount_share / 4,
                    cost_minor=option.cost_minor % 99_999 - 50_000,
                    worth=worth(*sorted(draw(st.tuples(*[sums(-99_999, 99_999)] * 3)))),
                )
                for option in term.options
            ),
        )
        for term in deal.terms
    )
    price = replace(deal.price, list_minor=draw(sums(1, 99_999)), quantity=draw(st.integers(1, 99)))
    return replace(deal, terms=of, price=price)
