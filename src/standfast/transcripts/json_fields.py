"""JSON from outside, field by field: a value of the wrong type counts as missing and never raises."""

import json
import math
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from standfast.domain.errors import DamagedFile
from standfast.transcripts.cleaning import clean_text
from standfast.transcripts.clock import number, seconds
from standfast.transcripts.source import Container, Source

Fields = dict[str, Any]
"""One JSON object."""

HEAD = 50
"""Entries that are looked at to tell what a list holds (a guess: a few spoilt ones in front do no harm)."""
_OPENING = re.compile(r'\s*(?:\{\s*(?:["}]|$)|\[\s*(?:["{\[\]]|$))')
_EPOCH_MS = 1e11
"""Milliseconds since 1970 are larger (March 1973), and no other number that stands for a date is."""
_LONGEST_ID = 10**30


def documents(source: Source) -> tuple[Any, ...]:
    """The JSON value that the file is, or one a line for JSON lines; () where it is neither."""
    return source.json_lines if source.json is None else (source.json,)


def objects_of(source: Source) -> list[Fields]:
    """The objects at the top of the file: itself, one a line, or the members of its list."""
    return [
        found
        for document in documents(source)
        for found in (document if isinstance(document, list) else [document])
        if isinstance(found, dict)
    ]


def bare_list(source: Source, field: str) -> list[Fields]:
    """A list at the top of the file as an object that holds it under `field`; none where there is none."""
    return [{field: source.json}] if isinstance(source.json, list) else []


def inside(value: object, *path: str) -> Any:
    """What lies at `path` inside nested objects; None where a step is missing or no object."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def listed(value: object, *path: str) -> list[Any]:
    """The list at `path`; an empty one where there is none."""
    found = inside(value, *path)
    return found if isinstance(found, list) else []


def fields_in(value: object, *path: str) -> list[Fields]:
    """The objects in the list at `path`."""
    return [found for found in listed(value, *path) if isinstance(found, dict)]


def is_list_of(value: object, mark: Callable[[Fields], bool]) -> bool:
    """Whether a list holds, among its first entries, an object with this mark."""
    return isinstance(value, list) and any(isinstance(entry, dict) and mark(entry) for entry in value[:HEAD])


def spoken(entries: Iterable[object], *fields: str) -> tuple[list[Fields], int]:
    """Those of `entries` that are objects with a text under one of `fields`, and how many are not."""
    found, lost = [], 0
    for entry in entries:
        if isinstance(entry, dict) and text_of(entry, *fields) is not None:
            found.append(entry)
        else:
            lost += 1
    return found, lost


def text_of(entry: Fields, *fields: str) -> str | None:
    """The first text among `fields`, as it stands; an empty one is a text."""
    return next((entry[field] for field in fields if isinstance(entry.get(field), str)), None)


def word(value: object) -> str | None:
    """A name or an id: text with something in it, or a whole number as exporters write ids; None for anything else."""
    if isinstance(value, str):
        return clean_text(value) or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(int(value)) if abs(value) < _LONGEST_ID and value == int(value) else None


def word_of(entry: object, *fields: str) -> str | None:
    """The first name or id among `fields`."""
    return next((found for field in fields if (found := word(inside(entry, field)))), None)


def present(entry: Fields, *fields: str) -> Any:
    """The first value among `fields` that is not null."""
    return next((entry[field] for field in fields if entry.get(field) is not None), None)


def time_s(value: object) -> float | None:
    """A time in seconds: a number, a text that holds one, or clock text.

    Returns:
        None without a value; NaN for a value that is no time, which `assemble` leaves out and counts.
    """
    found = seconds(value)
    return math.nan if found is None and value is not None else found


def time_ms(value: object) -> float | None:
    """A time in milliseconds, as seconds; None and NaN like `time_s`."""
    found = number(value)
    if found is None:
        return None if value is None else math.nan
    return found / 1000


def moment(value: object) -> datetime | None:
    """A wall clock: ISO 8601 text, or milliseconds since 1970. Without a zone it is UTC, as these interfaces mean it."""
    stamp = number(value)
    try:
        if stamp is not None and stamp >= _EPOCH_MS:
            return datetime.fromtimestamp(stamp / 1000, UTC)
        found = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def broken_json(source: Source) -> DamagedFile | None:
    """What to say of a text that begins like JSON and is none; None for any other source."""
    if source.container is not Container.TEXT or documents(source) or not _OPENING.match(source.text):
        return None
    return DamagedFile(
        source.name,
        f"it begins like JSON, but cannot be read as such: {_fault(source.text)}",
        "Export it again, or mend that place",
    )


def _fault(text: str) -> str:
    """Where the JSON in `text` breaks, and why; the first bad line for JSON lines."""
    lines = [(at, line) for at, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > 1 and _error(lines[0][1]) is None:
        for at, line in lines:
            if error := _error(line):
                return f"line {at}, {_reason(error)}"
    error = _error(text)
    place = f"line {error.lineno}, column {error.colno}, " if isinstance(error, json.JSONDecodeError) else ""
    return place + _reason(error)


def _error(text: str) -> Exception | None:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        return error
    return None


def _reason(error: Exception | None) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg[0].lower() + error.msg[1:].removesuffix(" at")
    return "a number is too long" if isinstance(error, ValueError) else "it is nested too deeply"
