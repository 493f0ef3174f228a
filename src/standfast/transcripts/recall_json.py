"""Recall.ai: the downloaded transcript, a list with one entry a stretch of talk.

`[{"participant": {"id", "name", "is_host", "email"}, "words": [{"text", "start_timestamp": {"relative", "absolute"},
"end_timestamp": {"relative"}}]}]` (docs.recall.ai, download schemas). `relative` is seconds. The host of a meeting
may sit on either side, so `is_host` states none.
"""

from collections.abc import Sequence
from functools import partial

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import UNKNOWN, calls_in, left_out
from standfast.transcripts.json_fields import (
    Fields,
    bare_list,
    inside,
    is_list_of,
    listed,
    objects_of,
    spoken,
    time_s,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice


def sniff(source: Source) -> float:
    """Words of a participant."""
    return 1.0 if _transcripts(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The call in the file."""
    return calls_in(
        source,
        _transcripts(source),
        partial(_call, source, key),
        looked_for="a list with a “participant” and “words” in each entry",
    )


def _transcripts(source: Source) -> list[Fields]:
    found = (*bare_list(source, "transcript"), *objects_of(source))
    return [transcript for transcript in found if is_list_of(transcript.get("transcript"), _is_stretch)]


def _is_stretch(entry: Fields) -> bool:
    return "participant" in entry and isinstance(entry.get("words"), list)


def _call(source: Source, key: str, transcript: Fields) -> Call:
    stretches: list[tuple[Voice, list[Fields]]] = []
    lost = 0
    for entry in transcript["transcript"]:
        words, odd = spoken(listed(entry, "words"), "text")
        lost += odd + (not isinstance(inside(entry, "words"), list))
        if words:
            stretches.append((_voice(inside(entry, "participant")), words))
    pieces = [_piece(voice, words) for voice, words in stretches]
    facts = Facts(
        format=key,
        time_quality=_quality([words for _, words in stretches]),
        notes=left_out(pieces, lost),
    )
    return assemble(source, pieces, facts)


def _piece(voice: Voice, words: list[Fields]) -> Piece:
    return Piece(
        text=" ".join(entry["text"] for entry in words),
        voice=voice,
        start_s=time_s(inside(words[0], "start_timestamp", "relative")),
        end_s=time_s(inside(words[-1], "end_timestamp", "relative")),
    )


def _voice(participant: object) -> Voice:
    """By name, for who leaves and comes back gets another id; by id only where the name is null."""
    name, email = word_of(participant, "name"), word_of(participant, "email")
    if name or email:
        return Voice(name=name or email or "", email=email)
    ident = word_of(participant, "id")
    return Voice(name=UNKNOWN.name, ident=ident) if ident else UNKNOWN


def _quality(stretches: Sequence[list[Fields]]) -> TimeQuality:
    """Times a word, unless the “words” are whole captions of a meeting tool, as they are without a transcriber."""
    words = [entry["text"].split() for stretch in stretches for entry in stretch]
    single = sum(len(found) <= 1 for found in words)
    return TimeQuality.WORD if 2 * single >= len(words) else TimeQuality.TURN
