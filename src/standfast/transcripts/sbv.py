"""YouTube's caption file (SBV) with “Name: ” or “>> Name: ” before the text.

After support.google.com/youtube, "Supported subtitle and closed caption files".
"""

import re

from standfast.domain.call import Call, TimeQuality
from standfast.domain.errors import DamagedFile
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.cues import cues_in, labelled_pieces
from standfast.transcripts.source import Source

_TIMING = re.compile(r"^\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3},\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}\s*$", re.MULTILINE)
_HEAD = 64 * 1024


def sniff(source: Source) -> float:
    """A line of two times and a comma."""
    return 0.9 if _TIMING.search(source.text[:_HEAD]) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the file."""
    cues = cues_in(source.text)
    if not cues:
        raise DamagedFile(source.name, "no line with two times and a comma", "Leave the format out, or export again")
    return (assemble(source, labelled_pieces(cues), Facts(format=key, time_quality=TimeQuality.TURN)),)
