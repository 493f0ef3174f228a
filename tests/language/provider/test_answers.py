"""What comes back is believed only where it holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.call import Side
from standfast.domain.moment import CUSTOMER_LABELS, SELLER_LABELS, Label
from standfast.language.provider.answers import BrokenAnswer, Fault, heard_in
from standfast.language.provider.asking import Window, windows_over
from tests.talks import talk

CALL = talk("S: It is $100.", "C: Could you do $80?", "S: How about $90, then?", "U: Mhm.", "C: Let me think about it.")
(WINDOW,) = windows_over(CALL, turns=20)


def answer(*readings: object) -> str:
    return json.dumps({"readings": readings})


def one(turn: object = 1, label: object = "discount_request", p: object = 0.9, quote: object = "could you do $80"):
    return {"turn": turn, "label": label, "p": p, "quote": quote}


def test_a_reading_that_holds_is_a_reading_with_its_exact_words():
    heard = heard_in(answer(one()), CALL, WINDOW)
    (reading,) = heard.readings
    assert (reading.label, reading.p, reading.turn) == (Label.DISCOUNT_REQUEST, 0.9, 1)
    assert reading.quote.text == "Could you do $80"
    assert heard.dropped == ()


@pytest.mark.parametrize(
    ("reading", "fault"),
    [
        (one(label="asks_nicely"), Fault.NO_LABEL),
        (one(label=""), Fault.NO_LABEL),
        (one(label="DISCOUNT_REQUEST"), Fault.NO_LABEL),
        (one(label="gives_in"), Fault.OTHER_SIDE),
        (one(turn=2, quote="How about $90"), Fault.OTHER_SIDE),
        (one(turn=3, quote="Mhm"), Fault.OUTSIDE),
        (one(turn=99), Fault.OUTSIDE),
        (one(turn=-1), Fault.OUTSIDE),
        (one(turn=10**30), Fault.OUTSIDE),
        (one(quote="could you do $70"), Fault.NO_QUOTE),
        (one(quote="How about $90"), Fault.NO_QUOTE),
        (one(quote=""), Fault.NO_QUOTE),
        (one(quote="?"), Fault.NO_QUOTE),
    ],
)
def test_a_reading_that_does_not_hold_is_left_out_and_counted_and_costs_no_other(reading: dict, fault: Fault):
    heard = heard_in(answer(reading, one()), CALL, WINDOW)
    assert [r.label for r in heard.readings] == [Label.DISCOUNT_REQUEST]
    assert heard.dropped == ((fault, 1),)


def test_a_turn_that_is_only_shown_carries_no_reading():
    window = Window(asked=(4,), shown=(0, 1, 2, 4))
    assert heard_in(answer(one()), CALL, window).dropped == ((Fault.OUTSIDE, 1),)


def test_what_is_hardly_probable_is_no_reading_and_no_fault():
    heard = heard_in(answer(one(p=0.29), one(label="nothing", p=0)), CALL, WINDOW)
    assert (heard.readings, heard.dropped) == ((), ())


def test_of_two_readings_of_one_label_the_likelier_stays():
    heard = heard_in(answer(one(p=0.4), one(p=0.8), one(p=0.6), one(label="leverage", p=1)), CALL, WINDOW)
    assert [(r.label.value, r.p) for r in heard.readings] == [("discount_request", 0.8), ("leverage", 1.0)]


@pytest.mark.parametrize("before", ["```json\n", "```\n", "  \n```JSON\n"])
def test_the_fence_that_many_models_put_around_json_is_taken_off(before: str):
    assert heard_in(f"{before}{answer(one())}\n```\n", CALL, WINDOW).readings


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Sure! Here are the labels: discount_request.",
        "```",
        "``````",
        "[]",
        "{}",
        "null",
        '{"readings": null}',
        '{"readings": {}}',
        '{"readings": [1]}',
        '{"readings": [{"turn": 1, "label": "leverage"}]}',
        answer(one(turn="1")),
        answer(one(turn=True)),
        answer(one(turn=1.5)),
        answer(one(p="0.9")),
        answer(one(p=1.1)),
        answer(one(p=-0.1)),
        answer(one(p=None)),
        answer(one(p=float("nan"))),
        answer(one(p=float("inf"))),
        answer(one(label=["leverage"])),
        answer(one(label="x" * 101)),
        answer(one(quote=None)),
        answer(one())[:-5],
        answer(one()) + answer(one()),
        '{"readings": [' * 5000,
        answer(*[one()] * 4001),
        '{"readings": [{"turn": 1, "label": "leverage", "p": 1, "quote": "\\ud800"}]}',
    ],
)
def test_what_is_not_the_json_asked_for_is_broken_and_not_repeated(content: str):
    with pytest.raises(BrokenAnswer) as broken:
        heard_in(content, CALL, WINDOW)
    assert "\n" not in broken.value.problem
    assert len(broken.value.problem) < 200
    assert broken.value.__context__ is None
    assert "discount_request" not in broken.value.problem


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
near = st.fixed_dictionaries(
    {
        "turn": st.integers(-1, 6),
        "label": st.sampled_from([*Label, "x"]),
        "p": st.floats(0, 1),
        "quote": st.sampled_from(["$80", "could", "How about", "mhm", "LET  me", "", "no such words"]),
    },
    optional={"why": anything},
)
contents = st.one_of(
    st.text(max_size=50),
    anything.map(json.dumps),
    st.lists(near, max_size=8).map(lambda readings: answer(*readings)),
    st.lists(near | anything, max_size=4).map(lambda readings: answer(*readings)),
)


@given(contents)
def test_whatever_comes_back_only_readings_that_hold_get_through(content: str):
    try:
        heard = heard_in(content, CALL, WINDOW)
    except BrokenAnswer:
        return
    for reading in heard.readings:
        assert reading.turn in WINDOW.asked
        legal = SELLER_LABELS if CALL.side_of(reading.turn) is Side.SELLER else CUSTOMER_LABELS
        assert reading.label in legal
        assert 0.3 <= reading.p <= 1
        quote = reading.quote
        assert CALL.turns[quote.turn].text[quote.start : quote.end] == quote.text != ""
    assert len({(r.turn, r.label) for r in heard.readings}) == len(heard.readings)
