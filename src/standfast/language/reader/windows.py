"""Cut a talk into token windows for the encoder, from left to right, looking never ahead.

A window holds some context turns, then new turns. Every turn begins with a marker token for its side. An attention
mask lets a token see its own and earlier turns only, so that a label rests on what came before, and a talk read turn
by turn as it is held gets the same labels as the finished talk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from standfast.domain.call import Side

MARKERS = {Side.SELLER: "[unused1]", Side.CUSTOMER: "[unused2]", Side.UNKNOWN: "[unused3]"}
"""Tokens of the encoder's vocabulary that its first training left unused."""
Tokens = npt.NDArray[np.int64]
LESS, SAME, MORE = range(3)
AGAINST_SELLER = ("[unused11]", "[unused12]", "[unused13]")
AGAINST_CUSTOMER = ("[unused14]", "[unused15]", "[unused16]")
"""What an amount is beside the last one that the seller, and that the customer, named: less, the same, more."""

WINDOW_TOKENS = 320
"""Longest window but for a single long turn: pads little, and leaves room for context. Measured in the model card."""
CONTEXT_TOKENS = 112
"""Context carried into the next window: whole turns, and the end of one that is too long."""
LEAST_PIECE = 16
"""Fewer tokens of a turn's end tell nothing. A guess until calibrated."""
TURN_TOKENS = 384
"""A longer turn keeps its head and its tail: asks stand at either end of a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money in a turn: its place in the text and its value in minor units."""

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenTurn:
    """What the reader needs of a turn."""

    side: Side
    text: str
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTokens:
    """One turn as tokens. `ids` shape (n,), marker first; `spans` shape (n, 2), places in the text, (0, 0) for marks."""

    ids: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One run of the encoder.

    `ids` shape (n,) token numbers; `turn_of` shape (n,) index of the turn a token belongs to, rising; `scored` are the
    turns that are read in this window (the rest is context).
    """

    ids: npt.NDArray[np.int64]
    turn_of: npt.NDArray[np.int64]
    scored: tuple[int, ...]


def turn_tokens(
    turns: Sequence[SpokenTurn],
    tokenizer: Tokenizer,
    *,
    standing: float | None = None,
) -> tuple[TurnTokens, ...]:
    """Turn every turn into tokens, with marks for side and for how amounts stand to those before.

    Args:
        turns: the talk.
        tokenizer: the encoder's own.
        standing: the seller's price before the talk began, in minor units.
    """
    encodings = tokenizer.encode_batch([turn.text for turn in turns], add_special_tokens=False)
    last: dict[Side, float] = {} if standing is None else {Side.SELLER: standing}
    out = []
    for turn, encoding in zip(turns, encodings, strict=True):
        marks = {amount.end: _standing(amount, last) for amount in turn.amounts}
        out.append(_marked(turn, encoding.ids, encoding.offsets, marks, tokenizer))
        if turn.amounts:
            last[turn.side] = turn.amounts[-1].value
    return tuple(out)


def _standing(amount: Amount, last: dict[Side, float]) -> list[str]:
    marks = []
    for side, tokens in ((Side.SELLER, AGAINST_SELLER), (Side.CUSTOMER, AGAINST_CUSTOMER)):
        if side in last:
            before = last[side]
            marks.append(tokens[LESS if amount.value < before else MORE if amount.value > before else SAME])
    return marks


def _marked(
    turn: SpokenTurn,
    ids: list[int],
    offsets: list[tuple[int, int]],
    marks: dict[int, list[str]],
    tokenizer: Tokenizer,
) -> TurnTokens:
    numbers, spans = [_number(MARKERS[turn.side], tokenizer)], [(0, 0)]
    pending = sorted(marks.items(), reverse=True)
    for number, (start, end) in zip(ids, offsets, strict=True):
        while pending and start >= pending[-1][0]:
            _mark(numbers, spans, pending.pop()[1], tokenizer)
        numbers.append(number)
        spans.append((start, end))
    while pending:
        _mark(numbers, spans, pending.pop()[1], tokenizer)
    if len(numbers) > TURN_TOKENS:
        half = TURN_TOKENS // 2
        numbers, spans = numbers[:half] + numbers[-half:], spans[:half] + spans[-half:]
    return TurnTokens(ids=np.array(numbers, np.int64), spans=np.array(spans, np.int32))


def _mark(numbers: list[int], spans: list[tuple[int, int]], marks: list[str], tokenizer: Tokenizer) -> None:
    for mark in marks:
        numbers.append(_number(mark, tokenizer))
        spans.append((0, 0))


def _number(mark: str, tokenizer: Tokenizer) -> int:
    number = tokenizer.token_to_id(mark)
    return 0 if number is None else int(number)


def windows_over(tokens: Sequence[TurnTokens]) -> tuple[Window, ...]:
    """Cut a talk into windows, each turn scored in exactly one; what a window holds depends on no later turn."""
    windows: list[Window] = []
    pieces: list[tuple[int, Tokens]] = []
    start = 0
    for index, turn in enumerate(tokens):
        if index > start and sum(len(ids) for _, ids in pieces) + len(turn.ids) > WINDOW_TOKENS:
            windows.append(_window(pieces, start, index))
            pieces, start = _context_before(tokens, index), index
        pieces.append((index, turn.ids))
    if tokens:
        windows.append(_window(pieces, start, len(tokens)))
    return tuple(windows)


def _context_before(tokens: Sequence[TurnTokens], index: int) -> list[tuple[int, Tokens]]:
    """The turns before `index` that fit; of the first that does not, its marker and its end."""
    room = CONTEXT_TOKENS
    pieces: list[tuple[int, Tokens]] = []
    for before in range(index - 1, -1, -1):
        ids = tokens[before].ids
        if len(ids) > room:
            if room >= LEAST_PIECE:
                pieces.append((before, np.concatenate([ids[:1], ids[-(room - 1) :]])))
            break
        pieces.append((before, ids))
        room -= len(ids)
    return pieces[::-1]


def _window(pieces: list[tuple[int, Tokens]], start: int, end: int) -> Window:
    return Window(
        ids=np.concatenate([ids for _, ids in pieces]),
        turn_of=np.concatenate([np.full(len(ids), turn) for turn, ids in pieces]),
        scored=tuple(range(start, end)),
    )


def sees(turn_of: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which token may look at which: shape (n, n), row looks at column; own and earlier turns only."""
    return np.asarray(turn_of[:, None] >= turn_of[None, :])
