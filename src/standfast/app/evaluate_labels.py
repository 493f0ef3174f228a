"""Hold labels that were read against labels that people gave: figures a label, what is mixed up, the worst turns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from standfast.app.ports import LabelReader
from standfast.domain.own_labels import JudgedTurn, LabelledTalk

BINS = 10
"""Bins of equal width for the calibration error, as is usual."""
NONE = "none"
"""Stands for a label that was not given, in pairs."""
PAIRS, WORST = 15, 20
"""How many mixed-up pairs and worst turns are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigures:
    """One label. `support` counts the turns that carry it, `given` those that were read as it.

    `ece` is the expected calibration error over the turns whose side can carry it; None where no probability was
    given.
    """

    label: str
    precision: float
    recall: float
    f1: float
    support: int
    given: int
    ece: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One label on one turn, read but not true or true but not read; `p` is its probability, None if it has none.

    `surety` in [0, 1] is how sure the reader was of what is wrong.
    """

    id: str
    turn: int
    text: str
    label: str
    missed: bool
    p: float | None
    surety: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well labels are read. `macro_f1` is the mean F1 of labels that the data carries, None if it carries none.

    `confusions` are pairs (true, read) with their number, most frequent first.
    """

    labels: tuple[LabelFigures, ...]
    macro_f1: float | None
    confusions: tuple[tuple[str, str, int], ...]
    worst: tuple[Mistake, ...]
    turns: int
    talks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    id: str
    index: int
    text: str
    true: frozenset[str]
    judged: JudgedTurn


def evaluate_labels(talks: Sequence[LabelledTalk], reader: LabelReader) -> Evaluation:
    """Read the talks and compare, turn by turn."""
    turns = [
        _Turn(id=talk.call.source, index=n, text=talk.call.turns[n].text, true=talk.labels[n], judged=judged)
        for talk in talks
        for n, judged in enumerate(reader.judged(talk.call))
    ]
    names = sorted({name for turn in turns for name in turn.true} | set(reader.thresholds))
    figures = tuple(_figures(name, turns) for name in names)
    supported = [found.f1 for found in figures if found.support]
    mistakes = sorted(
        (mistake for turn in turns for mistake in _mistakes(turn)),
        key=lambda found: (-found.surety, found.id, found.turn, found.label),
    )
    return Evaluation(
        labels=figures,
        macro_f1=sum(supported) / len(supported) if supported else None,
        confusions=_confusions(turns),
        worst=tuple(mistakes[:WORST]),
        turns=len(turns),
        talks=len(talks),
    )


def _figures(name: str, turns: Sequence[_Turn]) -> LabelFigures:
    support = sum(name in turn.true for turn in turns)
    given = sum(name in turn.judged.labels for turn in turns)
    right = sum(name in turn.true and name in turn.judged.labels for turn in turns)
    pairs = [(turn.judged.chances[name], name in turn.true) for turn in turns if name in turn.judged.chances]
    return LabelFigures(
        label=name,
        precision=right / given if given else 0.0,
        recall=right / support if support else 0.0,
        f1=2 * right / (support + given) if support + given else 0.0,
        support=support,
        given=given,
        ece=calibration_error(pairs) if pairs else None,
    )


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean gap between a probability and how often it came true, over bins weighed by what is in them.

    Source:
        M. Pakdaman Naeini, G. Cooper, M. Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning",
        AAAI 2015.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, true in pairs:
        bins.setdefault(min(int(p * BINS), BINS - 1), []).append((p, true))
    return sum(abs(sum(p - true for p, true in some)) for some in bins.values()) / len(pairs)


def _confusions(turns: Sequence[_Turn]) -> tuple[tuple[str, str, int], ...]:
    """Each missed label with each label that was read in its stead, or with none; and what was read over nothing."""
    found: Counter[tuple[str, str]] = Counter()
    for turn in turns:
        given = frozenset(turn.judged.labels)
        missed, extra = sorted(turn.true - given) or [NONE], sorted(given - turn.true) or [NONE]
        found.update((true, read) for true in missed for read in extra if (true, read) != (NONE, NONE))
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((true, read, n) for (true, read), n in ranked[:PAIRS])


def _mistakes(turn: _Turn) -> list[Mistake]:
    given = frozenset(turn.judged.labels)
    out = []
    for label in sorted(given ^ turn.true):
        missed, p = label in turn.true, turn.judged.chances.get(label)
        surety = (1 - (p or 0.0)) if missed else (p or 0.0)
        out.append(Mistake(id=turn.id, turn=turn.index, text=turn.text, label=label, missed=missed, p=p, surety=surety))
    return out


def evaluation_document(evaluation: Evaluation) -> dict[str, Any]:
    """Lay an evaluation out as plain values, shares in [0, 1]."""
    return {
        "talks": evaluation.talks,
        "turns": evaluation.turns,
        "macro_f1": _round(evaluation.macro_f1),
        "labels": {
            found.label: {
                "precision": _round(found.precision),
                "recall": _round(found.recall),
                "f1": _round(found.f1),
                "support": found.support,
                "given": found.given,
                "ece": _round(found.ece),
            }
            for found in evaluation.labels
        },
        "confusions": [{"true": true, "read": read, "turns": n} for true, read, n in evaluation.confusions],
        "worst": [
            {
                "id": found.id,
                "turn": found.turn,
                "label": found.label,
                "mistake": "missed" if found.missed else "false alarm",
                "p": _round(found.p),
                "text": found.text,
            }
            for found in evaluation.worst
        ],
    }


def _round(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
