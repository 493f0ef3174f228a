"""AssemblyAI: a transcript with `utterances`, or the list of utterances alone.

`{"id", "audio_url", "text", "utterances": [{"speaker": "A", "text", "start", "end", "confidence", "words": [{"text",
"start", "end", "speaker"}]}]}` (assemblyai.com/docs). Times are milliseconds, always whole: other services write
`utterances` in seconds. Without speaker labels there are only `words`.
"""

from functools import partial

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import calls_in, left_out, speaker_called
from standfast.transcripts.json_fields import (
    Fields,
    bare_list,
    fields_in,
    is_list_of,
    objects_of,
    spoken,
    text_of,
    time_ms,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece


def sniff(source: Source) -> float:
    """Utterances in whole milliseconds with a confidence."""
    return 1.0 if _transcripts(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every transcript in the file."""
    return calls_in(
        source,
        _transcripts(source),
        partial(_call, source, key),
        looked_for="“utterances” with “speaker”, “text”, “confidence” and milliseconds",
    )


def _transcripts(source: Source) -> list[Fields]:
    """Transcripts, each with what it has of utterances or words under “utterances”."""
    unlabelled = [
        {"utterances": about.get("words")}
        for about in objects_of(source)
        if "audio_url" in about and not about.get("utterances")
    ]
    found = (*bare_list(source, "utterances"), *objects_of(source), *unlabelled)
    return [transcript for transcript in found if is_list_of(transcript.get("utterances"), _is_utterance)]


def _is_utterance(entry: Fields) -> bool:
    """Whether it is theirs and no one else's: letters for speakers, whole numbers, words that are called “text”."""
    fits = isinstance(entry.get("start"), int) and "confidence" in entry and not isinstance(entry.get("speaker"), int)
    words = fields_in(entry, "words")
    return fits and text_of(entry, "text") is not None and (not words or "text" in words[0])


def _call(source: Source, key: str, transcript: Fields) -> Call:
    utterances, lost = spoken(transcript["utterances"], "text")
    pieces = [
        Piece(
            text=utterance["text"],
            voice=speaker_called(word_of(utterance, "speaker")),
            start_s=time_ms(utterance.get("start")),
            end_s=time_ms(utterance.get("end")),
        )
        for utterance in utterances
    ]
    facts = Facts(format=key, time_quality=TimeQuality.TURN, notes=left_out(pieces, lost))
    return assemble(source, pieces, facts)
