"""Which files a user means by the paths on the command line."""

from collections.abc import Iterator
from pathlib import Path

from standfast.domain.errors import BadRequest

CORPUS_MARK = "utterances.jsonl"
"""A folder with this file is one corpus (ConvoKit) and is read whole."""


def talk_paths(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Files stay, folders become the files in them at any depth, in order of their names; hidden ones are left out.

    Raises:
        BadRequest: a folder holds no file.
    """
    return tuple(dict.fromkeys(found for path in paths for found in _under(path)))


def _under(path: Path) -> list[Path]:
    if not path.is_dir() or (path / CORPUS_MARK).is_file():
        return [path]
    found = sorted(
        item
        for item in path.rglob("*")
        if (item.is_file() and not any(part.startswith(".") for part in item.relative_to(path).parts))
    )
    corpora = {item.parent for item in found if item.name == CORPUS_MARK}
    files = [item for item in found if not any(parent in corpora for parent in item.parents)]
    if not files and not corpora:
        raise BadRequest("there are no files in this folder", str(path), "Name a folder with transcripts or mail")
    return sorted([*files, *corpora])


def lines_of(path: Path) -> Iterator[str]:
    """Give the lines of a file of JSON lines; what is no UTF-8 in it is replaced.

    Raises:
        BadRequest: there is no such file.
    """
    if not path.is_file():
        raise BadRequest("there is no such file", str(path), "Name a file of talks, one JSON object a line")
    return _opened(path)


def _opened(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        yield from lines
