"""Cutting a talk into windows: nothing is lost, nothing looks ahead."""

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from standfast.domain.call import Side
from standfast.language.reader.quoting import words_behind
from standfast.language.reader.windows import (
    CONTEXT_TOKENS,
    MARKERS,
    TURN_TOKENS,
    WINDOW_TOKENS,
    Amount,
    SpokenTurn,
    sees,
    turn_tokens,
    windows_over,
)

TOKENIZER = Tokenizer.from_file(str(files("standfast.language.reader").joinpath("model", "tokenizer.json")))
TOKENIZER.no_truncation()
TOKENIZER.no_padding()

texts = st.one_of(st.text(max_size=60), st.sampled_from(["so " * 300, "Could you do 80?", "", "I hear you. " * 20]))
talks = st.lists(st.builds(SpokenTurn, side=st.sampled_from(list(Side)), text=texts), max_size=14)


@given(talks)
def test_every_turn_is_scored_in_exactly_one_window(turns: list[SpokenTurn]):
    windows = windows_over(turn_tokens(turns, TOKENIZER))
    assert [turn for window in windows for turn in window.scored] == list(range(len(turns)))


@given(talks, st.integers(0, 14))
def test_what_is_scored_so_far_does_not_change_as_the_talk_goes_on(turns: list[SpokenTurn], cut: int):
    """Live is the same engine folded turn by turn: a window's tokens up to a turn never depend on later turns."""
    whole = windows_over(turn_tokens(turns, TOKENIZER))
    part = windows_over(turn_tokens(turns[:cut], TOKENIZER))
    for early, late in zip(part, whole, strict=False):
        n = len(early.ids)
        assert early.scored == late.scored[: len(early.scored)]
        assert np.array_equal(early.ids, late.ids[:n])
        assert np.array_equal(early.turn_of, late.turn_of[:n])


@given(talks)
def test_windows_stay_small_and_turns_rise_in_them(turns: list[SpokenTurn]):
    for window in windows_over(turn_tokens(turns, TOKENIZER)):
        assert len(window.ids) <= max(WINDOW_TOKENS, CONTEXT_TOKENS + TURN_TOKENS)
        assert (np.diff(window.turn_of) >= 0).all()
        assert len(window.ids) == len(window.turn_of)


@given(talks)
def test_a_token_sees_its_own_and_earlier_turns_only(turns: list[SpokenTurn]):
    for window in windows_over(turn_tokens(turns, TOKENIZER)):
        seen = sees(window.turn_of)
        assert seen.diagonal().all()
        rows, columns = np.nonzero(seen)
        assert (window.turn_of[columns] <= window.turn_of[rows]).all()


@given(talks)
def test_spans_of_tokens_lie_in_their_turn(turns: list[SpokenTurn]):
    for turn, tokens in zip(turns, turn_tokens(turns, TOKENIZER), strict=True):
        assert tokens.spans.shape == (len(tokens.ids), 2)
        assert tokens.spans.max() <= len(turn.text)


def marks_of(turns: list[SpokenTurn], standing: float | None = None) -> list[list[str]]:
    made = turn_tokens(turns, TOKENIZER, standing=standing)
    return [[t for n in x.ids if (t := TOKENIZER.id_to_token(int(n))).startswith("[unused")] for x in made]


def test_a_turn_begins_with_the_marker_of_its_side():
    turns = [SpokenTurn(side=side, text="hm") for side in Side]
    assert [marks[0] for marks in marks_of(turns)] == [MARKERS[side] for side in Side]


def test_amounts_are_marked_against_what_both_sides_named_last():
    offer = SpokenTurn(side=Side.SELLER, text="It is 100", amounts=(Amount(start=6, end=9, value=100.0),))
    ask = SpokenTurn(side=Side.CUSTOMER, text="do 80", amounts=(Amount(start=3, end=5, value=80.0),))
    meet = SpokenTurn(side=Side.SELLER, text="90 then", amounts=(Amount(start=0, end=2, value=90.0),))
    assert [marks[1:] for marks in marks_of([offer, ask, meet], standing=120.0)] == [
        ["[unused11]"],  # less than the list price
        ["[unused11]"],  # less than the seller's
        ["[unused11]", "[unused16]"],  # less than the own last, more than the ask
    ]


@pytest.mark.parametrize(
    ("text", "heavy", "quote"),
    [
        ("Nice day. Could you do 80? Thanks.", "80", "Could you do 80?"),
        ("I like it but it is steep", "steep", "it is steep"),
        ("word " * 100 + "discount please", "discount", None),
    ],
)
def test_the_quote_is_the_clause_under_the_weight(text: str, heavy: str, quote: str | None):
    (tokens,) = turn_tokens([SpokenTurn(side=Side.CUSTOMER, text=text)], TOKENIZER)
    at = text.index(heavy)
    weights = np.array([1.0 if start <= at < end else 0.0 for start, end in tokens.spans], np.float32)
    found = words_behind(4, text, tokens.spans, weights)
    assert heavy in found.text
    assert found.turn == 4
    assert text[found.start : found.end] == found.text
    assert quote is None or quote in found.text


@given(st.text(min_size=1, max_size=400), st.randoms(use_true_random=False))
def test_every_quote_slices_back_to_its_turn(text: str, rng):
    (tokens,) = turn_tokens([SpokenTurn(side=Side.CUSTOMER, text=text)], TOKENIZER)
    weights = np.array([rng.random() for _ in tokens.ids], np.float32)
    found = words_behind(0, text, tokens.spans, weights)
    assert text[found.start : found.end] == found.text != ""
