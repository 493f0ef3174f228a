"""The codebook's moments and verdicts."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.moment import HOLDING, PRESSURES, SELLER_LABELS, YIELDING, Front, Label, Verdict
from standfast.domain.money import Step
from standfast.engines.control.moments import find_moments, verdict_of
from standfast.engines.control.price_cuts import price_cuts
from tests.talks import path, readings, talk

labels = st.lists(st.sampled_from(SELLER_LABELS), max_size=5)


def test_nothing_said_in_answer_is_missed():
    assert verdict_of([]) is Verdict.MISSED


def test_a_yielding_answer_gave_way():
    assert all(verdict_of([label]) is Verdict.GAVE_WAY for label in YIELDING)


def test_only_a_refusal_held():
    assert verdict_of([Label.HOLDS_FIRM, Label.HOLDS_FIRM]) is Verdict.HELD


def test_every_other_holding_answer_took_control():
    assert all(verdict_of([label]) is Verdict.TOOK_CONTROL for label in HOLDING - {Label.HOLDS_FIRM})


def test_a_trade_redeems_a_yielding_label_beside_it():
    assert verdict_of([Label.MEETS_HALFWAY, Label.TRADES]) is Verdict.TOOK_CONTROL


def test_holding_beside_yielding_still_gave_way():
    assert verdict_of([Label.RETURNS_TO_VALUE, Label.GIVES_IN]) is Verdict.GAVE_WAY


@given(labels)
def test_a_verdict_depends_on_which_labels_answer_and_not_on_their_order(found: list[Label]):
    assert verdict_of(found) is verdict_of(reversed(found)) is verdict_of(set(found))


@given(labels, st.sampled_from(sorted(YIELDING)))
def test_yielding_more_never_makes_a_verdict_better(found: list[Label], worse: Label):
    if verdict_of(found) is Verdict.GAVE_WAY:
        assert verdict_of([*found, worse]) is Verdict.GAVE_WAY


def test_a_pressure_and_the_next_seller_turn_are_a_moment():
    call = talk("S: It is 100.", "C: Could you do 80?", "S: Sure, 80 works.")
    (moment,) = find_moments(call, readings(call, {1: "discount_request", 2: "gives_in"}))
    assert (moment.front, moment.turn, moment.verdict) == (Front.TERMS, 1, Verdict.GAVE_WAY)
    assert moment.pressure.text == "Could you do 80?"
    assert [answer.turn for answer in moment.answers] == [2]


def test_two_pressures_on_two_fronts_in_one_turn_are_two_moments():
    call = talk("C: That is steep, and we are different.", "S: Three plants like yours said so too.")
    found = find_moments(call, readings(call, {0: "price_objection doubts_claim", 1: "stands_ground"}))
    assert {moment.front: moment.verdict for moment in found} == {
        Front.IDEA: Verdict.TOOK_CONTROL,
        Front.TERMS: Verdict.MISSED,
    }


def test_two_pressures_on_one_front_in_one_turn_are_one_moment():
    call = talk("C: Too much. Do 80 and I pay now.", "S: No.")
    (moment,) = find_moments(call, readings(call, {0: "price_objection discount_request leverage", 1: "holds_firm"}))
    assert len(moment.pressures) == 3
    assert moment.verdict is Verdict.HELD


def test_an_answer_may_come_two_turns_later():
    call = talk("C: Do 80?", "S: Let me see.", "C: Okay.", "S: What makes 80 the number?")
    (moment,) = find_moments(call, readings(call, {0: "discount_request", 3: "probes"}))
    assert moment.verdict is Verdict.TOOK_CONTROL


def test_the_next_pressure_on_the_same_front_ends_a_moment():
    call = talk("C: Do 80?", "S: Nice day.", "C: So, 80?", "S: Fine, 80.")
    first, second = find_moments(call, readings(call, {0: "discount_request", 2: "discount_request", 3: "gives_in"}))
    assert (first.verdict, second.verdict) == (Verdict.MISSED, Verdict.GAVE_WAY)


def test_a_pressure_on_another_front_does_not_end_a_moment():
    call = talk("C: Do 80?", "S: Hm.", "C: I must ask finance.", "S: What makes 80 the number?", "S: Who in finance?")
    found = find_moments(
        call, readings(call, {0: "discount_request", 2: "gatekeeps", 3: "probes", 4: "engages_stakeholder"})
    )
    assert [moment.front for moment in found] == [Front.TERMS, Front.PROCESS]
    assert found[1].verdict is Verdict.TOOK_CONTROL


def test_a_deferred_moment_stays_open_until_a_later_grant():
    call = talk("C: 5 % off?", "S: Let's park that.", "C: Okay.", "S: Fine, take the 5 %.")
    (moment,) = find_moments(call, readings(call, {0: "discount_request", 1: "defers", 3: "gives_in"}))
    assert moment.verdict is Verdict.GAVE_WAY
    assert not moment.deferred


def test_a_deferred_moment_that_nothing_closes_is_deferred_and_took_control():
    call = talk("C: 5 % off?", "S: Let's park that.")
    (moment,) = find_moments(call, readings(call, {0: "discount_request", 1: "defers"}))
    assert (moment.deferred, moment.verdict) == (True, Verdict.TOOK_CONTROL)


def test_a_grant_after_the_next_ask_also_closes_the_deferred_one():
    call = talk("C: 5 % off?", "S: Let's park that.", "C: And net 90?", "S: Fine, both.")
    first, second = find_moments(
        call, readings(call, {0: "discount_request", 1: "defers", 2: "terms_request", 3: "gives_in"})
    )
    assert first.verdict is second.verdict is Verdict.GAVE_WAY


def test_an_answer_before_any_pressure_answers_nothing():
    call = talk("S: What matters to you?", "C: Speed.", "S: Fine.")
    assert find_moments(call, readings(call, {0: "probes"})) == ()


def test_a_price_cut_is_charged_to_the_moment_before_it():
    call = talk("S: It is 100.", "C: Could you do 80?", "S: How about 90?")
    cuts = price_cuts(path(call, (Step.LIST, 0, 100), (Step.ASK, 1, 80), (Step.OFFER, 2, 90)))
    (moment,) = find_moments(call, readings(call, {1: "discount_request", 2: "meets_halfway"}), cuts)
    assert moment.given_minor == 1000


def test_money_is_never_charged_to_a_moment_that_is_not_about_terms():
    call = talk("S: It is 100.", "C: I doubt that.", "S: How about 90?")
    cuts = price_cuts(path(call, (Step.LIST, 0, 100), (Step.OFFER, 2, 90)))
    (moment,) = find_moments(call, readings(call, {1: "doubts_claim"}), cuts)
    assert moment.given_minor is None


marks = st.dictionaries(
    st.integers(0, 9), st.sets(st.sampled_from([*PRESSURES, *SELLER_LABELS]), min_size=1, max_size=3), max_size=10
)


@given(marks)
def test_every_pressure_is_in_exactly_one_moment(found: dict[int, set[Label]]):
    call = talk(*("C: ask" if n % 2 == 0 else "S: answer" for n in range(10)))
    legal = {
        n: " ".join(label for label in labels if (label in PRESSURES) == (n % 2 == 0)) for n, labels in found.items()
    }
    given_readings = readings(call, {n: text for n, text in legal.items() if text})
    moments = find_moments(call, given_readings)
    pressed = [reading for moment in moments for reading in moment.pressures]
    assert sorted((r.turn, r.label) for r in pressed) == sorted(
        (r.turn, r.label) for r in given_readings if r.label in PRESSURES
    )
    assert all(answer.turn > moment.turn for moment in moments for answer in moment.answers)


@pytest.mark.parametrize("pair", list(combinations(sorted(YIELDING), 2)))
def test_two_yielding_labels_gave_way_too(pair: tuple[Label, Label]):
    assert verdict_of(pair) is Verdict.GAVE_WAY


def test_a_pressure_read_on_a_seller_turn_is_left_aside():
    call = talk("C: Do 80?", "S: Is that your final offer?")
    (moment,) = find_moments(call, readings(call, {0: "discount_request", 1: "leverage probes"}))
    assert [answer.label for answer in moment.answers] == [Label.PROBES]
