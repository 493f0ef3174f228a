"""A linear reader of words beside the encoder: rare, plain wordings that a small encoder passes over.

TF-IDF of the turn's words and pairs and of the words of the turn before it, hashed, with one line a label. On its own it
is the floor that the model card shows; added to the encoder's logits it mends some of what either misses.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from standfast.language.hashed_words import bucket, words_of
from standfast.language.reader.windows import SpokenTurn

OWN, BEFORE = 1 << 16, 1 << 14
"""Buckets for the turn itself and for the turn before it; more changes nothing (training/reader/words.py)."""
BEFORE_WEIGHT = 0.5
"""What the turn before counts against the turn itself."""

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordLine:
    """`idf` shape (OWN + BEFORE,); `lines` shape (labels, OWN + BEFORE); `constants` shape (labels,)."""

    idf: Floats
    lines: Floats
    constants: Floats

    def scores(self, turns: Sequence[SpokenTurn]) -> Floats:
        """One score a turn and label, shape (turns, labels)."""
        out = np.repeat(self.constants[None], len(turns), 0)
        for index, turn in enumerate(turns):
            places, counts = word_counts(turn, turns[index - 1] if index else None)
            values = weighed(places, counts, self.idf)
            out[index] += self.lines[:, places] @ values
        return out


def word_counts(turn: SpokenTurn, before: SpokenTurn | None) -> tuple[Places, Floats]:
    """Filled buckets, rising, and log counts of one turn."""
    own = words_of(turn.text)
    traits = Counter(own)
    traits.update(f"{one} {other}" for one, other in pairwise(own))
    traits.update([f"side {turn.side}"])
    found: dict[int, float] = {}
    for trait, count in traits.items():
        place = bucket(trait, OWN)
        found[place] = found.get(place, 0.0) + count
    for word, count in Counter(words_of(before.text) if before else []).items():
        place = OWN + bucket(word, BEFORE)
        found[place] = found.get(place, 0.0) + count
    places = np.array(sorted(found), np.int64)
    return places, 1 + np.log(np.array([found[int(place)] for place in places], np.float32))


def weighed(places: Places, counts: Floats, idf: Floats) -> Floats:
    """TF-IDF of one turn: the turn itself and the turn before it each as a unit vector, the latter at half weight."""
    values = counts * idf[places]
    for part, weight in ((places < OWN, 1.0), (places >= OWN, BEFORE_WEIGHT)):
        length = float(np.linalg.norm(values[part]))
        if length:
            values[part] *= weight / length
    return values.astype(np.float32)


def word_line_from(path: Path) -> WordLine:
    """Load a line that `stored_word_line` wrote."""
    with np.load(path) as stored:
        lines = stored["lines"].astype(np.float32) * stored["scales"][:, None]
        return WordLine(stored["idf"].astype(np.float32), lines, stored["constants"].astype(np.float32))


def store_word_line(path: Path, line: WordLine) -> None:
    """Write a line, its coefficients as eight-bit integers with a scale a label."""
    scales = np.abs(line.lines).max(1) / 127 + 1e-12
    np.savez_compressed(
        path,
        idf=line.idf.astype(np.float16),
        lines=np.round(line.lines / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
        constants=line.constants.astype(np.float32),
    )
