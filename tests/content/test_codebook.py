"""The codebook in short says what the whole one says."""

import re
from pathlib import Path

from standfast.content.codebook import compact_codebook
from standfast.domain.moment import CUSTOMER_LABELS, HOLDING, YIELDING, Label

WHOLE = (Path(__file__).parents[2] / "docs/reference/codebook.md").read_text("utf-8")


def part(title: str) -> list[str]:
    text = compact_codebook().split(f"## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^- `(\w+)`: \w", text, re.MULTILINE)


def test_every_label_is_defined_once_on_its_side():
    assert part("Customer: pressure") == [label.value for label in CUSTOMER_LABELS]
    assert set(part("Seller: yielding")) == {label.value for label in YIELDING}
    assert set(part("Seller: holding")) == {label.value for label in HOLDING}


def test_it_names_no_label_that_there_is_none():
    assert set(re.findall(r"`(\w+)`", compact_codebook())) == {label.value for label in Label}


def test_its_examples_are_those_of_the_whole_one():
    definitions = compact_codebook().split("## Between")[0]
    quotes = re.findall(r"“[^”]+”|\"([^\"]+)\"", definitions)
    assert len(quotes) > 20
    assert [words for words in quotes if words.rstrip(".").casefold() not in WHOLE.casefold()] == []


def test_it_is_short_enough_to_go_with_every_question():
    assert len(compact_codebook()) < 7000
