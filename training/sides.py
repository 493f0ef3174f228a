"""Fit the model that tells seller from customer, and write its weights.

    python training/sides.py TALKS.jsonl [TALKS.jsonl ...] [--folds]

Talks are `{"id", "group", "source", "turns": [{"who", "name"?, "text"}]}`. Names are not read. With `--folds` nothing
is written: five folds by group are told apart, a table a source.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from standfast.domain.call import Call, Channel, Side, Speaker, TimeQuality, Turn
from standfast.language.sides.teller import SURE_P, SideWeights, seller_chances
from standfast.language.sides.traits import BUCKETS, count_traits, word_traits

STRENGTH = 50.0
"""Inverse ridge; picked by the folds."""
TARGET = Path(__file__).resolve().parents[1] / "src/standfast/language/sides/weights.npz"


def voices(talk: dict) -> dict[tuple[str, str], list[str]]:
    out: dict[tuple[str, str], list[str]] = {}
    for turn in talk["turns"]:
        if turn.get("text"):
            out.setdefault((turn["who"], turn.get("name", turn["who"])), []).append(turn["text"])
    return out


def nameless(talk: dict) -> tuple[Call, dict[str, str]]:
    found = voices(talk)
    key = {voice: f"speaker-{n}" for n, voice in enumerate(found, start=1)}
    spoken = [t for t in talk["turns"] if t.get("text")]
    call = Call(
        source=talk["id"],
        format="corpus",
        time_quality=TimeQuality.NONE,
        channel=Channel.CALL,
        speakers=tuple(Speaker(key=k, name=k, side=Side.UNKNOWN) for k in key.values()),
        turns=tuple(
            Turn(index=n, speaker=key[t["who"], t.get("name", t["who"])], text=t["text"]) for n, t in enumerate(spoken)
        ),
    )
    return call, {key[voice]: voice[0] for voice in found}


def fit(talks: list[dict]) -> SideWeights:
    rows, cols, values, counts, sells, weight = [], [], [], [], [], []
    share = {s: 1 / sum(t["source"] == s for t in talks) for s in {t["source"] for t in talks}}
    for talk in talks:
        found = voices(talk)
        every = sum(len(text.split()) for texts in found.values() for text in texts)
        for place, (voice, texts) in enumerate(found.items()):
            at, value = word_traits(texts)
            rows += [len(sells)] * len(at)
            cols += at.tolist()
            values += value.tolist()
            counts.append(count_traits(texts, opened=place == 0, every_words=every))
            sells.append(voice[0] == "seller")
            weight.append(share[talk["source"]])
    words = csr_matrix((values, (rows, cols)), shape=(len(sells), BUCKETS), dtype=np.float32)
    x = hstack([words, csr_matrix(np.array(counts))]).tocsr()
    w = np.array(weight) / np.mean(weight)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, sells, sample_weight=w)
    line = model.coef_[0].astype(np.float32)
    return SideWeights(line[:BUCKETS], line[BUCKETS:], float(model.intercept_[0]))


def told(talks: list[dict], weights: SideWeights) -> list[tuple[str, bool, bool, bool]]:
    """Source, all sides right, all sure, first speaker sells."""
    out = []
    for talk in talks:
        call, truth = nameless(talk)
        if len(set(truth.values())) < 2:
            continue
        chances = seller_chances(call, weights)
        right = all((p >= 0.5) == (truth[k] == "seller") for k, p in chances.items())
        sure = all(max(p, 1 - p) >= SURE_P for p in chances.values())
        out.append((talk["source"], right, sure, truth[call.turns[0].speaker] == "seller"))
    return out


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("talks", type=Path, nargs="+")
    ap.add_argument("--folds", action="store_true")
    args = ap.parse_args()
    talks = [json.loads(line) for path in args.talks for line in path.read_text("utf-8").splitlines()]
    if not args.folds:
        weights = fit(talks)
        scale = float(np.abs(weights.words).max()) / 127
        np.savez_compressed(
            TARGET,
            words=np.round(weights.words / scale).astype(np.int8),
            scale=scale,
            counts=weights.counts,
            constant=weights.constant,
        )
        print(f"{len(talks)} talks -> {TARGET.name}")
        return
    fold = [int(hashlib.sha256(str(t["group"]).encode()).hexdigest(), 16) % 5 for t in talks]
    rows = []
    for k in range(5):
        weights = fit([t for t, f in zip(talks, fold, strict=True) if f != k])
        rows += told([t for t, f in zip(talks, fold, strict=True) if f == k], weights)
    for source in sorted({row[0] for row in rows}):
        some = [row for row in rows if row[0] == source]
        sure = [row for row in some if row[2]]
        print(
            f"{source:20} talks {len(some)}  right {np.mean([r[1] for r in some]):.3f}  first speaker sells "
            f"{np.mean([r[3] for r in some]):.3f}  sure {len(sure) / len(some):.3f}  right when sure "
            f"{np.mean([r[1] for r in sure]):.3f}"
        )


if __name__ == "__main__":
    main()
