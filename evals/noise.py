"""What a recogniser's noise costs: the same held-out talks without case and punctuation and with 8 % wrong words.

    python evals/noise.py --talks TALKS.jsonl … --run RUN [--seed 5]

Thresholds are those of the clean talks (each half cut at thresholds picked on the other half).
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training/reader"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from encoders import minilm_folder
from fit import best_thresholds, predict
from net import trained_net
from reader import CUSTOMER, f1_of, full_scores, halves
from words import fit_word_line

from talks import COLUMNS, LABELS, noisy_talk, read_talks


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, help="the run's encoder; all-MiniLM-L6-v2 if left out")
    ap.add_argument("--seed", type=int, default=5)
    args = ap.parse_args()
    encoder = args.encoder or minilm_folder()
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    net = trained_net(encoder, args.run, COLUMNS)
    every = {t.id: t for path in args.talks for t in read_talks(path)}
    clean = [every[str(i)] for i in np.load(args.run / "dev.npz")["ids"]]
    groups = {t.group for t in clean}
    train = [t for t in every.values() if t.group not in groups]
    line = fit_word_line(train)
    rng = random.Random(args.seed)
    words = sorted({w for t in train for turn in t.turns for w in turn.text.lower().split() if w.isalpha()})
    noisy = [noisy_talk(t, rng, words) for t in clean]
    half = halves(clean)
    made = {}
    for name, talks in (("clean", clean), ("noisy", noisy)):
        raw = predict(net, talks, tokenizer)
        made[name] = full_scores(talks, raw, line)
    y = np.concatenate([t.targets >= 0.5 for t in clean])
    for name, scores in made.items():
        cut = []
        for k, s in enumerate(scores):
            other = [j for j in range(len(clean)) if half[j] != half[k]]
            if k == 0 or half[k] != half[k - 1]:
                limits = best_thresholds([clean[j] for j in other], [made["clean"][j] for j in other])
            cut.append((s >= limits) & clean[k].counted)
        p = np.concatenate(cut)
        f1 = [f1_of(y[:, k], p[:, k])[2] for k in range(len(LABELS))]
        print(f"{name}: customer {np.mean(f1[:CUSTOMER]):.3f}, seller {np.mean(f1[CUSTOMER:]):.3f}")


if __name__ == "__main__":
    main()
