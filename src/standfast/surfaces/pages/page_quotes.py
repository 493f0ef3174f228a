"""Words of the talk as the page shows them: who said them, where they stand, and what they were read as."""

from dataclasses import dataclass
from enum import StrEnum

from standfast.domain.call import Call
from standfast.domain.moment import PRESSURES, YIELDING, Label, Quote, Reading
from standfast.surfaces.pages.words import LABELS, place, short

LONGEST = 280
"""Characters of a quote outside the transcript; the link leads to the whole."""


class Kind(StrEnum):
    """What a label is for the reader: it presses, it holds or it yields. Also the name of its look."""

    PRESSES = "presses"
    HOLDS = "holds"
    YIELDS = "yields"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words of one turn, on one line. `place` is the time or the number of the turn, as links say it."""

    turn: int
    name: str
    place: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Words of one turn and everything that they were read as."""

    cited: Cited
    labels: tuple[Label, ...]

    @property
    def words(self) -> str:
        """What was done, in the product's words."""
        return ", ".join(LABELS[label] for label in self.labels)

    @property
    def kind(self) -> Kind:
        """The look of the move; words that yield anywhere are shown as yielding."""
        kinds = {kind_of(label) for label in self.labels}
        return next(kind for kind in (Kind.PRESSES, Kind.YIELDS, Kind.HOLDS) if kind in kinds)


def unbroken(sentence: str) -> str:
    """One of our own sentences, with no line ending between a number and its percent sign."""
    return sentence.replace(" %", "\u00a0%")


def kind_of(label: Label) -> Kind:
    """What a label is for the reader."""
    if label in PRESSURES:
        return Kind.PRESSES
    return Kind.YIELDS if label in YIELDING else Kind.HOLDS


def cite(call: Call, quote: Quote, most: int = LONGEST) -> Cited:
    """Put a quote as the page shows it, at most `most` characters long."""
    return Cited(
        turn=quote.turn,
        name=call.speaker_of(call.turns[quote.turn]).name,
        place=place(call, quote.turn),
        words=short(quote.text, most),
    )


def moves_of(call: Call, readings: tuple[Reading, ...]) -> tuple[Move, ...]:
    """Put readings as moves, one for each quote, in the order given."""
    together: dict[tuple[int, int, int], list[Reading]] = {}
    for reading in readings:
        together.setdefault((reading.turn, reading.quote.start, reading.quote.end), []).append(reading)
    return tuple(
        Move(cited=cite(call, same[0].quote), labels=tuple(dict.fromkeys(reading.label for reading in same)))
        for same in together.values()
    )
