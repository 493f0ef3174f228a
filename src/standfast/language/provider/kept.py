"""Answers that were paid for once, on disk: one file a window, written whole or not at all.

A file holds places and labels, no word of the talk and no key. One that does not fit is as good as none.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from standfast.domain.call import Call
from standfast.domain.moment import Label, Quote, Reading
from standfast.language.provider.answers import ALLOWED, Fault, Heard
from standfast.language.provider.asking import PROMPT_VERSION, Message, Window

FORM = 1
"""Goes up when the files change their form."""
MOST_BYTES = 1_000_000


class _Kept(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    turn: int
    label: str
    p: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    start: Annotated[int, Field(ge=0)]
    end: int


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    form: int
    readings: list[_Kept]
    dropped: dict[str, Annotated[int, Field(ge=1)]]


class KeptAnswers:
    """A folder of answers, by what was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str, call: Call, window: Window) -> Heard | None:
        """The answer that was kept under `key`; None if there is none, or it is broken or does not fit the window."""
        path = self._path(key)
        try:
            if path.stat().st_size > MOST_BYTES:
                return None
            entry = _Entry.model_validate_json(path.read_bytes())
            return _heard(entry, call, window)
        except (OSError, ValidationError, ValueError):
            return None

    def keep(self, key: str, heard: Heard) -> str:
        """Write an answer.

        Returns:
            What went wrong, "" if nothing did: an answer that cannot be kept is no reason to lose it.
        """
        entry = _Entry(
            form=FORM,
            readings=[
                _Kept(turn=r.turn, label=r.label.value, p=r.p, start=r.quote.start, end=r.quote.end)
                for r in heard.readings
            ],
            dropped={fault.name: n for fault, n in heard.dropped},
        )
        try:
            _write(self._path(key), entry.model_dump_json())
        except OSError as problem:
            return problem.strerror or "it cannot be written"
        return ""

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def key_for(address: str, model: str, temperature: float | None, messages: tuple[Message, ...]) -> str:
    """A name for one question to one model: sha256 over all that may change the answer, and never the key."""
    question = [address, model, PROMPT_VERSION, temperature, [message["content"] for message in messages]]
    return hashlib.sha256(json.dumps(question).encode("ascii")).hexdigest()


def _heard(entry: _Entry, call: Call, window: Window) -> Heard:
    """Check an entry against the window as if a stranger had written it.

    Raises:
        ValueError: it does not fit.
    """
    if entry.form != FORM:
        raise ValueError("another form")
    readings = []
    for kept in entry.readings:
        label = Label(kept.label)
        if kept.turn not in window.asked or label not in ALLOWED[call.side_of(kept.turn)]:
            raise ValueError("another window")
        text = call.turns[kept.turn].text
        words = text[kept.start : kept.end]
        if kept.end > len(text) or not words.strip():
            raise ValueError("no words")
        quote = Quote(turn=kept.turn, start=kept.start, end=kept.end, text=words)
        readings.append(Reading(label=label, p=kept.p, quote=quote))
    dropped = {fault.name: fault for fault in Fault}
    if not set(entry.dropped) <= set(dropped):
        raise ValueError("an unknown fault")
    return Heard(readings=tuple(readings), dropped=tuple((dropped[name], n) for name, n in entry.dropped.items()))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(fresh).replace(path)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise
