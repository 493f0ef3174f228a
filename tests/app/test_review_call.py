"""A talk from words to judgement, whole."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast import api
from standfast.app.label_talk import call_from, label_talk
from standfast.app.wiring import readers
from standfast.domain.errors import BadRequest
from standfast.domain.moment import PRESSURES
from standfast.domain.review import Review
from tests.talks import talk

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "src/standfast/content/examples").glob("*.json"))
SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/reference/review.schema.json").read_text("utf-8")))

lines = st.sampled_from(
    [
        "The desk is $100.",
        "Could you do $80?",
        "How about $90?",
        "Sure, $80 works.",
        "If you take two, I can do $85.",
        "That's steep.",
        "Let me think about it.",
        "Just let me know.",
        "We are different, that doesn't apply.",
        "Three plants like yours said so too.",
        "What if it goes wrong? I'm worried.",
        "Take it or leave it.",
        "",
    ]
)
talks = st.lists(st.tuples(st.sampled_from("SC"), lines), min_size=1, max_size=16).map(
    lambda said: talk(*(f"{side}: {text}" for side, text in said))
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_shipped_negotiations_are_reviewed_and_fit_the_published_schema(path: Path):
    (call,) = api.read(path)
    review = api.review(call, margin_share=0.4)
    document = api.review_document(review)
    SCHEMA.validate(document)
    assert json.loads(api.review_json(review)) == document
    assert review.moments
    assert document["money"]["agreed_price"] is not None
    assert document["money"]["profit_share"] == pytest.approx(document["money"]["given_share"] / 0.4, abs=1e-3)


def test_a_file_that_cannot_be_read_is_a_line_that_fits_the_schema_too():
    assert SCHEMA.is_valid({"source": "a.vtt", "error": "a.vtt: it is empty."})
    assert not SCHEMA.is_valid({"source": "a.vtt", "error": ""})
    assert not SCHEMA.is_valid({"source": "a.vtt"})


def quotes_of(review: Review):
    for moment in review.moments:
        yield from (reading.quote for reading in (*moment.pressures, *moment.answers))
    yield from (quote for check in review.checks for quote in check.quotes)
    yield from (quote for finding in review.findings for quote in finding.quotes)
    yield from (line.give for line in review.ledger.concessions)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(talks)
def test_no_quote_no_judgement(call):
    review = api.review(call)
    for quote in quotes_of(review):
        assert call.turns[quote.turn].text[quote.start : quote.end] == quote.text != ""
    SCHEMA.validate(api.review_document(review))
    assert {reading.turn for m in review.moments for reading in m.pressures} == {
        reading.turn for reading in review.readings if reading.label in PRESSURES
    }


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(talks)
def test_the_same_talk_is_judged_the_same(call):
    assert api.review_json(api.review(call)) == api.review_json(api.review(call))


def test_labels_keep_the_place_of_every_turn_even_an_empty_one():
    said = {"id": "x", "turns": [{"who": "seller", "text": ""}, {"who": "customer", "text": "Could you do $80?"}]}
    answer = label_talk(call_from(said, where="x"), readers())
    assert list(answer["labels"]) == ["1"]
    assert answer["id"] == "x"
    assert answer["money"]["agreed_price"] is None


@pytest.mark.parametrize("price", [True, "12", -1, float("nan"), 1e20])
def test_a_list_price_that_is_no_amount_is_named(price: object):
    with pytest.raises(BadRequest, match="is no amount"):
        call_from({"turns": [], "list_price": price}, where="line 1")


def test_unknown_sides_are_told_before_anything_is_judged():
    (call,) = api.read(EXAMPLES[0])
    from standfast.domain.call import Side

    hidden = replace(
        call, speakers=tuple(replace(s, side=Side.UNKNOWN, name=f"Speaker {n}") for n, s in enumerate(call.speakers))
    )
    review = api.review(hidden)
    assert [s.side for s in review.call.speakers] == [s.side for s in call.speakers]
    assert review.moments
