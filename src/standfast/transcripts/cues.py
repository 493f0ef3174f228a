r"""Timed captions (WebVTT, SubRip, SBV) → cues, and cues with “Name:” before the text → pieces.

Read by hand and not with a subtitle library, because those lose words without a word: one takes a last line that is
a number ("Could you do / 80") for the number of the next caption, another drops what follows an empty line inside a
caption, and both skip a caption whose times are broken. In talk about prices these are the words that matter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from standfast.transcripts.clock import clock_s
from standfast.transcripts.labels import accepted_labels, split_label, voice_of
from standfast.transcripts.timeline import Piece

_STAMP = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,9})?"
_TIMING = re.compile(rf"\s*({_STAMP})\s*-->\s*({_STAMP})(?!\d)")
_SBV_TIMING = re.compile(r"\s*(\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,9}),(\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,9})\s*")
_BROKEN_TIMING = re.compile(r"[\d\s:.,;NaN-]*-->[\d\s:.,;NaN-]*")
_IDENT = re.compile(r"\s*(?:\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}[\d/-]*)\s*")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,100}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One caption: its identifier ("" for none), times in seconds (None where they cannot be read), raw text."""

    ident: str
    start_s: float | None
    end_s: float | None
    text: str


def cues_in(text: str) -> list[Cue]:
    """The captions of a WebVTT, SubRip or SBV file, in order; all the words between two time lines are kept."""
    lines = text.split("\n")
    opens = [(index, times) for index, line in enumerate(lines) if (times := _times(line)) is not None]
    if not opens:
        return []
    idents = [_has_ident(lines, index) for index, _ in opens]
    ends = [index - ident for (index, _), ident in zip(opens[1:], idents[1:], strict=True)] + [len(lines)]
    return [
        Cue(
            ident=lines[index - 1].strip() if ident else "",
            start_s=start_s,
            end_s=end_s,
            text="\n".join(_without_asides(lines[index + 1 : end])),
        )
        for (index, (start_s, end_s)), ident, end in zip(opens, idents, ends, strict=True)
    ]


def unreadable_times(cues: Iterable[Cue]) -> tuple[str, ...]:
    """The note on cues whose times could not be read; () if there are none."""
    broken = sum(cue.start_s is None for cue in cues)
    return (f"{broken} cues have times that cannot be read; their words were kept.",) if broken else ()


def labelled_pieces(cues: Iterable[Cue]) -> Iterator[Piece]:
    """Pieces of cues that name the speaker before the text; a cue may hold lines of several speakers."""
    plain = [(cue, untagged(cue.text).split("\n")) for cue in cues]
    accepted = accepted_labels([line for _, lines in plain for line in lines])
    for cue, lines in plain:
        parts = _parts(lines, accepted)
        for place, (name, text) in enumerate(parts):
            yield Piece(
                text=text,
                voice=voice_of(name) if name else None,
                start_s=cue.start_s if place == 0 else None,
                end_s=cue.end_s if len(parts) == 1 else None,
            )


def untagged(text: str) -> str:
    """`text` without WebVTT, HTML and SubStation tags."""
    return _TAG.sub("", text) if "<" in text or "{" in text else text


def _parts(lines: list[str], accepted: frozenset[str]) -> list[tuple[str | None, str]]:
    parts: list[tuple[str | None, str]] = []
    for line in lines:
        found = split_label(line)
        if found and found[0].casefold() in accepted:
            parts.append(found)
        elif parts:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {line}")
        elif line.strip():
            parts.append((None, line))
    return parts


def _times(line: str) -> tuple[float | None, float | None] | None:
    """Start and end of a time line, (None, None) for a broken one; None for any other line."""
    if "-->" in line:
        if found := _TIMING.match(line):
            return clock_s(found[1]), clock_s(found[2])
        return (None, None) if _BROKEN_TIMING.fullmatch(line) else None
    if found := _SBV_TIMING.fullmatch(line):
        return clock_s(found[1]), clock_s(found[2])
    return None


def _has_ident(lines: list[str], index: int) -> bool:
    """Whether the line before the time line at `index` names the cue rather than belonging to the talk before it."""
    if index == 0 or not lines[index - 1].strip() or lines[index - 1].startswith("WEBVTT"):
        return False
    return bool(_IDENT.fullmatch(lines[index - 1])) or (index > 1 and not lines[index - 2].strip())


def _without_asides(lines: list[str]) -> Iterator[str]:
    """The lines but for comment and style blocks, which stand after an empty line."""
    aside, before = False, "text"
    for line in lines:
        aside = (aside and bool(line.strip())) or (not before.strip() and bool(_ASIDE.fullmatch(line)))
        if not aside:
            yield line
        before = line
