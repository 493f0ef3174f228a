"""Fit the line that tells talk that sells from meetings that do not (language/reader/setting.py).

    python training/reader/setting.py --talks TALKS.jsonl … --scores RUN

Talks of the fold that RUN held out are left out here too, so that false alarms can be measured on them.
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from standfast.language.reader.setting import BUCKETS, SettingLine, setting_counts, store_setting_line, unit
from talks import Talk, read_talks

TARGET = Path(__file__).resolve().parents[2] / "src/standfast/language/reader/model/setting.npz"
STRENGTH = 3.0
"""Inverse ridge; a guess that held-out meetings bear out."""


def fit_setting_line(talks: list[Talk]) -> SettingLine:
    found = [setting_counts(turn.text) for talk in talks for turn in talk.turns]
    df = np.zeros(BUCKETS)
    for places, _ in found:
        df[places] += 1
    idf = (np.log((1 + len(found)) / (1 + df)) + 1).astype(np.float32)
    idf[df < 3] = 0  # a name or a typing error says nothing about the next talk
    rows = np.concatenate([np.full(len(places), n) for n, (places, _) in enumerate(found)])
    cols = np.concatenate([places for places, _ in found])
    values = np.concatenate([unit(counts * idf[places]) for places, counts in found])
    x = csr_matrix((values, (rows, cols)), shape=(len(found), BUCKETS))
    y = np.array([talk.sells for talk in talks for _ in talk.turns])
    fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500).fit(x, y)
    return SettingLine(idf, fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--scores", type=Path, required=True)
    args = ap.parse_args()
    every = [t for path in args.talks for t in read_talks(path)]
    held = {str(i) for i in np.load(args.scores / "dev.npz")["ids"]}
    groups = {t.group for t in every if t.id in held}
    store_setting_line(TARGET, fit_setting_line([t for t in every if t.group not in groups]))
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
