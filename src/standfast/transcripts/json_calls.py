"""What the readers of JSON share: several calls in one file, voices, and what to say about what was left out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from standfast.domain.call import Call, Side
from standfast.domain.errors import DamagedFile, UnreadableFile
from standfast.transcripts.json_fields import Fields, broken_json
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

UNKNOWN = Voice(name="Unknown speaker")
"""Who says an entry that names nobody. Not the last voice: in JSON each entry states its own."""


def calls_in(
    source: Source, talks: Sequence[Fields], make: Callable[[Fields], Call], *, looked_for: str
) -> tuple[Call, ...]:
    """A call for each of `talks`; one that cannot be read costs only itself, and is counted on the first.

    Args:
        source: the file, for the sentence.
        talks: one object a call.
        make: reads one.
        looked_for: the marks of the format in plain words.

    Raises:
        DamagedFile: there are no talks: broken JSON, or another form.
        UnreadableFile: none of the talks can be read; the first one's error.
    """
    if not talks:
        raise broken_json(source) or DamagedFile(
            source.name, f"it has another form (looked for {looked_for})", "Leave the format out, and it will be found"
        )
    calls: list[Call] = []
    refusals: list[UnreadableFile] = []
    for talk in talks:
        try:
            calls.append(make(talk))
        except UnreadableFile as refusal:
            refusals.append(refusal)
    if not calls:
        raise refusals[0]
    if refusals:
        note = (
            f"{len(refusals):,} of {len(talks):,} calls in the file were left out; of the first: {refusals[0].reason}."
        )
        calls[0] = replace(calls[0], notes=(*calls[0].notes, note))
    return tuple(calls)


def speaker_called(name: str | None) -> Voice:
    """The voice of a name as software gives it: a bare letter or number becomes “Speaker A”, none “Unknown speaker”."""
    if not name:
        return UNKNOWN
    return Voice(name=f"Speaker {name}" if len(name) == 1 or name.isdigit() else name)


def on_side(voice: Voice, side: Side, basis: str) -> Voice:
    """`voice` on the side that the file states, in the file's word for it; unchanged where it states none."""
    if side is Side.UNKNOWN:
        return voice
    return replace(voice, side=side, side_p=1.0, side_basis=basis)


def left_out(pieces: Sequence[Piece], lost: int) -> tuple[str, ...]:
    """Sentences on entries that are no part of a talk, and on words without a speaker."""
    nobody = sum(piece.voice is UNKNOWN and bool(piece.text.strip()) for piece in pieces)
    notes = []
    if lost:
        notes.append(f"{counted(lost, 'entry', 'entries')} of an unexpected form left out.")
    if nobody:
        notes.append(f"{counted(nobody, 'entry', 'entries')} without a speaker went to “{UNKNOWN.name}”.")
    return tuple(notes)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
