"""The frontier: laws first."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from standfast.domain.errors import BadRequest, TooManyCombinations
from standfast.engines.negotiate.frontier import efficient_rows, frontier_of
from standfast.engines.negotiate.parts import CoupledTerms, Floats, count_combinations, whole_minor_units
from tests.engines.negotiate.deals import (
    CENTS,
    LARGER_THAN_ANY_SUM,
    ROUND,
    SmallDeal,
    additive_deals,
    coupled_deals,
    efficient,
    points_of,
    rows_of,
    unbeaten,
)


@settings(deadline=None)
@given(deal=additive_deals())
def test_the_frontier_is_what_is_left_when_every_package_is_held_against_every_other(deal: SmallDeal):
    assert rows_of(deal.frontier()) == efficient(deal)


@settings(deadline=None)
@given(deal=coupled_deals())
def test_the_same_holds_with_coupled_terms_forbidden_combinations_and_limits(deal: SmallDeal):
    assert rows_of(deal.frontier()) == efficient(deal)


@settings(deadline=None)
@given(deal=coupled_deals(), worse=st.tuples(st.integers(0, 3), st.integers(0, 3)), data=st.data())
def test_a_dominated_option_never_changes_the_frontier(deal: SmallDeal, worse: tuple[int, int], data: st.DataObject):
    grouped = {term for group in deal.coupled for term in group.terms}
    free = [term for term in range(len(deal.ours)) if term not in grouped]
    assume(free)
    term = data.draw(st.sampled_from(free))
    allowed = np.flatnonzero(np.ones_like(deal.ours[term]) if deal.caps is None else deal.caps[term])
    assume(len(allowed))
    like = data.draw(st.sampled_from(allowed.tolist()))
    more = replace(
        deal,
        ours=appended(deal.ours, term, deal.ours[term][like] - worse[0]),
        theirs=appended(deal.theirs, term, deal.theirs[term][like] - worse[1]),
        caps=None if deal.caps is None else appended(deal.caps, term, value=True),
    )
    assert rows_of(more.frontier()) == rows_of(deal.frontier())


def appended(arrays: list, term: int, value: float) -> list:
    return [np.append(array, value) if at == term else array for at, array in enumerate(arrays)]


@settings(deadline=None)
@given(deal=additive_deals(fewest_terms=1), extra=st.tuples(CENTS, CENTS), data=st.data())
def test_the_same_money_on_all_options_of_a_term_shifts_the_frontier(
    deal: SmallDeal, extra: tuple[int, int], data: st.DataObject
):
    term = data.draw(st.integers(0, len(deal.ours) - 1))
    moved = SmallDeal(
        ours=[a + extra[0] if at == term else a for at, a in enumerate(deal.ours)],
        theirs=[a + extra[1] if at == term else a for at, a in enumerate(deal.theirs)],
    )
    before, after = deal.frontier(), moved.frontier()
    np.testing.assert_array_equal(after.points, before.points + np.array(extra))
    np.testing.assert_array_equal(after.options, before.options)


@settings(deadline=None)
@given(deal=additive_deals())
def test_who_is_called_we_makes_no_difference_to_the_points(deal: SmallDeal):
    other_way = SmallDeal(ours=deal.theirs, theirs=deal.ours)
    assert points_of(other_way.frontier()) == [(theirs, ours) for ours, theirs in reversed(points_of(deal.frontier()))]


@settings(deadline=None)
@given(deal=additive_deals(fewest_terms=2), order=st.randoms(use_true_random=False))
def test_the_order_of_the_terms_makes_no_difference_to_the_points(deal: SmallDeal, order):
    terms = list(range(len(deal.ours)))
    order.shuffle(terms)
    shuffled = SmallDeal(ours=[deal.ours[t] for t in terms], theirs=[deal.theirs[t] for t in terms])
    assert points_of(shuffled.frontier()) == points_of(deal.frontier())


@settings(deadline=None)
@given(deal=additive_deals(fewest_terms=2))
def test_a_group_that_couples_nothing_leaves_the_points_as_they_are(deal: SmallDeal):
    group = CoupledTerms(
        terms=(1, 0),
        ours=np.add.outer(deal.ours[1], deal.ours[0]),
        theirs=np.add.outer(deal.theirs[1], deal.theirs[0]),
        allowed=np.ones((len(deal.ours[1]), len(deal.ours[0])), np.bool_),
    )
    assert points_of(replace(deal, coupled=(group,)).frontier()) == points_of(deal.frontier())


@settings(deadline=None)
@given(deal=coupled_deals())
def test_a_limit_lifted_never_makes_the_best_for_us_at_a_given_money_for_them_worse(deal: SmallDeal):
    free = replace(deal, caps=None, coupled=tuple(replace(g, allowed=np.full_like(g.allowed, 1)) for g in deal.coupled))
    for ours, theirs in points_of(deal.frontier()):
        assert any(more[0] >= ours and more[1] >= theirs for more in points_of(free.frontier()))


@settings(deadline=None)
@example(pairs=[(-(2**61), 0), (2**61, 0), (0, 3), (0, 3)])
@given(pairs=st.lists(st.tuples(ROUND, ROUND) | st.tuples(LARGER_THAN_ANY_SUM, ROUND), min_size=1))
def test_of_equal_rows_the_lowest_is_kept(pairs: list[tuple[int, int]]):
    rows = efficient_rows(*np.array(pairs).T).tolist()
    assert rows == [pairs.index(point) for point in unbeaten(pairs)]


def test_a_cent_decides_however_large_the_deal():
    """As sums of dollars in floats, 0.1 + 0.2 would be more than 0.3, and one of the two efficient for no reason."""
    cents = [np.array([10.0, 0.0]), np.array([20.0, 0.0]), np.array([30.0, 0.0])]
    front = frontier_of(cents, [-array for array in cents])
    assert points_of(front) == [(money, -money) for money in (60, 50, 40, 30, 20, 10, 0)]
    large = frontier_of([np.array([2.0**52, 2.0**52 - 1])], [np.array([0.0, 0.0])])
    assert points_of(large) == [(2**52, 0)]


def test_a_discount_over_ten_percent_needs_two_years():
    discount, months = np.array([0.0, -1000.0, -1500.0]), np.array([0.0, 1200.0])
    deal = SmallDeal(
        ours=[discount, months],
        theirs=[-discount, -months / 4],
        coupled=(
            CoupledTerms(
                terms=(0, 1),
                ours=np.add.outer(discount, months),
                theirs=np.add.outer(-discount, -months / 4),
                allowed=np.array([[True, True], [True, True], [False, True]]),
            ),
        ),
    )
    assert rows_of(deal.frontier()) == [
        ((1200, -300), (0, 1)),
        ((200, 700), (1, 1)),
        ((-300, 1200), (2, 1)),
    ]


def test_price_times_volume_is_weighed_in_money():
    """A seat less at 10 % off is another sum than at list price."""
    share, seats = np.array([0.0, 0.1]), np.array([100.0, 300.0])
    revenue = np.outer(1 - share, seats) * 50
    nothing = [np.zeros(2), np.zeros(2)]
    worth_to_them = np.broadcast_to(np.array([6000.0, 15500.0]), (2, 2))
    everything = np.ones((2, 2), np.bool_)
    group = CoupledTerms(terms=(0, 1), ours=revenue, theirs=worth_to_them - revenue, allowed=everything)
    front = frontier_of(nothing, nothing, coupled=[group])
    assert rows_of(front) == [((15000, 500), (0, 1)), ((13500, 2000), (1, 1))]


def test_limits_that_rule_out_everything_leave_an_empty_frontier():
    front = frontier_of([np.zeros(2)], [np.zeros(2)], caps=[np.array([False, False])])
    assert (len(front), front.points.shape, front.options.shape) == (0, (0, 2), (0, 1))


def test_a_deal_without_terms_has_one_package():
    assert rows_of(frontier_of([], [])) == [((0, 0), ())]


def test_a_frontier_cannot_be_written_to():
    front = frontier_of([np.zeros(2)], [np.zeros(2)])
    for array in (front.ours, front.theirs, front.options):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


TWO = [np.zeros(2), np.zeros(3)]


def group(terms: tuple[int, ...], shape: tuple[int, ...]) -> CoupledTerms:
    return CoupledTerms(terms=terms, ours=np.zeros(shape), theirs=np.zeros(shape), allowed=np.ones(shape, np.bool_))


@pytest.mark.parametrize(
    ("ours", "theirs", "coupled", "caps", "sentence"),
    [
        (TWO, TWO[:1], (), None, "terms: 2 have money for us, 1 money for them."),
        (TWO, TWO, (), [np.ones(2, np.bool_)], "terms: 2 have money for us, 2 money for them and limits for 1."),
        (TWO, [np.zeros(2), np.zeros(2)], (), None, "term 2: its arrays have the shapes (3,), (2,) and (3,)."),
        ([np.zeros((1, 2))], [np.zeros((1, 2))], (), None, "term 1: its arrays have the shapes (1, 2), (1, 2) and"),
        (TWO, TWO, (), [np.ones(3, np.bool_)] * 2, "term 1: its arrays have the shapes (2,), (2,) and (3,)."),
        (TWO, TWO, [group((0, 2), (2, 3))], None, "group of terms 1, 3: it names a term twice, none, one"),
        (TWO, TWO, [group((0, 0), (2, 2))], None, "group of terms 1, 1: it names a term twice, none, one"),
        (TWO, TWO, [group((0,), (2,)), group((0, 1), (2, 3))], None, "group of terms 1, 2: it names a term twice"),
        (TWO, TWO, [group((), ())], None, "group of terms : it names a term twice, none"),
        (TWO, TWO, [group((0, 1), (3, 2))], None, "group of terms 1, 2: its tables have the shapes (3, 2), (3, 2)"),
        ([np.array([1, 0.5])], [np.zeros(2)], (), None, "term 1: 0.5 is no whole number of minor units"),
        (TWO, [np.zeros(2), np.array([0, 0, np.nan])], (), None, "term 2: nan is no whole number"),
        (TWO, [np.array([0, -np.inf]), np.zeros(3)], (), None, "term 1: -inf is no whole number"),
        ([np.array([2**53])], [np.array([0])], (), None, "term 1: 9007199254740992 is no whole number"),
        ([np.array([-(2**63)])], [np.array([0])], (), None, "term 1: -9223372036854775808 is no whole number"),
        ([np.array([2.0**52])] * 2, [np.zeros(1)] * 2, (), None, "amounts: together they are too large to be money"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_in_a_sentence(
    ours: list[Floats], theirs: list[Floats], coupled: list[CoupledTerms], caps, sentence: str
):
    with pytest.raises(BadRequest) as refused:
        frontier_of(ours, theirs, coupled=coupled, caps=caps)
    assert str(refused.value).startswith(sentence)


def test_an_amount_in_a_table_that_is_not_whole_is_found():
    table = np.zeros((2, 3))
    table[1, 1] = 0.25
    coupled = replace(group((0, 1), (2, 3)), theirs=table)
    with pytest.raises(BadRequest, match=r"group of terms 1, 2: 0\.25 is no whole number"):
        frontier_of(TWO, TWO, coupled=[coupled])


def test_a_group_of_too_many_combinations_is_refused_before_its_tables_are_built():
    assert count_combinations((0, 1), (1000, 1000)) == 1_000_000
    with pytest.raises(TooManyCombinations) as refused:
        count_combinations(range(3), (1000, 1000, 2))
    assert str(refused.value) == (
        "group of terms 1, 2, 3: coupled together they make 2,000,000 combinations, and 1,000,000 can be weighed. "
        "Take a term out of the group, or give its terms fewer options."
    )


def test_a_frontier_of_more_points_than_anybody_can_use_is_refused():
    """Money that only changes hands, in steps that never meet, makes every package efficient."""
    steps = [np.arange(2048.0) * 4096, np.arange(4096.0)]
    with pytest.raises(TooManyCombinations, match=r"^terms together: more than 5,000,000 sums .*whole hundreds"):
        frontier_of(steps, [-step for step in steps])


@settings(deadline=None)
@given(st.lists(st.floats(-(2.0**52), 2.0**52)))
def test_rounding_to_whole_minor_units_moves_no_amount_by_more_than_half(amounts: list[float]):
    whole = whole_minor_units(np.array(amounts))
    assert (np.abs(whole - np.array(amounts)) <= 0.5).all()


@pytest.mark.parametrize("amount", [np.nan, np.inf, -(2.0**53)])
def test_what_is_no_money_is_not_rounded(amount: float):
    with pytest.raises(BadRequest, match=r"^amounts: an amount is no number or too large to be money"):
        whole_minor_units(np.array([amount]))
