"""A deal in money: one array a term, and one table for each group of terms that are coupled.

What a package leaves us is the sum of `ours` over all terms and tables, on the scale of floor and target: the contract
amount of the deal that we open with, and from there down by what is given and up by what is got. What it is worth to
them is the sum of `theirs`, counted from the same opening deal, which is 0. A term that stands in a table has zeros in
its own array, so that adding up everything is right.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standfast.domain.deal import Authority, Deal, Option
from standfast.domain.errors import TooManyCombinations
from standfast.engines.negotiate.couplings import Bools, allowed, coupled_groups, may_grant, oversized

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoupledWorth:
    """A group of terms in one table; each array has the shape (n_options of the first term, … of the last).

    `terms` are their numbers in the deal, rising. Money in minor units.
    """

    terms: tuple[int, ...]
    ours: Floats
    theirs_low: Floats
    theirs_likely: Floats
    theirs_high: Floats
    allowed: Mapping[Authority, Bools]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worth:
    """All money of a deal, in minor units: an array of shape (n_options,) a term, a table a group.

    `may_grant` holds for each authority one mask a term; what may be granted together is in the tables.
    """

    ours: tuple[Floats, ...]
    theirs_low: tuple[Floats, ...]
    theirs_likely: tuple[Floats, ...]
    theirs_high: tuple[Floats, ...]
    may_grant: Mapping[Authority, tuple[Bools, ...]]
    coupled: tuple[CoupledWorth, ...]


def contract_minor(deal: Deal, package: Sequence[int]) -> int:
    """The contract amount of a package at the list price: price times quantity times what multiplies it.

    Args:
        deal: the deal.
        package: shape (n_terms,); one option a term.
    """
    amounts = (deal.terms[term].options[package[term]].amount or 0 for term in deal.price.times)
    return deal.price.list_minor * deal.price.quantity * math.prod(amounts)


def opening_package(deal: Deal) -> tuple[int, ...]:
    """What we open with, one option a term."""
    return tuple(term.opening for term in deal.terms)


def discount_minor(deal: Deal, package: Sequence[int]) -> int:
    """What the discounts in a package take off its contract amount, each rounded to the minor unit."""
    amount = contract_minor(deal, package)
    chosen = (term.options[option] for term, option in zip(deal.terms, package, strict=True))
    return sum(round(option.discount_share * amount) for option in chosen)


def profit_effect_share(deal: Deal, discount_share: float) -> float | None:
    """The part of the profit that a discount takes: 5 % off at a margin of 20 % is a quarter. None without a margin."""
    return discount_share / deal.ours.margin_share if deal.ours.margin_share else None


def worth_of(deal: Deal) -> Worth:
    """Put a deal into arrays.

    Args:
        deal: without flaws (`flaws`).

    Raises:
        TooManyCombinations: a group of terms has more than `MOST_COMBINATIONS` combinations.
    """
    groups = coupled_groups(deal)
    too_large = oversized(deal)
    if too_large is not None:
        raise TooManyCombinations(too_large.what, too_large.where, too_large.remedy)
    inside = {term for terms in groups for term in terms}
    alone = {n: _table(deal, (n,)) for n in range(len(deal.terms)) if n not in inside}
    arrays = [alone[n] if n in alone else (np.zeros(len(term.options)),) * 4 for n, term in enumerate(deal.terms)]
    ours, low, likely, high = zip(*arrays, strict=True)
    return Worth(
        ours=ours,
        theirs_low=low,
        theirs_likely=likely,
        theirs_high=high,
        may_grant=may_grant(deal),
        coupled=tuple(_coupled(deal, terms) for terms in groups),
    )


def _coupled(deal: Deal, terms: tuple[int, ...]) -> CoupledWorth:
    ours, low, likely, high = _table(deal, terms)
    return CoupledWorth(
        terms=terms, ours=ours, theirs_low=low, theirs_likely=likely, theirs_high=high, allowed=allowed(deal, terms)
    )


def _table(deal: Deal, terms: tuple[int, ...]) -> tuple[Floats, Floats, Floats, Floats]:
    """Ours, and theirs low, likely and high, over all combinations of some terms that nothing else depends on.

    The contract amount of the opening deal is counted with the first term of the deal.
    """
    opening = opening_package(deal)
    start = contract_minor(deal, opening)
    amount = _amounts(deal, terms)
    discounts = (_along(deal, terms, axis, lambda option: option.discount_share) for axis in range(len(terms)))
    saved = sum((np.rint(share * amount) for share in discounts), np.zeros(amount.shape))
    grown = np.rint(deal.ours.growth_share * (amount - start))
    ours = (start if 0 in terms else 0) + grown - saved - _sum(deal, terms, lambda option: option.cost_minor)
    low = saved + _sum(deal, terms, lambda option: option.worth.low_minor)
    likely = saved + _sum(deal, terms, lambda option: option.worth.likely_minor)
    high = saved + _sum(deal, terms, lambda option: option.worth.high_minor)
    zero = likely[tuple(opening[term] for term in terms)]
    return ours, low - zero, likely - zero, high - zero


def _amounts(deal: Deal, terms: tuple[int, ...]) -> Floats:
    """The contract amount of each combination; whole numbers under 2**53, and so exact."""
    shape = tuple(len(deal.terms[term].options) for term in terms)
    amount = np.full(shape, float(deal.price.list_minor * deal.price.quantity))
    for term in deal.price.times:
        if term in terms:
            amount = amount * _along(deal, terms, terms.index(term), lambda option: option.amount or 0)
        else:
            amount = amount * (deal.terms[term].options[deal.terms[term].opening].amount or 0)
    return amount


def _sum(deal: Deal, terms: tuple[int, ...], part: Callable[[Option], float]) -> Floats:
    """Add up what each chosen option brings."""
    parts = [_along(deal, terms, axis, part) for axis in range(len(terms))]
    return sum(parts[1:], parts[0])


def _along(deal: Deal, terms: tuple[int, ...], axis: int, part: Callable[[Option], float]) -> Floats:
    """What each option of one term brings, laid along its axis of the group."""
    values = np.array([part(option) for option in deal.terms[terms[axis]].options], dtype=np.float64)
    return values.reshape(tuple(-1 if n == axis else 1 for n in range(len(terms))))
