"""The frontier: every package that no other package beats for both sides, exactly, without listing all packages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standfast.domain.errors import TooManyCombinations
from standfast.engines.negotiate.parts import Amounts, CoupledTerms, Ints, Mask, Part, parts_of

MOST_SUMS = 5_000_000
"""Sums looked at in one merge; they then take half a GB and a second. Forty terms of ten options in cents need 100,000."""

Options = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frontier:
    """The efficient packages, best for us first: `ours` falls and `theirs` rises from row to row, both strictly.

    Empty where the limits rule out every package. The arrays cannot be written to.
    """

    ours: Ints
    """Money for us, minor units, shape (n_packages,)."""
    theirs: Ints
    """Money for them, minor units, shape (n_packages,)."""
    options: Options
    """The option chosen a term, shape (n_packages, n_terms)."""

    def __len__(self) -> int:
        return len(self.ours)

    @property
    def points(self) -> Ints:
        """Money of both sides, ours first, shape (n_packages, 2)."""
        return np.column_stack([self.ours, self.theirs])

    def package(self, row: int) -> tuple[int, ...]:
        """The option index of every term."""
        return tuple(self.options[row].tolist())


def frontier_of(
    ours: Sequence[Amounts],
    theirs: Sequence[Amounts],
    *,
    coupled: Sequence[CoupledTerms] = (),
    caps: Sequence[Mask] | None = None,
) -> Frontier:
    """Find all efficient packages of a deal.

    A package is efficient if no other allowed package is at least as good for both sides and better for one. Terms
    are merged one at a time and dominated sums dropped at once: a dominated part of a package is never part of an
    efficient one. All sums are whole minor units, so that no rounding makes a dominated package look efficient.

    Of packages with the same money on both sides one is given: the one with the lowest option in the first single
    term, then in the second and so on, then the lowest combination in the first group (its last term runs fastest).

    Args:
        ours: money for us an option, one array of shape (n_options,) a term; whole minor units.
        theirs: money for them, likewise; shapes as in `ours`.
        coupled: groups of terms with tables of their own, which replace the arrays of these terms.
        caps: one array of shape (n_options,) a term, False where an option is beyond the authority at hand; None for
            no limits.

    Raises:
        BadRequest: shapes that do not fit, a term in two groups, amounts that are no whole minor units or so large
            that their sum passes 2^53.
        TooManyCombinations: a group of more than a million combinations, or a frontier too long to build.

    Source:
        Minkowski sum with pruning: G. L. Nemhauser and Z. Ullmann, "Discrete Dynamic Programming and Capital
        Allocation", Management Science 15(9), 1969; the sweep for two criteria: H. T. Kung, F. Luccio and
        F. P. Preparata, "On Finding the Maxima of a Set of Vectors", Journal of the ACM 22(4), 1975.
    """
    parts = parts_of(ours, theirs, coupled, caps)
    if not all(part.combinations.size for part in parts):
        none = np.zeros(0, np.int64)
        return _frozen(none, none.copy(), np.zeros((0, len(ours)), np.int32))
    return _merged(parts, n_terms=len(ours))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Merge:
    """One part merged into the sums so far: what each new sum was made of; never leaves this module."""

    part: Part
    combinations: Ints
    """Of the part, shape (n_sums,)."""
    before: Ints
    """Rows of the sums before this merge, shape (n_sums,)."""


def _merged(parts: Sequence[Part], *, n_terms: int) -> Frontier:
    """Merge from the last part to the first: of equal sums, which differ in this part, the lowest option is kept.

    Given the option of this part, the rest of an equal sum is one sum before, which kept its own lowest options.
    """
    ours, theirs = np.zeros(1, np.int64), np.zeros(1, np.int64)
    merges: list[_Merge] = []
    for part in reversed(parts):
        kept = np.sort(efficient_rows(part.ours, part.theirs))
        _check_sums(len(ours) * len(kept))
        our_sums = (part.ours[kept, None] + ours).ravel()
        their_sums = (part.theirs[kept, None] + theirs).ravel()
        rows = efficient_rows(our_sums, their_sums)
        added, before = np.divmod(rows, len(ours))
        merges.append(_Merge(part=part, combinations=part.combinations[kept[added]], before=before))
        ours, theirs = our_sums[rows], their_sums[rows]
    return _frozen(ours, theirs, _options(merges, n_packages=len(ours), n_terms=n_terms))


def efficient_rows(ours: Ints, theirs: Ints) -> Ints:
    """Rows that no other row beats, best for us first; of equal rows the lowest.

    Args:
        ours: shape (n,), n >= 1.
        theirs: shape (n,).
    """
    order = _best_for_us_first(ours)
    by_them = theirs[order]
    best_before = np.maximum.accumulate(by_them)
    rises = np.ones(len(order), np.bool_)
    np.greater(by_them[1:], best_before[:-1], out=rises[1:])
    rows = order[rises]
    # Of rows with the same money for us the order does not look at theirs: the last one that rose is the best.
    last = np.ones(len(rows), np.bool_)
    np.not_equal(ours[rows[1:]], ours[rows[:-1]], out=last[:-1])
    return rows[last]


def _best_for_us_first(ours: Ints) -> Ints:
    """Sort rows by falling money, equal ones by row.

    Money and row are packed into one integer where both fit, since sorting values is three times faster than sorting
    indices.
    """
    best = int(ours.max())
    row_bits = len(ours).bit_length()
    if (best - int(ours.min())).bit_length() + row_bits > 63:
        return np.argsort(-ours, kind="stable")
    packed = best - ours
    packed <<= row_bits
    packed |= np.arange(len(ours))
    packed.sort()
    packed &= (1 << row_bits) - 1
    return packed


def _check_sums(count: int) -> None:
    if count > MOST_SUMS:
        raise TooManyCombinations(
            f"more than {MOST_SUMS:,} sums would have to be looked at",
            "terms together",
            "Round the amounts to larger steps (whole hundreds), or leave options out",
        )


def _options(merges: Sequence[_Merge], *, n_packages: int, n_terms: int) -> Options:
    """Walk every package back through the merges."""
    options = np.zeros((n_packages, n_terms), np.int32)
    rows = np.arange(n_packages)
    for merge in reversed(merges):
        chosen = np.unravel_index(merge.combinations[rows], merge.part.shape)
        for term, option in zip(merge.part.terms, chosen, strict=True):
            options[:, term] = option
        rows = merge.before[rows]
    return options


def _frozen(ours: Ints, theirs: Ints, options: Options) -> Frontier:
    for array in (ours, theirs, options):
        array.flags.writeable = False
    return Frontier(ours=ours, theirs=theirs, options=options)
