"""A team's own labels at work: two linear models a label, their blend as a probability, and the choice. Numpy alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standfast.domain.call import Call, Side
from standfast.domain.own_labels import JudgedTurn
from standfast.language.own_labels.choosing import chosen, frame_of
from standfast.language.own_labels.features import StateReader, TalkTraits, traits_of, weighed_words

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What was learnt, one row a label.

    `idf` shape (BUCKETS,); `word_lines` shape (labels, BUCKETS); `state_lines` shape (labels, width);
    `word_constants`, `state_constants` and `thresholds` shape (labels,); `blend` shape (labels, 3): what the words'
    and the states' score count in the log odds, and the constant.
    """

    labels: tuple[str, ...]
    sides: tuple[frozenset[Side], ...]
    one_a_turn: frozenset[Side]
    always_one: frozenset[Side]
    thresholds: Floats
    idf: Floats
    word_lines: Floats
    word_constants: Floats
    state_lines: Floats
    state_constants: Floats
    blend: Floats

    def chances(self, traits: TalkTraits) -> Floats:
        """Probabilities, shape (turns, labels)."""
        words = np.repeat(self.word_constants[None], len(traits.words), 0)
        for index, (places, counts) in enumerate(traits.words):
            words[index] += self.word_lines[:, places] @ weighed_words(places, counts, self.idf)
        states = traits.dense @ self.state_lines.T + self.state_constants
        return blended(words, states, self.blend)


def blended(words: Floats, states: Floats, blend: Floats) -> Floats:
    """Two scores a turn and label, shape (turns, labels) each, as one probability."""
    odds = words * blend[:, 0] + states * blend[:, 1] + blend[:, 2]
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)


class OwnLabels:
    """Gives a team's own labels to the turns of a talk. Reading is pure: the same talk, the same labels."""

    def __init__(self, heads: Heads, reader: StateReader) -> None:
        self._heads, self._reader = heads, reader

    @property
    def thresholds(self) -> dict[str, float]:
        """Each label's own threshold, a probability."""
        return {label: float(share) for label, share in zip(self._heads.labels, self._heads.thresholds, strict=True)}

    def judged(self, call: Call) -> tuple[JudgedTurn, ...]:
        """Probabilities and labels of every turn; one without words, or of unknown side, gets none."""
        return judged_turns(call, traits_of(call, self._reader), self._heads) if call.turns else ()


def judged_turns(call: Call, traits: TalkTraits, heads: Heads) -> tuple[JudgedTurn, ...]:
    """As `OwnLabels.judged`, with the traits at hand."""
    sides = [call.side_of(turn.index) if turn.text.strip() else Side.UNKNOWN for turn in call.turns]
    p = heads.chances(traits)
    frame = frame_of(sides, heads.sides, one_a_turn=heads.one_a_turn, always_one=heads.always_one)
    given = chosen(p, heads.thresholds, frame)
    return tuple(
        JudgedTurn(chances=_named(heads.labels, p[n], frame.allowed[n]), labels=tuple(_named(heads.labels, p[n], yes)))
        for n, yes in enumerate(given)
    )


def _named(labels: Sequence[str], p: Floats, kept: npt.NDArray[np.bool_]) -> dict[str, float]:
    return {label: float(share) for label, share, yes in zip(labels, p, kept, strict=True) if yes}
