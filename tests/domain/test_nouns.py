"""The nouns themselves."""

import pickle

import pytest

from standfast.domain.call import Side
from standfast.domain.errors import (
    BadRequest,
    BudgetSpent,
    DamagedContent,
    DamagedFile,
    EmptyTalk,
    NoAgreementPossible,
    ProviderFailed,
    StandfastError,
    TooManyCombinations,
    UnknownSpeaker,
)
from standfast.domain.moment import CUSTOMER_LABELS, HOLDING, PRESSURES, SELLER_LABELS, YIELDING, Label
from tests.talks import readings, talk

ERRORS: list[StandfastError] = [
    DamagedFile("a.vtt", "it is cut off", "Export it again"),
    EmptyTalk("a.vtt", "nobody speaks", "Export it again"),
    UnknownSpeaker("Bob", ("Ann", "Cid")),
    BadRequest("this is no number", "--margin", "Write 35"),
    TooManyCombinations("they make 2,000,000 combinations", "terms 1 and 2", "Leave an option out"),
    NoAgreementPossible(12, 4, 3),
    NoAgreementPossible(0, 0, 0),
    DamagedContent("cards.toml", "no key", "Write one"),
    ProviderFailed("it is in trouble", "api.example.com", "Try again later"),
    BudgetSpent("all requests are spent", "provider.toml", "Raise budget_calls", lasting=True),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_a_trip_to_another_process(error: StandfastError):
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_sentences_that_end(error: StandfastError):
    assert str(error).endswith(".")
    assert "\n" not in str(error)


def test_a_long_list_of_speakers_is_cut():
    assert str(UnknownSpeaker("Bob", tuple("abcdefghijk"))).count(",") == 7


def test_the_codebook_has_seven_pressures_and_fourteen_answers():
    assert (len(CUSTOMER_LABELS), len(SELLER_LABELS), len(Label)) == (7, 14, 21)
    assert set(SELLER_LABELS) == YIELDING | HOLDING
    assert not YIELDING & HOLDING
    assert not set(PRESSURES) & set(SELLER_LABELS)


def test_a_call_knows_who_said_what():
    call = talk("S: Hello.", "C: Hi.")
    assert call.speaker_of(call.turns[1]).name == "Cleo"
    assert [call.side_of(n) for n in (0, 1)] == [Side.SELLER, Side.CUSTOMER]


def test_the_quote_of_a_moment_is_that_of_its_surest_reading():
    from standfast.domain.moment import Front, Moment, Verdict

    call = talk("C: Too much. Do 80?")
    sure, unsure = readings(call, {0: "discount_request price_objection"})
    from dataclasses import replace

    moment = Moment(
        front=Front.TERMS, pressures=(replace(sure, p=0.6), replace(unsure, p=0.8)), answers=(), verdict=Verdict.MISSED
    )
    assert moment.pressure == unsure.quote
    assert (moment.turn, sure.turn) == (0, 0)
