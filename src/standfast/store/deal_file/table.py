"""A table of the file with its place, so that every misfit can be named: what, where and what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from standfast.domain.errors import BadRequest
from standfast.store.deal_file.figures import Misfit, minor_from, share_from

LONGEST = 500
LARGEST_COUNT = 10**9
MOST_ENTRIES = 200
"""Limits that a person never meets; they keep a broken file from filling the memory."""
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its values, the file it is from, and its place in it ("" is the top). `currency` is the deal's."""

    values: dict[str, Any]
    source: str
    place: str = ""
    currency: str = ""

    def misfit(self, key: str, what: str, remedy: str) -> BadRequest:
        """What to raise about a key; "" is the table itself."""
        dotted = f"{self.place}{', ' if ' ' in self.place else '.'}{key}" if self.place and key else self.place or key
        return BadRequest(what, f"{self.source}, {dotted}" if dotted else self.source, remedy)

    def only(self, keys: Iterable[str]) -> "Table":
        """Refuse keys that are not known here."""
        known = tuple(keys)
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                remedy = f"Did you mean “{near[0]}”" if near else f"Write one of {', '.join(known)}"
                raise self.misfit("", f"there is no key “{shown(key)}” here", remedy)
        return self

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text on one line; without a default it must be there."""
        value = self.values.get(key, default)
        if value is None:
            raise self.misfit(key, "this is missing", f'Write {key} = "…"')
        if not is_line(value) or (not value and default is None):
            raise self.misfit(
                key,
                f"this must be a text on one line, up to {LONGEST} signs, without spaces at its ends",
                f'Write {key} = "…"',
            )
        return str(value)

    def word(self, key: str, kind: type[Word], default: Word | None = None) -> Word:
        """Read one word of a fixed list; without a default it must be there."""
        value = self.values.get(key, default)
        words = [word.value for word in kind]
        if value not in words:
            raise self.misfit(key, "this must be one of " + ", ".join(words), f'Write {key} = "{words[0]}"')
        return kind(value)

    def minor(self, key: str, default: int | None = None, *, signed: bool = False) -> int:
        """Read a sum of money; not below zero unless `signed`."""
        if key not in self.values and default is not None:
            return default
        if key not in self.values:
            raise self.misfit(key, "this is missing", f"Write {key} = the sum in {self.currency}")
        return self.minor_of(key, self.values[key], signed=signed)

    def minor_of(self, key: str, value: object, *, signed: bool = False) -> int:
        """Read a value under a key as a sum of money."""
        try:
            minor = minor_from(value, self.currency)
        except Misfit as misfit:
            raise self.misfit(key, misfit.args[0], misfit.args[1]) from misfit
        if minor < 0 and not signed:
            other = {"cost": "gain", "gain": "cost"}.get(key)
            remedy = f"Write {other} = … for the contrary" if other else "Write it without the minus"
            raise self.misfit(key, "a sum below zero does not fit here", remedy)
        return minor

    def share(self, key: str, default: float | None) -> float | None:
        """Read a percentage as a share in [0, 1]."""
        if key not in self.values:
            return default
        try:
            return share_from(self.values[key])
        except Misfit as misfit:
            raise self.misfit(key, misfit.args[0], misfit.args[1]) from misfit

    def count(self, key: str) -> int | None:
        """Read a whole number from 0 up; None where it is left out."""
        value = self.values.get(key)
        if value is not None and (type(value) is not int or not 0 <= value <= LARGEST_COUNT):
            remedy = f"Write {key} = 12, or use a smaller unit (30 months for two and a half years)"
            raise self.misfit(key, f"this must be a whole number from 0 to {LARGEST_COUNT:,}", remedy)
        return value

    def day(self, key: str) -> date | None:
        """Read a day; None where it is left out."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.misfit(key, "this must be a day", f"Write {key} = 2026-12-18, without quotation marks")
        return value

    def table(self, key: str) -> "Table":
        """Read a table; one that is left out is empty."""
        return self.within(key, self.values.get(key, {}))

    def tables(self, key: str) -> tuple["Table", ...]:
        """Read a list of tables; one that is left out is empty."""
        values = self.values.get(key, [])
        path = f"{self.place}.{key}" if self.place else key
        if not isinstance(values, list):
            raise self.misfit(key, "this must be a list of tables", f"Begin each with [[{path}]]")
        if len(values) > MOST_ENTRIES:
            raise self.misfit(key, f"there are {len(values)} entries, more than {MOST_ENTRIES}", "Leave some out")
        return tuple(self.within(f"{key} {number}", value) for number, value in enumerate(values, start=1))

    def within(self, key: str, value: Any) -> "Table":
        """Take a value under this table as a table."""
        place = f"{self.place}.{key}" if self.place else key
        if not isinstance(value, dict):
            raise self.misfit(key, "this must be a table", f"Begin it with [{place}] on a line of its own")
        return Table(values=value, source=self.source, place=place, currency=self.currency)


def is_line(value: object) -> bool:
    """Tell whether a value is a text that stands on one line and can be shown."""
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable() and value == value.strip()


def shown(text: str) -> str:
    """What stands in a file, fit for a sentence."""
    plain = re.sub(r"\s+", " ", "".join(sign if sign.isprintable() else " " for sign in text)).strip()
    return plain if len(plain) <= 40 else plain[:39] + "…"
