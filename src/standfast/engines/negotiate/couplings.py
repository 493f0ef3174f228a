"""Which terms of a deal are coupled, and which of their combinations may be granted, by whom."""

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from standfast.domain.deal import Authority, Choice, CoupledRule, Deal, Remark, Term

Bools = npt.NDArray[np.bool_]

MOST_COMBINATIONS = 200_000
"""The largest table of a group: some 8 MB for its money. A guess until somebody needs more."""


def coupled_groups(deal: Deal) -> tuple[tuple[int, ...], ...]:
    """Groups of two or more terms whose money or permission depends on each other, in order; a term is in one at most.

    Tied are the terms that one rule names, and the discounts with the terms that multiply the price.
    """
    group = list(range(len(deal.terms)))
    for together in (_multiplied(deal), *(_named(rule) for rule in deal.ours.rules)):
        joined = {group[term] for term in together}
        group = [min(joined) if mine in joined else mine for mine in group]
    members = (tuple(term for term, mine in enumerate(group) if mine == first) for first in sorted(set(group)))
    return tuple(terms for terms in members if len(terms) > 1)


def oversized(deal: Deal) -> Remark | None:
    """Say which group has more than `MOST_COMBINATIONS` ways to settle it, if one has."""
    for terms in coupled_groups(deal):
        ways = math.prod(len(deal.terms[term].options) for term in terms)
        if ways > MOST_COMBINATIONS:
            where = "terms " + ", ".join(deal.terms[term].key for term in terms)
            what = f"these are coupled in {ways:,} combinations, more than {MOST_COMBINATIONS:,}"
            return Remark(where=where, what=what, remedy="Give them fewer options, or drop a rule that couples them")
    return None


def may_grant(deal: Deal) -> Mapping[Authority, tuple[Bools, ...]]:
    """Say which options of each term an authority may grant, one mask of shape (n_options,) a term.

    A rule that names one term alone is in it; the others are in `allowed`.
    """
    return MappingProxyType(
        {level: tuple(_caps(deal, n, level) for n in range(len(deal.terms))) for level in Authority}
    )


def allowed(deal: Deal, terms: tuple[int, ...]) -> Mapping[Authority, Bools]:
    """Say which combinations of a group of terms an authority may grant: by each option's own and by all rules.

    Returns:
        A mask of shape (n_options of the first term, n_options of the second, …) for each authority.
    """
    rules = [rule for rule in deal.ours.rules if _named(rule) <= set(terms)]
    return MappingProxyType({level: _allowed(deal, terms, rules, level) for level in Authority})


def _multiplied(deal: Deal) -> set[int]:
    """The discounts and what multiplies the price; none where they do not meet."""
    times = set(deal.price.times)
    discounts = {n for n, term in enumerate(deal.terms) if any(option.discount_share for option in term.options)}
    return times | discounts if times and (discounts or deal.ours.growth_share) else set()


def _named(rule: CoupledRule) -> set[int]:
    return {choice.term for choice in (*rule.when, *rule.needs, *rule.never_with)}


def _caps(deal: Deal, term: int, level: Authority) -> Bools:
    alone = [rule for rule in deal.ours.rules if _named(rule) == {term}]
    return _allowed(deal, (term,), alone, level)


def _allowed(deal: Deal, terms: tuple[int, ...], rules: Iterable[CoupledRule], level: Authority) -> Bools:
    mask = np.ones(tuple(len(deal.terms[term].options) for term in terms), dtype=np.bool_)
    for axis, term in enumerate(terms):
        mask &= _along(np.array([option.by <= level for option in deal.terms[term].options]), axis, len(terms))
    for rule in rules:
        mask &= ~_chosen(deal.terms, terms, rule.when) | _kept(deal.terms, terms, rule, level)
    return mask


def _kept(of: tuple[Term, ...], terms: tuple[int, ...], rule: CoupledRule, level: Authority) -> Bools:
    """Where the second half of a rule holds."""
    if rule.by is not None:
        return np.full((1,) * len(terms), rule.by <= level)
    if rule.never_with:
        return ~_chosen(of, terms, rule.never_with)
    return _chosen(of, terms, rule.needs)


def _chosen(of: tuple[Term, ...], terms: tuple[int, ...], choices: Iterable[Choice]) -> Bools:
    """Where all choices are made, in a shape that broadcasts over the group."""
    made = np.ones((1,) * len(terms), dtype=np.bool_)
    for choice in choices:
        picked = np.isin(np.arange(len(of[choice.term].options)), choice.options)
        made = made & _along(picked, terms.index(choice.term), len(terms))
    return made


def _along(values: Bools, axis: int, axes: int) -> Bools:
    """Lay the values of one term along its axis of the group."""
    return values.reshape(tuple(-1 if n == axis else 1 for n in range(axes)))
