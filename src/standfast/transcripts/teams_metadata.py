"""Microsoft Teams `metadataContent`: WebVTT whose cues hold JSON with the speaker and the wall clock.

After learn.microsoft.com, "callTranscript: get metadataContent".
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from standfast.domain.call import Call, TimeQuality
from standfast.domain.errors import DamagedFile
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.cues import Cue, cues_in, unreadable_times
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_HEAD = 64 * 1024


def sniff(source: Source) -> float:
    """The field that holds the words."""
    return 1.0 if '"spokenText"' in source.text[:_HEAD] else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the file; it began when the first words were said, less their time in the recording."""
    cues = cues_in(source.text)
    entries = [(cue, entry) for cue in cues if (entry := _entry(cue)) is not None]
    if not entries:
        raise DamagedFile(
            source.name,
            "no cue holds Teams metadata (looked for “spokenText”)",
            "Leave the format out, or export again",
        )
    lost = len(cues) - len(entries)
    notes = (*unreadable_times(cues), *([f"{lost} cues hold no metadata and were left out."] if lost else []))
    facts = Facts(format=key, time_quality=TimeQuality.TURN, started_at=_started_at(entries), notes=notes)
    return (assemble(source, _pieces(entries), facts),)


def _pieces(entries: list[tuple[Cue, dict[str, Any]]]) -> Iterator[Piece]:
    for cue, entry in entries:
        name, text = entry.get("speakerName"), entry.get("spokenText")
        yield Piece(
            text=text if isinstance(text, str) else "",
            voice=Voice(name=name) if isinstance(name, str) and name.strip() else None,
            start_s=cue.start_s,
            end_s=cue.end_s,
        )


def _entry(cue: Cue) -> dict[str, Any] | None:
    try:
        value = json.loads(cue.text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and "spokenText" in value else None


def _started_at(entries: list[tuple[Cue, dict[str, Any]]]) -> datetime | None:
    """The wall clock of the first entry; the recording may have begun up to a few seconds before it."""
    stamp = entries[0][1].get("startDateTime")
    if not isinstance(stamp, str):
        return None
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return None
