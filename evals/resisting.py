"""Strategies a turn, 5-fold by dialogue, through the code of `standfast train` and `standfast label`.

    OMP_NUM_THREADS=1 python evals/resisting.py --data STRATEGIES.jsonl [--none LABEL] [--floor]
    OMP_NUM_THREADS=1 python evals/resisting.py --casino ../shared/data/casino.jsonl --none non-strategic --floor

`--data` has the lines that `standfast train` reads. `--none` names what a turn without a label is, and adds it as a class.
`--casino` makes such lines of the 354 talks with expert strategies: the first person is seated as seller, turns made by
button are dropped, and “non-strategic” is a turn without a label. `--one` keeps the rarest strategy of each turn, to see
what a task with one label a turn gets; “non-strategic” is a label then. `--floor` adds TF-IDF with a logistic regression
a label on the same folds; its thresholds are picked on held-out scores of the talks that were learnt from.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from standfast.app.labelled_talks import labelled_talks
from standfast.domain.own_labels import Corrections, JudgedTurn, LabelledTalk
from standfast.language.own_labels.choosing import best_thresholds, frame_of
from standfast.language.own_labels.features import TalkTraits, traits_of
from standfast.language.own_labels.fitting import fit_own_labels
from standfast.language.own_labels.heads import judged_turns
from standfast.language.own_labels.rows import dealt
from standfast.language.own_labels.stored import heads_from, store
from standfast.language.reader.turn_reader import shipped_turn_reader

Scores = dict[str, tuple[int, int, int]]


def casino_lines(path: Path, *, one: bool) -> list[str]:
    talks = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    talks = [talk for talk in talks if talk["strategies"]]
    rarity = Counter(name for talk in talks for _, names in talk["strategies"] for name in names.split(","))
    lines = []
    for talk in talks:
        turns, labels, left = [], {}, list(talk["strategies"])
        for turn in talk["turns"]:
            if left and left[0][0] == turn["text"]:
                names = sorted(left.pop(0)[1].split(","), key=lambda name: rarity[name])
                labels[str(len(turns))] = names[:1] if one else [name for name in names if name != "non-strategic"]
                turns.append({"who": "seller" if turn["who"].endswith("1") else "customer", "text": turn["text"]})
        lines.append(json.dumps({"id": str(talk["id"]), "turns": turns, "labels": labels}))
    return lines


def ours(
    train: list[int], test: list[int], talks: list[LabelledTalk], traits: list[TalkTraits]
) -> list[list[set[str]]]:
    heads, training = fit_own_labels([talks[n] for n in train], [traits[n] for n in train])
    print(f"  macro-F1 that the card shows: {training.macro_f1:.3f}", flush=True)
    version = shipped_turn_reader().version
    with tempfile.TemporaryDirectory() as place:
        store(Path(place) / "model", heads, training, Corrections(), reader_version=version)
        again = heads_from(Path(place) / "model", reader_version=version)
    judged: list[tuple[JudgedTurn, ...]] = [judged_turns(talks[n].call, traits[n], again) for n in test]
    return [[set(turn.labels) for turn in turns] for turns in judged]


def texts(talks: list[LabelledTalk]) -> tuple[list[str], list[str]]:
    pairs = [(talk.call.turns, k) for talk in talks for k in range(len(talk.call.turns))]
    return [turns[k].text for turns, k in pairs], [turns[k - 1].text if k else "" for turns, k in pairs]


def floor(train: list[int], test: list[int], talks: list[LabelledTalk], labels: list[str]) -> list[list[set[str]]]:
    seen, unseen = [talks[n] for n in train], [talks[n] for n in test]
    a, b = (TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2), TfidfVectorizer(sublinear_tf=True, min_df=2))  # fmt: skip
    now, before = texts(seen)
    x = hstack([a.fit_transform(now), 0.5 * b.fit_transform(before)]).tocsr()
    now, before = texts(unseen)
    z = hstack([a.transform(now), 0.5 * b.transform(before)]).tocsr()
    y = np.array([[name in labels_ for name in labels] for talk in seen for labels_ in talk.labels])
    folds = dealt([talk.group for talk in seen for _ in talk.labels], y)
    held, fresh = np.zeros(y.shape), np.zeros((z.shape[0], len(labels)))
    for k in range(len(labels)):
        for fold in np.unique(folds):
            held[folds == fold, k] = _line(x[folds != fold], y[folds != fold, k], x[folds == fold])
        fresh[:, k] = _line(x, y[:, k], z)
    single = y.sum(1).max() <= 1
    if single:
        given = fresh == fresh.max(1, keepdims=True) if y.any(1).all() else (fresh >= 0.5) & (fresh == fresh.max(1, keepdims=True))  # fmt: skip
    else:
        side = [frozenset([s]) for s in {talk.call.side_of(0) for talk in seen}]
        frame = frame_of([next(iter(side[0]))] * len(y), [side[0]] * len(labels), one_a_turn=frozenset(), always_one=frozenset())  # fmt: skip
        given = fresh >= best_thresholds(held, y, frame)
    sets = [{labels[k] for k in np.flatnonzero(row)} for row in given]
    cuts = np.cumsum([0, *(len(talk.labels) for talk in unseen)])
    return [sets[i:j] for i, j in pairwise(cuts)]


def _line(x: csr_matrix, y: np.ndarray, z: csr_matrix) -> np.ndarray:
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000).fit(x, y)
    return np.asarray(model.predict_proba(z)[:, 1])


def table(truth: list[set[str]], found: dict[str, list[set[str]]], labels: list[str], none: str | None) -> None:
    print(f"| label | n | {' | '.join(found)} |\n|---|---:|{'---:|' * len(found)}")
    rows = {
        label: [f1_of(label, truth, sets) for sets in found.values()] for label in [*labels, *([none] if none else [])]
    }
    for label, row in rows.items():
        print(f"| {label} | {sum(label in t for t in truth)} | {' | '.join(f'{f1:.3f}' for f1 in row)} |")
    mean = np.mean([rows[label] for label in labels], 0)
    print(f"| **macro-F1** | {len(truth)} turns | {' | '.join(f'**{f1:.3f}**' for f1 in mean)} |")
    if none:
        mean = np.mean(list(rows.values()), 0)
        print(f"| macro-F1 with “{none}” | | {' | '.join(f'{f1:.3f}' for f1 in mean)} |")


def f1_of(label: str, truth: list[set[str]], sets: list[set[str]]) -> float:
    n = sum(label in t for t in truth) + sum(label in s for s in sets)
    return 2 * sum(label in t and label in s for t, s in zip(truth, sets, strict=True)) / max(n, 1)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path)
    ap.add_argument("--casino", type=Path)
    ap.add_argument("--one", action="store_true")
    ap.add_argument("--none")
    ap.add_argument("--floor", action="store_true")
    args = ap.parse_args()
    lines = casino_lines(args.casino, one=args.one) if args.casino else args.data.read_text("utf-8").splitlines()
    talks = list(labelled_talks(lines, source=str(args.casino or args.data)))
    labels = sorted({label for talk in talks for some in talk.labels for label in some})
    start = time.time()
    traits = [traits_of(talk.call, shipped_turn_reader()) for talk in talks]
    print(f"{shipped_turn_reader().version}: {sum(len(t.labels) for t in talks)} turns read in {time.time() - start:.0f} s")  # fmt: skip
    y = np.array([[label in set_ for label in labels] for talk in talks for set_ in talk.labels])
    fold = dealt([talk.group for talk in talks for _ in talk.labels], y)
    of_talk = fold[np.cumsum([0, *(len(talk.labels) for talk in talks)])[:-1]]
    found: dict[str, dict[int, list[set[str]]]] = {"ours": {}} | ({"TF-IDF": {}} if args.floor else {})
    for number in np.unique(of_talk):
        train, test = list(np.flatnonzero(of_talk != number)), list(np.flatnonzero(of_talk == number))
        start = time.time()
        found["ours"] |= dict(zip(test, ours(train, test, talks, traits), strict=True))
        print(
            f"  fold {number}: {len(train)} talks learnt, {len(test)} labelled in {time.time() - start:.0f} s",
            flush=True,
        )
        if args.floor:
            found["TF-IDF"] |= dict(zip(test, floor(train, test, talks, labels), strict=True))
    truth = [set(set_) or {args.none} - {None} for talk in talks for set_ in talk.labels]
    read = {
        name: [set_ or {args.none} - {None} for n in range(len(talks)) for set_ in sets[n]]
        for name, sets in found.items()
    }
    table(truth, read, labels, args.none)


if __name__ == "__main__":
    main()
