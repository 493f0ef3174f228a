"""Who sells and who buys, told from the talk itself."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.call import Call, Side
from standfast.language.reader.turn_reader import shipped_turn_reader
from standfast.language.sides.teller import SURE_P, SideWeights, seller_chances, shipped_weights, tell_sides
from standfast.language.sides.traits import BUCKETS, COUNTS, word_traits
from tests.talks import talk

EXAMPLES = Path(__file__).parents[2] / "src/standfast/content/examples"


def told_of(call: Call) -> Call:
    return tell_sides(call, shipped_turn_reader().selling(call))


def nameless(call: Call) -> Call:
    return replace(call, speakers=tuple(replace(s, side=Side.UNKNOWN, side_p=0.0) for s in call.speakers))


def test_the_shipped_negotiations_are_seated_right():
    for path in sorted(EXAMPLES.glob("*.json")):
        turns = json.loads(path.read_text("utf-8"))["turns"]
        call = talk(*(f"{turn['who'][0].upper()}: {turn['text']}" for turn in turns))
        told = told_of(nameless(call))
        assert [s.side for s in told.speakers] == [s.side for s in call.speakers]
        assert all(s.side_basis == "the talk itself" and s.side_p >= SURE_P for s in told.speakers)


def test_a_talk_that_shows_nothing_is_left_open_and_said_so():
    nothing = SideWeights(np.zeros(BUCKETS, np.float32), np.zeros(len(COUNTS), np.float32), 0.0, 0.0)
    told = tell_sides(nameless(talk("S: Hm.", "C: Hm.")), np.zeros(2, np.float32), nothing)
    assert [(s.side, s.side_p, s.side_basis) for s in told.speakers] == [(Side.UNKNOWN, 0.5, "unsure")] * 2
    assert told.notes[-1].startswith("It is unsure which side Sam, Cleo is on")


def test_known_sides_stay_and_seat_the_rest():
    call = talk("S: We can deliver your order on Monday.", "C: Fine.")
    half = replace(call, speakers=(call.speakers[0], replace(call.speakers[1], side=Side.UNKNOWN)))
    told = told_of(half)
    assert told.speakers[0] == call.speakers[0]
    assert told.speakers[1].side is Side.CUSTOMER


def test_a_talk_with_one_voice_or_with_known_sides_is_left_alone():
    alone = nameless(talk("S: Anybody there?"))
    assert told_of(alone) == alone
    known = talk("S: Hello.", "C: Hi.")
    assert told_of(known) == known


def test_a_crowd_is_seated_voice_by_voice():
    call = nameless(talk("S: Hello.", "C: Hi."))
    crowd = tuple(replace(call.speakers[0], key=f"k{n}", name=f"N{n}") for n in range(14))
    turns = tuple(replace(call.turns[0], index=n, speaker=f"k{n}") for n in range(14))
    chances = seller_chances(replace(call, speakers=crowd, turns=turns), np.zeros(14, np.float32), shipped_weights())
    assert len(chances) == 14
    assert all(0 <= p <= 1 for p in chances.values())


@given(st.lists(st.text(max_size=50), min_size=2, max_size=6))
def test_chances_of_two_voices_add_up_to_one(texts: list[str]):
    call = nameless(talk(*(f"{'SC'[n % 2]}: {text}" for n, text in enumerate(texts))))
    assert abs(sum(seller_chances(call, np.zeros(len(texts), np.float32), shipped_weights()).values()) - 1) < 1e-9


@given(st.lists(st.text(max_size=80), max_size=5))
def test_words_are_hashed_into_a_unit_vector(texts: list[str]):
    places, weights = word_traits(texts)
    assert sorted(set(places.tolist())) == places.tolist()
    assert not len(weights) or abs(float((weights**2).sum()) - 1) < 1e-4
