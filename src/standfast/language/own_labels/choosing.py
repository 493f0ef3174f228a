"""From probabilities to labels: a threshold a label, and where turns carry one label at most, the best of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standfast.domain.call import Side

Numbers = npt.NDArray[np.floating]
Yes = npt.NDArray[np.bool_]
STEPS = np.array([0.0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, -1.0, 1.0, -1.5, 1.5, -2.0, 2.0])
"""How far a threshold is moved to look for a better one, in log odds; the nearest of equal ones is taken."""
ROUNDS = 3
LEAST_P = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What may be chosen: `allowed` shape (turns, labels); `one` and `always` shape (turns,).

    A turn of `one` gets a single label at most, one of `always` exactly one.
    """

    allowed: Yes
    one: Yes
    always: Yes

    def at(self, rows: Yes) -> "Frame":
        """The same for some turns."""
        return Frame(allowed=self.allowed[rows], one=self.one[rows], always=self.always[rows])


def frame_of(
    sides: Sequence[Side],
    label_sides: Sequence[frozenset[Side]],
    *,
    one_a_turn: frozenset[Side],
    always_one: frozenset[Side],
) -> Frame:
    """Say for every turn which labels it may carry, and how many."""
    return Frame(
        allowed=np.array([[side in some for some in label_sides] for side in sides], bool).reshape(
            len(sides), len(label_sides)
        ),
        one=np.array([side in one_a_turn for side in sides], bool),
        always=np.array([side in always_one for side in sides], bool),
    )


def chosen(p: Numbers, thresholds: Numbers, frame: Frame) -> Yes:
    """Which labels a turn gets, shape (turns, labels).

    Args:
        p: probabilities, shape (turns, labels).
        thresholds: shape (labels,).
        frame: what may be chosen.
    """
    over = np.where(frame.allowed, log_odds(p) - log_odds(thresholds), -np.inf)
    yes = over >= 0
    if p.size and frame.one.any():
        best = np.zeros_like(yes)
        best[np.arange(len(p)), over.argmax(1)] = True
        yes = np.where(frame.one[:, None], best & (yes | frame.always[:, None]), yes)
    return np.asarray(yes & frame.allowed, bool)


def log_odds(p: Numbers) -> Numbers:
    """The logit of a probability, finite."""
    kept = np.clip(p, LEAST_P, 1 - LEAST_P)
    return np.asarray(np.log(kept / (1 - kept)))


def f1_of(y: Yes, given: Yes) -> Numbers:
    """F1 a label, shape (labels,); 0 where a label neither stands nor was given."""
    return np.asarray(2 * (y & given).sum(0) / np.maximum(y.sum(0) + given.sum(0), 1))


def best_thresholds(p: Numbers, y: Yes, frame: Frame) -> Numbers:
    """Thresholds with the best macro-F1, shape (labels,).

    Where every label stands for itself this is exact; where turns carry one label at most, each threshold is moved
    in turn while that helps.
    """
    alone = np.array([_best_alone(p[rows, k], y[rows, k]) for k, rows in enumerate(frame.allowed.T)])
    if not frame.one.any():
        return alone
    found = [_moved(start, p, y, frame) for start in (alone, np.full(len(alone), 0.5))]
    return max(found, key=lambda thresholds: f1_of(y, chosen(p, thresholds, frame)).mean())


def _best_alone(p: Numbers, y: Yes) -> float:
    """The threshold of the best F1, half way between the two turns that it parts."""
    order = np.argsort(-p, kind="stable")
    f1 = 2 * np.cumsum(y[order]) / (np.arange(1, len(p) + 1) + y.sum())
    last = int(f1.argmax())
    below = p[order[last + 1]] if last + 1 < len(p) else p[order[last]]
    return float(np.clip((p[order[last]] + below) / 2, LEAST_P, 1 - LEAST_P))


def _moved(start: Numbers, p: Numbers, y: Yes, frame: Frame) -> Numbers:
    thresholds = start.astype(float).copy()
    for _ in range(ROUNDS):
        before = thresholds.copy()
        for k in range(len(thresholds)):
            tried = np.repeat(thresholds[None], len(STEPS), 0)
            tried[:, k] = 1 / (1 + np.exp(-(log_odds(thresholds[k]) + STEPS)))
            gains = [f1_of(y, chosen(p, some, frame)).mean() for some in tried]
            thresholds = tried[int(np.argmax(gains))]
        if np.array_equal(before, thresholds):
            break
    return thresholds
