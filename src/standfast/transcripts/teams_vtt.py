"""Microsoft Teams WebVTT: the speaker in a voice tag, cue identifiers of a GUID and numbers.

After learn.microsoft.com, "callTranscript: get content", and the WebVTT recommendation, "WebVTT cue voice span".
"""

import html
import re
from collections.abc import Iterator

from standfast.domain.call import Call, TimeQuality
from standfast.domain.errors import SpeakerlessTalk
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.cues import Cue, cues_in, unreadable_times, untagged
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]{1,200})>")
_GUID_IDENT = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[/-]\d", re.IGNORECASE | re.MULTILINE)
_HEAD = 64 * 1024


def sniff(source: Source) -> float:
    """Voice tags, or the cue identifiers of Teams."""
    head = source.text[:_HEAD]
    if _VOICE.search(head):
        return 0.95
    return 0.7 if _GUID_IDENT.search(head) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the file.

    Raises:
        SpeakerlessTalk: the cues have no voice tags, as in captions or where a tenant turned names off.
    """
    cues = cues_in(source.text)
    pieces = [piece for cue in cues for piece in _pieces(cue)]
    if pieces and not any(piece.voice for piece in pieces):
        raise SpeakerlessTalk(
            source.name,
            "it is captions without the names of the speakers",
            "Download the transcript of the meeting and not its captions; if names are missing there too, "
            "the meeting's owner has to allow speaker attribution",
        )
    facts = Facts(format=key, time_quality=TimeQuality.TURN, notes=unreadable_times(cues))
    return (assemble(source, pieces, facts),)


def _pieces(cue: Cue) -> Iterator[Piece]:
    """One piece a voice tag; text before the first tag carries on the last voice. Close tags may be missing."""
    before, *tagged = _VOICE.split(cue.text)
    names: list[str | None] = [None, *tagged[::2]]
    texts = [before, *tagged[1::2]]
    spoken = [(name, text) for name, raw in zip(names, texts, strict=True) if (text := _plain(raw)).strip()]
    for place, (name, text) in enumerate(spoken):
        yield Piece(
            text=text,
            voice=Voice(name=html.unescape(name)) if name else None,
            start_s=cue.start_s if place == 0 else None,
            end_s=cue.end_s if len(spoken) == 1 else None,
        )


def _plain(raw: str) -> str:
    return html.unescape(untagged(raw))
