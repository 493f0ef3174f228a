"""Points on the frontier: where two sides would meet by the well-known rules, and the best for one at the other's floor.

Rows are rows of the frontier, best for us first. Ties go to the lowest row, the best for us. All comparisons are exact.
Reserves are money with no deal, in the frontier's minor units; fractions of a minor unit are fine, infinities are not.
"""

from math import ceil

import numpy as np

from standfast.domain.errors import NoAgreementPossible
from standfast.engines.negotiate.frontier import Frontier

NEARLY = 1 - 1e-12
"""Products of floats this near to the largest are compared again in exact numbers; theirs err by 1e-15."""


def best_for_them_at(front: Frontier, floor: float) -> int:
    """Pick the package that is best for them among those that leave us `floor` or more; O(log n).

    Args:
        front: the frontier.
        floor: least money for us, minor units.

    Raises:
        NoAgreementPossible: no package leaves us that much.
    """
    would_take = _seller_would_take(front, floor)
    if not would_take:
        raise NoAgreementPossible(len(front), 0, len(front))
    return would_take - 1


def best_for_us_at(front: Frontier, least_for_them: float) -> int:
    """Pick the package that is best for us among those that leave them `least_for_them` or more; O(log n).

    Raises:
        NoAgreementPossible: no package leaves them that much.
    """
    would_take = _buyer_would_take(front, least_for_them)
    if not would_take:
        raise NoAgreementPossible(len(front), len(front), 0)
    return len(front) - would_take


def rational_rows(front: Frontier, reserves: tuple[float, float]) -> range:
    """Rows that leave neither side below what it has with no deal; O(log n).

    Args:
        front: the frontier.
        reserves: what each side has with no deal, minor units, ours first.

    Raises:
        NoAgreementPossible: every package leaves a side below its reserve.
    """
    seller, buyer = _seller_would_take(front, reserves[0]), _buyer_would_take(front, reserves[1])
    if len(front) - buyer >= seller:
        raise NoAgreementPossible(len(front), seller, buyer)
    return range(len(front) - buyer, seller)


def nash_package(front: Frontier, reserves: tuple[float, float]) -> int:
    """Pick the package with the largest product of gains over walking away; O(n), 15 µs for 10,000.

    Args:
        front: the frontier.
        reserves: what each side has with no deal, minor units, ours first.

    Raises:
        NoAgreementPossible: every package leaves a side below its reserve.

    Source:
        J. F. Nash, "The Bargaining Problem", Econometrica 18(2), 1950.
    """
    rows = rational_rows(front, reserves)
    ours, theirs = front.ours[rows.start : rows.stop], front.theirs[rows.start : rows.stop]
    products = (ours - float(reserves[0])) * (theirs - float(reserves[1]))
    near = np.flatnonzero(products >= products.max() * NEARLY) + rows.start
    return max(near.tolist(), key=lambda row: _product_of_gains(front, reserves, row))


def kalai_smorodinsky_package(front: Frontier, reserves: tuple[float, float]) -> int:
    """Pick the package that gives both sides the largest equal share of what each could hope for; O(log n).

    The textbook rule: each side hopes for the most it gets in any package that leaves the *other* at least its
    reserve, not for the most in the whole deal. Packages are single points, so that shares are seldom equal: the one
    with the largest smaller share is taken.

    Args:
        front: the frontier.
        reserves: what each side has with no deal, minor units, ours first.

    Raises:
        NoAgreementPossible: every package leaves a side below its reserve.

    Source:
        E. Kalai and M. Smorodinsky, "Other Solutions to Nash's Bargaining Problem", Econometrica 43(3), 1975.
    """
    rows = rational_rows(front, reserves)
    if len(rows) == 1:  # the hopes are this package, and a gain may be nothing
        return rows.start
    our_hope, their_hope = _gains(front, reserves, rows[0])[0], _gains(front, reserves, rows[-1])[1]

    def shares(row: int) -> tuple[int, int]:
        """Both shares, times the same number that makes them whole."""
        our_gain, their_gain = _gains(front, reserves, row)
        return our_gain * their_hope, their_gain * our_hope

    low, high = rows[0], rows[-1]  # our share is the larger at `low`, theirs at `high`
    while high - low > 1:
        middle = (low + high) // 2
        our_share, their_share = shares(middle)
        low, high = (middle, high) if our_share >= their_share else (low, middle)
    return max(low, high, key=lambda row: min(shares(row)))


def utilitarian_package(front: Frontier, reserves: tuple[float, float]) -> int:
    """Pick the package with the most money in all, among those that both would take; O(n), 5 µs for 10,000.

    Raises:
        NoAgreementPossible: every package leaves a side below its reserve.
    """
    rows = rational_rows(front, reserves)
    return rows.start + int(np.argmax(front.ours[rows.start : rows.stop] + front.theirs[rows.start : rows.stop]))


def _seller_would_take(front: Frontier, floor: float) -> int:
    """How many packages, the first ones, leave us `floor` or more; whole minor units, so the next whole one decides."""
    return len(front) - int(front.ours[::-1].searchsorted(ceil(floor)))


def _buyer_would_take(front: Frontier, reserve: float) -> int:
    """How many packages, the last ones, leave them `reserve` or more."""
    return len(front) - int(front.theirs.searchsorted(ceil(reserve)))


def _gains(front: Frontier, reserves: tuple[float, float], row: int) -> tuple[int, int]:
    """What each side gains over its reserve, exactly, each side in a unit of its own in which this is whole."""
    (ours, our_unit), (theirs, their_unit) = (float(reserve).as_integer_ratio() for reserve in reserves)
    return int(front.ours[row]) * our_unit - ours, int(front.theirs[row]) * their_unit - theirs


def _product_of_gains(front: Frontier, reserves: tuple[float, float], row: int) -> int:
    our_gain, their_gain = _gains(front, reserves, row)
    return our_gain * their_gain
