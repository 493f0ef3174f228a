"""Learn a team's own labels: two linear models a label, blended and cut on scores that were held out.

The words' model has TF-IDF, the states' model what the encoder saw; alone each misses what the other finds. Both are L2
logistic regressions. Their scores on talks that they did not learn from are blended by a third, which makes them a
probability (Platt), and a threshold a label is picked on those. The figures that are reported were cross-validated
once more: blend and thresholds of a fold come from the other folds. Nothing here is drawn by chance.

This module alone needs scikit-learn; labelling does not import it.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags_array
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from standfast.domain.own_labels import LabelledTalk, LearntLabel, Training
from standfast.language.own_labels.choosing import Frame, best_thresholds, chosen, f1_of, frame_of
from standfast.language.own_labels.features import BUCKETS, TalkTraits, idf_over, part_weights, weighed_words
from standfast.language.own_labels.heads import Heads, blended
from standfast.language.own_labels.rows import Plan, Rows, plan_of, rows_of

RATIO_SHARE = 0.5
"""How far a word's weight leans on its ratio instead of being taken as it is; .25 and .5 measured the same, 0 less."""
COMPONENTS = 256
"""Directions kept of the states. 128 lose .01 macro-F1 on CaSiNo, all of them gain nothing and take ten times as long."""
FLATTEST = 1e-3
"""Added to a column's spread, so that one that hardly moves is not blown up."""
STEPS = 1000
SURE = 5.0
"""Log odds of a fold whose talks all say the same: as far as a few examples can carry."""

Numbers = npt.NDArray[np.floating]
Yes = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Dense rows made small: `(dense - mean) @ directions`; shapes (width,) and (width, components)."""

    mean: Numbers
    directions: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a line is learnt: inverse ridges to choose from, and whether columns count by their `ratios`."""

    strengths: tuple[float, ...]
    by_ratio: bool

    def each(self) -> tuple["Recipe", ...]:
        """One recipe a strength."""
        return tuple(replace(self, strengths=(strength,)) for strength in self.strengths)


WORDS = Recipe(strengths=(2.0, 6.0), by_ratio=True)
STATES = Recipe(strengths=(0.3, 3.0), by_ratio=False)
"""On CaSiNo the figures are flat between the strengths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One linear model and its scores on the rows while they were held out; zeros where the label cannot stand."""

    weights: Numbers
    constant: float
    held_out: Numbers


def fit_own_labels(talks: Sequence[LabelledTalk], traits: Sequence[TalkTraits]) -> tuple[Heads, Training]:
    """Learn every label that can be learnt.

    Args:
        talks: the talks with their labels.
        traits: `traits_of` each talk, in the same order.

    Raises:
        BadRequest: no label can be learnt.
    """
    plan = plan_of(talks)
    rows = rows_of(talks, plan)
    frame = frame_of(rows.sides, plan.sides, one_a_turn=rows.one_a_turn, always_one=rows.always_one)
    idf, words = _words(traits, rows)
    dense = np.stack([traits[n].dense[index] for n, index in rows.place])
    projection = projection_of(dense, part_weights(traits[rows.place[0, 0]].widths))
    states = (dense - projection.mean) @ projection.directions
    by_words = _lines(words, rows, frame, WORDS)
    by_states = _lines(states, rows, frame, STATES)
    blend = _blend(by_words, by_states, rows.y, frame.allowed)
    p = _blended(by_words, by_states, blend)
    lines = np.stack([projection.directions @ line.weights for line in by_states])
    heads = Heads(
        labels=plan.labels,
        sides=plan.sides,
        one_a_turn=rows.one_a_turn,
        always_one=rows.always_one,
        thresholds=best_thresholds(p, rows.y, frame).astype(np.float32),
        idf=idf,
        word_lines=_spread(by_words, idf),
        word_constants=np.array([line.constant for line in by_words], np.float32),
        state_lines=lines.astype(np.float32),
        state_constants=np.array(
            [line.constant - projection.mean @ lines[k] for k, line in enumerate(by_states)], np.float32
        ),
        blend=blend.astype(np.float32),
    )
    return heads, _training(plan, rows, heads, _checked(by_words, by_states, rows, frame))


def _words(traits: Sequence[TalkTraits], rows: Rows) -> tuple[Numbers, csr_matrix]:
    """The idf over these rows, and their TF-IDF with the empty columns left out."""
    found = [traits[n].words[index] for n, index in rows.place]
    idf = idf_over(found)
    values = [weighed_words(places, counts, idf) for places, counts in found]
    at = np.repeat(np.arange(len(found)), [len(places) for places, _ in found])
    shape = (len(found), BUCKETS)
    columns = np.concatenate([places for places, _ in found])
    return idf, csr_matrix((np.concatenate(values), (at, columns)), shape=shape)[:, np.flatnonzero(idf)]


def _spread(lines: Sequence[Line], idf: Numbers) -> npt.NDArray[np.float32]:
    """The words' weights back in their buckets."""
    out = np.zeros((len(lines), BUCKETS), np.float32)
    out[:, np.flatnonzero(idf)] = np.stack([line.weights for line in lines])
    return out


def projection_of(dense: Numbers, weights: Numbers) -> Projection:
    """Standardise the columns, weigh them by their part, and keep the directions along which rows differ most."""
    mean = dense.mean(0, dtype=np.float64)
    scale = weights / (dense.std(0, dtype=np.float64) + FLATTEST)
    even = (dense - mean) * scale
    spread, directions = np.linalg.eigh(even.T @ even / len(even))
    kept = slice(max(0, len(spread) - min(COMPONENTS, len(dense) - 1)), None)
    length = np.sqrt(max(float(spread[kept].sum()), FLATTEST))
    return Projection(mean=mean, directions=scale[:, None] * directions[:, kept] / length)


def _lines(x: Any, rows: Rows, frame: Frame, recipe: Recipe) -> list[Line]:
    """One line a label, with the strength that ranked the held-out turns best."""
    return [_line(x, rows.y[:, k], rows.fold, frame.allowed[:, k], recipe) for k in range(rows.y.shape[1])]


def _line(x: Any, y: Yes, fold: npt.NDArray[np.int64], allowed: Yes, recipe: Recipe) -> Line:
    some, own, folds = x[allowed], y[allowed], fold[allowed]
    tried = [(_held_out(some, own, folds, by), by) for by in recipe.each()]
    scores, best = max(tried, key=lambda found: average_precision_score(own, found[0]))
    weights, constant = _learnt(some, own, best)
    held_out = np.zeros(len(y))
    held_out[allowed] = scores
    return Line(weights=weights, constant=constant, held_out=held_out)


def _held_out(x: Any, y: Yes, fold: npt.NDArray[np.int64], recipe: Recipe) -> Numbers:
    out = np.zeros(len(y))
    for number in np.unique(fold):
        here, rest = fold == number, fold != number
        if y[rest].all() or not y[rest].any():
            out[here] = SURE if y[rest].any() else -SURE
        else:
            weights, constant = _learnt(x[rest], y[rest], recipe)
            out[here] = x[here] @ weights + constant
    return out


def _learnt(x: Any, y: Yes, recipe: Recipe) -> tuple[Numbers, float]:
    """Weights a column and the constant of one model."""
    share = ratios(x, y) if recipe.by_ratio else np.ones(x.shape[1])
    model = _fitted(x @ diags_array(share) if recipe.by_ratio else x, y, recipe.strengths[0], balanced=True)
    return model.coef_[0] * share, float(model.intercept_[0])


def ratios(x: csr_matrix, y: Yes) -> Numbers:
    """How much each column tells the label from the rest by its count alone, shape (columns,), 1 on average.

    Source:
        S. Wang, C. Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic Classification", ACL 2012; the
        ratio's size is taken, as its sign is learnt. On CaSiNo worth .01 macro-F1, with one label a turn, too.
    """
    filled = (x > 0).astype(float)
    with_it, without = (np.asarray(filled[some].sum(0)).ravel() + 1 for some in (y, ~y))
    size = np.abs(np.log(with_it / y.sum()) - np.log(without / (~y).sum()))
    mean = float(size.mean()) or 1.0
    return np.asarray((RATIO_SHARE * size + (1 - RATIO_SHARE) * mean) / mean)


def _fitted(x: Any, y: Yes, strength: float, *, balanced: bool) -> Any:
    model = LogisticRegression(C=strength, class_weight="balanced" if balanced else None, max_iter=STEPS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # an unfinished fit is measured like any other
        return model.fit(x, y)


def _blend(by_words: Sequence[Line], by_states: Sequence[Line], y: Yes, rows: Yes) -> Numbers:
    """How the two scores count, shape (labels, 3), from the rows of each label (`rows`, shape (rows, labels))."""
    out = []
    for k, (words, states) in enumerate(zip(by_words, by_states, strict=True)):
        scores = np.stack([words.held_out, states.held_out], 1)[rows[:, k]]
        out.append(_blended_pair(scores, y[rows[:, k], k]))
    return np.array(out)


def _blended_pair(scores: Numbers, y: Yes) -> Numbers:
    """Weights of two scores and a constant; a score that speaks against its own label is left out."""
    if y.all() or not y.any():
        return np.array([0.0, 0.0, SURE if y.any() else -SURE])
    spread = scores.std(0) + FLATTEST
    kept = np.array([True, True])
    while kept.any():
        model = _fitted(scores[:, kept] / spread[kept], y, 1.0, balanced=False)
        weights = np.zeros(2)
        weights[kept] = model.coef_[0] / spread[kept]
        if (weights >= 0).all():
            return np.array([*weights, float(model.intercept_[0])])
        kept &= weights >= 0
    rate = y.mean()
    return np.array([0.0, 0.0, float(np.log(rate / (1 - rate)))])


def _blended(by_words: Sequence[Line], by_states: Sequence[Line], blend: Numbers) -> Numbers:
    words, states = (np.stack([line.held_out for line in lines], 1) for lines in (by_words, by_states))
    return blended(words, states, blend)


def _checked(by_words: Sequence[Line], by_states: Sequence[Line], rows: Rows, frame: Frame) -> Yes:
    """Labels given to every row with blend and thresholds from the other folds."""
    given = np.zeros_like(rows.y)
    for number in np.unique(rows.fold):
        here, rest = rows.fold == number, rows.fold != number
        blend = _blend(by_words, by_states, rows.y, frame.allowed & rest[:, None])
        p = _blended(by_words, by_states, blend)
        thresholds = best_thresholds(p[rest], rows.y[rest], frame.at(rest))
        given[here] = chosen(p[here], thresholds, frame.at(here))
    return given


def _training(plan: Plan, rows: Rows, heads: Heads, given: Yes) -> Training:
    right = (rows.y & given).sum(0)
    precision, recall = right / np.maximum(given.sum(0), 1), right / np.maximum(rows.y.sum(0), 1)
    f1 = f1_of(rows.y, given)
    return Training(
        labels=tuple(
            LearntLabel(
                label=label,
                sides=tuple(sorted(plan.sides[k])),
                examples=plan.examples[k],
                talks=plan.talks[k],
                threshold=float(heads.thresholds[k]),
                precision=float(precision[k]),
                recall=float(recall[k]),
                f1=float(f1[k]),
            )
            for k, label in enumerate(plan.labels)
        ),
        refused=plan.refused,
        warnings=plan.warnings,
        one_a_turn=tuple(sorted(rows.one_a_turn)),
        always_one=tuple(sorted(rows.always_one)),
        turns=len(rows.place),
        talks=len(np.unique(rows.place[:, 0])),
    )
