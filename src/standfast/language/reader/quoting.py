"""Which words of a turn carried a label: the clause under the head's attention."""

import itertools
import re

import numpy as np
import numpy.typing as npt

from standfast.domain.moment import Quote

CLAUSE_END = re.compile(r"[.?!;\n]+[\"'”’)]*\s+|\n+|\s+(?=(?:but|and then|although|though|however)\b)", re.IGNORECASE)
LONGEST_CLAUSE = 260
"""Characters; a clause without marks (a recogniser's text) is cut to the words around the heaviest one."""
NEIGHBOUR_SHARE = 0.55
"""A neighbouring clause that carries this part of the heaviest one's weight belongs to the quote. A guess."""


def words_behind(
    turn: int,
    text: str,
    spans: npt.NDArray[np.int32],
    weights: npt.NDArray[np.float32],
) -> Quote:
    """Quote the clause, or the neighbouring clauses, that the head looked at most.

    Args:
        turn: the turn's index.
        text: its text, not empty.
        spans: shape (n, 2), places of the tokens; (0, 0) for marks. May be longer than `weights`, which then belongs
            to the last tokens of a turn that was cut.
        weights: shape (n,), attention over the tokens.
    """
    places = spans[-len(weights) :] if len(weights) < len(spans) else spans
    clauses = _clauses(text)
    mass = np.zeros(len(clauses))
    for (start, end), weight in zip(places, weights, strict=False):
        if end > start:
            mass[_clause_at(clauses, int(start))] += float(weight)
    best = int(mass.argmax())
    first = last = best
    if best > 0 and mass[best - 1] >= NEIGHBOUR_SHARE * mass[best] > 0:
        first = best - 1
    elif best + 1 < len(clauses) and mass[best + 1] >= NEIGHBOUR_SHARE * mass[best] > 0:
        last = best + 1
    start, end = _trimmed(text, clauses[first][0], clauses[last][1])
    return Quote(turn=turn, start=start, end=end, text=text[start:end])


def _clauses(text: str) -> list[tuple[int, int]]:
    """Half-open spans that cover the text, in order."""
    cuts = [0, *(match.end() for match in CLAUSE_END.finditer(text)), len(text)]
    whole = [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
    return [piece for clause in whole for piece in _short(text, *clause)] or [(0, len(text))]


def _short(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > LONGEST_CLAUSE:
        cut = text.rfind(" ", start + LONGEST_CLAUSE // 2, start + LONGEST_CLAUSE)
        if cut <= start:
            cut = start + LONGEST_CLAUSE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _clause_at(clauses: list[tuple[int, int]], place: int) -> int:
    return max((k for k, (start, _) in enumerate(clauses) if start <= place), default=0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if piece.strip() else (start, end)
