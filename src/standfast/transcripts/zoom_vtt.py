"""Zoom WebVTT, and every other whose cues begin with “Name: ”.

After support.zoom.com, "Using audio transcription for cloud recordings": numbered cues, `Name: text`, and no name
where the same person goes on.
"""

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.cues import cues_in, labelled_pieces, unreadable_times
from standfast.transcripts.source import Source


def sniff(source: Source) -> float:
    """Any WebVTT may be this; the readers of others know their own marks."""
    return 0.5 if "-->" in source.text else 0.35


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the file."""
    cues = cues_in(source.text)
    facts = Facts(format=key, time_quality=TimeQuality.TURN, notes=unreadable_times(cues))
    return (assemble(source, labelled_pieces(cues), facts),)
