"""What a turn is judged by: the reader's states and labels, and its words; of this turn and those before it alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from standfast.domain.call import Call, Side
from standfast.language.hashed_words import bucket
from standfast.language.reader.turn_reader import spoken_turns
from standfast.language.reader.word_line import BEFORE, OWN, weighed, word_counts

WORDS = OWN + BEFORE
PIECES = 1 << 16
"""Buckets for pieces of words. On CaSiNo 2^15 cost .004 macro-F1."""
BUCKETS = WORDS + PIECES
PIECE_LENGTHS = range(2, 6)
"""Characters a piece, the spaces around a word counted. Beside whole words they gain .02 macro-F1 on CaSiNo."""
PIECES_WEIGHT = 0.7
"""What the pieces of words count against whole words; .7 and 1 measured the same."""
PARTS = {
    "states": 1.0,
    "states of the turn before": 0.5,
    "logits": 0.7,
    "logits of the turn before": 0.4,
    "logits two turns before": 0.3,
    "side": 0.2,
}
"""The parts of a dense row, in order, and what each counts. Guesses that measured no worse than the states alone."""
SIGNS = {Side.SELLER: 1.0, Side.CUSTOMER: -1.0, Side.UNKNOWN: 0.0}

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


class StateReader(Protocol):
    """The shipped reader as this room needs it."""

    @property
    def version(self) -> str:
        """Name and version of the weights."""
        ...

    def states(self, call: Call) -> tuple[Floats, Floats]:
        """Logits, shape (turns, labels), and states, shape (turns, width)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTraits:
    """`dense` shape (turns, width); `words` holds each turn's filled buckets, rising, and their log counts.

    `widths` are the widths of the parts of a dense row, in the order of `PARTS`.
    """

    dense: Floats
    widths: tuple[int, ...]
    words: tuple[tuple[Places, Floats], ...]


def traits_of(call: Call, reader: StateReader) -> TalkTraits:
    """Lay out every turn of a talk; a turn's row never depends on a later turn."""
    logits, states = reader.states(call)
    signs = np.array([[SIGNS[call.side_of(turn.index)]] for turn in call.turns], np.float32).reshape(-1, 1)
    parts = [states, _earlier(states, 1), logits, _earlier(logits, 1), _earlier(logits, 2), signs]
    turns = spoken_turns(call)
    words = []
    for index, turn in enumerate(turns):
        places, counts = word_counts(turn, turns[index - 1] if index else None)
        more, their = piece_counts(turn.text)
        words.append((np.concatenate([places, more + WORDS]), np.concatenate([counts, their]).astype(np.float32)))
    return TalkTraits(
        dense=np.concatenate(parts, 1).astype(np.float32),
        widths=tuple(part.shape[1] for part in parts),
        words=tuple(words),
    )


def _earlier(rows: Floats, by: int) -> Floats:
    """The row of the turn `by` turns before; zeros where there is none."""
    out = np.zeros_like(rows)
    out[by:] = rows[:-by] if len(rows) > by else rows[:0]
    return out


def piece_counts(text: str) -> tuple[Places, Floats]:
    """Filled buckets of the pieces of words, rising, and their log counts."""
    found: Counter[int] = Counter()
    for word, times in Counter(text.lower().split()).items():
        for place, count in _pieces(word[:40]):
            found[place] += count * times
    places = np.array(sorted(found), np.int64)
    return places, 1 + np.log(np.array([found[int(place)] for place in places], np.float32))


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[tuple[int, int], ...]:
    spaced = f" {word} "
    found = Counter(
        bucket(spaced[at : at + length], PIECES) for length in PIECE_LENGTHS for at in range(len(spaced) - length + 1)
    )
    return tuple(found.items())


def idf_over(words: Sequence[tuple[Places, Floats]]) -> Floats:
    """Inverse document frequency a bucket, shape (BUCKETS,); zero where fewer than two turns fill it."""
    filled = np.zeros(BUCKETS)
    for places, _ in words:
        filled[places] += 1
    idf = np.log((1 + len(words)) / (1 + filled)) + 1
    idf[filled < 2] = 0  # what one turn alone holds says nothing about the next
    return idf.astype(np.float32)


def weighed_words(places: Places, counts: Floats, idf: Floats) -> Floats:
    """TF-IDF of one turn: its words as `word_line.weighed` has them, and the pieces as one vector of their own."""
    whole = places < WORDS
    pieces = counts[~whole] * idf[places[~whole]]
    length = float(np.linalg.norm(pieces))
    scaled = pieces * (PIECES_WEIGHT / length) if length else pieces
    return np.concatenate([weighed(places[whole], counts[whole], idf), scaled]).astype(np.float32)


def part_weights(widths: Sequence[int]) -> Floats:
    """What each column of a dense row counts once it is standardised, shape (width,): a part's weight, shared out."""
    pairs = zip(PARTS.values(), widths, strict=True)
    return np.concatenate([np.full(width, weight / np.sqrt(max(width, 1)), np.float32) for weight, width in pairs])
