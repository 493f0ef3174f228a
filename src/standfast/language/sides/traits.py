"""What a voice's own words show about its side: hashed words and pairs of words, and a few counts."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from standfast.language.hashed_words import bucket, words_of

BUCKETS = 1 << 15
"""Places for words and pairs; what shares one by chance costs little at this size (measured in training/sides.py)."""
COUNTS = ("opened the talk", "share of the words", "questions a turn", "figures a turn", "length of a turn")
MOST_WORDS = 4000
"""A voice's first words; more change nothing."""

OPENING_TURNS = 2
"""A voice's first turns, whose words count once more as such: who asks and who offers shows early."""

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


def word_traits(texts: Sequence[str]) -> tuple[Places, Floats]:
    """Hash the words of one voice.

    Args:
        texts: its turns, in order.

    Returns:
        The filled buckets, shape (n,), rising, and their weights, shape (n,), a unit vector.
    """
    counts: Counter[int] = Counter()
    room = MOST_WORDS
    for place, text in enumerate(texts):
        words = words_of(text)[:room]
        room -= len(words)
        if place < OPENING_TURNS:
            counts.update(_bucket(f"1 {word}") for word in set(words))
        for one, other in zip(["^", *words], [*words, "$$"], strict=True):
            counts[_bucket(one)] += one != "^"
            counts[_bucket(f"{one} {other}")] += 1
    places = np.array(sorted(place for place, count in counts.items() if count), np.int64)
    weights = np.array([1 + np.log(counts[int(place)]) for place in places], np.float32)
    length = float(np.linalg.norm(weights))
    return places, weights / length if length else weights


def count_traits(texts: Sequence[str], *, opened: bool, every_words: int) -> Floats:
    """Count what words alone do not show; shape (len(COUNTS),), each about in [0, 1]."""
    words = sum(len(text.split()) for text in texts)
    turns = max(len(texts), 1)
    return np.array(
        [
            float(opened),
            words / max(every_words, 1),
            min(sum(text.count("?") for text in texts) / turns, 1.0),
            min(sum(any(letter.isdigit() for letter in text) for text in texts) / turns, 1.0),
            min(words / turns / 40, 1.5),
        ],
        np.float32,
    )


def _bucket(trait: str) -> int:
    return bucket(trait, BUCKETS)
