"""Points on the frontier: each rule by its definition, and the axioms that it is known for."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from standfast.domain.errors import NoAgreementPossible
from standfast.engines.negotiate.bargains import (
    best_for_them_at,
    best_for_us_at,
    kalai_smorodinsky_package,
    nash_package,
    rational_rows,
    utilitarian_package,
)
from standfast.engines.negotiate.frontier import Frontier, frontier_of
from tests.engines.negotiate.deals import CENTS, ROUND

Pick = Callable[[Frontier, tuple[float, float]], int]
PICKS: list[Pick] = [nash_package, kalai_smorodinsky_package, utilitarian_package]
POINTS = st.lists(st.tuples(ROUND, ROUND), min_size=1) | st.lists(st.tuples(CENTS, CENTS), min_size=1)
RESERVES = st.floats(-5, 5, width=16) | st.integers(-(10**7), 10**7)


def front_of(*points: tuple[int, int]) -> Frontier:
    """One term whose options are the points."""
    ours, theirs = np.array(points, np.int64).reshape(-1, 2).T
    return frontier_of([ours], [theirs])


def gains(front: Frontier, reserves: tuple[float, float], row: int) -> tuple[Fraction, Fraction]:
    return int(front.ours[row]) - Fraction(reserves[0]), int(front.theirs[row]) - Fraction(reserves[1])


def both_would_take(front: Frontier, reserves: tuple[float, float]) -> list[int]:
    return [row for row in range(len(front)) if min(gains(front, reserves, row)) >= 0]


def outcome(pick: Pick, front: Frontier, reserves: tuple[float, float]) -> int | None:
    try:
        return pick(front, reserves)
    except NoAgreementPossible:
        return None


@settings(deadline=None)
@given(points=POINTS, ours=RESERVES, theirs=RESERVES)
def test_the_rows_that_both_would_take_stand_together(points: list[tuple[int, int]], ours: float, theirs: float):
    front = front_of(*points)
    rows = both_would_take(front, (ours, theirs))
    if rows:
        assert list(rational_rows(front, (ours, theirs))) == rows
    else:
        with pytest.raises(NoAgreementPossible) as refused:
            rational_rows(front, (ours, theirs))
        assert refused.value.seller_would_take == sum(front.ours >= ours)
        assert refused.value.buyer_would_take == sum(front.theirs >= theirs)
        assert [outcome(pick, front, (ours, theirs)) for pick in PICKS] == [None, None, None]


@settings(deadline=None)
@given(points=POINTS, ours=RESERVES, theirs=RESERVES)
def test_nash_has_the_largest_product_of_gains(points: list[tuple[int, int]], ours: float, theirs: float):
    front, reserves = front_of(*points), (ours, theirs)
    rows = both_would_take(front, reserves)
    best = max(rows, key=lambda row: np.prod(gains(front, reserves, row)), default=None)
    assert outcome(nash_package, front, reserves) == best


@settings(deadline=None)
@given(points=POINTS, ours=RESERVES, theirs=RESERVES)
def test_kalai_smorodinsky_has_the_largest_smaller_share(points: list[tuple[int, int]], ours: float, theirs: float):
    front, reserves = front_of(*points), (ours, theirs)
    rows = both_would_take(front, reserves)
    hopes = [max((gains(front, reserves, row)[side] for row in rows), default=0) for side in (0, 1)]

    def smaller_share(row: int) -> Fraction:
        return min(
            gain / hope if hope else Fraction(1) for gain, hope in zip(gains(front, reserves, row), hopes, strict=True)
        )

    assert outcome(kalai_smorodinsky_package, front, reserves) == max(rows, key=smaller_share, default=None)


@settings(deadline=None)
@given(points=POINTS, ours=RESERVES, theirs=RESERVES)
def test_utilitarian_has_the_most_money_in_all(points: list[tuple[int, int]], ours: float, theirs: float):
    front, reserves = front_of(*points), (ours, theirs)
    best = max(both_would_take(front, reserves), key=lambda row: sum(front.points[row]), default=None)
    assert outcome(utilitarian_package, front, reserves) == best


@settings(deadline=None)
@given(points=POINTS, floor=RESERVES)
def test_best_for_one_is_the_end_of_what_the_other_would_take(points: list[tuple[int, int]], floor: float):
    front = front_of(*points)
    we_take, they_take = np.flatnonzero(front.ours >= floor), np.flatnonzero(front.theirs >= floor)
    for pick, rows, best in ((best_for_them_at, we_take, max), (best_for_us_at, they_take, min)):
        if len(rows):
            assert pick(front, floor) == best(rows)
        else:
            with pytest.raises(NoAgreementPossible):
                pick(front, floor)


@settings(deadline=None)
@given(points=POINTS, scales=st.tuples(st.integers(1, 1000), st.integers(1, 1000)), shift=st.tuples(CENTS, CENTS))
def test_a_side_that_counts_in_other_units_gets_the_same_deal(
    points: list[tuple[int, int]], scales: tuple[int, int], shift: tuple[int, int]
):
    """The invariance axiom, which Nash and Kalai-Smorodinsky share; integers keep it exact."""
    other = [(a * scales[0] + shift[0], b * scales[1] + shift[1]) for a, b in points]
    for pick in (nash_package, kalai_smorodinsky_package):
        row = outcome(pick, front_of(*points), (-1, -1))
        assert outcome(pick, front_of(*other), (shift[0] - scales[0], shift[1] - scales[1])) == row


@settings(deadline=None)
@given(points=POINTS, data=st.data())
def test_packages_that_nash_does_not_pick_may_be_taken_off_the_list(points: list[tuple[int, int]], data: st.DataObject):
    """Independence of irrelevant alternatives."""
    front = front_of(*points)
    row = outcome(nash_package, front, (-4, -4))
    if row is None:
        return
    fewer = data.draw(st.lists(st.sampled_from(range(len(front)))))
    left = front_of(*(tuple(front.points[at].tolist()) for at in {row, *fewer}))
    assert left.points[nash_package(left, (-4, -4))].tolist() == front.points[row].tolist()


LINE = [(100 - step, step) for step in range(101)]
KINKED = [(x, 3000 - x // 3 if x <= 2250 else 3 * (3000 - x)) for x in range(0, 3001, 30)]
WIDER = [(x, 3000 - 3 * x // 10) for x in range(0, 3001, 30)]
"""The example of the article: `WIDER` holds more for them at every money for us, and the same at most for us."""


@pytest.mark.parametrize(
    ("few", "more"),
    [
        (KINKED, WIDER),
        (LINE, [(ours, 2 * theirs) for ours, theirs in LINE]),
        (LINE, [(ours, 100 - ours * ours // 100) for ours, _ in LINE]),
        (LINE, [(ours, min(100, 2 * theirs)) for ours, theirs in LINE]),
        (LINE, [*LINE, (40, 90)]),
    ],
)
def test_more_for_them_at_every_money_for_us_never_leaves_them_less(few: list[tuple[int, int]], more: list):
    """Individual monotonicity, the axiom of Kalai and Smorodinsky, for either side. Sets of few points break it."""
    for before, after, side in ((few, more, 1), (swapped(few), swapped(more), 0)):
        fronts = front_of(*before), front_of(*after)
        money = [front.points[kalai_smorodinsky_package(front, (0, 0)), side] for front in fronts]
        assert money[1] >= money[0]


def swapped(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(theirs, ours) for ours, theirs in points]


def test_nash_breaks_that_axiom_in_the_example_of_the_article():
    fronts = front_of(*KINKED), front_of(*WIDER)
    assert [front.points[nash_package(front, (0, 0))].tolist() for front in fronts] == [[2250, 2250], [3000, 2100]]


def test_hopes_are_taken_from_packages_that_both_would_take():
    """With each side's best of all packages as its hope, the first row would win here."""
    front = front_of((1000, 0), (60, 20), (50, 52), (20, 60))
    assert kalai_smorodinsky_package(front, (0, 10)) == 2
    assert kalai_smorodinsky_package(front, (0, 0)) == 1


def test_a_tie_goes_to_the_package_that_is_best_for_us():
    front = front_of((20, 10), (10, 20))
    assert [pick(front, (0, 0)) for pick in PICKS] == [0, 0, 0]
    assert [pick(front, (10, 10)) for pick in PICKS] == [0, 0, 0]


@settings(deadline=None)
@example(base=2**31)
@given(base=st.integers(2**20, 2**51))
def test_products_that_floats_cannot_tell_apart_are_told_apart(base: int):
    """(b + 1)(b - 1) is one less than b squared."""
    front = front_of((base + 1, base - 1), (base, base))
    assert nash_package(front, (0, 0)) == 1


def test_the_sentence_counts_what_each_side_would_take():
    front = front_of((30, 0), (20, 10), (10, 20))
    for pick, at, sentence in (
        (nash_package, (15, 15), "of 3 packages the seller would take 2 and the buyer 1, none in common."),
        (best_for_them_at, 31, "of 3 packages the seller would take 0 and the buyer 3, none in common."),
        (best_for_us_at, 21, "of 3 packages the seller would take 3 and the buyer 0, none in common."),
    ):
        with pytest.raises(NoAgreementPossible) as refused:
            pick(front, at)
        assert str(refused.value).startswith(sentence)


def test_an_empty_frontier_has_no_agreement():
    front = frontier_of([np.zeros(1)], [np.zeros(1)], caps=[np.array([False])])
    for pick in PICKS:
        with pytest.raises(NoAgreementPossible, match=r"^no package is left"):
            pick(front, (0, 0))
    for pick in (best_for_them_at, best_for_us_at):
        with pytest.raises(NoAgreementPossible, match=r"^no package is left"):
            pick(front, 0)
