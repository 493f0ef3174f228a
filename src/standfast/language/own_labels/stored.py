"""A team's own labels as a folder: `heads.npz` and `card.json`, written whole or not at all."""

import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from standfast.domain.call import Side
from standfast.domain.errors import BadRequest, DamagedContent
from standfast.domain.own_labels import Corrections, Training
from standfast.language.own_labels.features import BUCKETS
from standfast.language.own_labels.heads import Heads

FORM = 1
"""Goes up when the files change their form."""
FILES = ("heads.npz", "card.json")
AGAIN = "Train it again with `standfast train`"
BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    RecursionError,
    zipfile.BadZipFile,
)
"""What a broken file may set off while it is read."""


def check_target(folder: Path) -> None:
    """See that a model can be written to `folder`, before minutes are spent on it.

    Raises:
        BadRequest: the folder above is not there or may not be written to, or `folder` holds something else.
    """
    if folder.is_dir() and {item.name for item in folder.iterdir()} - set(FILES):
        raise BadRequest("holds other files than a model", str(folder), "Name a new folder, or that of an older model")
    if folder.exists() and not folder.is_dir():
        raise BadRequest("is a file", str(folder), "Name a folder for the model")
    _fresh(folder).rmdir()


def _fresh(folder: Path) -> Path:
    parent = folder.absolute().parent
    try:
        return Path(tempfile.mkdtemp(dir=parent, prefix=f".{folder.name}.", suffix=".part"))
    except OSError as problem:
        reason = problem.strerror or "it cannot be written"
        raise BadRequest(reason, str(folder), "Name a folder inside one that you may write to") from problem


def store(folder: Path, heads: Heads, training: Training, corrections: Corrections, *, reader_version: str) -> None:
    """Write a model beside its place, then put it there in one step; what stood there before stays until then.

    Raises:
        BadRequest: it cannot be written.
    """
    check_target(folder)
    fresh = _fresh(folder)
    try:
        card = card_of(heads, training, corrections, reader_version=reader_version)
        (fresh / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _store_heads(fresh / "heads.npz", heads)
        fresh.chmod(0o755)
        _put(fresh, folder.absolute())
    except OSError as problem:
        reason = problem.strerror or "it cannot be written"
        raise BadRequest(reason, str(folder), "Make room, or name another folder") from problem
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.replace(folder)
        return
    old = _fresh(folder)
    folder.replace(old)
    try:
        fresh.replace(folder)
    except OSError:
        old.replace(folder)
        raise
    shutil.rmtree(old)


def card_of(heads: Heads, training: Training, corrections: Corrections, *, reader_version: str) -> dict[str, Any]:
    """What a person wants to know of a model, as plain values; figures are cross-validated."""
    return {
        "form": FORM,
        "reader": reader_version,
        "talks": training.talks,
        "turns": training.turns,
        "macro_f1": round(training.macro_f1, 4),
        "labels": {
            found.label: {
                "sides": [side.value for side in found.sides],
                "threshold": round(float(heads.thresholds[k]), 6),
                "examples": found.examples,
                "talks": found.talks,
                "precision": round(found.precision, 4),
                "recall": round(found.recall, 4),
                "f1": round(found.f1, 4),
            }
            for k, found in enumerate(training.labels)
        },
        "one_label_a_turn": sorted(side.value for side in heads.one_a_turn),
        "always_one_label": sorted(side.value for side in heads.always_one),
        "refused": list(training.refused),
        "warnings": list(training.warnings),
        "corrections": {
            "turns": corrections.turns,
            "changed": corrections.changed,
            "by": dict(corrections.by),
        },
    }


def _store_heads(path: Path, heads: Heads) -> None:
    """Words' weights as half floats, in the buckets that are filled alone; eight bits moved a probability by .07."""
    filled = np.flatnonzero(heads.idf)
    np.savez_compressed(
        path,
        filled=filled.astype(np.int32),
        idf=heads.idf[filled],
        word_lines=heads.word_lines[:, filled].astype(np.float16),
        word_constants=heads.word_constants,
        state_lines=heads.state_lines,
        state_constants=heads.state_constants,
        blend=heads.blend,
    )


def heads_from(folder: Path, *, reader_version: str) -> Heads:
    """Read a model.

    Args:
        folder: where `store` put it.
        reader_version: the shipped reader's; a model goes with the reader that it was learnt on.

    Raises:
        DamagedContent: it is not there, broken, or made for another reader.
    """
    for name in FILES:
        if not (folder / name).is_file():
            raise DamagedContent(str(folder), f"{name} is not there", "Name a folder that `standfast train` wrote")
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        if card["form"] != FORM or card["reader"] != reader_version:
            raise DamagedContent(str(folder), f"made for {card['reader']}, and this is {reader_version}", AGAIN)
        with np.load(folder / "heads.npz") as arrays:
            return _heads(card, {name: arrays[name] for name in arrays.files})
    except BROKEN as problem:
        raise DamagedContent(str(folder), "its files are broken or do not fit together", AGAIN) from problem


def _heads(card: dict[str, Any], arrays: dict[str, Any]) -> Heads:
    labels = tuple(card["labels"])
    filled = arrays["filled"]
    idf = np.zeros(BUCKETS, np.float32)
    idf[filled] = arrays["idf"]
    lines = np.zeros((len(labels), BUCKETS), np.float32)
    lines[:, filled] = arrays["word_lines"]
    made = Heads(
        labels=labels,
        sides=tuple(frozenset(map(Side, card["labels"][label]["sides"])) for label in labels),
        one_a_turn=frozenset(map(Side, card["one_label_a_turn"])),
        always_one=frozenset(map(Side, card["always_one_label"])),
        thresholds=np.array([card["labels"][label]["threshold"] for label in labels], np.float32),
        idf=idf,
        word_lines=lines,
        word_constants=arrays["word_constants"].reshape(len(labels)),
        state_lines=arrays["state_lines"].reshape(len(labels), -1),
        state_constants=arrays["state_constants"].reshape(len(labels)),
        blend=arrays["blend"].reshape(len(labels), 3),
    )
    if not all(np.isfinite(part).all() for part in (made.thresholds, made.idf, lines, made.state_lines, made.blend)):
        raise ValueError("not finite")
    return made
