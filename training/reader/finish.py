"""Lay a trained reader into the package: weights, tokenizer, and the card with thresholds and calibration.

    python training/reader/finish.py --talks TALKS.jsonl --scores RUN_WITH_DEV --net RUN --encoder ENCODER --version 2026.11.1

`--scores` is a run that held a fold out (its `dev.npz`): slopes, offsets and thresholds come from talks that the run
never saw. `--net` is the run whose weights ship: the same, or one trained on all talks with the same settings.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
from export import quantised, to_onnx
from fit import best_thresholds
from net import trained_net
from sklearn.linear_model import LogisticRegression
from words import WORD_WEIGHT, fit_word_line

from standfast.language.reader.word_line import store_word_line
from talks import COLUMNS, LABELS, Talk, read_talks

TARGET = Path(__file__).resolve().parents[2] / "src/standfast/language/reader/model"
FLATTEST, STEEPEST = 0.4, 2.5
"""Bounds on a slope: a handful of examples must not turn a label's probabilities into steps."""


def calibration(talks: list[Talk], scores: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Platt's slope and offset a label (J. Platt, 1999), from held-out logits."""
    y = np.concatenate([t.targets >= 0.5 for t in talks])
    c = np.concatenate([t.counted for t in talks])
    s = np.concatenate(scores)
    slopes, offsets = np.ones(len(LABELS)), np.zeros(len(LABELS))
    for k in range(len(LABELS)):
        yk, sk = y[c[:, k], k], s[c[:, k], k]
        if yk.sum() < 5:
            continue
        model = LogisticRegression(C=10.0).fit(sk[:, None], yk)
        slopes[k] = float(np.clip(model.coef_[0, 0], FLATTEST, STEEPEST))
        shift = np.linspace(-6, 6, 241)
        p = 1 / (1 + np.exp(-(sk[None] * slopes[k] + shift[:, None])))
        offsets[k] = float(shift[np.abs(p.mean(1) - yk.mean()).argmin()])
    return slopes, offsets


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--scores", type=Path, required=True)
    ap.add_argument("--net", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--version", required=True)
    args = ap.parse_args()
    stored = np.load(args.scores / "dev.npz")
    every = [t for path in args.talks for t in read_talks(path)]
    by_id = {t.id: t for t in every}
    held = {by_id[str(i)].group for i in stored["ids"]}
    talks = [t for i in stored["ids"] if (t := by_id[str(i)]).sells]  # meetings are held off by setting.py
    line = fit_word_line([t for t in every if t.group not in held])
    scores = [stored[t.id] + WORD_WEIGHT * line.scores(t.turns) for t in talks]
    slopes, offsets = calibration(talks, scores)
    limits = best_thresholds(talks, scores)
    chances = 1 / (1 + np.exp(-(limits * slopes + offsets)))
    net = trained_net(args.encoder, args.net, COLUMNS)
    TARGET.mkdir(parents=True, exist_ok=True)
    to_onnx(net, args.net / "full.onnx")
    quantised(args.net / "full.onnx", net, TARGET / "reader.onnx")
    shutil.copyfile(args.encoder / "tokenizer.json", TARGET / "tokenizer.json")
    store_word_line(TARGET / "words.npz", fit_word_line(every))
    names = [label.value for label in LABELS]
    card = {
        "version": f"standfast-reader {args.version}",
        "labels": names,
        "word_weight": WORD_WEIGHT,
        "thresholds": dict(zip(names, np.round(chances, 4).tolist(), strict=True)),
        "slopes": dict(zip(names, np.round(slopes, 4).tolist(), strict=True)),
        "offsets": dict(zip(names, np.round(offsets, 4).tolist(), strict=True)),
    }
    (TARGET / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print({path.name: path.stat().st_size for path in TARGET.iterdir()})


if __name__ == "__main__":
    main()
