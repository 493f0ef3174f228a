"""The turn reader on talks that a run held out, a label a row, with the floor and the ceiling beside it.

    python evals/reader.py --talks TALKS.jsonl … --run RUN [--second SECOND_LABELS.jsonl] > table.md

`--run` is a training run with its `dev.npz` (logits of the talks of one fold, grouped by conversation and by listing).
The floor is TF-IDF of the turn and the turn before it with a logistic regression a label, trained on the other folds. The
ceiling is the agreement of a second, blind labelling with the first (F1 of one against the other).
Each half of the fold is cut at thresholds that were picked on the other half.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training/reader"))
from fit import best_thresholds
from words import WORD_WEIGHT, fit_word_line

from standfast.language.reader.setting import setting_line_from
from standfast.language.reader.word_line import WordLine
from talks import LABELS, Talk, read_talks

SETTING = Path(__file__).resolve().parents[1] / "src/standfast/language/reader/model/setting.npz"
CUSTOMER = 7
"""The first labels are the customer's."""


def stacked(talks: list[Talk], scores: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.concatenate([t.targets >= 0.5 for t in talks]),
        np.concatenate([t.counted for t in talks]),
        np.concatenate(scores),
    )


def f1_of(y: np.ndarray, p: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of two boolean columns."""
    tp = int((y & p).sum())
    precision, recall = tp / max(int(p.sum()), 1), tp / max(int(y.sum()), 1)
    return precision, recall, 2 * tp / max(int(y.sum()) + int(p.sum()), 1)


def halves(talks: list[Talk]) -> np.ndarray:
    return np.array([int(hashlib.sha256(f"half {t.group}".encode()).hexdigest(), 16) % 2 for t in talks])


def decided(talks: list[Talk], scores: list[np.ndarray]) -> list[np.ndarray]:
    """Yes or no a turn and label; each half of the talks is cut at thresholds picked on the other half."""
    half = halves(talks)
    out: list[np.ndarray] = [np.zeros(0)] * len(talks)
    for side in (0, 1):
        other = [k for k in range(len(talks)) if half[k] != side]
        limits = best_thresholds([talks[k] for k in other], [scores[k] for k in other])
        for k in np.flatnonzero(half == side):
            out[k] = (scores[k] >= limits) & talks[k].counted
    return out


def texts(talks: list[Talk]) -> tuple[list[str], list[str]]:
    now, before = [], []
    for talk in talks:
        for k, turn in enumerate(talk.turns):
            now.append(f"{turn.side} {turn.text}")
            before.append(talk.turns[k - 1].text if k else "")
    return now, before


def full_scores(talks: list[Talk], raw: list[np.ndarray], line: WordLine) -> list[np.ndarray]:
    """The encoder's logits with what the reader lays beside them: the words, and doubt where nobody seems to sell."""
    setting = setting_line_from(SETTING)
    return [
        s + WORD_WEIGHT * line.scores(t.turns) + setting.doubts(t.turns)[:, None]
        for s, t in zip(raw, talks, strict=True)
    ]


def floor_scores(train: list[Talk], test: list[Talk]) -> list[np.ndarray]:
    a, b = (
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        TfidfVectorizer(sublinear_tf=True, min_df=2),
    )
    now, before = texts(train)
    x = hstack([a.fit_transform(now), 0.5 * b.fit_transform(before)]).tocsr()
    now, before = texts(test)
    z = hstack([a.transform(now), 0.5 * b.transform(before)]).tocsr()
    y = np.concatenate([t.targets >= 0.5 for t in train])
    c = np.concatenate([t.counted for t in train])
    columns = [_floor(x[c[:, k]], y[c[:, k], k], z) for k in range(len(LABELS))]
    flat = np.stack(columns, 1)
    cuts = np.cumsum([len(t.turns) for t in test])[:-1]
    return np.split(flat, cuts)


def _floor(x: csr_matrix, y: np.ndarray, z: csr_matrix) -> np.ndarray:
    if y.sum() < 2:
        return np.full(z.shape[0], -9.0)
    return LogisticRegression(C=10, class_weight="balanced", max_iter=1000).fit(x, y).decision_function(z)


def table(talks: list[Talk], ours: list[np.ndarray], floor: list[np.ndarray], ceiling: dict[str, float]) -> list[str]:
    y = np.concatenate([t.targets >= 0.5 for t in talks])
    p, f = np.concatenate(ours).astype(bool), np.concatenate(floor).astype(bool)
    rows = [
        "| label | n | floor F1 | precision | recall | F1 | second labelling |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    found, low = [], []
    for k, label in enumerate(LABELS):
        precision, recall, f1 = f1_of(y[:, k], p[:, k])
        low.append(f1_of(y[:, k], f[:, k])[2])
        found.append(f1)
        top = f"{ceiling[label.value]:.2f}" if label.value in ceiling else "–"
        n = int(y[:, k].sum())
        rows.append(f"| `{label.value}` | {n} | {low[-1]:.2f} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {top} |")
    for name, part in (("customer", slice(0, CUSTOMER)), ("seller", slice(CUSTOMER, None))):
        tops = [ceiling[label.value] for label in LABELS[part] if label.value in ceiling]
        top = f"{np.mean(tops):.2f}" if tops else "–"
        rows.append(f"| **{name}, macro** | | {np.mean(low[part]):.2f} | | | **{np.mean(found[part]):.2f}** | {top} |")
    return rows


def agreement(talks: dict[str, Talk], second: Path | None) -> dict[str, float]:
    """F1 of the second labelling against the first, a label with at least three on either side."""
    if second is None:
        return {}
    pairs = [(talks[t.id], t) for t in read_talks(second) if t.id in talks]
    y = np.concatenate([a.targets >= 0.5 for a, _ in pairs])
    p = np.concatenate([b.targets >= 0.5 for _, b in pairs])
    enough = [k for k in range(len(LABELS)) if y[:, k].sum() + p[:, k].sum() >= 6]
    return {LABELS[k].value: f1_of(y[:, k], p[:, k])[2] for k in enough}


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--second", type=Path)
    args = ap.parse_args()
    stored = np.load(args.run / "dev.npz")
    every = {t.id: t for path in args.talks for t in read_talks(path)}
    ids = [str(i) for i in stored["ids"]]
    held = [every[i] for i in ids]
    groups = {t.group for t in held}
    train = [t for t in every.values() if t.group not in groups]
    line = fit_word_line(train)
    scores = full_scores(held, [stored[i] for i in ids], line)
    floor = floor_scores(train, held)
    ceiling = agreement(every, args.second)
    ours, low = decided(held, scores), decided(held, floor)
    print(f"{len(held)} talks held out, {sum(len(t.turns) for t in held)} turns; trained on {len(train)} talks.\n")
    print("\n".join(table(held, ours, low, ceiling)))
    for source in sorted({t.source for t in held}):
        some = [k for k, t in enumerate(held) if t.source == source]
        y = np.concatenate([held[k].targets >= 0.5 for k in some])
        p = np.concatenate([ours[k] for k in some]).astype(bool)
        n = y.sum(0)
        f1 = np.array([f1_of(y[:, k], p[:, k])[2] for k in range(len(LABELS))])
        there = n >= 5
        print(f"\n{source}: {len(some)} talks; macro-F1 over labels with 5 or more: customer "
              f"{f1[:CUSTOMER][there[:CUSTOMER]].mean():.2f}, seller {f1[CUSTOMER:][there[CUSTOMER:]].mean():.2f}")  # fmt: skip
    print(
        json.dumps(
            {
                label.value: int(y)
                for label, y in zip(LABELS, np.concatenate([t.targets for t in train]).sum(0), strict=True)
            }
        )
    )


if __name__ == "__main__":
    main()
