"""What a larger teacher makes of every talk: logits a turn and label, from which the small reader learns beside the labels.

    python training/reader/lessons.py --talks TALKS.jsonl … --net RUN --encoder ENCODER --out LESSONS.npz

The teacher must not have seen the fold that the small reader is measured on: train both with the same `--fold`.
"""

import argparse
from pathlib import Path

import numpy as np
from fit import predict
from net import trained_net
from tokenizers import Tokenizer

from talks import COLUMNS, read_talks

BOUND = 8.0
"""Logits beyond it say nothing more, and keep a half-precision number exact enough."""


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--net", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    net = trained_net(args.encoder, args.net, COLUMNS)
    found: dict[str, np.ndarray] = {}
    for path in args.talks:
        talks = [t for t in read_talks(path) if t.id not in found]
        for talk, logits in zip(talks, predict(net, talks, tokenizer), strict=True):
            found[talk.id] = np.clip(logits, -BOUND, BOUND).astype(np.float16)
        print(f"{path.name}: {len(talks)} talks", flush=True)
    part = args.out.with_suffix(".part.npz")
    np.savez_compressed(part, **found)
    part.replace(args.out)


if __name__ == "__main__":
    main()
