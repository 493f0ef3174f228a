"""A deal in money: the arrays and tables say what a sum spelled out says."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.domain.deal import Authority, Choice, CoupledRule, Deal, Option, Price, Term
from standfast.domain.errors import TooManyCombinations
from standfast.engines.negotiate.frontier import frontier_of
from standfast.engines.negotiate.parts import CoupledTerms
from standfast.engines.negotiate.worth import (
    contract_minor,
    discount_minor,
    opening_package,
    profit_effect_share,
    worth_of,
)
from tests.deals import DISCOUNT, MONTHS, PAYMENT, SEATS, acme, sound_deals, with_ours

thorough = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
Package = tuple[int, ...]


def packages(deal: Deal) -> list[Package]:
    return list(product(*(range(len(term.options)) for term in deal.terms)))


def chosen(deal: Deal, package: Package) -> list[Option]:
    return [term.options[n] for term, n in zip(deal.terms, package, strict=True)]


def contract(deal: Deal, package: Package) -> int:
    amount = deal.price.list_minor * deal.price.quantity
    for term in deal.price.times:
        amount *= chosen(deal, package)[term].amount
    return amount


def left_to_us(deal: Deal, package: Package) -> int:
    """Spelled out: the opening contract, plus what counts of its growth, minus discounts, minus costs."""
    amount, start = contract(deal, package), contract(deal, opening_package(deal))
    total = start + round(deal.ours.growth_share * (amount - start))
    for option in chosen(deal, package):
        total -= round(option.discount_share * amount) + option.cost_minor
    return total


def worth_to_them(deal: Deal, package: Package, part: str) -> int:
    """Spelled out: what they save and what each option is worth to them."""
    amount = contract(deal, package)
    return sum(round(option.discount_share * amount) + getattr(option.worth, part) for option in chosen(deal, package))


def holds(choices: tuple[Choice, ...], package: Package) -> bool:
    return all(package[choice.term] in choice.options for choice in choices)


def granted(deal: Deal, package: Package, level: Authority) -> bool:
    if any(option.by > level for option in chosen(deal, package)):
        return False
    for rule in deal.ours.rules:
        kept = (
            rule.by <= level
            if rule.by is not None
            else not holds(rule.never_with, package)
            if rule.never_with
            else holds(rule.needs, package)
        )
        if holds(rule.when, package) and not kept:
            return False
    return True


def added_up(arrays, tables, package: Package) -> float:
    return sum(array[n] for array, n in zip(arrays, package, strict=True)) + sum(
        table[tuple(package[t] for t in terms)] for terms, table in tables
    )


@thorough
@given(deal=sound_deals())
def test_the_arrays_and_tables_add_up_to_the_spelled_out_sum(deal: Deal):
    worth = worth_of(deal)
    zero = worth_to_them(deal, opening_package(deal), "likely_minor")
    for package in packages(deal):
        assert added_up(worth.ours, [(t.terms, t.ours) for t in worth.coupled], package) == left_to_us(deal, package)
        for part, arrays, tables in (
            ("low_minor", worth.theirs_low, [(t.terms, t.theirs_low) for t in worth.coupled]),
            ("likely_minor", worth.theirs_likely, [(t.terms, t.theirs_likely) for t in worth.coupled]),
            ("high_minor", worth.theirs_high, [(t.terms, t.theirs_high) for t in worth.coupled]),
        ):
            assert added_up(arrays, tables, package) == worth_to_them(deal, package, part) - zero


@thorough
@given(deal=sound_deals())
def test_the_masks_allow_exactly_what_the_options_and_rules_allow(deal: Deal):
    worth = worth_of(deal)
    for package, level in product(packages(deal), Authority):
        alone = all(mask[n] for mask, n in zip(worth.may_grant[level], package, strict=True))
        together = all(coupled.allowed[level][tuple(package[t] for t in coupled.terms)] for coupled in worth.coupled)
        assert (alone and together) == granted(deal, package, level)


@thorough
@given(deal=sound_deals())
def test_whoever_stands_higher_may_grant_all_that_a_lower_one_may(deal: Deal):
    worth = worth_of(deal)
    for lower, higher in ((Authority.SELLER, Authority.MANAGER), (Authority.MANAGER, Authority.DIRECTOR)):
        for low, high in zip(worth.may_grant[lower], worth.may_grant[higher], strict=True):
            assert (low <= high).all()
        for coupled in worth.coupled:
            assert (coupled.allowed[lower] <= coupled.allowed[higher]).all()


@thorough
@given(deal=sound_deals(), level=st.sampled_from(Authority))
def test_the_frontier_of_a_deal_is_that_of_its_spelled_out_sums(deal: Deal, level: Authority):
    worth = worth_of(deal)
    groups = [
        CoupledTerms(terms=g.terms, ours=g.ours, theirs=g.theirs_likely, allowed=g.allowed[level])
        for g in worth.coupled
    ]
    frontier = frontier_of(worth.ours, worth.theirs_likely, coupled=groups, caps=worth.may_grant[level])
    zero = worth_to_them(deal, opening_package(deal), "likely_minor")
    points = {
        (left_to_us(deal, package), worth_to_them(deal, package, "likely_minor") - zero)
        for package in packages(deal)
        if granted(deal, package, level)
    }
    best = {p for p in points if not any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in points)}
    assert {tuple(point) for point in frontier.points.tolist()} == best


def test_a_discount_costs_its_share_of_price_times_volume_times_length():
    worth = worth_of(acme())
    [coupled] = worth.coupled
    assert coupled.terms == (0, 1, 2)
    assert coupled.ours[0, 0, 0] == 7_200_000
    assert coupled.ours[1, 1, 2] == 7_200_000 - 60_00 * 200 * 36 * 0.05 + 500_000
    assert coupled.theirs_likely[1, 1, 2] == 60_00 * 200 * 36 * 0.05 - 50_000 - 500_000
    assert not coupled.allowed[Authority.DIRECTOR][3, 0, 0]
    assert coupled.allowed[Authority.MANAGER][3, 0, 1]
    assert not coupled.allowed[Authority.SELLER][3, 0, 1]
    assert worth.ours[3].tolist() == [0, -60_000]
    assert worth.theirs_likely[3].tolist() == [0, 80_000]


def test_what_a_larger_contract_adds_counts_with_its_share():
    deal = with_ours(acme(terms=(SEATS, MONTHS), price=Price(list_minor=6_000, per="seat", times=(0, 1))), rules=())
    assert worth_of(deal).coupled == ()
    [coupled] = worth_of(with_ours(deal, growth_share=0.1)).coupled
    assert coupled.ours[1, 1] == 7_200_000 + 0.1 * (28_800_000 - 7_200_000) + 300_000


def test_a_discount_on_a_fixed_price_is_tied_to_nothing():
    deal = with_ours(
        acme(terms=(DISCOUNT, PAYMENT), price=Price(list_minor=10_000, per="machine", quantity=3)), rules=()
    )
    worth = worth_of(deal)
    assert worth.coupled == ()
    assert worth.ours[0].tolist() == [30_000, 28_500, 27_000, 25_500]
    assert contract_minor(deal, (2, 0)) - discount_minor(deal, (2, 0)) == 27_000


def test_a_rule_on_one_term_is_a_cap_and_ties_nothing():
    ask_first = CoupledRule(when=(Choice(term=3, options=(1,)),), by=Authority.MANAGER)
    worth = worth_of(with_ours(acme(), rules=(ask_first,)))
    assert worth.may_grant[Authority.SELLER][3].tolist() == [True, False]
    assert worth.may_grant[Authority.MANAGER][3].tolist() == [True, True]


def test_too_many_combinations_are_refused_before_they_are_laid_out():
    many = tuple(Option(name=str(n), amount=n) for n in range(1, 101))
    terms = (DISCOUNT, *(Term(key=key, name=key, options=many) for key in ("a", "b", "c")))
    deal = with_ours(acme(terms=terms, price=Price(list_minor=1, per="x", times=(1, 2, 3))), rules=())
    with pytest.raises(
        TooManyCombinations, match=r"^terms discount, a, b, c: these are coupled in 4,000,000 combinations"
    ):
        worth_of(deal)


def test_five_percent_off_at_a_margin_of_twenty_is_a_quarter_of_the_profit():
    assert profit_effect_share(with_ours(acme(), margin_share=0.2), 0.05) == pytest.approx(0.25)
    assert profit_effect_share(acme(), 0.05) is None


@thorough
@given(extra=st.integers(0, 10**6))
def test_what_the_opening_option_is_worth_to_them_is_where_counting_begins(extra: int):
    deal = acme()
    raised = tuple(
        replace(option, worth=replace(option.worth, likely_minor=option.worth.likely_minor + extra))
        for option in PAYMENT.options
    )
    higher = replace(deal, terms=(*deal.terms[:3], replace(PAYMENT, options=raised)))
    assert worth_of(deal).theirs_likely[3].tolist() == worth_of(higher).theirs_likely[3].tolist()
