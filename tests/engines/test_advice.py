"""One behaviour to change."""

from standfast.domain.moment import Front, Label, Verdict
from standfast.domain.money import Step
from standfast.domain.review import Card
from standfast.engines.coaching.advice import habit_of, one_advice, strong_moments
from standfast.engines.control.moments import find_moments
from standfast.engines.control.price_cuts import price_cuts
from tests.talks import path, readings, talk


def card(
    key: str, *, front: Front = Front.TERMS, cures: Label = Label.GIVES_IN, pressure: Label = Label.DISCOUNT_REQUEST
):
    return Card(
        key=key,
        title=key,
        pressures=(pressure,),
        front=front,
        stages=("negotiation",),
        instead_of=(cures,),
        when="they ask for money off",
        do="ask what makes it the number",
        why="because",
        answers=(f"words of {key}",),
        avoid="a speech",
        shows=(Label.PROBES,),
    )


CALL = talk("S: It is 100.", "C: Could you do 80?", "S: 80 then.", "C: We are different.", "S: True.", "C: Later.")
TERMS, IDEA = card("terms"), card("idea", front=Front.IDEA, cures=Label.BACKS_DOWN, pressure=Label.DOUBTS_CLAIM)


def moments(marks: dict[int, str], *cut: int):
    cuts = price_cuts(path(CALL, (Step.LIST, 0, 100), (Step.OFFER, 2, cut[0]))) if cut else ()
    return find_moments(CALL, readings(CALL, marks), cuts)


def test_nothing_lost_needs_no_advice():
    assert one_advice(CALL, moments({1: "discount_request", 2: "trades"}), (TERMS,)) is None


def test_no_card_for_the_front_gives_no_advice():
    assert one_advice(CALL, moments({1: "discount_request", 2: "gives_in"}), (IDEA,)) is None


def test_the_sentence_says_when_you_will_and_instead_of():
    advice = one_advice(CALL, moments({1: "discount_request", 2: "gives_in"}), (IDEA, TERMS))
    assert advice is not None
    assert advice.sentence == (
        "When they ask for money off, you will ask what makes it the number instead of granting it for nothing."
    )
    assert (advice.said and advice.said.text, advice.better) == ("80 then.", "words of terms")


def test_the_moment_that_cost_most_is_chosen():
    marks = {1: "discount_request", 2: "gives_in", 3: "doubts_claim", 4: "backs_down"}
    advice = one_advice(CALL, moments(marks, 80), (IDEA, TERMS))
    assert advice is not None
    assert advice.moment.front is Front.TERMS


def test_a_moment_that_passed_unanswered_is_put_as_letting_it_pass_with_the_next_words():
    advice = one_advice(CALL, moments({1: "discount_request"}), (TERMS,))
    assert advice is not None
    assert advice.sentence.endswith("instead of letting it pass.")
    assert advice.said is not None
    assert advice.said.turn == 2


def test_a_pressure_with_which_the_talk_ends_has_no_words_beside_it():
    advice = one_advice(CALL, moments({5: "stalls"}), (card("end", front=Front.PROCESS, pressure=Label.STALLS),))
    assert advice is not None
    assert advice.said is None


def test_the_card_that_cures_the_habit_is_preferred():
    other = card("zz-other", cures=Label.ASKS_PERMISSION)
    advice = one_advice(CALL, moments({1: "discount_request", 2: "gives_in"}), (other, TERMS))
    assert advice is not None
    assert advice.card.key == "terms"


def test_the_habit_is_the_surest_yielding_label():
    (moment,) = moments({1: "discount_request", 2: "probes asks_permission"})
    assert habit_of(moment) is Label.ASKS_PERMISSION
    (missed,) = moments({1: "discount_request"})
    assert habit_of(missed) is None


def test_strong_moments_are_those_in_which_control_was_taken_in_order_of_the_talk():
    found = moments({1: "discount_request", 2: "trades", 3: "doubts_claim", 4: "stands_ground"})
    assert [moment.turn for moment in strong_moments(found)] == [1, 3]
    assert all(moment.verdict is Verdict.TOOK_CONTROL for moment in strong_moments(found, most=1))
    assert len(strong_moments(found, most=1)) == 1


def test_a_seller_turn_without_words_is_not_what_was_said():
    call = talk("C: Could you do 80?", "S: ")
    lost = find_moments(call, readings(call, {0: "discount_request"}))
    advice = one_advice(call, lost, (TERMS,))
    assert advice is not None
    assert advice.said is None
