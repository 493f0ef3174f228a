"""Does the talk so far sound like selling? In a meeting of colleagues the same words ask for nothing.

A hashed TF-IDF line scores each turn; the mean over the turns so far, with some good will at the start, is how much the
talk sounds like selling. Where it sinks, a label needs more certainty. Only what came before counts, as everywhere.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from standfast.language.hashed_words import bucket, words_of
from standfast.language.reader.windows import SpokenTurn

BUCKETS = 1 << 15
GOOD_WILL_TURNS, GOOD_WILL = 6, 0.3
"""A talk begins as if it had already held so many turns of such a score."""
DOUBT_FROM, DOUBT_A_POINT, MOST_DOUBT = 0.3, 6.0, 9.0
"""Under this mean score a label loses so much of its logit a point. Picked on held-out talks and meetings together: it takes
four of five false alarms in meetings and .003 of macro-F1 in talks that sell (evals/meetings.py)."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """`idf` and `line` shape (BUCKETS,); above nought a turn sounds like selling."""

    idf: Floats
    line: Floats
    constant: float

    def doubts(self, turns: Sequence[SpokenTurn]) -> Floats:
        """What a label's logit loses at each turn, shape (turns,), nought or less."""
        total, count = GOOD_WILL * GOOD_WILL_TURNS, float(GOOD_WILL_TURNS)
        out = np.zeros(len(turns), np.float32)
        for index, turn in enumerate(turns):
            places, counts = setting_counts(turn.text)
            if len(places):
                total += float(self.line[places] @ unit(counts * self.idf[places])) + self.constant
                count += 1
            out[index] = -min(max((DOUBT_FROM - total / count) * DOUBT_A_POINT, 0.0), MOST_DOUBT)
        return out


def setting_counts(text: str) -> tuple[npt.NDArray[np.int64], Floats]:
    """Filled buckets, rising, and log counts of one turn's words."""
    found: dict[int, int] = {}
    for word, count in Counter(words_of(text)).items():
        place = bucket(word, BUCKETS)
        found[place] = found.get(place, 0) + count
    places = np.array(sorted(found), np.int64)
    return places, 1 + np.log(np.array([found[int(place)] for place in places], np.float32))


def unit(values: Floats) -> Floats:
    """The same direction at length one; nought stays nought."""
    length = float(np.linalg.norm(values))
    return np.asarray(values / length if length else values, np.float32)


def less_sure(chances: Floats, doubt: float) -> Floats:
    """Probabilities with `doubt` (nought or less) added to their logits."""
    odds = np.exp(doubt)
    return np.asarray(chances * odds / (1 - chances + chances * odds), np.float32)


def setting_line_from(path: Path) -> SettingLine:
    """Load a line that `store_setting_line` wrote."""
    with np.load(path) as stored:
        return SettingLine(
            stored["idf"].astype(np.float32), stored["line"].astype(np.float32), float(stored["constant"])
        )


def store_setting_line(path: Path, line: SettingLine) -> None:
    """Write a line in half precision."""
    np.savez_compressed(
        path, idf=line.idf.astype(np.float16), line=line.line.astype(np.float16), constant=np.float32(line.constant)
    )
