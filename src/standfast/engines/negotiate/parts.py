"""What the frontier is merged from: single terms and coupled groups, checked, with forbidden options left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

import numpy as np
import numpy.typing as npt

from standfast.domain.errors import BadRequest, TooManyCombinations

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Amounts = Floats | Ints
"""Money in minor units of one currency, whole numbers, in either kind of array."""

LARGEST_MINOR = 2**53
"""Below this floats hold every whole number: an amount that arrives as a float is still exact."""
MOST_COMBINATIONS = 1_000_000
"""Combinations of one coupled group; its tables then take 17 MB, and 0.1 s. A guess until somebody needs more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoupledTerms:
    """Terms whose money is not the sum of each one's own: price x volume x length, "over 10 % only with 24 months".

    The tables hold all the money of these terms; the arrays of the single terms are not added to it. All three have
    one axis a term, in the order of `terms`, and along it one place an option.
    """

    terms: tuple[int, ...]
    """Which terms, as indices from 0; no term is in two groups."""
    ours: Amounts
    theirs: Amounts
    allowed: Mask
    """False where a combination of options is forbidden, or beyond the authority at hand."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """A term or a coupled group, as it is merged: its allowed combinations and their money, shape (n_allowed,).

    `combinations` are flat indices into `shape`, rising.
    """

    terms: tuple[int, ...]
    shape: tuple[int, ...]
    combinations: Ints
    ours: Ints
    theirs: Ints


def whole_minor_units(amounts: Floats) -> Ints:
    """Round money to whole minor units, halves to the even one; for what was estimated, not for what was agreed.

    Raises:
        BadRequest: an amount is not finite, or 2^53 and more.
    """
    if not np.all(np.abs(amounts) < LARGEST_MINOR):
        raise BadRequest("an amount is no number or too large to be money", "amounts", "Give finite amounts")
    return np.rint(amounts).astype(np.int64)


def count_combinations(terms: Sequence[int], options: Sequence[int]) -> int:
    """How many combinations a coupled group has; ask before its tables are built.

    Args:
        terms: indices of its terms.
        options: how many options each of them has.

    Raises:
        TooManyCombinations: more than `MOST_COMBINATIONS`.
    """
    count = prod(options)
    if count > MOST_COMBINATIONS:
        raise TooManyCombinations(
            f"coupled together they make {count:,} combinations, and {MOST_COMBINATIONS:,} can be weighed",
            _group_name(terms),
            "Take a term out of the group, or give its terms fewer options",
        )
    return count


def parts_of(
    ours: Sequence[Amounts],
    theirs: Sequence[Amounts],
    coupled: Sequence[CoupledTerms],
    caps: Sequence[Mask] | None,
) -> tuple[Part, ...]:
    """Check the terms and leave out what is not allowed: single terms first, then groups, each in their order.

    Arguments and errors as in `frontier_of`.
    """
    _check_shapes(ours, theirs, caps)
    _check_groups([len(amounts) for amounts in ours], coupled)
    grouped = {term for group in coupled for term in group.terms}
    singles = [term for term in range(len(ours)) if term not in grouped]
    names = [*(f"term {term + 1}" for term in singles), *(_group_name(group.terms) for group in coupled)]
    our_tables = [*(ours[term] for term in singles), *(group.ours for group in coupled)]
    their_tables = [*(theirs[term] for term in singles), *(group.theirs for group in coupled)]
    tables = zip(_whole(our_tables, names), _whole(their_tables, names), strict=True)
    places: list[tuple[tuple[int, ...], Mask | None]] = [
        *(((term,), None) for term in singles),
        *((group.terms, group.allowed) for group in coupled),
    ]
    return tuple(
        _part(terms, mine, yours, _allowed(terms, mask, caps))
        for (terms, mask), (mine, yours) in zip(places, tables, strict=True)
    )


def _part(terms: tuple[int, ...], ours: Ints, theirs: Ints, allowed: Mask | None) -> Part:
    kept = np.arange(ours.size) if allowed is None else np.flatnonzero(allowed)
    return Part(
        terms=terms,
        shape=ours.shape,
        combinations=kept,
        ours=ours.ravel()[kept],
        theirs=theirs.ravel()[kept],
    )


def _allowed(terms: tuple[int, ...], mask: Mask | None, caps: Sequence[Mask] | None) -> Mask | None:
    """Cross the caps of single terms with the mask of their group; None where everything is allowed."""
    if caps is None:
        return mask
    crossed: Mask = reduce(np.logical_and.outer, [caps[term] for term in terms])
    return crossed if mask is None else crossed & mask


def _check_shapes(ours: Sequence[Amounts], theirs: Sequence[Amounts], caps: Sequence[Mask] | None) -> None:
    if len(ours) != len(theirs) or (caps is not None and len(caps) != len(ours)):
        limits = "" if caps is None else f" and limits for {len(caps)}"
        raise BadRequest(
            f"{len(ours)} have money for us, {len(theirs)} money for them{limits}",
            "terms",
            "Give one array a term on every side",
        )
    for term, (mine, yours) in enumerate(zip(ours, theirs, strict=True)):
        cap = mine if caps is None else caps[term]
        if mine.ndim != 1 or not mine.shape == yours.shape == cap.shape:
            raise BadRequest(
                f"its arrays have the shapes {mine.shape}, {yours.shape} and {cap.shape}",
                f"term {term + 1}",
                "Give one amount an option on either side, and one limit an option",
            )


def _check_groups(options: Sequence[int], coupled: Sequence[CoupledTerms]) -> None:
    known = set(range(len(options)))
    for group in coupled:
        if not set(group.terms) <= known or len(set(group.terms)) < len(group.terms) or not group.terms:
            raise BadRequest(
                "it names a term twice, none, one that is in another group, or one that is not there",
                _group_name(group.terms),
                "Put every term into one group at most, and join groups that share a term",
            )
        known -= set(group.terms)
        shape = tuple(options[term] for term in group.terms)
        count_combinations(group.terms, shape)
        if not group.ours.shape == group.theirs.shape == group.allowed.shape == shape:
            raise BadRequest(
                f"its tables have the shapes {group.ours.shape}, {group.theirs.shape} and {group.allowed.shape}",
                _group_name(group.terms),
                f"Give one place a combination of options: {shape}",
            )


def _whole(tables: Sequence[Amounts], names: Sequence[str]) -> list[Ints]:
    """Turn money into integers, which add up without rounding; nothing is rounded on the way."""
    if not tables:
        return []
    flat = np.concatenate([table.ravel() for table in tables])
    with np.errstate(invalid="ignore"):  # infinities are found by the next line
        whole = flat.astype(np.int64)
    sound = (whole == flat) & (flat < LARGEST_MINOR) & (flat > -LARGEST_MINOR)
    if not sound.all():
        first = int(np.argmin(sound))
        ends = np.cumsum([table.size for table in tables])
        raise BadRequest(
            f"{flat[first]} is no whole number of minor units, or too large to be money",
            names[int(np.searchsorted(ends, first, side="right"))],
            "Give whole minor units (cents); round what was estimated",
        )
    found = np.split(whole, np.cumsum([table.size for table in tables])[:-1])
    if sum(int(np.abs(part).max(initial=0)) for part in found) >= LARGEST_MINOR:
        raise BadRequest("together they are too large to be money", "amounts", "Count in a larger unit")
    return [part.reshape(table.shape) for part, table in zip(found, tables, strict=True)]


def _group_name(terms: Sequence[int]) -> str:
    return "group of terms " + ", ".join(str(term + 1) for term in terms)
