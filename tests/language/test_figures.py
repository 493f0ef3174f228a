"""Figures in talk: what is a sum of money, a share, a length of time, and what only looks like one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.money import MentionKind
from standfast.language.money.figures import mentions_in


def read(text: str) -> list[tuple[str, float, str | None, str | None]]:
    return [(m.kind.value, m.value, m.currency, m.per) for m in mentions_in(text)]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("Could you do $80?", 80, "USD"),
        ("It is $1,250.50 all in.", 1250.5, "USD"),
        ("€1.250,50", 1250.5, "EUR"),
        ("That is £250k.", 250_000, "GBP"),
        ("ten k", 10_000, None),
        ("four and half lakh", 450_000, None),
        ("three lakh eighty", 380_000, None),
        ("twelve fifty", 1250, None),
        ("eight oh six", 806, None),
        ("¥5000", 5000, "JPY"),
        ("How about 90?", 90, None),
        ("a million and a half dollars", 1_500_000, "USD"),
        ("I'll give you two hundred bucks.", 200, "USD"),
        ("It costs 45 euros.", 45, "EUR"),
        ("CHF 1'200", 1200, "CHF"),
        ("$2.5 million", 2_500_000, "USD"),
    ],
)
def test_sums_of_money_are_read(text: str, value: float, currency: str | None):
    from standfast.domain.money import major_units

    (found,) = mentions_in(text)
    assert found.kind is MentionKind.AMOUNT
    assert major_units(int(found.value), found.currency) == value
    assert found.currency == currency


@pytest.mark.parametrize(
    "text",
    [
        "I have 6 chairs.",
        "It is an iPhone 6.",
        "See you on the 14th at 8:30.",
        "Call me at 555 123 4567.",
        "Version 3 of page 12.",
        "It was made in 2016.",
        "We met on 3 May.",
        "One of them will do.",
        "It has 20,000 miles on it.",
    ],
)
def test_numbers_that_are_no_money_are_left_alone(text: str):
    assert [m for m in mentions_in(text) if m.kind is MentionKind.AMOUNT] == []


@pytest.mark.parametrize(
    ("text", "share"), [("5 % off", 0.05), ("ten percent", 0.1), ("12.5% less", 0.125), ("half the price", 0.5)]
)
def test_shares_are_read(text: str, share: float):
    assert [m.value for m in mentions_in(text) if m.kind is MentionKind.PERCENT] == [pytest.approx(share)]


@pytest.mark.parametrize(
    ("text", "days"),
    [("net 60", 60), ("for 2 years", 730), ("a 24 month contract", 720), ("first month free", 30), ("30 days", 30)],
)
def test_periods_are_days(text: str, days: float):
    assert [m.value for m in mentions_in(text) if m.kind is MentionKind.PERIOD] == [days]


def test_what_a_sum_counts_for_is_kept():
    assert read("19.50 per seat")[0][3] == "seat"
    assert read("$40 a month")[0][3] == "month"


@given(st.text(max_size=200))
def test_every_quote_slices_back_to_its_text(text: str):
    for mention in mentions_in(text, turn=3):
        assert text[mention.quote.start : mention.quote.end] == mention.quote.text != ""
        assert mention.quote.turn == 3
        assert mention.value >= 0


words = st.lists(
    st.sampled_from(
        "how about $ 80 90 1,200 ten k thousand half off % per month net 60 two fifty no . ? £ and a".split()
    ),
    max_size=14,
).map(" ".join)


@given(words)
def test_talk_full_of_figures_is_read_without_overlap(text: str):
    spans = sorted((m.quote.start, m.quote.end) for m in mentions_in(text))
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
