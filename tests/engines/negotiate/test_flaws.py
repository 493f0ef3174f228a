"""What cannot be right in a deal, and what its owner should know."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.domain.deal import (
    Authority,
    Choice,
    CoupledRule,
    Deal,
    Option,
    OurAlternative,
    Price,
    Source,
    Term,
    ValueKind,
    ValueStatement,
)
from standfast.engines.negotiate.circles import circle_of_needs
from standfast.engines.negotiate.flaws import flaws
from standfast.engines.negotiate.remarks import remarks
from tests.deals import DISCOUNT, LONGER_FIRST, MONTHS, PAYMENT, SEATS, acme, deals, with_ours, worth

TODAY = date(2026, 3, 2)


def picked(term: int, *options: int) -> Choice:
    return Choice(term=term, options=options)


def needs(when: Choice, *needed: Choice) -> CoupledRule:
    return CoupledRule(when=(when,), needs=needed)


def by(level: Authority, *when: Choice) -> CoupledRule:
    return CoupledRule(when=when, by=level)


def never(when: Choice, other: Choice) -> CoupledRule:
    return CoupledRule(when=(when,), never_with=(other,))


def ruled(*rules: CoupledRule) -> Deal:
    return with_ours(acme(), rules=rules)


def with_options(deal: Deal, number: int, *options: Option) -> Deal:
    term = replace(deal.terms[number], options=options, opening=0, usual=0)
    return replace(deal, terms=(*deal.terms[:number], term, *deal.terms[number + 1 :]))


FLAWED = [
    (
        with_ours(acme(), floor_minor=6_900_000),
        "ours.floor: the floor (69,000.00 USD) is above the target (68,000.00 USD)",
    ),
    (
        with_ours(acme(), floor_minor=7_300_000, target_minor=7_400_000),
        "ours.floor: the floor (73,000.00 USD) is above the list price of the deal that you open with (72,000.00 USD)",
    ),
    (
        with_ours(acme(), walk_away_minor=6_100_001),
        "ours.walk_away: what you have without this deal (61,000.01 USD) is more than the floor (61,000.00 USD)",
    ),
    (
        with_options(acme(), 1, Option(name="100", amount=100), Option(name="many")),
        "terms.volume, option 2 (many): this multiplies the price (price.times names “volume”) and has no amount over 0",
    ),
    (
        acme(price=Price(list_minor=10**11, per="seat", times=(1, 2))),
        "price: the largest contract comes to 7,200,000,000,000.00 USD, more than can be counted",
    ),
    (
        with_options(acme(), 3, Option(name="a"), Option(name="b", discount_share=0.9)),
        "terms: all discounts together can be more than the price",
    ),
    (ruled(needs(picked(0, 3), picked(0, 1))), "rules 1: “discount” stands on both sides of this rule"),
    (
        ruled(LONGER_FIRST, by(Authority.SELLER, picked(0, 2, 3))),
        "rules 2: this rule lets the seller grant “15 %” of “discount”, which is reserved for the manager",
    ),
    (
        ruled(by(Authority.DIRECTOR, picked(0, 3), picked(3, 1)), by(Authority.MANAGER, picked(3, 1), picked(0, 3))),
        "rules 2: this rule and rule 1 name different people for the same options",
    ),
    (
        ruled(needs(picked(0, 3), picked(2, 1)), needs(picked(2, 1), picked(3, 1)), needs(picked(3, 1), picked(0, 3))),
        (
            "rules: “15 %” of “discount” needs “24 months” of “length” needs “net 60” of “payment” "
            "needs “15 %” of “discount”: none of them can be granted first"
        ),
    ),
    (
        ruled(LONGER_FIRST, never(picked(0, 3), picked(2, 1, 2))),
        "terms.discount, option 4 (15 %): the rules leave no package in which this can be granted",
    ),
    (
        ruled(never(picked(0, 0), picked(3, 0))),
        "rules: the deal that you open with breaks a rule (“none”, “100 seats”, “12 months”, “net 30”)",
    ),
    (
        with_options(acme(), 3, Option(name="a", cost_minor=1_100_001), Option(name="b")),
        "ours.floor: the deal that you open with brings 60,999.99 USD, less than the floor (61,000.00 USD)",
    ),
]


@pytest.mark.parametrize(("deal", "sentence"), FLAWED)
def test_what_cannot_be_right_is_said_with_its_place(deal: Deal, sentence: str):
    found = flaws(deal)
    assert f"{found[0].where}: {found[0].what}" == sentence
    assert found[0].remedy


def test_a_deal_that_holds_together_has_no_flaw():
    assert flaws(acme()) == ()
    assert flaws(ruled(LONGER_FIRST, by(Authority.DIRECTOR, picked(0, 3), picked(3, 1)))) == ()
    assert flaws(ruled(by(Authority.MANAGER, picked(3, 1)), by(Authority.MANAGER, picked(3, 1)))) == ()


def test_a_group_that_is_too_large_is_named():
    many = tuple(Option(name=str(n), amount=n) for n in range(1, 101))
    terms = (DISCOUNT, *(Term(key=key, name=key, options=many) for key in ("a", "b", "c")))
    deal = acme(terms=terms, price=Price(list_minor=10_000_000, per="x", times=(1, 2, 3)))
    [found] = flaws(with_ours(deal, rules=()))
    assert found.where == "terms discount, a, b, c"
    assert found.what == "these are coupled in 4,000,000 combinations, more than 200,000"


def test_options_that_need_each_other_are_found_behind_others_that_do_not():
    into = (needs(picked(3, 1), picked(0, 1)), needs(picked(0, 1), picked(2, 1)), needs(picked(2, 1), picked(0, 1, 2)))
    assert circle_of_needs(ruled(*into)) == ((0, 1), (2, 1))
    assert circle_of_needs(ruled(*into[:2])) == ()
    both = CoupledRule(when=(picked(2, 1), picked(3, 1)), needs=(picked(0, 1),))
    assert circle_of_needs(ruled(into[1], both)) == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(deal=deals(), today=st.dates())
def test_every_deal_that_a_file_can_hold_gets_its_remarks_and_never_a_fault(deal: Deal, today: date):
    found = flaws(deal)
    for remark in found or remarks(deal, today):
        assert remark.where
        assert "\n" not in remark.what
        assert remark.remedy


VALUE = ValueStatement(kind=ValueKind.VALUE_A_YEAR, money_minor=8_400_000, source=Source.STATED)
KNOWN = with_ours(
    acme(value=(VALUE,), terms=(DISCOUNT, SEATS)),
    rules=(),
    margin_share=0.8,
    alternatives=(OurAlternative(name="Sell the seats elsewhere", worth_minor=5_800_000),),
)
STATED = with_options(
    replace(KNOWN, price=replace(KNOWN.price, times=(1,))),
    1,
    Option(name="100", amount=1_200),
    Option(name="200", amount=2_400, worth=worth(1, source=Source.STATED)),
)


def test_a_deal_about_which_all_is_known_gets_no_remark():
    assert flaws(STATED) == ()
    assert remarks(STATED, TODAY) == ()


@pytest.mark.parametrize(
    ("deal", "sentence"),
    [
        (with_ours(STATED, deadline=date(2026, 3, 1)), "ours.deadline: the deadline (2026-03-01) is past"),
        (with_ours(STATED, alternatives=()), "ours.alternatives: you name no alternative to this deal"),
        (
            with_ours(STATED, walk_away_minor=5_000_000),
            "ours.walk_away: your best alternative brings 58,000.00 USD, more than the walk-away",
        ),
        (with_ours(STATED, margin_share=None), "ours.margin: without a margin the profit effect is not shown"),
        (
            replace(STATED, terms=(replace(DISCOUNT, opening=3, usual=3), STATED.terms[1])),
            "terms.discount, option 4 (15 %): you open with what you may not grant alone",
        ),
        (
            replace(STATED, terms=(replace(DISCOUNT, usual=3), STATED.terms[1])),
            "terms.discount, option 4 (15 %): what you normally grant is not yours to grant alone",
        ),
        (
            with_ours(STATED, rules=(by(Authority.MANAGER, picked(0, 0), picked(1, 0)),)),
            "terms.discount, option 1 (none): you open with what you may not grant alone",
        ),
        (replace(STATED, value=()), "value: there is no value case to go back to"),
        (
            with_options(STATED, 1, *SEATS.options),
            "terms: of 1 figures on what an option is worth to them, 1 are guesses",
        ),
    ],
)
def test_what_the_owner_should_know_is_said_with_its_place(deal: Deal, sentence: str):
    [found] = remarks(deal, TODAY)
    assert f"{found.where}: {found.what}" == sentence
    assert found.remedy


def test_a_deadline_of_today_is_not_past():
    assert remarks(with_ours(STATED, deadline=TODAY), TODAY) == ()


def test_terms_that_multiply_the_price_may_be_settled_with_a_discount_of_their_own():
    volume = replace(SEATS, options=(SEATS.options[0], replace(SEATS.options[1], discount_share=0.1)))
    deal = acme(terms=(volume, MONTHS, PAYMENT), price=Price(list_minor=6_000, per="seat a month", times=(0, 1)))
    assert flaws(with_ours(deal, rules=())) == ()
