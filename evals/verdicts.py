"""Verdicts a moment, on talks that a run held out: those from our readings against those from the annotators' labels.

    python evals/verdicts.py --talks TALKS.jsonl … --run RUN

A moment of the annotators is right when we found a moment in the same turn on the same front with the same verdict. The
floor answers every moment with the commonest verdict. Moments that only we found are counted beside it.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training/reader"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from reader import decided, full_scores
from words import fit_word_line

from standfast.domain.call import Call, Channel, Side, Speaker, TimeQuality, Turn
from standfast.domain.moment import Moment, Quote, Reading
from standfast.engines.control.moments import find_moments
from talks import LABELS, Talk, read_talks


def moments(talk: Talk, marks: np.ndarray) -> tuple[Moment, ...]:
    call = Call(
        source=talk.id, format="corpus", time_quality=TimeQuality.NONE, channel=Channel.CALL,
        speakers=tuple(Speaker(key=side.value, name=side.value, side=side) for side in Side),
        turns=tuple(Turn(index=n, speaker=turn.side.value, text=turn.text) for n, turn in enumerate(talk.turns)),
    )  # fmt: skip
    readings = tuple(
        Reading(label=LABELS[k], p=1.0, quote=Quote(turn=int(n), start=0, end=1, text="x"))
        for n, k in np.argwhere(marks)
    )
    return find_moments(call, readings)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--run", type=Path, required=True)
    args = ap.parse_args()
    stored = np.load(args.run / "dev.npz")
    every = {t.id: t for path in args.talks for t in read_talks(path)}
    held = [every[str(i)] for i in stored["ids"]]
    groups = {t.group for t in held}
    line = fit_word_line([t for t in every.values() if t.group not in groups])
    scores = full_scores(held, [stored[t.id] for t in held], line)
    pairs = Counter()
    right = total = extra = 0
    for talk, marks in zip(held, decided(held, scores), strict=True):
        true = {(m.turn, m.front): m.verdict for m in moments(talk, talk.targets >= 0.5)}
        ours = {(m.turn, m.front): m.verdict for m in moments(talk, marks.astype(bool))}
        extra += len(ours.keys() - true.keys())
        for key, verdict in true.items():
            pairs[verdict.value, ours[key].value if key in ours else "no moment"] += 1
            right += ours.get(key) is verdict
            total += 1
    truth = Counter()
    for (verdict, _), n in pairs.items():
        truth[verdict] += n
    found = total - sum(n for (_, ours), n in pairs.items() if ours == "no moment")
    print(f"{total} moments: verdict right {right / total:.3f}, of those found {right / max(found, 1):.3f}; "
          f"floor (always {truth.most_common(1)[0][0]}) {truth.most_common(1)[0][1] / total:.3f}; only ours {extra}")  # fmt: skip
    for (verdict, ours), n in sorted(pairs.items()):
        print(f"  {verdict:14} read as {ours:14} {n}")


if __name__ == "__main__":
    main()
