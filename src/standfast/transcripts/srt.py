"""SubRip subtitles with “Name: ” before the text, as recorders and call tools export them."""

import re

from standfast.domain.call import Call, TimeQuality
from standfast.domain.errors import DamagedFile
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.cues import cues_in, labelled_pieces, unreadable_times
from standfast.transcripts.source import Source

_TIMING = re.compile(r"^[ \t]*\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,9}\s*-->\s*\d", re.MULTILINE)
_HEAD = 64 * 1024


def sniff(source: Source) -> float:
    """A time line with an arrow."""
    return 0.9 if _TIMING.search(source.text[:_HEAD]) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the file."""
    cues = cues_in(source.text)
    if not cues:
        raise DamagedFile(
            source.name, "no line with two times and an arrow (“-->”)", "Leave the format out, or export again"
        )
    facts = Facts(format=key, time_quality=TimeQuality.TURN, notes=unreadable_times(cues))
    return (assemble(source, labelled_pieces(cues), facts),)
