"""Fit the model that tells seller from customer, and write its weights.

    python training/sides.py TALKS.jsonl [TALKS.jsonl ...] --run RUN

Talks are `{"id", "group", "source", "turns": [{"who", "name"?, "text"}]}`. Names are not read. `--run` is a run of the
turn reader with `sides.npz`: its logits for the talks of the fold that it never saw. The word model is fitted on the
other talks and told apart on that fold, alone and with the turn reader's opinion, a table a source; the weight between
the two is fitted on one half of the fold and measured on the other. Then the word model is fitted on all talks and written.
"""

import argparse
import hashlib
import json
from dataclasses import replace
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
    return SideWeights(line[:BUCKETS], line[BUCKETS:], float(model.intercept_[0]), 0.0)


def held_out(talks: list[dict], run: Path) -> list[tuple[dict, np.ndarray]]:
    """The talks that the run never saw, each with its logits a turn."""
    stored = np.load(run / "sides.npz")
    by_id = {t["id"]: t for t in talks}
    return [(by_id[str(i)], stored[str(i)]) for i in stored["ids"] if str(i) in by_id]


def opinion_weight(pairs: list[tuple[dict, np.ndarray]], weights: SideWeights) -> float:
    """What the turn reader's opinion counts: the value from 0 to 4 that makes the true seating likeliest."""
    grid = np.linspace(0, 4, 17)
    return float(max(grid, key=lambda w: sum(_seating_log_p(t, s, replace(weights, turns=float(w))) for t, s in pairs)))


def _seating_log_p(talk: dict, selling: np.ndarray, weights: SideWeights) -> float:
    call, truth = nameless(talk)
    chances = seller_chances(call, selling, weights)
    return sum(np.log(max(p if truth[key] == "seller" else 1 - p, 1e-6)) for key, p in chances.items())


def told(pairs: list[tuple[dict, np.ndarray]], weights: SideWeights) -> list[tuple[str, bool, bool, bool]]:
    """Source, all sides right, all sure, first speaker sells."""
    out = []
    for talk, selling in pairs:
        call, truth = nameless(talk)
        if len(set(truth.values())) < 2:
            continue
        chances = seller_chances(call, selling, weights)
        right = all((p >= 0.5) == (truth[k] == "seller") for k, p in chances.items())
        sure = all(max(p, 1 - p) >= SURE_P for p in chances.values())
        out.append((talk["source"], right, sure, truth[call.turns[0].speaker] == "seller"))
    return out


def show(name: str, rows: list[tuple[str, bool, bool, bool]]) -> None:
    print(name)
    for source in [*sorted({row[0] for row in rows}), ""]:
        some = [row for row in rows if source in {"", row[0]}]
        sure = [row for row in some if row[2]]
        print(
            f"  {source or 'all':18} talks {len(some):4}  right {np.mean([r[1] for r in some]):.3f}  first speaker sells "
            f"{np.mean([r[3] for r in some]):.3f}  sure {len(sure) / len(some):.3f}  right when sure "
            f"{np.mean([r[1] for r in sure]):.3f}"
        )


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("talks", type=Path, nargs="+")
    ap.add_argument("--run", type=Path, required=True)
    args = ap.parse_args()
    every = [json.loads(line) for path in args.talks for line in path.read_text("utf-8").splitlines()]
    talks = [talk for talk in every if talk.get("stage") != "no selling"]
    talks = list({talk["id"]: talk for talk in talks}.values())
    pairs = held_out(talks, args.run)
    groups = {str(talk["group"]) for talk, _ in pairs}
    line = fit([t for t in talks if str(t["group"]) not in groups])
    half = [int(hashlib.sha256(str(t["group"]).encode()).hexdigest(), 16) // 7 % 2 for t, _ in pairs]
    rows = []
    for side in (0, 1):
        weight = opinion_weight([p for p, h in zip(pairs, half, strict=True) if h != side], line)
        rows += told([p for p, h in zip(pairs, half, strict=True) if h == side], replace(line, turns=weight))
    show("words alone", told(pairs, line))
    show("words and the turn reader", rows)
    weights = replace(fit(talks), turns=opinion_weight(pairs, line))
    scale = float(np.abs(weights.words).max()) / 127
    np.savez_compressed(
        TARGET,
        words=np.round(weights.words / scale).astype(np.int8),
        scale=scale,
        counts=weights.counts,
        constant=weights.constant,
        turns=weights.turns,
    )
    print(f"{len(talks)} talks, turn reader's weight {weights.turns:.2f} -> {TARGET.name}")


if __name__ == "__main__":
    main()
