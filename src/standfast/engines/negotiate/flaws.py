"""What cannot be right in a deal. Each flaw is one remark with its place in the deal file."""

from collections.abc import Iterator
from itertools import combinations as pairs

import numpy as np

from standfast.domain.deal import LARGEST_MINOR, Authority, Choice, CoupledRule, Deal, Remark
from standfast.domain.money import major_units, minor_digits
from standfast.engines.negotiate.circles import circle_of_needs
from standfast.engines.negotiate.couplings import Bools, allowed, coupled_groups, oversized
from standfast.engines.negotiate.worth import contract_minor, discount_minor, opening_package


def flaws(deal: Deal) -> tuple[Remark, ...]:
    """Find what contradicts itself; empty where the deal holds together.

    Later checks rest on the earlier ones, and are made only if those find nothing.
    """
    for check in (_amounts, _limits, _rules, _circles, _sizes, _combinations, _opening):
        found = tuple(check(deal))
        if found:
            return found
    return ()


def spelled(deal: Deal, minor: int) -> str:
    """A sum with the deal's currency, for a remark."""
    return f"{major_units(minor, deal.currency):,.{minor_digits(deal.currency)}f} {deal.currency}"


def place(deal: Deal, term: int, option: int) -> str:
    """Where an option stands in the file."""
    return f"terms.{deal.terms[term].key}, option {option + 1} ({deal.terms[term].options[option].name})"


def _amounts(deal: Deal) -> Iterator[Remark]:
    """What multiplies the price has an amount, the whole can be counted, and discounts leave a price."""
    bare = [(t, o) for t in deal.price.times for o, option in enumerate(deal.terms[t].options) if not option.amount]
    for term, option in bare:
        what = f"this multiplies the price (price.times names “{deal.terms[term].key}”) and has no amount over 0"
        yield Remark(where=place(deal, term, option), what=what, remedy="Write amount = a whole number, such as 12")
    largest = [max(range(len(term.options)), key=lambda n: term.options[n].amount or 0) for term in deal.terms]
    if not bare and contract_minor(deal, largest) > LARGEST_MINOR:
        what = f"the largest contract comes to {spelled(deal, contract_minor(deal, largest))}, more than can be counted"
        yield Remark(where="price", what=what, remedy="Check the list price, the quantity and the amounts")
    if sum(max(option.discount_share for option in term.options) for term in deal.terms) > 1:
        what = "all discounts together can be more than the price"
        yield Remark(where="terms", what=what, remedy="Lower one of them")


def _limits(deal: Deal) -> Iterator[Remark]:
    """Walk-away <= floor <= target, and the floor not above the list price."""
    ours = deal.ours
    start = contract_minor(deal, opening_package(deal))
    floor = f"the floor ({spelled(deal, ours.floor_minor)})"
    if ours.floor_minor > start:
        what = f"{floor} is above the list price of the deal that you open with ({spelled(deal, start)})"
        yield Remark(
            where="ours.floor", what=what, remedy="Lower the floor, or check the list price and what multiplies it"
        )
    if ours.floor_minor > ours.target_minor:
        what = f"{floor} is above the target ({spelled(deal, ours.target_minor)})"
        yield Remark(where="ours.floor", what=what, remedy="Lower the floor or raise the target")
    if ours.walk_away_minor > ours.floor_minor:
        what = f"what you have without this deal ({spelled(deal, ours.walk_away_minor)}) is more than {floor}"
        remedy = "Raise the floor to it: below, walking away is better"
        yield Remark(where="ours.walk_away", what=what, remedy=remedy)


def _rules(deal: Deal) -> Iterator[Remark]:
    """A rule has two different sides, and grants to nobody what an option reserves for somebody higher."""
    for number, rule in enumerate(deal.ours.rules, start=1):
        both = {c.term for c in rule.when} & {c.term for c in (*rule.needs, *rule.never_with)}
        if both:
            what = f"“{deal.terms[min(both)].key}” stands on both sides of this rule"
            yield Remark(where=f"rules {number}", what=what, remedy="Name another term on one side")
        if rule.by is not None:
            yield from _reserved(deal, rule, rule.by, where=f"rules {number}")
    for (first, one), (second, other) in pairs(enumerate(deal.ours.rules, start=1), 2):
        if None not in {one.by, other.by} and one.by != other.by and set(one.when) == set(other.when):
            what = f"this rule and rule {first} name different people for the same options"
            yield Remark(where=f"rules {second}", what=what, remedy="Keep one of the two")


def _reserved(deal: Deal, rule: CoupledRule, by: Authority, *, where: str) -> Iterator[Remark]:
    for term, option in _options(rule.when):
        reserved = deal.terms[term].options[option]
        if reserved.by > by:
            what = (
                f"this rule lets the {by.name.lower()} grant “{reserved.name}” of “{deal.terms[term].key}”, "
                f"which is reserved for the {reserved.by.name.lower()}"
            )
            remedy = f'Write by = "{reserved.by.name.lower()}" in the rule, or change the option'
            yield Remark(where=where, what=what, remedy=remedy)


def _options(choices: tuple[Choice, ...]) -> Iterator[tuple[int, int]]:
    return ((choice.term, option) for choice in choices for option in choice.options)


def _circles(deal: Deal) -> Iterator[Remark]:
    """What an option needs does not need that option."""
    circle = circle_of_needs(deal)
    if circle:
        names = [f"“{deal.terms[term].options[option].name}” of “{deal.terms[term].key}”" for term, option in circle]
        what = f"{' needs '.join([*names, names[0]])}: none of them can be granted first"
        yield Remark(where="rules", what=what, remedy="Drop one of these rules, or make of them one option")


def _sizes(deal: Deal) -> Iterator[Remark]:
    """What hangs together is small enough to be laid out."""
    yield from filter(None, [oversized(deal)])


def _combinations(deal: Deal) -> Iterator[Remark]:
    """Every option can be granted by somebody in some package."""
    for terms in coupled_groups(deal):
        mask = allowed(deal, terms)[Authority.DIRECTOR]
        for axis, term in enumerate(terms):
            others = tuple(n for n in range(len(terms)) if n != axis)
            for option in np.flatnonzero(~mask.any(axis=others)):
                what = "the rules leave no package in which this can be granted"
                remedy = "Loosen a rule that names it, or leave the option out"
                yield Remark(where=place(deal, term, int(option)), what=what, remedy=remedy)


def _opening(deal: Deal) -> Iterator[Remark]:
    """What we open with keeps the rules, and is not below the floor already."""
    package = opening_package(deal)
    for terms in coupled_groups(deal):
        mask = allowed(deal, terms)[Authority.DIRECTOR]
        if not _at(mask, terms, package):
            names = ", ".join(f"“{deal.terms[term].options[package[term]].name}”" for term in terms)
            what = f"the deal that you open with breaks a rule ({names})"
            yield Remark(where="rules", what=what, remedy="Change “open” of one of these terms, or the rule")
    costs = sum(term.options[option].cost_minor for term, option in zip(deal.terms, package, strict=True))
    start = contract_minor(deal, package) - discount_minor(deal, package) - costs
    if start < deal.ours.floor_minor:
        what = (
            f"the deal that you open with brings {spelled(deal, start)}, "
            f"less than the floor ({spelled(deal, deal.ours.floor_minor)})"
        )
        yield Remark(where="ours.floor", what=what, remedy="Lower the floor, or open with options that cost less")


def _at(mask: Bools, terms: tuple[int, ...], package: tuple[int, ...]) -> bool:
    return bool(mask[tuple(package[term] for term in terms)])
