"""Fit the linear reader of words (language/reader/word_line.py)."""

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from standfast.language.reader.word_line import BEFORE, OWN, WordLine, weighed, word_counts
from talks import LABELS, Talk

STRENGTH = 10.0
"""Inverse ridge, as for the floor."""

WORD_WEIGHT = 0.35
"""What the linear reader of words counts beside the encoder; picked on held-out talks, flat between .15 and .75."""


def fit_word_line(talks: list[Talk]) -> WordLine:
    found = [word_counts(turn, talk.turns[k - 1] if k else None) for talk in talks for k, turn in enumerate(talk.turns)]
    df = np.zeros(OWN + BEFORE)
    for places, _ in found:
        df[places] += 1
    idf = (np.log((1 + len(found)) / (1 + df)) + 1).astype(np.float32)
    idf[df < 2] = 0  # what one turn alone holds says nothing about the next
    rows = np.concatenate([np.full(len(places), n) for n, (places, _) in enumerate(found)])
    cols = np.concatenate([places for places, _ in found])
    values = np.concatenate([weighed(places, counts, idf) for places, counts in found])
    x = csr_matrix((values, (rows, cols)), shape=(len(found), OWN + BEFORE))
    y = np.concatenate([t.targets >= 0.5 for t in talks])
    c = np.concatenate([t.counted for t in talks])
    lines, constants = np.zeros((len(LABELS), OWN + BEFORE), np.float32), np.full(len(LABELS), -4.0, np.float32)
    for k in range(len(LABELS)):
        if y[c[:, k], k].sum() >= 2:
            model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000)
            model.fit(x[c[:, k]], y[c[:, k], k])
            lines[k], constants[k] = model.coef_[0], model.intercept_[0]
    return WordLine(idf, lines, constants)
