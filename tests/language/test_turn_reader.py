"""The shipped turn reader, as it ships."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.domain.call import Side
from standfast.domain.errors import DamagedContent
from standfast.domain.moment import CUSTOMER_LABELS, SELLER_LABELS, Label
from standfast.domain.money import PricePath
from standfast.language.reader.turn_reader import shipped_turn_reader, turn_reader_from
from tests.talks import talk

READER = shipped_turn_reader()
NONE = PricePath()

lines = st.sampled_from(
    [
        "Could you do 80?",
        "The price stands.",
        "How about 90?",
        "Let me check with my manager.",
        "We're different, that doesn't apply to us.",
        "Send me something and we'll have a look.",
        "I'd have to run it by finance.",
        "What makes 80 the number?",
        "Nice weather.",
        "",
        "so " * 200,
    ]
)
spoken = st.lists(st.tuples(st.sampled_from("SC"), lines), min_size=1, max_size=24).map(
    lambda turns: [f"{side}: {text}" for side, text in turns]
)


def test_a_plain_ask_for_money_off_is_read():
    call = talk("S: It is $100 a seat.", "C: Could you do $80 instead?")
    sure, _ = READER.read(call, NONE)
    assert Label.DISCOUNT_REQUEST in {reading.label for reading in sure if reading.turn == 1}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoken)
def test_a_side_gets_only_its_own_labels_each_over_its_threshold_with_its_words(said: list[str]):
    call = talk(*said)
    sure, unsure = READER.read(call, NONE)
    for reading in (*sure, *unsure):
        legal = SELLER_LABELS if call.side_of(reading.turn) is Side.SELLER else CUSTOMER_LABELS
        assert reading.label in legal
        assert call.turns[reading.turn].text[reading.quote.start : reading.quote.end] == reading.quote.text != ""
    assert all(reading.p >= READER.thresholds[reading.label] for reading in sure)
    assert all(reading.p < READER.thresholds[reading.label] for reading in unsure)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoken, st.integers(1, 24))
def test_read_live_is_read_whole(said: list[str], cut: int):
    call, so_far = talk(*said), talk(*said[:cut])
    whole, part = READER.chances(call), READER.chances(so_far)
    assert np.allclose(whole[: len(part)], part, atol=0.05)


def test_reading_is_pure():
    call = talk("S: It is 100.", "C: Do 80?", "S: 90.")
    assert READER.read(call, NONE) == READER.read(call, NONE)


def test_a_speaker_of_unknown_side_is_never_labelled():
    sure, unsure = READER.read(talk("U: Could you do 80 instead of 100?", "U: How about 90?"), NONE)
    assert (sure, unsure) == ((), ())


def test_a_talk_without_turns_is_read_as_nothing():
    from dataclasses import replace

    assert READER.read(replace(talk("S: x"), turns=()), NONE) == ((), ())


def test_a_folder_without_a_model_is_said_so(tmp_path: Path):
    with pytest.raises(DamagedContent, match=r"reader\.onnx is not there"):
        turn_reader_from(tmp_path)
