"""Read response cards from TOML files, ours and a team's own.

A file holds `[[card]]` tables with the fields of `domain.review.Card`; labels are the codebook's words. A team's card
with a key of ours replaces ours.
"""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from standfast.domain.errors import DamagedContent
from standfast.domain.moment import PRESSURES, Label
from standfast.domain.review import Card

TEXTS = ("key", "title", "when", "do", "why", "avoid")
LISTS = ("pressures", "stages", "instead_of", "answers", "shows")


def shipped_cards() -> tuple[Card, ...]:
    """Read the cards that come with Standfast, sorted by key.

    Raises:
        DamagedContent: a shipped file does not fit its form.
    """
    return _by_key(files("standfast.content").joinpath("cards"))


def cards_with(folder: Path | None) -> tuple[Card, ...]:
    """Read the shipped cards with a team's own laid over them.

    Raises:
        DamagedContent: a card file does not fit its form, or the folder is not there.
    """
    if folder is None:
        return shipped_cards()
    if not folder.is_dir():
        raise DamagedContent(str(folder), "this is not a folder of cards", "Name a folder with *.toml files")
    own = {card.key: card for card in _by_key(folder)}
    return tuple(sorted(({card.key: card for card in shipped_cards()} | own).values(), key=lambda card: card.key))


def _by_key(folder: Traversable) -> tuple[Card, ...]:
    found = [
        card_from(table, where=f"{item.name}, card {number}")
        for item in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if item.name.endswith(".toml")
        for number, table in enumerate(_tables(item), start=1)
    ]
    return tuple(sorted(found, key=lambda card: card.key))


def _tables(item: Traversable) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(item.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DamagedContent(item.name, f"this is not TOML ({problem})", "Mend the line that is named") from problem
    tables = content.get("card")
    if not isinstance(tables, list):
        raise DamagedContent(item.name, "there is no [[card]] in it", "Begin each card with [[card]]")
    return tables


def card_from(table: dict[str, Any], *, where: str) -> Card:
    """Check one `[[card]]` table and make a card of it.

    Raises:
        DamagedContent: a field is missing, of the wrong kind, or not a label of the codebook.
    """
    for field in TEXTS:
        if not isinstance(table.get(field), str) or not table[field].strip():
            raise DamagedContent(where, f"“{field}” is missing or empty", f'Write {field} = "…"')
    for field in LISTS:
        values = table.get(field)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise DamagedContent(where, f"“{field}” must be a list of texts", f'Write {field} = ["…"]')
    pressures = _labels(table["pressures"], where)
    fronts = {PRESSURES[label] for label in pressures if label in PRESSURES}
    if len(fronts) != 1 or not set(pressures) <= set(PRESSURES):
        raise DamagedContent(where, "“pressures” must be customer labels of one front", "Split the card in two")
    if not table["answers"]:
        raise DamagedContent(where, "“answers” is empty", "Write at least one answer that holds")
    return Card(
        key=table["key"],
        title=table["title"],
        pressures=pressures,
        front=fronts.pop(),
        stages=tuple(table["stages"]),
        instead_of=_labels(table["instead_of"], where),
        when=table["when"],
        do=table["do"],
        why=table["why"],
        answers=tuple(table["answers"]),
        avoid=table["avoid"],
        shows=_labels(table["shows"], where),
    )


def _labels(words: list[str], where: str) -> tuple[Label, ...]:
    known = {label.value for label in Label}
    for word in words:
        if word not in known:
            raise DamagedContent(where, f"“{word}” is no label of the codebook", "See docs/reference/codebook.md")
    return tuple(Label(word) for word in words)
