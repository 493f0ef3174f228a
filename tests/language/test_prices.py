"""The path of the price through a talk, and whether a deal was struck."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.call import Call
from standfast.domain.money import Step, major_units
from standfast.language.money import read_prices
from standfast.language.money.agreement import AGREED_AT
from tests.talks import talk


def steps(call: Call) -> list[tuple[str, float]]:
    return [(s.step.value, major_units(s.price.minor, s.price.currency)) for s in read_prices(call).steps]


def test_list_ask_offer_and_agreement_are_one_path():
    call = talk(
        "S: The desk is $120.",
        "C: Would you take $80?",
        "S: I could do $100.",
        "C: Ok, $100 works. Deal!",
        "S: Great, see you tomorrow.",
        list_price_minor=12_000,
        currency="USD",
    )
    assert steps(call) == [("list", 120), ("ask", 80), ("offer", 100), ("agreed", 100)]
    assert read_prices(call).agreed_p > 0.8


def test_without_a_list_price_the_sellers_first_price_opens_the_path():
    call = talk("S: We are at 26 a month per vehicle.", "C: Could you do 24?", "S: The price stands at 26.")
    assert steps(call)[:2] == [("list", 26), ("ask", 24)]
    assert read_prices(call).agreed is None


def test_a_percentage_off_moves_the_standing_price():
    call = talk("S: It comes to $10,000.", "C: Give us 5 % off and we sign.", "S: Fine, 5 % off it is.", "C: Deal.")
    path = read_prices(call)
    assert ("ask", 9500) in steps(call)
    assert path.agreed is not None
    assert path.agreed.price.minor == 950_000


def test_a_rivals_price_and_a_price_once_paid_are_no_asks():
    call = talk("S: It is $500.", "C: The other vendor quoted us 400.", "S: I paid 800 for it when it was new.")
    assert [step for step, _ in steps(call)] == ["list"]


def test_a_refused_figure_is_no_offer():
    call = talk("S: It is $500.", "C: Would you do $300?", "S: I can't do $300.", "C: Ok, never mind, bye.")
    assert steps(call) == [("list", 500), ("ask", 300)]
    assert read_prices(call).agreed is None


def test_a_price_named_with_a_condition_is_tied():
    call = talk("S: It is $500.", "C: Any discount?", "S: If you take two, I can do $450.", "C: Hm.")
    offer = read_prices(call).steps[-1]
    assert (offer.step, offer.price.minor, offer.tied) == (Step.OFFER, 45_000, True)


def test_a_talk_that_ends_in_a_stall_agrees_on_nothing():
    call = talk("S: It is 40 a seat.", "C: Let me think about it.", "S: Sure, let me know.")
    path = read_prices(call)
    assert path.agreed is None
    assert path.agreed_p < 0.5


def test_a_talk_without_a_price_has_an_empty_path():
    path = read_prices(talk("S: Hello.", "C: Hi, lovely weather."))
    assert (path.steps, path.agreed, path.mentions) == ((), None, ())


EXAMPLES = Path(__file__).parents[2] / "src/standfast/content/examples"


@pytest.mark.parametrize(("name", "agreed"), [("flat-at-2698", 2300), ("nova-1970", 7750), ("closet-organizer", 400)])
def test_the_agreed_price_of_the_shipped_negotiations_is_found(name: str, agreed: float):
    from standfast.transcripts.formats import read_calls
    from standfast.transcripts.source import read_source

    (call,) = read_calls(read_source(EXAMPLES / f"{name}.json"))
    path = read_prices(call)
    assert path.agreed is not None
    assert major_units(path.agreed.price.minor, "USD") == agreed
    assert json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))["list_price"] * 100 == path.steps[0].price.minor


phrases = st.sampled_from(
    [
        "It is $100.",
        "How about 80?",
        "I can do 90.",
        "Deal!",
        "No way.",
        "Ok.",
        "10 % off?",
        "What about half?",
        "20 off and we sign by Friday.",
        "The other one is 70.",
        "If you take two, 85.",
        "I can go up 5.",
        "And net 60.",
        "Thanks, bye.",
        "",
    ]
)


@given(st.lists(phrases, min_size=1, max_size=12), st.none() | st.integers(1, 20_000))
def test_every_step_is_in_order_and_rests_on_the_words_of_its_turn(lines: list[str], listed: int | None):
    call = talk(*(f"{'SC'[n % 2]}: {line}" for n, line in enumerate(lines)), list_price_minor=listed)
    path = read_prices(call)
    quoted = [step.quote for step in path.steps if step.quote is not None]
    assert all(call.turns[q.turn].text[q.start : q.end] == q.text for q in quoted)
    spoken = [step.quote.turn for step in path.steps if step.quote is not None and step.step is not Step.AGREED]
    assert spoken == sorted(spoken)
    assert all(step.price.minor > 0 for step in path.steps)
    assert (path.agreed is None) == (path.agreed_p < AGREED_AT)
    assert path.agreed is None or path.steps[-1] == path.agreed


@given(st.lists(phrases, min_size=1, max_size=8))
def test_reading_is_pure(lines: list[str]):
    call = talk(*(f"{'SC'[n % 2]}: {line}" for n, line in enumerate(lines)))
    assert read_prices(call) == read_prices(call)
