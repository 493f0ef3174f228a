"""A team's own labels: talks that carry them, what came of learning them, and how well they are read."""

from dataclasses import dataclass

from standfast.domain.call import Call, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTalk:
    """A talk whose turns carry labels, one set a turn.

    Talks of one `group` are never split between learning and checking (several talks of one deal, say).
    """

    call: Call
    group: str
    labels: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What people changed in the labels: how many turns were named, how many of them changed, and by whom."""

    turns: int = 0
    changed: int = 0
    by: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntLabel:
    """One label that was learnt, with cross-validated figures in [0, 1]."""

    label: str
    sides: tuple[Side, ...]
    examples: int
    talks: int
    threshold: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What came of learning: the labels, and in plain sentences those that were refused or are weak.

    `one_a_turn` are sides whose turns carry one label at most, `always_one` those whose turns carry exactly one.
    """

    labels: tuple[LearntLabel, ...]
    refused: tuple[str, ...]
    warnings: tuple[str, ...]
    one_a_turn: tuple[Side, ...]
    always_one: tuple[Side, ...]
    turns: int
    talks: int

    @property
    def macro_f1(self) -> float:
        """Mean cross-validated F1 over the labels."""
        return sum(label.f1 for label in self.labels) / len(self.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTurn:
    """The probability of every label that the turn's side can carry, and the labels that were given."""

    chances: dict[str, float]
    labels: tuple[str, ...]
