"""Small deals, and the frontier of each by the definition: every package against every other."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np
from hypothesis import strategies as st

from standfast.engines.negotiate.frontier import Frontier, frontier_of
from standfast.engines.negotiate.parts import CoupledTerms, Floats, Mask

ROUND = st.integers(-4, 4)
"""Few amounts, so that ties and duplicated options are everywhere."""
CENTS = st.integers(-(10**7), 10**7)
HUGE = st.integers(-(2**49), 2**49)
LARGER_THAN_ANY_SUM = st.integers(-(2**61), 2**61)
"""Cannot be packed with a row number into one integer."""
AMOUNTS = st.sampled_from([ROUND, CENTS, HUGE])


@dataclass(frozen=True, kw_only=True)
class SmallDeal:
    ours: list[Floats]
    theirs: list[Floats]
    coupled: tuple[CoupledTerms, ...] = ()
    caps: list[Mask] | None = None

    def frontier(self) -> Frontier:
        return frontier_of(self.ours, self.theirs, coupled=self.coupled, caps=self.caps)

    def packages(self) -> list[tuple[int, ...]]:
        """All allowed packages, those first that win a tie: single terms before groups, lowest options first."""
        grouped = [term for group in self.coupled for term in group.terms]
        order = [term for term in range(len(self.ours)) if term not in grouped] + grouped
        allowed = (p for p in product(*(range(len(a)) for a in self.ours)) if self.allows(p))
        return sorted(allowed, key=lambda package: [package[term] for term in order])

    def allows(self, package: tuple[int, ...]) -> bool:
        capped = self.caps is None or all(cap[option] for cap, option in zip(self.caps, package, strict=True))
        return capped and all(group.allowed[tuple(package[t] for t in group.terms)] for group in self.coupled)

    def money(self, package: tuple[int, ...]) -> tuple[int, int]:
        grouped = {term for group in self.coupled for term in group.terms}
        singles = [(term, option) for term, option in enumerate(package) if term not in grouped]
        places = [(group, tuple(package[term] for term in group.terms)) for group in self.coupled]
        ours = sum(int(self.ours[t][o]) for t, o in singles) + sum(int(g.ours[at]) for g, at in places)
        theirs = sum(int(self.theirs[t][o]) for t, o in singles) + sum(int(g.theirs[at]) for g, at in places)
        return ours, theirs


def efficient(deal: SmallDeal) -> list[tuple[tuple[int, int], tuple[int, ...]]]:
    """Money and options of the efficient packages, best for us first, by comparing all with all."""
    first: dict[tuple[int, int], tuple[int, ...]] = {}
    for package in deal.packages():
        first.setdefault(deal.money(package), package)
    return [(point, first[point]) for point in unbeaten(first)]


def unbeaten(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Points that no other one beats, best for us first."""
    each = np.array(sorted(set(points), reverse=True), np.int64).reshape(-1, 2)
    beats = (each[:, None, 0] >= each[None, :, 0]) & (each[:, None, 1] >= each[None, :, 1])
    np.fill_diagonal(beats, val=False)
    return [(int(ours), int(theirs)) for ours, theirs in each[~beats.any(axis=0)]]


def rows_of(front: Frontier) -> list[tuple[tuple[int, int], tuple[int, ...]]]:
    return [((int(ours), int(theirs)), front.package(row)) for row, (ours, theirs) in enumerate(front.points)]


def points_of(front: Frontier) -> list[tuple[int, int]]:
    return [point for point, _ in rows_of(front)]


def mask(draw: st.DrawFn, shape: tuple[int, ...]) -> Mask:
    size = int(np.prod(shape))
    return np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)), np.bool_).reshape(shape)


def table(draw: st.DrawFn, shape: tuple[int, ...], amounts: st.SearchStrategy[int]) -> Floats:
    size = int(np.prod(shape))
    return np.array(draw(st.lists(amounts, min_size=size, max_size=size)), np.float64).reshape(shape)


@st.composite
def additive_deals(draw: st.DrawFn, *, fewest_terms: int = 0) -> SmallDeal:
    amounts = draw(AMOUNTS)
    options = draw(st.lists(st.integers(1, 4), min_size=fewest_terms, max_size=4))
    return SmallDeal(
        ours=[table(draw, (count,), amounts) for count in options],
        theirs=[table(draw, (count,), amounts) for count in options],
    )


@st.composite
def coupled_deals(draw: st.DrawFn) -> SmallDeal:
    """Up to two groups over shuffled terms, forbidden combinations, and limits on single terms or none."""
    deal = draw(additive_deals(fewest_terms=2))
    amounts = draw(AMOUNTS)
    terms = draw(st.permutations(range(len(deal.ours))))
    sizes = draw(st.sampled_from([s for s in [(2,), (1, 1), (3,), (2, 2), (1, 2)] if sum(s) <= len(terms)]))
    groups = [tuple(terms[: sizes[0]]), *([tuple(terms[sizes[0] : sum(sizes)])] if len(sizes) > 1 else [])]
    shapes = [tuple(len(deal.ours[term]) for term in group) for group in groups]
    coupled = tuple(
        CoupledTerms(
            terms=group,
            ours=table(draw, shape, amounts),
            theirs=table(draw, shape, amounts),
            allowed=mask(draw, shape),
        )
        for group, shape in zip(groups, shapes, strict=True)
    )
    caps = [mask(draw, ours.shape) for ours in deal.ours] if draw(st.booleans()) else None
    return SmallDeal(ours=deal.ours, theirs=deal.theirs, coupled=coupled, caps=caps)
