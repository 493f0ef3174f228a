"""What the documents say about the deal file is what the code reads."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from standfast.app.wiring import example_deals
from standfast.domain.deal import Authority, Source, TermKind, ValueKind
from standfast.domain.errors import BadRequest
from standfast.engines.negotiate.flaws import flaws
from standfast.store.deal_file.reading import KEYS, deal_from, parsed
from tests.deals import acme

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/reference/deal-file.md").read_text("utf-8")
HOW_TO = (ROOT / "docs/how-to/write-a-deal-file.md").read_text("utf-8")
COMMANDS = (ROOT / "docs/reference/commands.md").read_text("utf-8")
SECTIONS = {
    "": "The top of the file",
    "people": "`[people]`",
    "price": "`[price]`",
    "ours": "`[ours]`",
    "ours.alternatives": "`[[ours.alternatives]]`",
    "theirs": "`[theirs]`",
    "theirs.alternatives": "`[[theirs.alternatives]]`",
    "value": "`[[value]]`",
    "terms": "`[terms.KEY]`",
    "terms.options": "An option",
    "rules": "`[[rules]]`",
}


def section(heading: str) -> str:
    return REFERENCE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("table", KEYS)
def test_the_reference_lists_the_keys_that_are_read_in_their_order(table: str):
    assert tuple(re.findall(r"^\| `(\w+)`", section(SECTIONS[table]), re.MULTILINE)) == KEYS[table]


def test_every_section_with_keys_is_one_that_is_read():
    with_keys = [text for text in REFERENCE.split("\n## ")[1:] if "\n| key |" in text]
    assert len(with_keys) == len(KEYS) == len(SECTIONS)


@pytest.mark.parametrize("words", [Source, TermKind, ValueKind, Authority], ids=lambda words: words.__name__)
def test_the_reference_names_every_word_that_is_taken(words: type):
    taken = [word.name.lower() if words is Authority else word.value for word in words]
    assert [word for word in taken if f'"{word}"' not in REFERENCE] == []


def tables_of(values: dict) -> Iterator[tuple[str, dict]]:
    """Every table of a deal file with its name."""
    yield "", values
    yield from ((name, values[name]) for name in ("people", "price", "ours", "theirs"))
    yield from (("ours.alternatives", table) for table in values["ours"]["alternatives"])
    yield from (("theirs.alternatives", table) for table in values["theirs"]["alternatives"])
    yield from ((name, table) for name in ("value", "rules") for table in values[name])
    for term in values["terms"].values():
        yield "terms", term
        yield from (("terms.options", option) for option in term["options"])


ONE_OF = {"value": {"money", "weeks", "statement"}, "rules": {"needs", "never_with", "by"}}
"""Keys of which one is needed, and the reference says which."""


def refused(values: dict) -> bool:
    try:
        deal_from(values, source="acme.toml")
    except BadRequest:
        return True
    return False


@pytest.mark.parametrize("table", KEYS)
def test_a_deal_is_refused_without_exactly_the_keys_that_are_marked(table: str):
    marked = set(re.findall(r"^\| `(\w+)` \*", section(SECTIONS[table]), re.MULTILINE))
    values = parsed(example_deals()[1].read_bytes(), "acme.toml")
    assert not refused(values)
    needed, seen = set(), set()
    for name, within in tables_of(values):
        if name == table:
            for key, value in list(within.items()):
                del within[key]
                seen.add(key)
                needed |= {key} if refused(values) else set()
                within[key] = value
    assert needed - ONE_OF.get(table, set()) == marked
    assert marked <= seen


def test_the_whole_file_of_the_how_to_holds_together():
    whole = next(block for block in re.findall(r"```toml\n(.+?)```", HOW_TO, re.DOTALL) if "title" in block)
    deal = deal_from(parsed(whole.encode(), "acme.toml"), source="acme.toml")
    assert flaws(deal) == ()
    assert deal.price.quantity * deal.price.list_minor * 12 == 7_200_000


def test_the_error_that_the_how_to_shows_is_the_one_that_is_given():
    from dataclasses import replace

    deal = acme()
    [flaw] = flaws(replace(deal, ours=replace(deal.ours, floor_minor=6_950_000, target_minor=6_900_000)))
    assert f"standfast: acme.toml, {flaw.where}: {flaw.what}. {flaw.remedy}." in HOW_TO


def test_the_commands_and_their_options_are_documented():
    from typer.main import get_command

    from standfast.surfaces.cli.deal.commands import deal_app

    for name, command in get_command(deal_app).commands.items():
        assert f"`deal {name} FILE`" in COMMANDS
        options = [flag for parameter in command.params for flag in parameter.opts if flag.startswith("--")]
        assert [flag for flag in options if f"`{flag}" not in COMMANDS] == []
