"""Which concrete parts the verbs work with. The only place under `app` that names them; heavy parts load on first use."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from standfast.app.name_sides import SideHints, name_sides
from standfast.app.review_call import Readers, review_call
from standfast.domain.call import Call, Side
from standfast.domain.review import Card, Review
from standfast.store.address_book import AddressBook, book_path, read_address_book, remember


@cache
def address_book() -> AddressBook:
    """The user's own address book, read once."""
    return read_address_book(book_path())


@cache
def readers() -> Readers:
    """Turn reader, money reader and cue reader that ship with Standfast."""
    from standfast.language.cues import cues_in  # noqa: PLC0415 - the model runtime is heavy; `--help` must not wait
    from standfast.language.money.path import read_prices  # noqa: PLC0415
    from standfast.language.reader.turn_reader import shipped_turn_reader  # noqa: PLC0415

    return Readers(turns=shipped_turn_reader(), prices=read_prices, cues=cues_in)


@cache
def cards(folder: Path | None = None) -> tuple[Card, ...]:
    """The response cards, with a team's own laid over them."""
    from standfast.content.cards import cards_with  # noqa: PLC0415

    return cards_with(folder)


def read_file(path: Path, *, format: str | None = None) -> tuple[Call, ...]:  # noqa: A002 - the flag's name
    """Read every talk in a file, or in a folder that is one corpus."""
    from standfast.transcripts.formats import read_calls  # noqa: PLC0415
    from standfast.transcripts.source import read_source  # noqa: PLC0415

    return read_calls(read_source(path), format=format)


def known_formats() -> tuple[tuple[str, str], ...]:
    """Key and description of every format that can be read."""
    from standfast.transcripts.formats import FORMATS  # noqa: PLC0415

    return tuple((known.key, known.description) for known in FORMATS)


def with_sides(call: Call, hints: SideHints) -> Call:
    """Settle the sides of a talk with the user's address book and, last, from the talk itself."""
    from standfast.language.reader.turn_reader import shipped_turn_reader  # noqa: PLC0415
    from standfast.language.sides.teller import tell_sides  # noqa: PLC0415

    def tell(call: Call) -> Call:
        return tell_sides(call, shipped_turn_reader().selling(call))

    return name_sides(call, hints, address_book(), tell)


def review(call: Call, hints: SideHints, *, margin_share: float | None = None, folder: Path | None = None) -> Review:
    """Review a talk with everything that ships and the user's own settings."""
    margin = margin_share if margin_share is not None else address_book().margin_share
    return review_call(with_sides(call, hints), readers(), cards(folder), margin_share=margin)


def example_path(name: str) -> Path:
    """Where a shipped example talk lies."""
    return Path(str(files("standfast.content").joinpath("examples", name)))


def remember_person(heard: str, *, name: str | None = None, side: Side | None = None) -> Path:
    """Write into the user's address book who somebody is; says where the book lies."""
    path = book_path()
    remember(path, heard, name=name, side=side)
    address_book.cache_clear()
    return path
