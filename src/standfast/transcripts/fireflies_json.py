"""Fireflies: the GraphQL `transcript`, with or without its `data` wrapper, or the list that `transcripts` gives.

`{"title", "date", "duration", "meeting_attendees": [{"displayName", "email", "name"}], "speakers": [{"id", "name"}],
"sentences": [{"text", "raw_text", "start_time", "end_time", "speaker_id", "speaker_name"}]}` (docs.fireflies.ai).
Times are seconds, as numbers or text; `duration` is minutes and not needed here. The JSON that the page downloads is
a bare list with `sentence`, `startTime` and `endTime`; those names are seen in use but nowhere documented.
"""

from collections.abc import Iterator
from functools import partial

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import calls_in, left_out, speaker_called
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
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_TEXTS = ("text", "raw_text", "sentence")


def sniff(source: Source) -> float:
    """Sentences with the name or id of a speaker."""
    return 1.0 if _transcripts(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every transcript in the file."""
    return calls_in(
        source,
        _transcripts(source),
        partial(_call, source, key),
        looked_for="“sentences” with “speaker_name” and “text”",
    )


def _transcripts(source: Source) -> list[Fields]:
    wrapped = [inner for outer in objects_of(source) for inner in _unwrapped(outer)]
    return [
        found
        for found in (*bare_list(source, "sentences"), *wrapped)
        if is_list_of(found.get("sentences"), _is_sentence)
    ]


def _unwrapped(outer: Fields) -> Iterator[Fields]:
    for wrapper in (outer, inside(outer, "data")):
        inner = inside(wrapper, "transcript")
        yield from (found for found in (wrapper, inner) if isinstance(found, dict))
        yield from fields_in(wrapper, "transcripts")


def _is_sentence(entry: Fields) -> bool:
    return text_of(entry, *_TEXTS) is not None and ("speaker_name" in entry or "speaker_id" in entry)


def _call(source: Source, key: str, transcript: Fields) -> Call:
    sentences, lost = spoken(transcript["sentences"], *_TEXTS)
    names = {
        ident: name
        for speaker in fields_in(transcript, "speakers")
        if (ident := word_of(speaker, "id")) and (name := word_of(speaker, "name"))
    }
    emails = _emails(transcript)
    pieces = [
        Piece(
            text=text_of(sentence, *_TEXTS) or "",
            voice=_voice(sentence, names, emails),
            start_s=time_s(present(sentence, "start_time", "startTime")),
            end_s=time_s(present(sentence, "end_time", "endTime")),
        )
        for sentence in sentences
    ]
    facts = Facts(
        format=key,
        time_quality=TimeQuality.TURN,
        title=word_of(transcript, "title", "id"),
        started_at=moment(present(transcript, "dateString", "date")),
        notes=left_out(pieces, lost),
    )
    return assemble(source, pieces, facts)


def _voice(sentence: Fields, names: dict[str, str], emails: dict[str, str]) -> Voice:
    ident = word_of(sentence, "speaker_id")
    voice = speaker_called(word_of(sentence, "speaker_name") or names.get(ident or "") or ident)
    email = emails.get(voice.name.casefold())
    return Voice(name=voice.name, email=email) if email else voice


def _emails(transcript: Fields) -> dict[str, str]:
    """Addresses by name, case folded; only attendees are listed with both."""
    return {
        name.casefold(): email
        for attendee in fields_in(transcript, "meeting_attendees")
        for name in (word_of(attendee, "displayName"), word_of(attendee, "name"))
        if name and (email := word_of(attendee, "email"))
    }
