"""Whisper and its kin with speakers (WhisperX, whisper-diarization, OpenAI's diarised JSON): `segments` in seconds.

`{"language", "segments": [{"start": 0.0, "end": 2.1, "text", "speaker": "SPEAKER_00", "words": [{"word", "start",
"end", "speaker"}]}]}`. Plain Whisper knows no speakers; such a file is refused with what to do.
"""

from functools import partial

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import calls_in, left_out, speaker_called
from standfast.transcripts.json_fields import (
    Fields,
    fields_in,
    is_list_of,
    objects_of,
    spoken,
    text_of,
    time_s,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece


def sniff(source: Source) -> float:
    """Segments with a start and a text; below 1, for others have those and a mark of their own."""
    return 0.9 if _transcripts(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every transcript in the file.

    Raises:
        SpeakerlessTalk: no segment has a speaker.
    """
    return calls_in(
        source,
        _transcripts(source),
        partial(_call, source, key),
        looked_for="“segments” with “start”, “text” and “speaker”",
    )


def _transcripts(source: Source) -> list[Fields]:
    return [found for found in objects_of(source) if is_list_of(found.get("segments"), _is_segment)]


def _is_segment(entry: Fields) -> bool:
    return "start" in entry and text_of(entry, "text") is not None


def _call(source: Source, key: str, transcript: Fields) -> Call:
    segments, lost = spoken(transcript["segments"], "text")
    pieces = [
        Piece(
            text=segment["text"],
            voice=speaker_called(_speaker(segment)),
            start_s=time_s(segment.get("start")),
            end_s=time_s(segment.get("end")),
        )
        for segment in segments
    ]
    facts = Facts(format=key, time_quality=TimeQuality.TURN, notes=left_out(pieces, lost))
    return assemble(source, pieces, facts)


def _speaker(segment: Fields) -> str | None:
    """The segment's own speaker, or the first that one of its words has."""
    of_words = (word_of(found, "speaker") for found in fields_in(segment, "words"))
    return word_of(segment, "speaker") or next((speaker for speaker in of_words if speaker), None)
