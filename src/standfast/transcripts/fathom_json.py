"""Fathom: a meeting with its transcript, the transcript alone, or the page of `/meetings` with `items`.

`{"title", "recording_start_time", "calendar_invitees": [{"name", "matched_speaker_display_name", "email",
"is_external"}], "transcript": [{"speaker": {"display_name", "matched_calendar_invitee_email"}, "text", "timestamp":
"00:05:32"}]}` (developers.fathom.ai). Only starts, as clock text. Who is external is said of invitees, not of
speakers: an address joins the two, or the name that Fathom itself matched.
"""

from functools import partial

from standfast.domain.call import Call, Side, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import calls_in, left_out, on_side, speaker_called
from standfast.transcripts.json_fields import (
    Fields,
    bare_list,
    fields_in,
    inside,
    is_list_of,
    moment,
    objects_of,
    present,
    spoken,
    text_of,
    time_s,
    word,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_SIDES = {True: Side.CUSTOMER, False: Side.SELLER}


def sniff(source: Source) -> float:
    """Texts with the display name of a speaker."""
    return 1.0 if _meetings(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every meeting in the file that has a transcript."""
    return calls_in(
        source,
        _meetings(source),
        partial(_call, source, key),
        looked_for="“transcript” with a “speaker” that has a “display_name”",
    )


def _meetings(source: Source) -> list[Fields]:
    objects = [inner for outer in objects_of(source) for inner in (outer, *fields_in(outer, "items"))]
    return [
        found
        for found in (*bare_list(source, "transcript"), *objects)
        if is_list_of(found.get("transcript"), _is_entry)
    ]


def _is_entry(entry: Fields) -> bool:
    speaker = entry.get("speaker")
    return isinstance(speaker, dict) and "display_name" in speaker and text_of(entry, "text") is not None


def _call(source: Source, key: str, meeting: Fields) -> Call:
    entries, lost = spoken(meeting["transcript"], "text")
    sides = _sides(meeting)
    pieces = [
        Piece(text=entry["text"], voice=_voice(entry, sides), start_s=time_s(entry.get("timestamp")))
        for entry in entries
    ]
    facts = Facts(
        format=key,
        time_quality=TimeQuality.START,
        title=word_of(meeting, "title", "meeting_title"),
        started_at=moment(present(meeting, "recording_start_time", "scheduled_start_time")),
        notes=left_out(pieces, lost),
    )
    return assemble(source, pieces, facts)


def _voice(entry: Fields, sides: dict[str, Side]) -> Voice:
    voice = speaker_called(word(inside(entry, "speaker", "display_name")))
    email = word(inside(entry, "speaker", "matched_calendar_invitee_email"))
    known = (sides.get(clue.casefold()) for clue in (email, voice.name) if clue)
    side = next((found for found in known if found), Side.UNKNOWN)
    return on_side(Voice(name=voice.name, email=email) if email else voice, side, "calendar invitation")


def _sides(meeting: Fields) -> dict[str, Side]:
    """The side by address and by matched name, case folded."""
    return {
        known.casefold(): _SIDES[invitee["is_external"]]
        for invitee in fields_in(meeting, "calendar_invitees")
        if isinstance(invitee.get("is_external"), bool)
        for known in (word_of(invitee, "email"), word_of(invitee, "matched_speaker_display_name"))
        if known
    }
