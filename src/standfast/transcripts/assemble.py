"""Raw pieces of a file → a call. The contract is in the room's docstring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from standfast.domain.call import Call, Channel, Side, Speaker, TimeQuality, Turn
from standfast.domain.errors import DamagedFile, EmptyTalk, SpeakerlessTalk
from standfast.transcripts.cleaning import clean_name, clean_text, is_anonymous, key_of
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice, ends_cut, merged, starts_that_run_forward

MAX_SPEAKERS = 1000
"""A talk has no more (a guess): beyond it the labels are not names."""
_NOBODY = Voice(name="Unknown speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reader knows of a call beside its pieces. `format` is the key that the reader was given."""

    format: str
    time_quality: TimeQuality
    channel: Channel = Channel.CALL
    title: str | None = None
    started_at: datetime | None = None
    list_price_minor: int | None = None
    currency: str | None = None
    notes: tuple[str, ...] = ()


def assemble(source: Source, pieces: Iterable[Piece], facts: Facts) -> Call:
    """Make a call of the pieces, in the order in which they come.

    Raises:
        EmptyTalk: no piece holds a word.
        SpeakerlessTalk: no piece has a name.
        DamagedFile: more than `MAX_SPEAKERS` voices.
    """
    named, notes = _cleaned(source, pieces, keep_lines=facts.channel is Channel.MAIL)
    timed, time_notes = _timed(named, merge=facts.channel is not Channel.MAIL)
    speakers, keys = _speakers(source, timed)
    turns = tuple(
        Turn(
            index=index,
            speaker=keys[_identity(piece)],
            text=piece.text,
            start_s=piece.start_s,
            end_s=piece.end_s,
            sent_at=piece.sent_at,
        )
        for index, piece in enumerate(timed)
    )
    quality = _borne_out(facts.time_quality, turns)
    if quality is TimeQuality.NONE:
        turns = tuple(replace(turn, start_s=None, end_s=None) for turn in turns)
    return Call(
        source=source.name,
        format=facts.format,
        time_quality=quality,
        channel=facts.channel,
        speakers=speakers,
        turns=turns,
        title=clean_text(facts.title or "") or None,
        started_at=facts.started_at,
        list_price_minor=facts.list_price_minor,
        currency=facts.currency,
        notes=(*source.notes, *facts.notes, *notes, *time_notes),
    )


def _cleaned(source: Source, pieces: Iterable[Piece], *, keep_lines: bool) -> tuple[list[Piece], list[str]]:
    """Pieces with clean texts and names, each with a voice; and what to say about it."""
    found: list[Piece] = []
    badges: dict[str, None] = {}
    current, any_name, nameless = _NOBODY, False, 0
    for piece in pieces:
        if piece.voice:
            name, taken_off = clean_name(piece.voice.name)
            badges.update(dict.fromkeys(taken_off))
            any_name = any_name or bool(name and not is_anonymous(name))
            current = replace(piece.voice, name=name or _NOBODY.name) if name or piece.voice.ident else current
        if text := clean_text(piece.text, keep_lines=keep_lines):
            nameless += current is _NOBODY
            found.append(replace(piece, text=text, voice=current))
    if not found:
        raise EmptyTalk(source.name, "nobody says anything in it", "Export the transcript again")
    if not any_name:
        raise SpeakerlessTalk(
            source.name,
            "it holds words, but not who said them",
            "Export the transcript with names (not the captions), or write each line as “Name: text”",
        )
    notes = []
    if nameless:
        notes.append(f"{_count(nameless, 'line')} before the first name went to “{_NOBODY.name}”.")
    if badges:
        notes.append(f"Badges were taken off the names: {', '.join(badges)}.")
    return found, notes


def _timed(pieces: list[Piece], *, merge: bool) -> tuple[list[Piece], list[str]]:
    """Turns with times that run forward, and what was left out or changed for it."""
    forward, left_out = starts_that_run_forward(pieces)
    whole = merged(forward) if merge else forward
    apart, cut = ends_cut(whole)
    notes = []
    if left_out:
        notes.append(f"{_count(left_out, 'time')} that cannot be (negative, or running backwards) left out.")
    if cut:
        notes.append(f"{_count(cut, 'turn')} overlapped the next one; each was ended where the next begins.")
    return apart, notes


def _identity(piece: Piece) -> str:
    voice = piece.voice or _NOBODY
    return voice.identity


def _speakers(source: Source, pieces: Sequence[Piece]) -> tuple[tuple[Speaker, ...], dict[str, str]]:
    """The speakers in order of appearance, and the key of each voice's identity."""
    voices: dict[str, Voice] = {}
    for piece in pieces:
        identity = _identity(piece)
        voices[identity] = (
            voices[identity].joined(piece.voice or _NOBODY) if identity in voices else piece.voice or _NOBODY
        )
    if len(voices) > MAX_SPEAKERS:
        raise DamagedFile(
            source.name,
            f"it names {len(voices):,} speakers, more than a talk can have",
            "Check that it is one talk, and that its lines begin with names",
        )
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for identity, voice in voices.items():
        keys[identity] = _free_key(key_of(voice.name), taken)
        taken.add(keys[identity])
    return tuple(_speaker(voice, keys[identity]) for identity, voice in voices.items()), keys


def _free_key(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _speaker(voice: Voice, key: str) -> Speaker:
    known = voice.side is not Side.UNKNOWN
    return Speaker(
        key=key,
        name=voice.name,
        side=voice.side,
        side_p=voice.side_p if known else 0.0,
        side_basis=voice.side_basis if known else "",
        email=voice.email,
        title=voice.title,
    )


def _borne_out(claimed: TimeQuality, turns: Sequence[Turn]) -> TimeQuality:
    """The claimed quality, or what is left of it when half of the turns lack the times that it needs."""
    if 2 * sum(turn.start_s is not None for turn in turns) <= len(turns):
        return TimeQuality.NONE
    if claimed in {TimeQuality.WORD, TimeQuality.TURN} and 2 * sum(t.end_s is not None for t in turns) <= len(turns):
        return TimeQuality.START
    return claimed


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
