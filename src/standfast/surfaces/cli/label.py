"""`standfast label`: JSON lines in, JSON lines out."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console

from standfast.app.label_talk import call_from, label_talk
from standfast.app.ports import LabelReader
from standfast.app.review_call import Readers
from standfast.app.wiring import label_reader, open_provider, readers
from standfast.domain.errors import BadRequest, StandfastError
from standfast.surfaces.cli.output import lines_to
from standfast.surfaces.cli.paths import lines_of


def label_file(source: Path, target: Path, *, model: Path | None = None, provider: Path | None = None) -> int:
    """Label every talk of `source` into `target`; a bad line becomes a line with its error.

    Args:
        source: talks, one JSON object a line.
        target: labels, one JSON object a line.
        model: the folder of a team's own labels, instead of ours.
        provider: the file of a model provider that reads in the place of our reader.

    Returns:
        0 if every line was a talk, 1 if some were not.

    Raises:
        BadRequest: the input cannot be read at all, the output cannot be written, or an option does not fit.
        DamagedContent: the model is not there, broken, or made for another reader.
    """
    if model and provider:
        raise BadRequest("a provider gives our labels, not your own", "--provider", "Leave --provider or --model out")
    lines = lines_of(source)
    own = label_reader(model) if model else None
    ours = readers(open_provider(provider) if provider else None)
    bad = 0
    with lines_to(target) as write:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                answer = _answer(line, ours, own, where=f"{source}, line {number}")
                bad += "error" in answer
                write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8"))
    if bad:
        Console(stderr=True).print(f"{bad} line(s) of {source} could not be read; each says why in {target}.")
    return 1 if bad else 0


def _answer(line: str, ours: Readers, own: LabelReader | None, *, where: str) -> dict[str, Any]:
    talk: Any = None
    try:
        talk = _parsed(line, where)
        return label_talk(call_from(talk, where=where), ours, own)
    except StandfastError as problem:
        return {"id": talk.get("id") if isinstance(talk, dict) else None, "error": str(problem)}


def _parsed(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadRequest("this is not JSON", where, "Write one JSON object a line") from problem
