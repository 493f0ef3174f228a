"""Scores, conduct, findings and measures."""

from dataclasses import replace

import pytest

from standfast.domain.call import Channel, TimeQuality
from standfast.domain.evidence import CueKind
from standfast.domain.moment import Front, Verdict
from standfast.domain.review import Conduct
from standfast.engines.control.findings import findings_of
from standfast.engines.control.measures import talk_measures
from standfast.engines.control.moments import find_moments
from standfast.engines.control.scores import conduct_of, counted_moments, scores_of
from tests.talks import cue, readings, talk

CALL = talk("C: Do 80?", "S: Fine, 80 it is.", "C: We have no forklifts at all.", "S: Then it is not for you.")


def moments(marks: dict[int, str]):
    return find_moments(CALL, readings(CALL, marks))


def test_a_front_that_nothing_pressed_has_no_score():
    scores = scores_of(moments({0: "discount_request", 1: "gives_in"}))
    assert [(score.front, score.value) for score in scores] == [
        (Front.IDEA, None),
        (Front.PROCESS, None),
        (Front.TERMS, 0),
        (None, 0),
    ]


def test_taking_control_everywhere_scores_full():
    assert scores_of(moments({0: "discount_request", 1: "trades"}))[-1].value == 100


def test_the_counts_beside_a_score_add_up_to_its_moments():
    for score in scores_of(moments({0: "discount_request", 1: "holds_firm", 2: "doubts_claim"})):
        assert sum(count for _, count in score.by_verdict) == score.moments


def test_a_true_misfit_is_not_counted_as_a_loss():
    found = moments({2: "doubts_claim", 3: "backs_down"})
    assert counted_moments(CALL, found, (cue(CALL, 2, CueKind.MISFIT),)) == ()
    assert counted_moments(CALL, found, ()) == found


def test_a_price_ask_is_counted_even_beside_a_misfit():
    found = moments({0: "discount_request", 1: "gives_in"})
    assert counted_moments(CALL, found, (cue(CALL, 0, CueKind.MISFIT),)) == found


@pytest.mark.parametrize(
    ("marks", "conduct"),
    [
        ({0: "discount_request", 1: "gives_in"}, Conduct.PASSIVE),
        ({0: "discount_request"}, Conduct.PASSIVE),
        ({0: "discount_request", 1: "holds_firm"}, Conduct.ASSERTIVE),
        ({}, None),
    ],
)
def test_conduct_follows_how_the_pressures_were_answered(marks: dict[int, str], conduct: Conduct | None):
    assert conduct_of(moments(marks), ()) is conduct


def test_force_is_aggressive_however_firm_the_answers():
    found = moments({0: "discount_request", 1: "holds_firm"})
    assert conduct_of(found, (cue(CALL, 1, CueKind.ULTIMATUM),)) is Conduct.AGGRESSIVE


def test_findings_gather_all_quotes_of_a_kind():
    found = findings_of((cue(CALL, 2, CueKind.MISFIT), cue(CALL, 0, CueKind.MISFIT), cue(CALL, 1, CueKind.SURPRISE)))
    assert [(finding.name, len(finding.quotes)) for finding in found] == [("A true misfit, perhaps", 2)]


def timed(**facts: object):
    spoken = talk(
        "C: Could you do eighty for us then?",
        "S: Well what makes eighty the number that you have in mind?",
        "C: No reason.",
        "S: Ok.",
    )
    times = [(0.0, 2.0), (3.5, 7.5), (8.0, 9.0), (9.0, 9.5)]
    turns = tuple(
        replace(turn, start_s=start, end_s=end) for turn, (start, end) in zip(spoken.turns, times, strict=True)
    )
    return replace(spoken, turns=turns, time_quality=TimeQuality.TURN, **facts)


def test_the_pause_before_the_answer_to_a_pressure_is_measured():
    measures = talk_measures(timed(), readings(timed(), {0: "discount_request"}))
    assert measures.pause_after_pressure_s == pytest.approx(1.5)
    assert measures.words_after_pressure == 11
    assert measures.seller_questions == 1
    assert measures.pace_after_pressure_wpm == pytest.approx(165)
    assert measures.seller_time_share == pytest.approx(4.5 / 7.5)
    assert measures.longest_monologue_s == pytest.approx(4.0)


@pytest.mark.parametrize("facts", [{"time_quality": TimeQuality.MINUTE}, {"channel": Channel.MAIL}])
def test_no_measure_of_time_is_shown_that_the_file_cannot_carry(facts: dict[str, object]):
    call = replace(timed(), **facts)
    measures = talk_measures(call, readings(call, {0: "discount_request"}))
    assert measures.pause_after_pressure_s is measures.pace_wpm is measures.seller_time_share is None
    assert measures.longest_monologue_s is measures.pace_after_pressure_wpm is None
    assert measures.seller_word_share is not None


def test_broken_times_cost_a_measure_and_nothing_else():
    call = timed()
    broken = replace(call, turns=tuple(replace(turn, end_s=None) for turn in call.turns))
    measures = talk_measures(broken, readings(call, {0: "discount_request"}))
    assert measures.pause_after_pressure_s is None
    assert measures.longest_monologue_words == 11
    backwards = replace(call, turns=tuple(replace(turn, start_s=None) for turn in call.turns))
    assert talk_measures(backwards, readings(call, {0: "discount_request"})).seller_time_share is None


def test_a_talk_in_which_nobody_sells_has_no_monologue():
    call = talk("C: Hello.", "C: Anybody?")
    measures = talk_measures(call, ())
    assert (measures.longest_monologue_words, measures.longest_monologue_turn) == (None, None)
    assert measures.seller_word_share == 0.0


def test_a_talk_without_words_has_no_shares():
    assert talk_measures(talk("S: ", "C: "), ()).seller_word_share is None


def test_verdicts_count_in_the_order_of_the_method():
    values = [
        scores_of(moments({0: "discount_request"} | ({1: label} if label else {})))[-1].value
        for label in ("trades", "holds_firm", "", "gives_in")
    ]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(Verdict)


def test_a_pressure_after_the_sellers_last_turn_may_still_be_answered_and_is_not_counted():
    thread = talk("S: It is 100.", "C: Could you do 80?")
    waiting = find_moments(thread, readings(thread, {1: "discount_request"}))
    assert waiting[0].verdict is Verdict.MISSED
    assert counted_moments(thread, waiting, ()) == ()
