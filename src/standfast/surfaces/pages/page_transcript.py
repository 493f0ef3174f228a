"""The whole talk as rows of the page, with the words marked that the judgement rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from babel.dates import format_datetime

from standfast.domain.call import Call, Side, Turn
from standfast.domain.moment import Label, Moment, Reading, Verdict
from standfast.domain.review import Review
from standfast.surfaces.pages.page_quotes import Kind, kind_of
from standfast.surfaces.pages.words import LABELS, VERDICTS, clock, percent

SIDES = {Side.SELLER: "seller", Side.CUSTOMER: "customer", Side.UNKNOWN: "side unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a turn whose letters all carry the same labels; the pieces of a turn join to its text."""

    text: str
    labels: tuple[Label, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The looks that lie over one another here."""
        return tuple(dict.fromkeys(kind_of(label) for label in self.labels))

    @property
    def words(self) -> str:
        """What these words were read as."""
        return ", ".join(LABELS[label] for label in self.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One label of a turn and how sure it is; `unsure` ones lie just under their threshold."""

    words: str
    kind: Kind
    sure: str
    unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a turn is in a moment: it opens it, or answers it."""

    number: int
    verdict: Verdict
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow:
    """One turn. `index` is the one of the review's JSON, `number` the one that people count."""

    index: int
    number: int
    name: str
    side: Side
    side_words: str
    at: str
    pieces: tuple[Piece, ...]
    chips: tuple[Chip, ...]
    parts: tuple[Part, ...]
    in_moment: bool


def turn_rows(review: Review) -> tuple[TurnRow, ...]:
    """Put every turn of the talk."""
    read, unsure = _by_turn(review.readings), _by_turn(review.unsure)
    parts = _parts(review.moments)
    inside = set(parts) | {turn for moment in review.moments for turn in _passing_over(review.call, moment)}
    return tuple(
        _row(review.call, turn, read.get(turn.index, []), unsure.get(turn.index, []), parts.get(turn.index, ()), inside)
        for turn in review.call.turns
    )


def pieces_of(text: str, readings: Sequence[Reading]) -> tuple[Piece, ...]:
    """Cut a turn wherever a quote begins or ends, so that quotes may overlap and every letter is shown once."""
    spans = [(r.quote.start, r.quote.end, r.label) for r in readings]
    cuts = sorted({0, len(text)} | {place for start, end, _ in spans for place in (start, end)})
    return tuple(
        Piece(
            text=text[start:end],
            labels=tuple(dict.fromkeys(label for a, b, label in spans if a <= start and end <= b)),
        )
        for start, end in pairwise(cuts)
    )


def _by_turn(readings: tuple[Reading, ...]) -> dict[int, list[Reading]]:
    found: dict[int, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.turn, []).append(reading)
    return found


def _parts(moments: tuple[Moment, ...]) -> dict[int, tuple[Part, ...]]:
    parts: dict[int, list[Part]] = {}
    for number, moment in enumerate(moments, 1):
        opens = Part(number=number, verdict=moment.verdict, words=f"moment {number}: {VERDICTS[moment.verdict]}")
        parts.setdefault(moment.turn, []).append(opens)
        answers = Part(number=number, verdict=moment.verdict, words=f"answers moment {number}")
        for turn in dict.fromkeys(reading.turn for reading in moment.answers):
            parts.setdefault(turn, []).append(answers)
    return {turn: tuple(found) for turn, found in parts.items()}


def _passing_over(call: Call, moment: Moment) -> tuple[int, ...]:
    """The seller turn after a pressure that nothing answered: what was said instead."""
    after = (turn.index for turn in call.turns[moment.turn + 1 :] if call.side_of(turn.index) is Side.SELLER)
    return () if moment.answers else tuple(islice(after, 1))


def _row(
    call: Call, turn: Turn, read: list[Reading], unsure: list[Reading], parts: tuple[Part, ...], inside: set[int]
) -> TurnRow:
    speaker = call.speaker_of(turn)
    return TurnRow(
        index=turn.index,
        number=turn.index + 1,
        name=speaker.name,
        side=speaker.side,
        side_words=SIDES[speaker.side],
        at=_at(turn),
        pieces=pieces_of(turn.text, read),
        chips=(*(_chip(r, unsure=False) for r in read), *(_chip(r, unsure=True) for r in unsure)),
        parts=parts,
        in_moment=turn.index in inside,
    )


def _at(turn: Turn) -> str:
    if turn.start_s is not None:
        return clock(turn.start_s)
    return "" if turn.sent_at is None else format_datetime(turn.sent_at, "d MMM y, HH:mm", locale="en")


def _chip(reading: Reading, *, unsure: bool) -> Chip:
    return Chip(
        words=LABELS[reading.label],
        kind=kind_of(reading.label),
        sure=percent(reading.p),
        unsure=unsure,
    )
