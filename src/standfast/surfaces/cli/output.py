"""Writing files so that nothing is half-written: beside the target first, then in its place in one step."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from standfast.domain.errors import BadRequest


@contextmanager
def lines_to(target: Path) -> Iterator[Callable[[str], None]]:
    """Give a function that writes a line; the file appears under its name when the block ends well.

    A block that is broken off leaves what there was before.

    Raises:
        BadRequest: the folder is not there or may not be written to.
    """
    try:
        handle, fresh = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as problem:
        reason = problem.strerror or "it cannot be written"
        raise BadRequest(reason, str(target), "Name a file in a folder that you may write to") from problem
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            yield lambda line: print(line, file=out)
        Path(fresh).chmod(0o666 & ~_umask())
        Path(fresh).replace(target)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise


def write_text(target: Path, text: str) -> None:
    """Write a whole file in one step.

    Raises:
        BadRequest: the folder is not there or may not be written to.
    """
    with lines_to(target) as write:
        write(text.rstrip("\n"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
