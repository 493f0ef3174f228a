"""What the verbs need from outside, as shapes. Adapters match them; `wiring.py` picks which."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from standfast.domain.call import Call, Side
from standfast.domain.deal import Deal
from standfast.domain.evidence import Cue
from standfast.domain.moment import Label, Reading
from standfast.domain.money import PricePath
from standfast.domain.own_labels import Corrections, JudgedTurn, LabelledTalk, Training


class TurnReader(Protocol):
    """Labels every turn of a talk, from what came before it."""

    @property
    def version(self) -> str:
        """Name and version of the model, as a review states it."""
        ...

    @property
    def thresholds(self) -> dict[Label, float]:
        """Each label's own threshold in [0, 1]."""
        ...

    def read(self, call: Call, prices: PricePath) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        """Readings at or above their threshold, and those just under it ("unsure")."""
        ...


class RemarkingReader(TurnReader, Protocol):
    """A turn reader that may not get to read every turn, and says so."""

    def read_with_remarks(
        self, call: Call, prices: PricePath
    ) -> tuple[tuple[Reading, ...], tuple[Reading, ...], tuple[str, ...]]:
        """Sure and unsure readings, and plain sentences on how they came about."""
        ...


class LabelReader(Protocol):
    """Gives labels by name, ours or a team's own, with the probability of every label that a turn can carry."""

    @property
    def thresholds(self) -> dict[str, float]:
        """Each label's own threshold in [0, 1]."""
        ...

    def judged(self, call: Call) -> tuple[JudgedTurn, ...]:
        """One for every turn of the talk, in order."""
        ...


class LabelTrainer(Protocol):
    """Learns a team's own labels and writes them as a folder."""

    def __call__(self, talks: Sequence[LabelledTalk], corrections: Corrections, folder: Path) -> Training:
        """Learn and write; the folder appears whole or not at all."""
        ...


class PriceReader(Protocol):
    """Reads the price path of a talk."""

    def __call__(self, call: Call) -> PricePath:
        """Read asks, offers and the agreed price."""
        ...


class CueReader(Protocol):
    """Finds the small things that words show for certain."""

    def __call__(self, call: Call) -> tuple[Cue, ...]:
        """Find them."""
        ...


class SideTeller(Protocol):
    """Tells seller from customer by the talk itself."""

    def __call__(self, call: Call) -> Call:
        """Fill in the sides that are unknown, each with its probability; leave those that are known."""
        ...


class FileReader(Protocol):
    """Reads a file or a folder as talks."""

    def __call__(self, path: Path, *, format: str | None = None) -> tuple[Call, ...]:  # noqa: A002 - the flag's name
        """Read every talk in it."""
        ...


class AddressBook(Protocol):
    """Who people are, remembered over talks."""

    def name_of(self, name: str) -> str:
        """The name to show for a name in a file."""
        ...

    def side_of(self, name: str, email: str | None) -> Side | None:
        """The side that is on record for a person or the person's domain."""
        ...


class DealReader(Protocol):
    """Reads a deal that a person keeps in a file."""

    def __call__(self, path: Path) -> Deal:
        """Read it as it stands; whether it contradicts itself is not looked at."""
        ...


class DealWriter(Protocol):
    """Writes a deal as a file that a person reads."""

    def __call__(self, path: Path, deal: Deal, notes: Mapping[str, str], *, over: bool) -> None:
        """Write it in one step, with notes beside keys; what is there already is replaced only if `over`."""
        ...
