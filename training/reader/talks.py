"""Labelled talks → windows with targets, and the noise that a recogniser adds."""

import json
import random
import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from standfast.domain.call import Side
from standfast.domain.moment import CUSTOMER_LABELS, SELLER_LABELS, Label
from standfast.domain.money import MentionKind
from standfast.language.money.figures import mentions_in
from standfast.language.reader.windows import Amount, SpokenTurn, Window, turn_tokens, windows_over

LABELS: tuple[Label, ...] = tuple(Label)
COLUMN = {label.value: k for k, label in enumerate(LABELS)}
SIDES = {"seller": Side.SELLER, "customer": Side.CUSTOMER}
SELLS = len(LABELS)
"""One more column: does this turn sell? Learnt on talks whose sides are hidden; tells sides where nobody stated them."""
COLUMNS = len(LABELS) + 1
COUNTED = np.zeros((3, len(LABELS)), bool)
COUNTED[0, [COLUMN[label.value] for label in SELLER_LABELS]] = True
COUNTED[1, [COLUMN[label.value] for label in CUSTOMER_LABELS]] = True


@dataclass(frozen=True)
class Talk:
    id: str
    source: str
    group: str
    turns: tuple[SpokenTurn, ...]
    targets: np.ndarray  # (turns, labels) in [0, 1]
    counted: np.ndarray  # (turns, labels) bool
    list_price: float | None = None
    taught: np.ndarray | None = None  # (turns, labels) a teacher's probabilities
    sells: bool = True


def amounts_of(text: str) -> tuple[Amount, ...]:
    return tuple(
        Amount(start=m.quote.start, end=m.quote.end, value=m.value)
        for m in mentions_in(text)
        if m.kind is MentionKind.AMOUNT
    )


def talk_from(row: dict, *, source: str, group: str) -> Talk:
    turns = tuple(
        SpokenTurn(side=SIDES.get(t["who"], Side.UNKNOWN), text=t["text"], amounts=amounts_of(t["text"]))
        for t in row["turns"]
    )
    targets = np.zeros((len(turns), len(LABELS)), np.float32)
    counted = np.zeros((len(turns), len(LABELS)), bool)
    for index, turn in enumerate(turns):
        counted[index] = COUNTED[0 if turn.side is Side.SELLER else 1 if turn.side is Side.CUSTOMER else 2]
        found = row.get("labels", {}).get(str(index), [])
        for name in found:
            targets[index, COLUMN[name]] = found[name] if isinstance(found, dict) else 1.0
    sells = row.get("stage") != "no selling"
    return Talk(row["id"], source, group, turns, targets, counted, _minor(row.get("list_price")), sells=sells)


def _minor(price: float | None) -> float | None:
    return None if price is None else price * 100


def read_talks(path: Path) -> list[Talk]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [talk_from(row, source=row["source"], group=row["group"]) for row in rows]


def taught_by(talks: list[Talk], lessons: Path) -> list[Talk]:
    """The talks with a teacher's probabilities beside the labels, where the teacher has read them."""
    stored = np.load(lessons)
    return [
        replace(t, taught=1 / (1 + np.exp(-stored[t.id].astype(np.float32)))) if t.id in stored else t for t in talks
    ]


FILLERS = ("um", "uh", "you know", "like", "I mean", "so", "yeah")
WORD = re.compile(r"[A-Za-z]+")


def noisy(turn: SpokenTurn, rng: random.Random, words: list[str], *, wrong: float = 0.08) -> SpokenTurn:
    """What a recogniser makes of a turn: no case, no punctuation, wrong words, fillers. Amount marks are read anew."""
    out = []
    for word in turn.text.split():
        roll = rng.random()
        if roll < wrong * 0.7 and word.isalpha():
            out.append(rng.choice(words))
        elif roll < wrong and word.isalpha():
            continue
        else:
            out.append(word)
        if rng.random() < 0.02:
            out.append(rng.choice(FILLERS))
    text = re.sub(r"[.,;:!?\"“”()\[\]–—-]+(?=\s|$)|(?<=\s)[\"“(\[–—-]+", "", " ".join(out)).lower()
    return SpokenTurn(side=turn.side, text=text or turn.text.lower(), amounts=amounts_of(text))


def noisy_talk(talk: Talk, rng: random.Random, words: list[str], *, wrong: float = 0.08) -> Talk:
    turns = tuple(noisy(turn, rng, words, wrong=wrong) for turn in talk.turns)
    return replace(talk, turns=turns)


@dataclass(frozen=True)
class Sample:
    """`targets`, `counted` and `taught` shape (turns, COLUMNS); `taught` is below nought where no teacher spoke."""

    window: Window
    targets: np.ndarray
    counted: np.ndarray
    taught: np.ndarray
    weight: float = 1.0


def samples_of(talk: Talk, tokenizer: Tokenizer, *, labelled: bool = True) -> list[Sample]:
    """The talk's windows; one that nobody labelled (`labelled` false) is learnt from its teacher alone."""
    tokens = turn_tokens(talk.turns, tokenizer, standing=talk.list_price)
    lessons = np.full(talk.targets.shape, -1, np.float32)
    if talk.taught is not None:
        lessons = np.where(talk.counted, talk.taught, -1).astype(np.float32)
    counted = talk.counted if labelled else np.zeros_like(talk.counted)
    return [
        Sample(w, _wide(talk.targets[rows]), _wide(counted[rows]), _wide(lessons[rows], -1))
        for w in windows_over(tokens)
        for rows in [list(w.scored)]
    ]


def _wide(columns: np.ndarray, fill: float = 0) -> np.ndarray:
    return np.concatenate([columns, np.full((len(columns), 1), fill, columns.dtype)], 1)


SIDE_WEIGHT = 3.0
"""A turn counts once for its side and seven or fourteen times for its labels."""


def side_samples_of(talk: Talk, tokenizer: Tokenizer) -> list[Sample]:
    """The talk with its sides hidden; the list price too, for it would give the first to name it away."""
    hidden = [replace(turn, side=Side.UNKNOWN) for turn in talk.turns]
    sells = np.array([turn.side is Side.SELLER for turn in talk.turns], np.float32)
    out = []
    for window in windows_over(turn_tokens(hidden, tokenizer)):
        targets = np.zeros((len(window.scored), COLUMNS), np.float32)
        counted = np.zeros((len(window.scored), COLUMNS), bool)
        targets[:, SELLS], counted[:, SELLS] = sells[list(window.scored)], True
        out.append(Sample(window, targets, counted, np.full_like(targets, -1), SIDE_WEIGHT))
    return out


def batch_of(samples: list[Sample]) -> dict[str, np.ndarray]:
    n = max(len(s.window.ids) for s in samples)
    t = max(len(s.window.scored) for s in samples)
    b = len(samples)
    ids, turn_of = np.zeros((b, n), np.int64), np.full((b, n), -1, np.int64)
    turns = np.full((b, t), -2, np.int64)
    targets, counted = np.zeros((b, t, COLUMNS), np.float32), np.zeros((b, t, COLUMNS), bool)
    taught = np.full((b, t, COLUMNS), -1, np.float32)
    for k, s in enumerate(samples):
        m, u = len(s.window.ids), len(s.window.scored)
        ids[k, :m], turn_of[k, :m] = s.window.ids, s.window.turn_of
        turns[k, :u] = s.window.scored
        targets[k, :u], counted[k, :u], taught[k, :u] = s.targets, s.counted, s.taught
    return {"ids": ids, "turn_of": turn_of, "turns": turns, "targets": targets, "counted": counted, "taught": taught}
