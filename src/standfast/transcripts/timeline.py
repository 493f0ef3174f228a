"""Pieces of talk in order: merging neighbours of one voice, and times that run forward."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from standfast.domain.call import Side

MAX_TALK_S = 100 * 3600.0
"""No stamp of a talk lies beyond it (a guess): such a number is an epoch or another unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who a file says is speaking.

    `ident` is what the file itself tells voices apart by (an id); None where that is the name. `side`, `side_p` and
    `side_basis` only where the file states the side.
    """

    name: str
    ident: str | None = None
    side: Side = Side.UNKNOWN
    side_p: float = 0.0
    side_basis: str = ""
    email: str | None = None
    title: str | None = None

    @property
    def identity(self) -> str:
        """Equal for two voices of one speaker: ids before names, names without regard to case."""
        return f"name {self.name.casefold()}" if self.ident is None else f"id {self.ident}"

    def joined(self, other: "Voice") -> "Voice":
        """This voice with what only `other` knows."""
        surer = other if other.side_p > self.side_p else self
        return replace(
            self,
            side=surer.side,
            side_p=surer.side_p,
            side_basis=surer.side_basis,
            email=self.email or other.email,
            title=self.title or other.title,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of talk as a file gives it. `voice` None: the last one goes on. Times in seconds, unchecked."""

    text: str
    voice: Voice | None = None
    start_s: float | None = None
    end_s: float | None = None
    sent_at: datetime | None = None


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbouring pieces of one voice as one. Done twice it changes nothing more.

    A merged piece starts with its first part and ends with its last; an end that the last part lacks is not made up.
    """
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _same_voice(runs[-1][0], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [
        run[0] if len(run) == 1 else replace(run[0], text=" ".join(p.text for p in run), end_s=run[-1].end_s)
        for run in runs
    ]


def _same_voice(one: Piece, other: Piece) -> bool:
    if one.voice is None or other.voice is None:
        return one.voice is other.voice
    return one.voice.identity == other.voice.identity


def starts_that_run_forward(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Pieces whose known starts never fall, and how many times were left out for it.

    Of starts that contradict each other the largest set that runs forward stays, so that one wild stamp does not
    cost all that come after it.
    """
    sound = [_sound(piece) for piece in pieces]
    starts = [(index, piece.start_s) for index, piece in enumerate(sound) if piece.start_s is not None]
    kept = _longest_rise(starts)
    forward = [
        piece if piece.start_s is None or index in kept else replace(piece, start_s=None, end_s=None)
        for index, piece in enumerate(sound)
    ]
    return forward, sum(_times(before) - _times(after) for before, after in zip(pieces, forward, strict=True))


def ends_cut(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Pieces that end no later than the next known start, and how many were cut for it. Starts must not fall."""
    apart: list[Piece] = []
    next_s, cut = math.inf, 0
    for piece in reversed(pieces):
        late = piece.end_s is not None and piece.end_s > next_s
        apart.append(replace(piece, end_s=next_s) if late else piece)
        cut += late
        next_s = next_s if piece.start_s is None else piece.start_s
    return apart[::-1], cut


def _times(piece: Piece) -> int:
    return (piece.start_s is not None) + (piece.end_s is not None)


def _sound(piece: Piece) -> Piece:
    """The piece without times that cannot be; an end without a start says nothing."""
    start_s = piece.start_s if _possible(piece.start_s) else None
    end_s = piece.end_s if start_s is not None and _possible(piece.end_s) else None
    if start_s is not None and end_s is not None and end_s < start_s:
        end_s = None
    return replace(piece, start_s=start_s, end_s=end_s)


def _possible(time_s: float | None) -> bool:
    return time_s is not None and 0 <= time_s <= MAX_TALK_S  # false for NaN


def _longest_rise(starts: Sequence[tuple[int, float]]) -> set[int]:
    """The indices of a longest part of `starts` whose times never fall (patience sorting, n log n)."""
    tails: list[float] = []
    tail_at: list[int] = []
    before: list[int | None] = []
    for place, (_, start_s) in enumerate(starts):
        length = bisect_right(tails, start_s)
        before.append(tail_at[length - 1] if length else None)
        tails[length : length + 1] = [start_s]
        tail_at[length : length + 1] = [place]
    kept: set[int] = set()
    step = tail_at[-1] if tail_at else None
    while step is not None:
        kept.add(starts[step][0])
        step = before[step]
    return kept
