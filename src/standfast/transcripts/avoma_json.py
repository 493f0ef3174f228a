"""Avoma: one transcription of `/v1/transcriptions`, a list of them, or its page with `results`.

`{"uuid", "transcript": [{"transcript", "timestamps": [0.0, 0.5], "speaker_id"}], "speakers": [{"id", "name", "email",
"is_rep"}]}`. `timestamps` are seconds, by all that is known one a word, so that a turn ends when its last word begins
and its length is a little short; where they are not one a word, only the first is used.
"""

from functools import partial

from standfast.domain.call import Call, Side, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import UNKNOWN, calls_in, left_out, on_side
from standfast.transcripts.json_fields import (
    Fields,
    fields_in,
    is_list_of,
    listed,
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

_SIDES = {True: Side.SELLER, False: Side.CUSTOMER}


def sniff(source: Source) -> float:
    """Texts called “transcript” inside a list of that name, with a speaker's id."""
    return 1.0 if _transcriptions(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every transcription in the file."""
    return calls_in(
        source,
        _transcriptions(source),
        partial(_call, source, key),
        looked_for="“transcript” with “timestamps” and “speaker_id”",
    )


def _transcriptions(source: Source) -> list[Fields]:
    objects = [inner for outer in objects_of(source) for inner in (outer, *fields_in(outer, "results"))]
    return [found for found in objects if is_list_of(found.get("transcript"), _is_turn)]


def _is_turn(entry: Fields) -> bool:
    return text_of(entry, "transcript") is not None and ("speaker_id" in entry or "timestamps" in entry)


def _call(source: Source, key: str, transcription: Fields) -> Call:
    turns, lost = spoken(transcription["transcript"], "transcript")
    voices = {
        ident: _voice(ident, speaker)
        for speaker in fields_in(transcription, "speakers")
        if (ident := word_of(speaker, "id"))
    }
    a_word = 2 * sum(_times_each_word(turn) for turn in turns) > len(turns)
    pieces = []
    for turn in turns:
        ident = word_of(turn, "speaker_id")
        times = listed(turn, "timestamps")
        pieces.append(
            Piece(
                text=turn["transcript"],
                voice=(voices.get(ident) or _voice(ident, {})) if ident else UNKNOWN,
                start_s=time_s(times[0]) if times else None,
                end_s=time_s(times[-1]) if times and a_word else None,
            )
        )
    facts = Facts(
        format=key,
        time_quality=TimeQuality.WORD if a_word else TimeQuality.START,
        title=word_of(transcription, "subject", "title", "uuid"),
        started_at=moment(present(transcription, "start_at", "start_time")),
        notes=left_out(pieces, lost),
    )
    return assemble(source, pieces, facts)


def _times_each_word(turn: Fields) -> bool:
    """Whether there are as many times as words, so that the last is when the last word begins."""
    return len(turn["transcript"].split()) == len(listed(turn, "timestamps"))


def _voice(ident: str, speaker: Fields) -> Voice:
    email = word_of(speaker, "email")
    voice = Voice(name=word_of(speaker, "name") or email or f"Speaker {ident}", ident=ident, email=email)
    is_rep = speaker.get("is_rep")
    return on_side(voice, _SIDES[is_rep] if isinstance(is_rep, bool) else Side.UNKNOWN, "rep flag")
