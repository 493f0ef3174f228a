"""Talk where a line names the speaker, with or without a time: on the line of the text, or on a line above it.

The shapes: `Sarah: …`, `[00:08] Sarah: …`, `00:08 Sarah: …`, `Sarah (00:08): …`, and the header lines `Sarah 00:08`,
`Sarah (00:08)`, `[Sarah] 00:08`, `00:08 Sarah`, `Sarah:`. What a line is, is decided over the whole file: "let's meet
at 10:30" has the form of a header, and "The answer: no" that of a turn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.labels import speakers_among, voice_of
from standfast.transcripts.line_forms import Form, Line, read_line
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece

FASTEST_WORDS_S = 6.0
"""Words a second that nobody keeps up (360 a minute; auctioneers reach 250 to 400): stamps that imply more are
hours and minutes."""
LATEST_START_S = 2 * 3600.0
"""A talk that begins later than this on its clock shows the time of day (a guess)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What was read of the lines. `skipped` lines stood before the first speaker; `labelled` lines open a turn."""

    pieces: tuple[Piece, ...]
    stamps: tuple[Line, ...]
    labelled: int
    speakers: int
    skipped: int
    words: int


def talk_in(lines: Iterable[str]) -> Talk:
    """Read lines as a talk. Text before the first speaker is left out: it is a title, a date, a list of people."""
    read = _settled([read_line(line) for line in lines])
    accepted = speakers_among((line.label for line in read if line.label), (line.text for line in read))
    known = [_known(line, accepted) for line in read]
    first = known.index(True) if True in known else len(read)
    timed = any(line.form is Form.STAMP_FIRST for line, opens in zip(read, known, strict=True) if opens)
    pieces = tuple(_pieces(read[first:], accepted, stamps_lead=timed))
    opening = [line for line, opens in zip(read, known, strict=True) if opens]
    return Talk(
        pieces=pieces,
        stamps=tuple(line for line in opening if line.start_s is not None),
        labelled=len(opening),
        speakers=len({voice_of(line.label or "").identity for line in opening}),
        skipped=sum(bool(line.raw.strip()) for line in read[:first]),
        words=sum(piece.text.count(" ") + 1 for piece in pieces),
    )


def call_from(source: Source, talk: Talk, key: str) -> Call:
    """The call that a talk is, its times counted from its beginning.

    Raises:
        UnreadableFile: nobody speaks in it, or nobody has a name.
    """
    pieces, quality, notes = _clocked(talk)
    if talk.skipped:
        lines = "1 line" if talk.skipped == 1 else f"{talk.skipped:,} lines"
        notes = (f"{lines} before the first speaker left out.", *notes)
    return assemble(source, pieces, Facts(format=key, time_quality=quality, notes=notes))


def _settled(read: Sequence[Line]) -> list[Line]:
    """Lines of a time and a few words are headers only if text stands below them; else the words are the talk."""
    settled: list[Line] = []
    text_below = False
    for line in reversed(read):
        if line.form is Form.STAMP_FIRST and line.header and not text_below:
            settled.append(replace(line, label=None, header=False, text=line.fallback))
        else:
            settled.append(line)
        if line.raw.strip():
            text_below = line.form is Form.TEXT or (line.form is Form.LABEL and not line.label_is_sure)
    return settled[::-1]


def _pieces(lines: Sequence[Line], accepted: frozenset[str], *, stamps_lead: bool) -> Iterator[Piece]:
    """A piece for every line that opens a turn or has its own time, with the lines that follow it."""
    opened, texts = Piece(text=""), list[str]()
    for line in lines:
        stamped = line.form is Form.STAMP_FIRST and (stamps_lead or line.alone)
        if _known(line, accepted):
            yield replace(opened, text="\n".join(texts))
            opened = Piece(text="", voice=voice_of(line.label or ""), start_s=line.start_s, end_s=line.end_s)
            texts = [line.text]
        elif stamped:
            yield replace(opened, text="\n".join(texts))
            voice = None if "".join(texts).strip() else opened.voice
            opened, texts = Piece(text="", voice=voice, start_s=line.start_s, end_s=line.end_s), [line.fallback]
        else:
            texts.append(line.raw)
    yield replace(opened, text="\n".join(texts))


def _known(line: Line, accepted: frozenset[str]) -> bool:
    return line.label is not None and line.label.casefold() in accepted


def _clocked(talk: Talk) -> tuple[tuple[Piece, ...], TimeQuality, tuple[str, ...]]:
    """Pieces whose times count from the talk's beginning, how fine those times are, and what was assumed."""
    starts = [line.start_s for line in talk.stamps if line.start_s is not None]
    if not starts:
        return talk.pieces, TimeQuality.NONE, ()
    quality = (
        TimeQuality.TURN if 2 * sum(line.end_s is not None for line in talk.stamps) > len(starts) else TimeQuality.START
    )
    in_two_parts = all(line.in_two_parts for line in talk.stamps)
    if any(line.wall for line in talk.stamps):
        return _shifted(talk.pieces, starts[0], 1), TimeQuality.MINUTE if in_two_parts else quality, (_OF_DAY,)
    if in_two_parts and len(starts) > 2 and talk.words > FASTEST_WORDS_S * (max(starts) - min(starts)) > 0:
        return _shifted(talk.pieces, starts[0], 60), TimeQuality.MINUTE, (_IN_MINUTES,)
    if starts[0] > LATEST_START_S:
        return _shifted(talk.pieces, starts[0], 1), quality, (_OF_DAY,)
    return talk.pieces, quality, ()


_OF_DAY = "The times in the file are times of day; they are counted from the first one."
_IN_MINUTES = (
    "The times in the file were read as hours and minutes, for nobody speaks that many words in as many seconds."
)


def _shifted(pieces: Sequence[Piece], first_s: float, factor: int) -> tuple[Piece, ...]:
    return tuple(
        replace(
            piece,
            start_s=None if piece.start_s is None else (piece.start_s - first_s) * factor,
            end_s=None if piece.end_s is None else (piece.end_s - first_s) * factor,
        )
        for piece in pieces
    )
