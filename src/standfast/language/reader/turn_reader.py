"""The shipped turn reader: tokens → windows → encoder → a probability a label, and the words it rests on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from standfast.domain.call import Call, Side
from standfast.domain.errors import DamagedContent
from standfast.domain.moment import CUSTOMER_LABELS, SELLER_LABELS, Label, Reading
from standfast.domain.money import MentionKind, PricePath
from standfast.language.money.figures import mentions_in
from standfast.language.reader.quoting import words_behind
from standfast.language.reader.setting import SettingLine, less_sure, setting_line_from
from standfast.language.reader.windows import Amount, SpokenTurn, TurnTokens, Window, turn_tokens, windows_over
from standfast.language.reader.word_line import WordLine, word_line_from

Floats = npt.NDArray[np.float32]
BATCH_WINDOWS = 1
"""Windows an encoder run: on two cores padding costs more than a batch saves (bench/reader.py: 338 turns/s against 259)."""
UNSURE_SHARE = 0.6
"""From this part of its threshold a label is worth a reader's look. A guess until calibrated."""
ALLOWED = {
    Side.CUSTOMER: frozenset(CUSTOMER_LABELS),
    Side.SELLER: frozenset(SELLER_LABELS),
    Side.UNKNOWN: frozenset[Label](),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What is stored beside the weights: order of the labels, their thresholds, their calibration.

    `word_weight` is what the linear reader of words counts beside the encoder.
    """

    version: str
    labels: tuple[Label, ...]
    thresholds: dict[Label, float]
    slopes: Floats
    offsets: Floats
    word_weight: float


class EncoderReader:
    """Reads turns with an ONNX encoder. Reading is pure: the same talk, the same readings."""

    def __init__(
        self,
        card: ModelCard,
        tokenizer: Tokenizer,
        session: onnxruntime.InferenceSession,
        word_line: WordLine,
        setting: SettingLine,
    ) -> None:
        self._card, self._tokenizer, self._session = card, tokenizer, session
        self._word_line, self._setting = word_line, setting

    @property
    def version(self) -> str:
        """Name and version of the weights."""
        return self._card.version

    @property
    def thresholds(self) -> dict[Label, float]:
        """Each label's own threshold, a probability."""
        return dict(self._card.thresholds)

    def read(self, call: Call, prices: PricePath) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        """Readings at or above their threshold, and those close under it, both in order of the talk.

        Args:
            call: the talk, sides known; a speaker of unknown side is read but never labelled.
            prices: not used beyond the list price that came with the talk; part of the port.
        """
        del prices
        turns = spoken_turns(call)
        tokens = turn_tokens(turns, self._tokenizer, standing=call.list_price_minor)
        sure: list[Reading] = []
        unsure: list[Reading] = []
        for index, chances, weights in self._judged(turns, tokens):
            side = call.side_of(index)
            if not call.turns[index].text.strip():
                continue  # no words, no reading
            for column, label in enumerate(self._card.labels):
                share = float(chances[column]) / self._card.thresholds[label]
                if label not in ALLOWED[side] or share < UNSURE_SHARE:
                    continue
                quote = words_behind(index, call.turns[index].text, tokens[index].spans, weights[column])
                reading = Reading(label=label, p=float(chances[column]), quote=quote)
                (sure if share >= 1 else unsure).append(reading)
        return tuple(sure), tuple(unsure)

    def chances(self, call: Call) -> Floats:
        """All probabilities, shape (turns, labels); for measuring."""
        turns = spoken_turns(call)
        tokens = turn_tokens(turns, self._tokenizer, standing=call.list_price_minor)
        rows = np.zeros((len(tokens), len(self._card.labels)), np.float32)
        for index, chances, _ in self._judged(turns, tokens):
            rows[index] = chances
        return rows

    def states(self, call: Call) -> tuple[Floats, Floats]:
        """What a team's own labels are learnt from, causal like every reading.

        Returns:
            Logits of our labels, words counted in, shape (turns, labels); and states, shape (turns, width): the mean
            over the turn's tokens beside its marker, both with the talk so far in view.
        """
        turns = spoken_turns(call)
        windows = windows_over(turn_tokens(turns, self._tokenizer, standing=call.list_price_minor))
        logits = self._card.word_weight * self._word_line.scores(turns)
        states = np.zeros((len(turns), 0), np.float32)
        for at in range(0, len(windows), BATCH_WINDOWS):
            part = windows[at : at + BATCH_WINDOWS]
            found, seen = self._session.run(["logits", "states"], feed_of(part))
            if not states.size:
                states = np.zeros((len(turns), seen.shape[-1]), np.float32)
            for row, window in enumerate(part):
                scored = list(window.scored)
                logits[scored] += found[row, : len(scored), : len(self._card.labels)]
                states[scored] = seen[row, : len(scored)]
        return logits, states

    def selling(self, call: Call) -> Floats:
        """How much each turn sounds like the seller's, as a logit, shape (turns,); sides and list price are not read."""
        hidden = [replace(turn, side=Side.UNKNOWN) for turn in spoken_turns(call)]
        out = np.zeros(len(hidden), np.float32)
        windows = windows_over(turn_tokens(hidden, self._tokenizer))
        for at in range(0, len(windows), BATCH_WINDOWS):
            part = windows[at : at + BATCH_WINDOWS]
            (logits,) = self._session.run(["logits"], feed_of(part))
            for row, window in enumerate(part):
                out[list(window.scored)] = logits[row, : len(window.scored), len(self._card.labels)]
        return out

    def _judged(
        self,
        turns: Sequence[SpokenTurn],
        tokens: Sequence[TurnTokens],
    ) -> Iterator[tuple[int, Floats, Floats]]:
        """Turn index, probabilities (labels,) and the weights of its tokens (labels, n), in order of the talk."""
        windows = windows_over(tokens)
        words = self._card.word_weight * self._word_line.scores(turns)
        doubts = self._setting.doubts(turns)
        for at in range(0, len(windows), BATCH_WINDOWS):
            part = windows[at : at + BATCH_WINDOWS]
            logits, weights = self._session.run(["logits", "weights"], feed_of(part))
            logits = logits[:, :, : len(self._card.labels)]
            for row, window in enumerate(part):
                for place, index in enumerate(window.scored):
                    own = np.flatnonzero(window.turn_of == index)
                    chances = self._chances(logits[row, place] + words[index])
                    yield index, less_sure(chances, doubts[index]), weights[row][:, place, own]

    def _chances(self, logits: Floats) -> Floats:
        return np.asarray(1 / (1 + np.exp(-(logits * self._card.slopes + self._card.offsets))), np.float32)


def spoken_turns(call: Call) -> tuple[SpokenTurn, ...]:
    """A talk as the reader needs it: side, text, and the sums of money in it."""
    return tuple(
        SpokenTurn(
            side=call.side_of(turn.index),
            text=turn.text,
            amounts=tuple(
                Amount(start=m.quote.start, end=m.quote.end, value=m.value)
                for m in mentions_in(turn.text, turn=turn.index)
                if m.kind is MentionKind.AMOUNT
            ),
        )
        for turn in call.turns
    )


def feed_of(windows: Sequence[Window]) -> dict[str, npt.NDArray[np.int64]]:
    """Pad windows to one batch: `ids` and `turn_of` shape (b, n), `turns` shape (b, t); -1 and -2 mark padding."""
    longest = max(len(window.ids) for window in windows)
    most = max(len(window.scored) for window in windows)
    ids = np.zeros((len(windows), longest), np.int64)
    turn_of = np.full((len(windows), longest), -1, np.int64)
    turns = np.full((len(windows), most), -2, np.int64)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        turn_of[row, : len(window.ids)] = window.turn_of
        turns[row, : len(window.scored)] = window.scored
    return {"ids": ids, "turn_of": turn_of, "turns": turns}


@cache
def shipped_turn_reader() -> EncoderReader:
    """The reader that comes inside the package; loaded once a process.

    Raises:
        DamagedContent: the model's files are missing or do not fit together.
    """
    with as_file(files("standfast.language.reader").joinpath("model")) as folder:
        return turn_reader_from(folder)


def turn_reader_from(folder: Path) -> EncoderReader:
    """Load a reader from a folder with `reader.onnx`, `words.npz`, `setting.npz`, `tokenizer.json` and `card.json`.

    Raises:
        DamagedContent: a file is missing or broken.
    """
    for name in ("reader.onnx", "words.npz", "setting.npz", "tokenizer.json", "card.json"):
        if not (folder / name).is_file():
            raise DamagedContent(
                str(folder), f"{name} is not there", "Install Standfast again, or train the model anew"
            )
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(folder / "reader.onnx"),
        options,
        providers=["CPUExecutionProvider"],
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    line, setting = word_line_from(folder / "words.npz"), setting_line_from(folder / "setting.npz")
    return EncoderReader(_card_from(folder / "card.json"), tokenizer, session, line, setting)


def _card_from(path: Path) -> ModelCard:
    raw = json.loads(path.read_text(encoding="utf-8"))
    labels = tuple(Label(name) for name in raw["labels"])
    return ModelCard(
        version=raw["version"],
        labels=labels,
        thresholds={label: float(raw["thresholds"][label.value]) for label in labels},
        slopes=np.array([raw["slopes"][label.value] for label in labels], np.float32),
        offsets=np.array([raw["offsets"][label.value] for label in labels], np.float32),
        word_weight=float(raw["word_weight"]),
    )
