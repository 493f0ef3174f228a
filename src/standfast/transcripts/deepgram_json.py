"""Deepgram: a pre-recorded response with utterances, or with the words of each channel alone.

`{"metadata": {"request_id", "created"}, "results": {"utterances": [{"start", "end", "channel", "speaker": 0,
"transcript"}], "channels": [{"alternatives": [{"words": [{"word", "punctuated_word", "start", "end", "speaker"}]}]}]}}`
(developers.deepgram.com). Times are seconds. Where the sound had several channels, each counts its own speakers.
"""

import math
from collections.abc import Iterator
from functools import partial

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import calls_in, left_out, speaker_called
from standfast.transcripts.json_fields import (
    Fields,
    fields_in,
    inside,
    is_list_of,
    listed,
    objects_of,
    spoken,
    text_of,
    time_s,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_PAUSE_S = 0.8
"""A longer one ends an utterance: Deepgram's own default for `utt_split`."""


def sniff(source: Source) -> float:
    """Results with utterances, or with channels that have alternatives."""
    return 1.0 if _responses(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every response in the file."""
    return calls_in(
        source,
        _responses(source),
        partial(_call, source, key),
        looked_for="“results” with “utterances”, or with “channels” and their “words”",
    )


def _responses(source: Source) -> list[Fields]:
    return [
        found
        for found in objects_of(source)
        if is_list_of(inside(found, "results", "utterances"), _is_utterance)
        or is_list_of(inside(found, "results", "channels"), lambda channel: "alternatives" in channel)
    ]


def _is_utterance(entry: Fields) -> bool:
    return text_of(entry, "transcript") is not None


def _call(source: Source, key: str, response: Fields) -> Call:
    channels = listed(response, "results", "channels")
    utterances, lost = spoken(listed(response, "results", "utterances"), "transcript")
    if utterances:
        quality = TimeQuality.TURN
        pieces = [_from_utterance(utterance, several=len(channels) > 1) for utterance in utterances]
    else:
        quality = TimeQuality.WORD
        pieces, lost = _from_channels(channels)
    facts = Facts(format=key, time_quality=quality, notes=left_out(pieces, lost))
    return assemble(source, pieces, facts)


def _from_utterance(utterance: Fields, *, several: bool) -> Piece:
    channel = word_of(utterance, "channel") if several else None
    return Piece(
        text=utterance["transcript"],
        voice=_voice(channel, word_of(utterance, "speaker")),
        start_s=time_s(utterance.get("start")),
        end_s=time_s(utterance.get("end")),
    )


def _from_channels(channels: list[object]) -> tuple[list[Piece], int]:
    """The words of each channel as pieces, in the order in which they begin; and how many words have no text."""
    begun: list[tuple[float, Piece]] = []
    all_lost = 0
    for number, channel in enumerate(channels):
        best = next(iter(fields_in(channel, "alternatives")), {})
        words, lost = spoken(listed(best, "words"), "punctuated_word", "word")
        all_lost += lost
        start_s = 0.0
        for run in _runs(words):
            piece = _from_run(run, str(number) if len(channels) > 1 else None)
            start_s = piece.start_s if piece.start_s is not None and math.isfinite(piece.start_s) else start_s
            begun.append((start_s, piece))
    return [piece for _, piece in sorted(begun, key=lambda found: found[0])], all_lost


def _runs(words: list[Fields]) -> Iterator[list[Fields]]:
    """Neighbouring words of one speaker without a long pause."""
    run: list[Fields] = []
    for spoken_word in words:
        if run and (_speaker(run[-1]) != _speaker(spoken_word) or _pause_s(run[-1], spoken_word) > _PAUSE_S):
            yield run
            run = []
        run.append(spoken_word)
    if run:
        yield run


def _from_run(run: list[Fields], channel: str | None) -> Piece:
    return Piece(
        text=" ".join(text_of(spoken_word, "punctuated_word", "word") or "" for spoken_word in run),
        voice=_voice(channel, _speaker(run[0])),
        start_s=time_s(run[0].get("start")),
        end_s=time_s(run[-1].get("end")),
    )


def _pause_s(before: Fields, after: Fields) -> float:
    """The silence between two words; NaN, which ends no run, where a time is missing."""
    end_s, start_s = time_s(before.get("end")), time_s(after.get("start"))
    return math.nan if end_s is None or start_s is None else start_s - end_s


def _speaker(spoken_word: Fields) -> str | None:
    return word_of(spoken_word, "speaker")


def _voice(channel: str | None, speaker: str | None) -> Voice:
    """A number of a speaker, of a channel, or of both."""
    if channel is None:
        return speaker_called(speaker)
    return Voice(name=f"Channel {channel}" if speaker is None else f"Channel {channel}, speaker {speaker}")
