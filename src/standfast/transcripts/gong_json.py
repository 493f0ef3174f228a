"""Gong: `/v2/calls/transcript`, alone or in one file with the parties from `/v2/calls/extensive`.

`{"callTranscripts": [{"callId", "transcript": [{"speakerId", "topic", "sentences": [{"start", "end", "text"}]}]}]}`
and `{"calls": [{"metaData": {"id", "title", "started"}, "parties": [{"speakerId", "name", "emailAddress", "title",
"affiliation"}]}]}`: one object with both, a list of such, or JSON lines. Times are milliseconds (help.gong.io).
"""

from functools import partial

from standfast.domain.call import Call, Side, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import UNKNOWN, calls_in, left_out, on_side
from standfast.transcripts.json_fields import (
    Fields,
    bare_list,
    fields_in,
    inside,
    is_list_of,
    listed,
    moment,
    objects_of,
    spoken,
    time_ms,
    word,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_SIDES = {"internal": Side.SELLER, "external": Side.CUSTOMER}


def sniff(source: Source) -> float:
    """Monologues of sentences with the id of who speaks."""
    return 1.0 if _transcripts(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every call in the file, each with its parties where the file holds them."""
    described = [call for found in objects_of(source) for call in fields_in(found, "calls")]
    return calls_in(
        source,
        _transcripts(source),
        partial(_call, source, key, described),
        looked_for="“callTranscripts” with “speakerId” and “sentences”",
    )


def _transcripts(source: Source) -> list[Fields]:
    """Objects with a list of monologues as “transcript”: under “callTranscripts”, in a call, or the file itself."""
    nested = [
        inner
        for outer in objects_of(source)
        for inner in (outer, *fields_in(outer, "callTranscripts"), *fields_in(outer, "calls"))
    ]
    return [
        found
        for found in (*bare_list(source, "transcript"), *nested)
        if is_list_of(found.get("transcript"), _is_monologue)
    ]


def _is_monologue(entry: Fields) -> bool:
    return "speakerId" in entry and isinstance(entry.get("sentences"), list)


def _call(source: Source, key: str, described: list[Fields], transcript: Fields) -> Call:
    about = _described(transcript, described)
    voices = {ident: _voice(ident, party) for party in fields_in(about, "parties") if (ident := _speaker_id(party))}
    pieces, lost = [], 0
    for monologue in listed(transcript, "transcript"):
        sentences, odd = spoken(listed(monologue, "sentences"), "text")
        ident = _speaker_id(monologue)
        lost += odd + (not isinstance(inside(monologue, "sentences"), list))
        if sentences:
            voice = voices.get(ident) or _voice(ident, {}) if ident else UNKNOWN
            pieces.append(_piece(sentences, voice))
    facts = Facts(
        format=key,
        time_quality=TimeQuality.TURN,
        title=word(inside(about, "metaData", "title")) or _call_id(transcript),
        started_at=moment(inside(about, "metaData", "started")),
        notes=left_out(pieces, lost),
    )
    return assemble(source, pieces, facts)


def _piece(sentences: list[Fields], voice: Voice) -> Piece:
    """A monologue as one piece: it starts with its first sentence and ends with its last."""
    return Piece(
        text=" ".join(sentence["text"] for sentence in sentences),
        voice=voice,
        start_s=time_ms(sentences[0].get("start")),
        end_s=time_ms(sentences[-1].get("end")),
    )


def _described(transcript: Fields, described: list[Fields]) -> Fields:
    """What the file says about a call: by its id, or by being the only one where an id is missing."""
    if "parties" in transcript:
        return transcript
    ident = _call_id(transcript)
    for call in described:
        if ident is not None and ident == _call_id(call):
            return call
    only = described[0] if len(described) == 1 else {}
    return only if ident is None or _call_id(only) is None else {}


def _call_id(call: Fields) -> str | None:
    return word_of(call, "callId", "id") or word(inside(call, "metaData", "id"))


def _speaker_id(entry: object) -> str | None:
    return word_of(entry, "speakerId")


def _voice(ident: str, party: Fields) -> Voice:
    email = word_of(party, "emailAddress")
    voice = Voice(
        name=word_of(party, "name") or email or f"Speaker {ident}",
        ident=ident,
        email=email,
        title=word_of(party, "title"),
    )
    return on_side(voice, _SIDES.get((word_of(party, "affiliation") or "").casefold(), Side.UNKNOWN), "affiliation")
