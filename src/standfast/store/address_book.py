"""The address book: who is ours, who is theirs, and what to call them. One TOML file that a person may edit.

```toml
[us]
domains = ["acme.example"]          # mail from here is the seller's
names = ["Imogen Carr"]
margin = 35                         # gross margin in percent, for the profit effect of a concession

[people."Speaker 1"]
name = "Jo Whitmore"
side = "customer"
```
"""

import os
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs
import tomlkit

from standfast.domain.call import Side
from standfast.domain.errors import BadRequest

FILE_NAME = "address-book.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is on record for one name: what to show, and the side; None where nothing was said."""

    name: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """The book as read. Names are looked up without case; `margin_share` in (0, 1] or None."""

    our_domains: frozenset[str] = frozenset()
    our_names: frozenset[str] = frozenset()
    margin_share: float | None = None
    people: dict[str, Person] = field(default_factory=dict)

    def name_of(self, name: str) -> str:
        """The name to show for a name in a file."""
        person = self.people.get(name.casefold())
        return person.name if person and person.name else name

    def side_of(self, name: str, email: str | None) -> Side | None:
        """The side on record: the person's own, else ours by name or mail domain.

        A mail address outside our domains is a customer's once the book says which domains are ours.
        """
        person = self.people.get(name.casefold())
        if person and person.side:
            return person.side
        shown = [other for other in self.people.values() if other.name and other.name.casefold() == name.casefold()]
        if shown and shown[0].side:
            return shown[0].side
        if name.casefold() in self.our_names:
            return Side.SELLER
        if email and self.our_domains:
            domain = email.rpartition("@")[2].casefold()
            return Side.SELLER if domain in self.our_domains else Side.CUSTOMER
        return None


def book_path() -> Path:
    """Where the book lies: `$STANDFAST_HOME`, else the usual place for settings on this system."""
    home = os.environ.get("STANDFAST_HOME")
    return (Path(home) if home else Path(platformdirs.user_config_dir("standfast"))) / FILE_NAME


def cache_path() -> Path:
    """Where that may lie which can be made again: beside the book in `$STANDFAST_HOME`, else the system's usual place."""
    home = os.environ.get("STANDFAST_HOME")
    return Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("standfast"))


def read_address_book(path: Path) -> AddressBook:
    """Read the book; one that is not there is empty.

    Raises:
        BadRequest: the file is no TOML, or a field in it is of the wrong kind.
    """
    if not path.exists():
        return AddressBook()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadRequest(f"this is not TOML ({problem})", str(path), "Mend the line that is named") from problem
    us, people = content.get("us", {}), content.get("people", {})
    if not isinstance(us, dict) or not isinstance(people, dict):
        raise BadRequest("[us] and [people] must be tables", str(path), "Write [us] on a line of its own")
    return AddressBook(
        our_domains=frozenset(text.casefold().lstrip("@") for text in _texts(us, "domains", path)),
        our_names=frozenset(text.casefold() for text in _texts(us, "names", path)),
        margin_share=_margin(us, path),
        people={name.casefold(): _person(name, entry, path) for name, entry in people.items()},
    )


def remember(path: Path, heard: str, *, name: str | None = None, side: Side | None = None) -> None:
    """Write into the book what a name in a file stands for; comments and order of the file are kept.

    The new book takes the old one's place in one step, so that a crash leaves one of the two.

    Raises:
        BadRequest: the file is there but is no TOML.
    """
    read_address_book(path)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    document = tomlkit.parse(text)
    people: Any = document.setdefault("people", tomlkit.table(is_super_table=True))
    entry = people.setdefault(heard, tomlkit.table())
    if name is not None:
        entry["name"] = name
    if side is not None:
        entry["side"] = side.value
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(tomlkit.dumps(document))
    Path(fresh).replace(path)


def _texts(table: dict[str, Any], key: str, path: Path) -> list[str]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadRequest(f"“{key}” under [us] must be a list of texts", str(path), f'Write {key} = ["…"]')
    return values


def _margin(us: dict[str, Any], path: Path) -> float | None:
    margin = us.get("margin")
    if margin is None:
        return None
    if isinstance(margin, bool) or not isinstance(margin, int | float) or not 0 < margin <= 100:
        raise BadRequest("“margin” must be a number over 0, up to 100", str(path), "Write margin = 35 for 35 %")
    return float(margin) / 100


def _person(name: str, entry: Any, path: Path) -> Person:
    if not isinstance(entry, dict):
        raise BadRequest(f"[people.{name}] must be a table", str(path), "Write name = and side = under it")
    side, shown = entry.get("side"), entry.get("name")
    if side not in {None, "seller", "customer"}:
        raise BadRequest(f"side “{side}” of {name} is neither seller nor customer", str(path), "Write one of the two")
    return Person(name=str(shown) if shown is not None else None, side=Side(side) if side else None)
