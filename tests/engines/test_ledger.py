"""What was given, what came back, and what it adds up to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.moment import Label
from standfast.domain.money import PricePath, Step
from standfast.engines.control.ledger import ledger_of
from standfast.engines.control.moments import find_moments
from standfast.engines.control.price_cuts import closing_minor, first_ask_minor, opening_minor, price_cuts
from tests.talks import path, readings, talk

CALL = talk("S: It is 100.", "C: Could you do 60?", "S: 90.", "C: 70.", "S: 75 then.", "C: Deal.")


def ledger(marks: dict[int, str], prices: PricePath, **options: float):
    found = readings(CALL, marks)
    cuts = price_cuts(prices)
    return ledger_of(CALL, find_moments(CALL, found, cuts), found, prices, cuts, **options)


PRICES = path(
    CALL,
    (Step.LIST, 0, 100),
    (Step.ASK, 1, 60),
    (Step.OFFER, 2, 90),
    (Step.ASK, 3, 70),
    (Step.OFFER, 4, 75),
    agreed=75,
)
MARKS = {1: "discount_request", 2: "meets_halfway", 3: "discount_request", 4: "meets_halfway"}


def test_the_sum_given_is_opening_less_agreed_price():
    made = ledger(MARKS, PRICES)
    assert (made.given_minor, made.given_share, made.currency) == (2500, 0.25, "USD")


def test_the_share_of_the_spread_runs_from_the_opening_price_to_the_first_ask():
    assert ledger(MARKS, PRICES).spread_share == pytest.approx(25 / 40)


def test_steps_that_grow_are_said_so():
    assert ledger(MARKS, PRICES).steps_grow


def test_steps_that_shrink_are_not():
    shrinking = path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, 80), (Step.OFFER, 4, 75))
    assert not ledger(MARKS, shrinking).steps_grow


def test_the_profit_effect_needs_the_users_margin():
    assert ledger(MARKS, PRICES).profit_share is None
    assert ledger(MARKS, PRICES, margin_share=0.5).profit_share == pytest.approx(0.5)


def test_each_give_is_a_line_with_the_ask_before_it():
    lines = ledger(MARKS, PRICES).concessions
    assert [(c.give.turn, c.given_minor, c.tied, c.asked and c.asked.turn) for c in lines] == [
        (2, 1000, False, 1),
        (4, 1500, False, 3),
    ]


def test_a_price_drop_that_no_label_names_is_still_a_line():
    made = ledger({1: "discount_request"}, path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, 90)))
    (line,) = made.concessions
    assert (line.label, line.given_minor, line.tied) == (Label.MEETS_HALFWAY, 1000, False)


def test_a_give_that_nobody_asked_for_is_unasked():
    made = ledger({2: "meets_halfway"}, path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, 90)))
    assert [c.give.turn for c in made.unasked] == [2]


def test_a_trade_is_tied_and_so_not_one_sided():
    made = ledger({1: "discount_request", 2: "trades"}, path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, 90)))
    assert made.one_sided == ()


def test_a_price_named_with_a_condition_is_tied_whatever_the_label():
    tied = path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, 90), tied=True)
    assert ledger({1: "discount_request", 2: "meets_halfway"}, tied).one_sided == ()


def test_without_a_price_nothing_is_summed():
    made = ledger({1: "terms_request", 2: "gives_in"}, PricePath())
    assert (made.given_minor, made.given_share, made.spread_share, made.currency) == (None, None, None, None)
    assert len(made.one_sided) == 1


def test_an_ask_at_the_opening_price_leaves_no_spread():
    assert ledger({}, path(CALL, (Step.LIST, 0, 100), (Step.ASK, 1, 100))).spread_share is None


def test_a_path_of_asks_alone_has_neither_opening_nor_cut():
    asks = path(CALL, (Step.ASK, 1, 60))
    assert (opening_minor(asks), closing_minor(asks), first_ask_minor(asks), price_cuts(asks)) == (None, None, 6000, ())


def test_without_agreement_the_last_offer_is_where_the_price_ended():
    assert closing_minor(path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, 90))) == 9000


def test_a_price_that_rises_again_is_no_cut():
    assert price_cuts(path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, 120))) == ()


@given(st.lists(st.integers(1, 500), min_size=2, max_size=5))
def test_cuts_add_up_to_opening_less_lowest_standing_price_when_prices_only_fall(prices: list[int]):
    falling = sorted(prices, reverse=True)
    steps = path(CALL, *((Step.OFFER, min(n, 5), price) for n, price in enumerate(falling)))
    assert sum(cut.given_minor for cut in price_cuts(steps)) == (falling[0] - falling[-1]) * 100


def test_the_get_of_a_trade_is_the_condition_in_its_words():
    call = talk("S: It is 100.", "C: Could you do 80?", "S: I can do 90, but only if you sign for two years. Shall we?")
    found = readings(call, {1: "discount_request", 2: "trades"})
    (line,) = ledger_of(call, find_moments(call, found), found, PricePath(), ()).concessions
    assert line.get is not None
    assert line.get.text == "but only if you sign for two years"
    assert call.turns[2].text[line.get.start : line.get.end] == line.get.text


def test_a_trade_without_a_plain_condition_has_no_words_for_its_get():
    made = ledger({1: "discount_request", 2: "trades"}, PricePath())
    assert made.concessions[0].get is None
