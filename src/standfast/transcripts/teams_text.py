"""Microsoft Teams' Word transcript, and the same pasted as text.

After support.microsoft.com, "View live transcription", and samples in public repositories: `Name   m:ss` with three
blanks or a tab, the text below (in Word inside the same paragraph), an empty line. Older documents have a line
`0:0:0.0 --> 0:0:3.450`, then the name, then the text.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile
from standfast.transcripts.clock import clock_s
from standfast.transcripts.headed import call_from, talk_in
from standfast.transcripts.source import Source

_HEADER = re.compile(r"\S.{0,78}?(?: {3,}|\t+ *)\d{1,2}:\d{2}(?::\d{2})?\s*")
_STAMP = r"\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,9})?"
_ARROW = re.compile(rf"\s*({_STAMP})\s*-->\s*({_STAMP})\s*")
_EVENT = re.compile(r"\W{0,3}.{1,80}\s(?:started|stopped) transcription\W{0,3}", re.IGNORECASE)
_HEAD = 400


def sniff(source: Source) -> float:
    """Headers with three blanks or a tab, lines with an arrow alone, or the line that says who switched it on."""
    lines = list(islice((line for line in source.lines if line.strip()), _HEAD))
    headers = sum(bool(_HEADER.fullmatch(line)) for line in lines)
    arrows = sum(
        bool(_ARROW.fullmatch(line)) and not before.strip().isdigit()  # a number before it makes it SubRip
        for before, line in pairwise(["", *lines])
    )
    if any(_EVENT.fullmatch(line) for line in lines) and headers:
        return 0.95
    if 4 * arrows >= len(lines) > 0:
        return 0.92
    return 0.75 if headers >= 2 and 5 * headers >= len(lines) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the document."""
    talk = talk_in(_arrows_before_names(line for line in source.lines if not _EVENT.fullmatch(line)))
    if not talk.labelled:
        raise DamagedFile(source.name, "no header of a name and a time", "Leave the format out, or export again")
    return (call_from(source, talk, key),)


def _arrows_before_names(lines: Iterable[str]) -> Iterator[str]:
    """Older documents as header lines: the two times, then the name, on one line."""
    times = ""
    for line in lines:
        if arrow := _ARROW.fullmatch(line):
            times = f"{_stamp(arrow[1])} --> {_stamp(arrow[2])}"
        elif times and line.strip():
            yield f"{times} {line.strip()}"
            times = ""
        elif not times:
            yield line


def _stamp(text: str) -> str:
    time_s = clock_s(text) or 0.0
    return f"{int(time_s // 3600):02d}:{int(time_s // 60 % 60):02d}:{time_s % 60:06.3f}"
