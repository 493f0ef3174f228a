"""Which concrete parts the verbs work with. The only place under `app` that names them; heavy parts load on first use."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from standfast.app.draft_deal import Draft
from standfast.app.evaluate_labels import Evaluation, evaluate_labels
from standfast.app.name_sides import SideHints, name_sides
from standfast.app.open_deal import CheckedDeal, check_deal, keep_draft, open_deal
from standfast.app.ports import LabelReader, RemarkingReader
from standfast.app.review_call import Readers, review_call
from standfast.app.train_labels import Lines, train_labels
from standfast.domain.call import Call, Side
from standfast.domain.deal import Deal, Remark
from standfast.domain.own_labels import Corrections, LabelledTalk, Training
from standfast.domain.review import Card, Review
from standfast.engines.negotiate.flaws import flaws
from standfast.store.address_book import AddressBook, book_path, cache_path, read_address_book, remember


@cache
def address_book() -> AddressBook:
    """The user's own address book, read once."""
    return read_address_book(book_path())


def readers(provider: RemarkingReader | None = None) -> Readers:
    """What ships with Standfast, and in front of its turn reader a provider if the user switched one on."""
    return replace(_shipped_readers(), provider=provider)


@cache
def _shipped_readers() -> Readers:
    """Turn reader, money reader and cue reader that ship with Standfast."""
    from standfast.language.cues import cues_in  # noqa: PLC0415 - the model runtime is heavy; `--help` must not wait
    from standfast.language.money.path import read_prices  # noqa: PLC0415
    from standfast.language.reader.turn_reader import shipped_turn_reader  # noqa: PLC0415

    return Readers(turns=shipped_turn_reader(), prices=read_prices, cues=cues_in)


def open_provider(path: Path) -> RemarkingReader:
    """A turn reader behind the model provider that a TOML file names; its budget is for as long as it is used.

    Raises:
        BadRequest: the file does not fit, or the key that it names is not there.
    """
    from standfast.content.codebook import compact_codebook  # noqa: PLC0415
    from standfast.language.provider.clock import WALL_CLOCK  # noqa: PLC0415 - a web client: for those who want it
    from standfast.language.provider.endpoint import Endpoint  # noqa: PLC0415
    from standfast.language.provider.kept import KeptAnswers  # noqa: PLC0415
    from standfast.language.provider.provider_reader import ProviderReader  # noqa: PLC0415
    from standfast.language.provider.settings import key_of, settings_from  # noqa: PLC0415

    settings = settings_from(path, cache_folder=cache_path() / "provider")
    endpoint = Endpoint(settings=settings, key=key_of(settings, os.environ), clock=WALL_CLOCK)
    kept = KeptAnswers(settings.cache_folder)
    return ProviderReader(endpoint, codebook=compact_codebook(), local=_shipped_readers().turns, kept=kept)


@cache
def label_reader(model: Path | None = None) -> LabelReader:
    """A team's own labels from the folder of a model, or ours."""
    from standfast.language.own_labels.heads import OwnLabels  # noqa: PLC0415
    from standfast.language.own_labels.shipped import ShippedLabels  # noqa: PLC0415
    from standfast.language.own_labels.stored import heads_from  # noqa: PLC0415
    from standfast.language.reader.turn_reader import shipped_turn_reader  # noqa: PLC0415

    reader = shipped_turn_reader()
    if model is None:
        return ShippedLabels(reader)
    return OwnLabels(heads_from(model, reader_version=reader.version), reader)


def train(data: Lines, folder: Path, *, corrections: Lines | None = None) -> tuple[Training, Corrections]:
    """Learn a team's own labels on the shipped reader and write them to a folder."""
    return train_labels(data, folder, _learn_and_store, corrections=corrections)


def _learn_and_store(talks: Sequence[LabelledTalk], corrections: Corrections, folder: Path) -> Training:
    from standfast.language.own_labels.features import traits_of  # noqa: PLC0415
    from standfast.language.own_labels.fitting import fit_own_labels  # noqa: PLC0415 - scikit-learn: learning alone
    from standfast.language.own_labels.rows import plan_of  # noqa: PLC0415
    from standfast.language.own_labels.stored import check_target, store  # noqa: PLC0415
    from standfast.language.reader.turn_reader import shipped_turn_reader  # noqa: PLC0415

    check_target(folder)
    plan_of(talks)  # what cannot be learnt is said before minutes are spent
    reader = shipped_turn_reader()
    heads, training = fit_own_labels(talks, [traits_of(talk.call, reader) for talk in talks])
    store(folder, heads, training, corrections, reader_version=reader.version)
    return training


def evaluate(talks: Sequence[LabelledTalk], model: Path | None = None) -> Evaluation:
    """Hold ours, or the labels of a model, against labels that people gave."""
    return evaluate_labels(talks, label_reader(model))


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


def review(
    call: Call,
    hints: SideHints,
    *,
    margin_share: float | None = None,
    folder: Path | None = None,
    provider: RemarkingReader | None = None,
) -> Review:
    """Review a talk with everything that ships and the user's own settings."""
    margin = margin_share if margin_share is not None else address_book().margin_share
    return review_call(with_sides(call, hints), readers(provider), cards(folder), margin_share=margin)


def example_path(name: str) -> Path:
    """Where a shipped example talk lies."""
    return Path(str(files("standfast.content").joinpath("examples", name)))


def remember_person(heard: str, *, name: str | None = None, side: Side | None = None) -> Path:
    """Write into the user's address book who somebody is; says where the book lies."""
    path = book_path()
    remember(path, heard, name=name, side=side)
    address_book.cache_clear()
    return path


def deal_at(path: Path) -> Deal:
    """Read a deal file that holds together."""
    from standfast.store.deal_file.reading import read_deal_file  # noqa: PLC0415

    return open_deal(path, read_deal_file)


def checked_deal(path: Path, today: date) -> CheckedDeal:
    """Read a deal file, lay it out in money and say what is worth a second look."""
    from standfast.store.deal_file.reading import read_deal_file  # noqa: PLC0415

    return check_deal(path, read_deal_file, today=today)


def to_mend(deal: Deal) -> tuple[Remark, ...]:
    """Say what contradicts itself in a deal."""
    return flaws(deal)


def write_draft(path: Path, draft: Draft, *, over: bool) -> tuple[Remark, ...]:
    """Write a drafted deal as a file; says what is still to be mended in it."""
    from standfast.store.deal_file.writing import write_deal_file  # noqa: PLC0415 - the TOML writer: for those who write

    return keep_draft(path, draft, write_deal_file, over=over)


def money_from(text: str, currency: str) -> int:
    """Read a sum as a person writes it, in minor units."""
    from standfast.store.deal_file.figures import typed_minor  # noqa: PLC0415

    return typed_minor(text, currency)


def share_from(text: str) -> float:
    """Read a percentage as a person writes it, as a share in [0, 1]."""
    from standfast.store.deal_file.figures import typed_share  # noqa: PLC0415

    return typed_share(text)


def example_deals() -> tuple[Path, ...]:
    """Where the worked example deals that ship with Standfast lie, by name."""
    folder = Path(str(files("standfast.content").joinpath("deals")))
    return tuple(sorted(folder.glob("*.toml")))
