"""“Name: text”, with or without times in the usual stamps, as people paste it; also in a Word document."""

from itertools import islice

from standfast.domain.call import Call
from standfast.domain.errors import SpeakerlessTalk, UnknownFormat
from standfast.transcripts.headed import Talk, call_from, talk_in
from standfast.transcripts.source import Source

_HEAD = 500
"""Lines that are looked at to tell whether it is a talk."""
_TERSEST = 2.0
"""Words a turn: lists of settings have fewer (a guess)."""


def sniff(source: Source) -> float:
    """Lines that begin with names; never above 0.7, for every other format knows itself better."""
    talk = talk_in(islice((line for line in source.lines if line.strip()), _HEAD))
    if talk.labelled >= 2 and talk.words >= _TERSEST * talk.labelled:
        return 0.4 + 0.3 * talk.labelled / len(talk.pieces) if talk.speakers >= 2 else 0.35
    return 0.3 if _is_timed_text(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the file.

    Raises:
        SpeakerlessTalk: lines with times, but no names.
        UnknownFormat: no line begins with a name.
    """
    talk = talk_in(source.lines)
    if not talk.labelled:
        raise _nobody(source, talk)
    return (call_from(source, talk, key),)


def _is_timed_text(source: Source) -> bool:
    """Whether most lines begin with a time."""
    lines = list(islice((line for line in source.lines if line.strip()), _HEAD))
    timed = sum(line.lstrip(" [(<")[:1].isdigit() and ":" in line[:8] for line in lines)
    return len(lines) >= 3 and 2 * timed > len(lines)


def _nobody(source: Source, talk: Talk) -> SpeakerlessTalk | UnknownFormat:
    if _is_timed_text(source):
        return SpeakerlessTalk(
            source.name,
            "it has times, but not who said what",
            "Export the transcript with names, or write each line as “Name: text”",
        )
    lines = "1 line" if talk.skipped == 1 else f"{talk.skipped:,} lines"
    return UnknownFormat(
        source.name, f"none of its {lines} begins with a name and a colon", "Write each line as “Name: text”"
    )
