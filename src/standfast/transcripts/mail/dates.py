"""Dates as mail programs write them above quoted text, in the words of their user's language."""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from standfast.transcripts.mail.message import FIRST_YEAR, LAST_YEAR
from standfast.transcripts.mail.words import MONTHS

_LONGEST = 200
"""Characters that are looked at; the date stands at the beginning of such a line."""
_WORD = r"([^\W\d_]{3,12})\.?"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?{_WORD},?\s+(?:del?\s+)?(\d{{4}}|\d{{2}})(?![\d:])"
)
_MONTH_FIRST = re.compile(rf"{_WORD}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)")
_DASHED_WORD = re.compile(rf"(?<!\d)(\d{{1,2}})-{_WORD}-(\d{{4}}|\d{{2}})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d:])")
_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})(?::|\s?h\s?|\.(?=\d\d(?:\s|$|,)))(\d{2})(?::(\d{2}))?(?:[\s\u202f]?([ap])\.?\s?m\b\.?)?(?!\d)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:(?:GMT|UTC)\s?([+-]\d{1,2})(?::?(\d{2}))?|\s([+-]\d{2}):?(\d{2}))(?!\d)|\b(?:GMT|UTC)\b")
_STEMS = dict(MONTHS)


def date_in(text: str, *, zone: tzinfo, before: datetime | None = None) -> datetime | None:
    """The date and time in `text`; None where there is no whole date.

    Args:
        text: a line as a mail program writes it above quoted text.
        zone: where the text names no zone: that of the mail which quotes.
        before: when that mail was sent. It decides between 5/6 and 6/5, for a quoted mail is older, and seldom by much.
    """
    found = _dated(text[:_LONGEST])
    if not found:
        return None
    days, start, end = found
    rest = text[:_LONGEST][:start] + " " + text[:_LONGEST][end:]
    hour, minute, half = _time_in(rest)
    moments = [moment for day in days if (moment := _moment(day, hour, minute, _zone_in(rest) or zone))]
    if half and len(moments) > 1:
        return moments[-1]  # who writes am and pm writes the month first
    fitting = [moment for moment in moments if before is None or moment <= before + timedelta(days=1)]
    if fitting:
        return max(fitting)
    return moments[0] if moments else None


def date_span(text: str) -> tuple[int, int] | None:
    """Where the date stands in `text`, from its first to its last character, its time of day included."""
    found = _dated(text[:_LONGEST])
    if not found:
        return None
    _, start, end = found
    times = [time.span() for time in _TIME.finditer(text[:_LONGEST]) if time.start() >= end or time.end() <= start]
    return min([start, *(span[0] for span in times)]), max([end, *(span[1] for span in times)])


def _dated(text: str) -> tuple[list[tuple[int, int, int]], int, int] | None:
    """The days (year, month, day) that `text` can mean, the likelier first, and where they stand."""
    for form in (_DAY_FIRST, _DASHED_WORD):
        for found in form.finditer(text):
            if month := _month(found[2]):
                return [(_year(found[3]), month, int(found[1]))], *found.span()
    for found in _MONTH_FIRST.finditer(text):
        if month := _month(found[1]):
            return [(_year(found[3]), month, int(found[2]))], *found.span()
    if numbers := _YEAR_FIRST.search(text):
        return [(int(numbers[1]), int(numbers[2]), int(numbers[3]))], *numbers.span()
    if numbers := _NUMBERS.search(text):
        one, other, year = int(numbers[1]), int(numbers[3]), _year(numbers[4])
        days = [(year, other, one)] if numbers[2] == "." else [(year, other, one), (year, one, other)]
        return days, *numbers.span()
    return None


def _month(word: str) -> int | None:
    folded = word.casefold()
    return next((_STEMS[folded[:size]] for size in range(len(folded), 1, -1) if folded[:size] in _STEMS), None)


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _time_in(text: str) -> tuple[int, int, bool]:
    """Hour, minute, and whether am or pm is said; midnight where there is no time."""
    found = _TIME.search(text)
    if not found:
        return 0, 0, False
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4] in "pP" else 0)
    return hour, int(found[2]), bool(found[4])


def _zone_in(text: str) -> tzinfo | None:
    found = _ZONE.search(text)
    if not found:
        return None
    hours, minutes = found[1] or found[3] or "+0", found[2] or found[4] or "0"
    offset = timedelta(hours=abs(int(hours)), minutes=int(minutes))
    return timezone(-offset if hours[0] == "-" else offset) if offset < timedelta(hours=24) else None


def _moment(day: tuple[int, int, int], hour: int, minute: int, zone: tzinfo) -> datetime | None:
    if not FIRST_YEAR <= day[0] <= LAST_YEAR:
        return None
    try:
        return datetime(*day, hour, minute, tzinfo=zone)
    except ValueError:
        return None
