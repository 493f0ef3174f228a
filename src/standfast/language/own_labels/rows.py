"""Lay labelled talks out for fitting: which labels can be learnt, the turns as rows, and the folds they are checked in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standfast.domain.call import Side
from standfast.domain.errors import BadRequest
from standfast.domain.own_labels import LabelledTalk

LEAST, ENOUGH = 5, 20
"""Examples below which a label is refused, and below which it is learnt with a warning."""
FOLDS = 5
SIDES = (Side.SELLER, Side.CUSTOMER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The labels to learn, each with its sides and its examples, and sentences on those that are refused or weak."""

    labels: tuple[str, ...]
    sides: tuple[frozenset[Side], ...]
    examples: tuple[int, ...]
    talks: tuple[int, ...]
    refused: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The turns that can be learnt from: those with words and a side.

    `place` shape (rows, 2): talk and turn; `y` shape (rows, labels); `fold` shape (rows,); `one_a_turn` and
    `always_one` are the sides whose turns carry one label at most, and exactly one.
    """

    place: npt.NDArray[np.int64]
    sides: tuple[Side, ...]
    y: npt.NDArray[np.bool_]
    fold: npt.NDArray[np.int64]
    one_a_turn: frozenset[Side]
    always_one: frozenset[Side]


def plan_of(talks: Sequence[LabelledTalk]) -> Plan:
    """Count the examples and settle which labels are learnt, in order of their names.

    Raises:
        BadRequest: none can be.
    """
    found: dict[str, list[tuple[str, Side]]] = {}
    for talk in talks:
        for index in _usable(talk):
            for label in talk.labels[index]:
                found.setdefault(label, []).append((talk.group, talk.call.side_of(index)))
    turns = {side: sum(talk.call.side_of(n) is side for talk in talks for n in _usable(talk)) for side in SIDES}
    refused = {label: why for label in found if (why := _hopeless(label, found[label], turns))}
    kept = sorted(set(found) - set(refused))
    if not kept:
        what = " ".join(refused.values()) if refused else "no turn carries a label"
        raise BadRequest(what.removesuffix("."), "the labelled talks", f"Label {LEAST} turns or more, better {ENOUGH}")
    few = [(label, len(found[label])) for label in kept if len(found[label]) < ENOUGH]
    return Plan(
        labels=tuple(kept),
        sides=tuple(frozenset(side for _, side in found[label]) for label in kept),
        examples=tuple(len(found[label]) for label in kept),
        talks=tuple(len({group for group, _ in found[label]}) for label in kept),
        refused=tuple(refused[label] for label in sorted(refused)),
        warnings=tuple(
            f"“{label}” has {n} examples: from {ENOUGH} upwards a label can be relied on." for label, n in few
        ),
    )


def _usable(talk: LabelledTalk) -> list[int]:
    turns = talk.call.turns
    return [turn.index for turn in turns if turn.text.strip() and talk.call.side_of(turn.index) in SIDES]


def _hopeless(label: str, found: list[tuple[str, Side]], turns: dict[Side, int]) -> str:
    """Why a label cannot be learnt, in a sentence; empty if it can."""
    if len(found) < LEAST:
        return f"“{label}” is refused: it has {len(found)} example(s), and {LEAST} is the least to learn from."
    if len({group for group, _ in found}) < 2:
        return f"“{label}” is refused: all its examples stand in one conversation, so it cannot be checked on another."
    if len(found) == sum(turns[side] for side in {side for _, side in found}):
        return f"“{label}” is refused: every turn of its side carries it, so there is nothing to tell it from."
    return ""


def rows_of(talks: Sequence[LabelledTalk], plan: Plan) -> Rows:
    """One row a turn that can be learnt from, in order of the talks."""
    place = [(n, index) for n, talk in enumerate(talks) for index in _usable(talk)]
    y = np.array([[label in talks[n].labels[i] for label in plan.labels] for n, i in place], bool)
    sides = tuple(talks[n].call.side_of(i) for n, i in place)
    folds = dealt([talks[n].group for n, _ in place], y)
    one, always = set(), set()
    for side in SIDES:
        of_side = y[[s is side for s in sides]]
        if sum(side in some for some in plan.sides) >= 2 and of_side.sum(1).max() <= 1:
            one.add(side)
            if of_side.sum(1).min() == 1:
                always.add(side)
    return Rows(
        place=np.array(place, np.int64),
        sides=sides,
        y=y,
        fold=folds,
        one_a_turn=frozenset(one),
        always_one=frozenset(always),
    )


def dealt(groups: Sequence[str], y: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """A fold for every row: groups stay whole, and the examples of each label, the rarest first, are spread evenly.

    The order inside a label is that of a hash of the group's name, so the same talks always fall the same way.
    """
    names = sorted(set(groups), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    at = {name: n for n, name in enumerate(names)}
    counts = np.zeros((len(names), y.shape[1] + 1))
    for group, row in zip(groups, y, strict=True):
        counts[at[group]] += [*row, 1]
    held = np.zeros((min(FOLDS, len(names)), y.shape[1] + 1))
    fold = np.full(len(names), -1)
    for column in (*np.argsort(counts[:, :-1].sum(0), kind="stable"), y.shape[1]):
        for n in np.argsort(-counts[:, column], kind="stable"):
            if fold[n] < 0 and counts[n, column]:
                fold[n] = min(range(len(held)), key=lambda f: (held[f, column], held[f, -1]))
                held[fold[n]] += counts[n]
    return np.asarray(fold[[at[group] for group in groups]], np.int64)
