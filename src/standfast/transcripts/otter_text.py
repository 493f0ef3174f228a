"""Otter's text and Word export: a header of name and time, the text below, an empty line.

After samples in public repositories: `Name  m:ss` with two blanks (a tab in Word), `Unknown Speaker`, headers without
a name, and the last line `Transcribed by https://otter.ai`.
"""

import re
from collections.abc import Iterator
from itertools import islice

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile
from standfast.transcripts.headed import call_from, talk_in
from standfast.transcripts.source import Container, Source

_FOOTER = re.compile(r"\s*transcribed by (?:https?://)?(?:www\.)?otter\.ai/?\s*", re.IGNORECASE)
_HEADER = re.compile(r"(\S.{0,78}\S|\S)?(?: {2}|\t)(\d{1,2}:\d{2}(?::\d{2})?)\s*")
_NAMELESS = re.compile(r"\s*(\d{1,2}:\d{2}(?::\d{2})?)\s{2,}")
_HEAD = 400


def sniff(source: Source) -> float:
    """The last line, or headers with exactly two blanks (in Word: a tab) before the time."""
    lines = [line for line in source.lines if line.strip()]
    if any(_FOOTER.fullmatch(line) for line in lines[-3:]):
        return 1.0
    headers = sum(_header(line, source.container) for line in islice(lines, _HEAD))
    return 0.8 if headers >= 2 and 5 * headers >= min(len(lines), _HEAD) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the file."""
    talk = talk_in(_lines(source))
    if not talk.labelled:
        raise DamagedFile(source.name, "no header of a name and a time", "Leave the format out, or export again")
    return (call_from(source, talk, key),)


def _header(line: str, container: Container) -> bool:
    found = _HEADER.fullmatch(line)
    return bool(found) and ("\t" in line) is (container is Container.WORD)


def _lines(source: Source) -> Iterator[str]:
    """The lines before the footer; a header without a name gets that of an unknown speaker."""
    for line in source.lines:
        if _FOOTER.fullmatch(line):
            return
        nameless = _NAMELESS.fullmatch(line)
        yield f"Unknown Speaker  {nameless[1]}" if nameless else line
