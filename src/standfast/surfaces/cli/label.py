"""`standfast label`: JSON lines in, JSON lines out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console

from standfast.app.label_talk import call_from, label_talk
from standfast.app.wiring import readers
from standfast.domain.errors import BadRequest, StandfastError
from standfast.surfaces.cli.output import lines_to


def label_file(source: Path, target: Path) -> int:
    """Label every talk of `source` into `target`; a bad line becomes a line with its error.

    Returns:
        0 if every line was a talk, 1 if some were not.

    Raises:
        BadRequest: the input cannot be read at all, or the output cannot be written.
    """
    if not source.is_file():
        raise BadRequest("there is no such file", str(source), "Name a file of talks, one JSON object a line")
    bad = 0
    with lines_to(target) as write:
        for number, line in enumerate(_lines(source), start=1):
            if line.strip():
                answer = _answer(line, where=f"{source}, line {number}")
                bad += "error" in answer
                write(json.dumps(answer, ensure_ascii=False))
    if bad:
        Console(stderr=True).print(f"{bad} line(s) of {source} could not be read; each says why in {target}.")
    return 1 if bad else 0


def _lines(source: Path) -> Iterator[str]:
    with source.open(encoding="utf-8-sig", errors="replace") as lines:
        yield from lines


def _answer(line: str, *, where: str) -> dict[str, Any]:
    talk: Any = None
    try:
        talk = _parsed(line, where)
        return label_talk(call_from(talk, where=where), readers())
    except StandfastError as problem:
        return {"id": talk.get("id") if isinstance(talk, dict) else None, "error": str(problem)}


def _parsed(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadRequest("this is not JSON", where, "Write one JSON object a line") from problem
