"""What the form of one line says, before anybody knows which labels are speakers."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from standfast.transcripts.clock import clock_s
from standfast.transcripts.labels import Shape, shape_of, split_label

_MARGIN = 200
"""Characters of a line in which a name and a time are looked for."""
_STAMP = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
_RANGE = rf"({_STAMP})(?:\s*(?:-->|[-–—])\s*({_STAMP}))?"
_LEAD = re.compile(rf"\s*(?:[\[(<]\s*{_RANGE}\s*[\])>]|{_RANGE}(?![\d:]))\s*(?:[-–—|:]\s)?\s*")
_INSIDE = re.compile(rf"\s*([^:：\n]{{1,80}}?)[\s,|]*(?:[\[(]{_RANGE}[\])]|\s{_RANGE})\s*[:：]\s*(?=\S)")
_HEADER = re.compile(rf"\s*([^:：\n]{{1,80}}?)[\s,|·•–—-]*(?:[\[(]\s*{_RANGE}\s*[\])]|[\s,|·•–—-]{_RANGE})\s*[:：]?\s*")
_WALL = re.compile(r"([AaPp])\.?[Mm]\.?$")
_DECORATION = " []()<>*_,|"


class Form(Enum):
    """Where the name and the time stand."""

    TEXT = auto()
    """No label."""
    LABEL = auto()
    """A label and a colon, without a time."""
    STAMP_FIRST = auto()
    """A time at the beginning of the line, with or without a label."""
    LABEL_FIRST = auto()
    """A label, then a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. `label` may be a speaker; `text` is what is said if it is one, `fallback` if it is not.

    Times in seconds; `wall`: the time says am or pm. `header`: the text stands below. `alone`: nothing but a time.
    """

    raw: str
    form: Form = Form.TEXT
    label: str | None = None
    text: str = ""
    fallback: str = ""
    start_s: float | None = None
    end_s: float | None = None
    wall: bool = False
    header: bool = False
    alone: bool = False
    in_two_parts: bool = False
    """The time is written as two numbers, so that it might be hours and minutes."""

    @property
    def label_is_sure(self) -> bool:
        """Whether the label alone looks like a speaker."""
        return self.label is not None and shape_of(self.label) >= Shape.WORD


def read_line(line: str) -> Line:
    """The form of `line`."""
    margin = line[:_MARGIN].replace("**", "").replace("__", "")
    bare = margin + line[_MARGIN:]
    if lead := _LEAD.match(margin):
        return _after_stamp(lead, line, bare[lead.end() :])
    if len(line) <= _MARGIN and (header := _HEADER.fullmatch(margin)):
        return _stamped(header, line, Form.LABEL_FIRST, header[1], "")
    if inside := _INSIDE.match(margin):
        return _stamped(inside, line, Form.LABEL_FIRST, inside[1], bare[inside.end() :])
    if found := split_label(line):
        return Line(raw=line, form=Form.LABEL, label=found[0].strip(_DECORATION) or None, text=found[1], fallback=line)
    return Line(raw=line, text=line, fallback=line)


def _after_stamp(lead: re.Match[str], line: str, rest: str) -> Line:
    """A line that begins with a time: a turn, a header, or text without a name."""
    if found := split_label(rest):
        return _stamped(lead, line, Form.STAMP_FIRST, found[0], found[1], fallback=rest)
    label = rest.strip(_DECORATION)
    if 0 < len(label) <= 60 and not label.endswith((".", "!", "?")):
        return _stamped(lead, line, Form.STAMP_FIRST, label, "", fallback=rest)
    return _stamped(lead, line, Form.STAMP_FIRST, "", rest, fallback=rest)


def _stamped(found: re.Match[str], line: str, form: Form, label: str, text: str, *, fallback: str = "") -> Line:
    stamps = [group for group in found.groups() if group and _is_stamp(group)]
    return Line(
        raw=line,
        form=form,
        label=label.strip(_DECORATION) or None,
        text=text,
        fallback=fallback or text,
        start_s=_seconds(stamps[0]),
        end_s=_seconds(stamps[1]) if len(stamps) > 1 else None,
        wall=bool(_WALL.search(stamps[0])),
        header=bool(label) and not text,
        alone=not label and not text.strip(),
        in_two_parts=stamps[0].count(":") == 1 and "." not in stamps[0].rstrip("Mm.") and "," not in stamps[0],
    )


def _is_stamp(group: str) -> bool:
    return re.fullmatch(_STAMP, group) is not None


def _seconds(stamp: str) -> float | None:
    """Seconds of a stamp; those of a time of day count from midnight."""
    if not (half := _WALL.search(stamp)):
        return clock_s(stamp)
    bare = stamp[: half.start()].strip()
    time_s = clock_s(bare if bare.count(":") == 2 else f"{bare}:00")
    return None if time_s is None else time_s % (12 * 3600) + (12 * 3600 if half[1] in "pP" else 0)
