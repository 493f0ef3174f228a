"""Grain: a recording's transcript as JSON, alone or inside the recording with its participants.

`[{"participant_id", "speaker", "start", "end", "text"}]` in milliseconds (developers.grain.com); the id may be null.
Inside a recording: `{"title", "start_datetime", "participants": [{"id", "name", "email", "scope": "internal" |
"external" | "unknown"}], "transcript_json": […]}`.
"""

from functools import partial

from standfast.domain.call import Call, Side, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import UNKNOWN, calls_in, left_out, on_side, speaker_called
from standfast.transcripts.json_fields import (
    Fields,
    bare_list,
    fields_in,
    is_list_of,
    moment,
    objects_of,
    spoken,
    text_of,
    time_ms,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_LISTS = ("transcript", "transcript_json")
_SIDES = {"internal": Side.SELLER, "external": Side.CUSTOMER}


def sniff(source: Source) -> float:
    """Segments with the id of a participant."""
    return 1.0 if _recordings(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every recording in the file that has a transcript."""
    return calls_in(
        source,
        _recordings(source),
        partial(_call, source, key),
        looked_for="segments with “participant_id”, “speaker” and “text”",
    )


def _recordings(source: Source) -> list[Fields]:
    """Recordings, each with its segments under the same name."""
    whole = [{**about, "transcript": about.get(field)} for about in objects_of(source) for field in _LISTS]
    found = (*bare_list(source, "transcript"), *whole)
    return [recording for recording in found if is_list_of(recording["transcript"], _is_segment)]


def _is_segment(entry: Fields) -> bool:
    return "participant_id" in entry and text_of(entry, "text") is not None


def _call(source: Source, key: str, recording: Fields) -> Call:
    segments, lost = spoken(recording["transcript"], "text")
    people = {ident: person for person in fields_in(recording, "participants") if (ident := word_of(person, "id"))}
    pieces = [
        Piece(
            text=segment["text"],
            voice=_voice(segment, people),
            start_s=time_ms(segment.get("start")),
            end_s=time_ms(segment.get("end")),
        )
        for segment in segments
    ]
    facts = Facts(
        format=key,
        time_quality=TimeQuality.TURN,
        title=word_of(recording, "title"),
        started_at=moment(recording.get("start_datetime")),
        notes=left_out(pieces, lost),
    )
    return assemble(source, pieces, facts)


def _voice(segment: Fields, people: dict[str, Fields]) -> Voice:
    """By name, since the id of the same voice may be null elsewhere; by id where only that is given."""
    ident = word_of(segment, "participant_id")
    person = people.get(ident or "", {})
    name = word_of(segment, "speaker") or word_of(person, "name", "email")
    if not name:
        return Voice(name=UNKNOWN.name, ident=ident) if ident else UNKNOWN
    voice = Voice(name=speaker_called(name).name, email=word_of(person, "email"))
    scope = (word_of(person, "scope") or "").casefold()
    return on_side(voice, _SIDES.get(scope, Side.UNKNOWN), "participant scope")
