"""Google Meet's transcript as text, as Markdown and as a Word document, alone or below Gemini's notes.

After support.google.com/meet, "Use transcripts with Google Meet", and exports in public repositories: a title that
ends in "Transcript", a time alone on a line about once a minute, `Name: text` without a time of its own, and
"Transcription ended after". Markdown has `### 00:00:53` and `**Name:**`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from standfast.domain.call import Call, TimeQuality
from standfast.domain.errors import DamagedFile
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.clock import clock_s
from standfast.transcripts.labels import accepted_labels, split_label, voice_of
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece

_ANCHOR = re.compile(r"[\s#*_]*(\d{1,2}:\d{2}:\d{2})[\s*_]*(?:\{#[^{}]{0,80}\})?\s*")
_TITLE = re.compile(r"[\s#*_]*(?:📖\s*)?(?:(.{1,200}?)\s+[-–—]\s+)?Transcript[\s*_]*(?:\{#[^{}]{0,80}\})?\s*")
_ENDED = re.compile(
    r"[\s#*_]*(?:Transcription ended after \d|Meeting ended after \d|This editable transcript was computer)"
)
_GEMINI = re.compile(r"[\s#*_📝]*(?:Notes by Gemini\b|Meeting records\b|.{0,200} - Notes by Gemini\s*$)")
_PRESENTATION = re.compile(r"(.{1,80}?)(?:['’]s? [Pp]resentation| \([Pp]resentation\))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEAD = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """The lines of the transcript itself, its title, and how many lines of notes stood before it."""

    lines: tuple[str, ...]
    title: str | None
    skipped: int


def sniff(source: Source) -> float:
    """Times alone on a line, with Meet's title, its last lines, or Gemini's notes beside them."""
    head = list(islice((line for line in source.lines if line.strip()), _HEAD))
    anchors = sum(bool(_ANCHOR.fullmatch(line)) for line in head)
    titled = any(_TITLE.fullmatch(line) for line in head)
    marked = any(_ENDED.match(line) or _GEMINI.match(line) for line in head)
    if marked and (anchors or titled):
        return 0.95
    if titled and anchors:
        return 0.9
    return 0.75 if anchors >= 2 and 3 * anchors <= len(head) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the document.

    Raises:
        DamagedFile: no line names a speaker, as in Gemini's notes without the transcript.
    """
    body = _transcript(source.lines)
    accepted = accepted_labels(body.lines)
    if not accepted:
        raise DamagedFile(
            source.name,
            "no transcript was found in it, only notes or headings",
            "Open the document's Transcript tab, and export that",
        )
    notes = [f"{body.skipped:,} lines before the transcript left out (title, people, notes)."] if body.skipped else []
    pieces, presenting = _pieces(body.lines, accepted)
    if presenting:
        notes.append("What was heard from a shared screen went to the person who shared it.")
    facts = Facts(format=key, time_quality=TimeQuality.MINUTE, title=body.title, notes=tuple(notes))
    return (assemble(source, pieces, facts),)


def _transcript(lines: Sequence[str]) -> _Body:
    """The part below the last title, or from the first time on; up to the line that says it ended."""
    titles = [index for index, line in enumerate(lines) if _TITLE.fullmatch(line)]
    anchors = [index for index, line in enumerate(lines) if _ANCHOR.fullmatch(line)]
    start = titles[-1] + 1 if titles else anchors[0] if anchors else 0
    if titles and anchors and anchors[0] < titles[-1] and not any(index > titles[-1] for index in anchors):
        start = anchors[0]  # "Transcript" was a word of the talk
    ended = [index for index in range(start, len(lines)) if _ENDED.match(lines[index])]
    title = _TITLE.fullmatch(lines[titles[-1]]) if titles else None
    return _Body(
        lines=tuple(_plain(line) for line in lines[start : ended[0] if ended else None]),
        title=_plain(title[1]) if title and title[1] else None,
        skipped=sum(bool(line.strip()) for line in lines[:start]),
    )


def _plain(line: str) -> str:
    """A line without Markdown's escapes."""
    return _ESCAPE.sub(r"\1", line) if "\\" in line else line


def _pieces(lines: Sequence[str], accepted: frozenset[str]) -> tuple[list[Piece], bool]:
    """Pieces with the last time before them, and whether any came from a shared screen."""
    found = list(_spoken(lines, accepted))
    pieces = [Piece(text=text, voice=voice_of(_person(name)) if name else None, start_s=at) for name, text, at in found]
    return pieces, any(name is not None and _person(name) != name for name, _, _ in found)


def _spoken(lines: Sequence[str], accepted: frozenset[str]) -> Iterator[tuple[str | None, str, float | None]]:
    """Name, text and time of each line; what stands before the first name is left out."""
    time_s: float | None = None
    named = False
    for line in lines:
        if anchor := _ANCHOR.fullmatch(line):
            time_s = clock_s(anchor[1])
            continue
        label = split_label(line)
        if label and label[0].casefold() in accepted:
            named = True
            yield label[0], label[1], time_s
        elif named and line.strip():
            yield None, line, time_s


def _person(name: str) -> str:
    found = _PRESENTATION.fullmatch(name)
    return found[1] if found else name
