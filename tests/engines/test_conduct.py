"""Each check: a yes, a no, and no occasion."""

import pytest

from standfast.domain.call import Call
from standfast.domain.evidence import Cue, CueKind, Evidence
from standfast.domain.money import PricePath, Step
from standfast.engines.control.conduct import QUESTIONS, Talk, conduct_checks
from standfast.engines.control.ledger import ledger_of
from standfast.engines.control.moments import find_moments
from standfast.engines.control.price_cuts import price_cuts
from tests.talks import cue, path, readings, talk


def checked(call: Call, marks: dict[int, str], *cues: Cue, prices: PricePath | None = None):
    prices = prices or PricePath()
    found, cuts = readings(call, marks), price_cuts(prices)
    moments = find_moments(call, found, cuts)
    ledger = ledger_of(call, moments, found, prices, cuts)
    evidence = Evidence(readings=found, cues=cues, prices=prices)
    asked = conduct_checks(Talk(call=call, evidence=evidence, moments=moments, ledger=ledger, cuts=cuts))
    return {check.name: check for check in asked}


ASK = talk("S: It is 100.", "C: Could you do 80?", "S: Let me answer.", "C: Well?", "S: And again.", "C: Hm.")


def test_a_talk_without_pressure_gives_no_check_an_occasion():
    checks = checked(talk("S: Hello.", "C: Hi."), {})
    assert len(checks) == len(QUESTIONS) == 12
    assert all(check.passed is None and check.quotes == () for check in checks.values())


@pytest.mark.parametrize(
    ("name", "marks", "passed"),
    [
        ("deferred_first", {1: "discount_request", 2: "defers"}, True),
        ("deferred_first", {1: "discount_request", 2: "meets_halfway"}, False),
        ("deferred_first", {1: "discount_request"}, None),
        ("broadened_before_trading", {1: "discount_request", 2: "probes", 4: "trades"}, True),
        ("broadened_before_trading", {1: "discount_request", 2: "gives_in", 4: "probes"}, False),
        ("traded_before_price", {1: "discount_request", 2: "trades"}, True),
        ("traded_before_price", {1: "discount_request", 2: "gives_in"}, False),
        ("got_something_back", {1: "discount_request", 2: "trades"}, True),
        ("got_something_back", {1: "discount_request", 2: "trades", 4: "gives_in"}, False),
        ("gave_only_when_asked", {1: "discount_request", 2: "gives_in"}, True),
        ("gave_only_when_asked", {2: "meets_halfway"}, False),
        ("kept_the_authority", {1: "discount_request", 2: "holds_firm"}, True),
        ("kept_the_authority", {1: "discount_request", 2: "asks_permission"}, False),
        ("kept_the_authority", {1: "discount_request"}, None),
        ("answered_doubts_with_evidence", {1: "doubts_claim", 2: "stands_ground"}, True),
        ("answered_doubts_with_evidence", {1: "doubts_claim", 2: "backs_down"}, False),
        ("said_who_is_needed_and_why", {2: "engages_stakeholder"}, False),
        ("said_who_is_needed_and_why", {1: "gatekeeps", 2: "follows"}, False),
        ("left_with_a_dated_next_step", {4: "leads_next_step"}, False),
        ("left_with_a_dated_next_step", {1: "stalls", 2: "follows"}, False),
        ("left_with_a_dated_next_step", {1: "stalls", 2: "probes"}, None),
        ("asked_permission_to_defer", {1: "discount_request", 2: "defers"}, False),
    ],
)
def test_the_labels_alone_settle(name: str, marks: dict[int, str], passed: bool | None):
    check = checked(ASK, marks)[name]
    assert check.passed is passed
    assert bool(check.quotes) is (passed is not None)


def test_a_deferral_that_asks_leave_passes():
    check = checked(ASK, {1: "discount_request", 2: "defers"}, cue(ASK, 2, CueKind.ASKS_LEAVE))
    assert check["asked_permission_to_defer"].passed is True


def test_two_deferrals_of_which_one_asks_leave_do_not_pass():
    checks = checked(ASK, {1: "discount_request", 2: "defers", 4: "defers"}, cue(ASK, 2, CueKind.ASKS_LEAVE))
    assert [quote.turn for quote in checks["asked_permission_to_defer"].quotes] == [4]


def test_naming_a_role_with_a_reason_says_who_is_needed_and_why():
    cues = cue(ASK, 2, CueKind.NAMES_ROLE), cue(ASK, 2, CueKind.GIVES_REASON)
    assert checked(ASK, {2: "engages_stakeholder"}, *cues)["said_who_is_needed_and_why"].passed is True


def test_a_dated_step_late_in_the_talk_is_a_next_step():
    check = checked(ASK, {4: "leads_next_step"}, cue(ASK, 4, CueKind.NAMES_TIME))["left_with_a_dated_next_step"]
    assert check.passed is True


def test_a_dated_step_early_in_the_talk_is_not_how_it_ended():
    check = checked(ASK, {2: "leads_next_step"}, cue(ASK, 2, CueKind.NAMES_TIME))["left_with_a_dated_next_step"]
    assert check.passed is False


@pytest.mark.parametrize(
    ("kind", "passed"), [(CueKind.SURPRISE, True), (CueKind.EASY_AGREEMENT, False), (CueKind.MISFIT, None)]
)
def test_a_new_view_shows_in_the_next_reply(kind: CueKind, passed: bool | None):
    assert checked(ASK, {2: "teaches"}, cue(ASK, 3, kind))["reframe_met_with_surprise"].passed is passed


def test_a_new_view_that_nobody_replies_to_shows_nothing():
    call = talk("C: Hi.", "S: Most lose more to returns than to theft.")
    assert checked(call, {1: "teaches"})["reframe_met_with_surprise"].passed is None


@pytest.mark.parametrize(("last", "passed"), [(85, True), (70, False)])
def test_steps_down_are_held_against_each_other(last: int, passed: bool):
    prices = path(ASK, (Step.LIST, 0, 100), (Step.OFFER, 2, 90), (Step.OFFER, 4, last))
    assert checked(ASK, {1: "discount_request"}, prices=prices)["steps_shrank"].passed is passed
