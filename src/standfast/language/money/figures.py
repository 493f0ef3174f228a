"""Figures in one text: sums of money, percentages and periods, and what merely looks like one.

A number with a currency is money. A bare number is money only where people haggle: what stands before and after it,
and what the sentence is about, decide. Words around it are a closed list: an unknown noun after a number makes it a
count ("6 chairs"), an unknown noun before it a name ("iPhone 6").
"""

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from standfast.domain.moment import Quote
from standfast.domain.money import Mention, MentionKind
from standfast.language.money.currencies import cents_after, sign_before, to_minor, word_after
from standfast.language.money.figure_words import DATE_AFTER, DATE_BEFORE, FOLLOWERS, LEADERS, MONEY_TALK, NAMES_BEFORE
from standfast.language.money.numerals import Numeral, numerals_in

DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
"""Length of a term in days, as contracts round it."""


class Certainty(IntEnum):
    """How plainly the words show that a number is a sum of money."""

    BARE = 0
    """It could be one; only the talk around it can tell."""
    ALONE = 1
    """It is all that a turn says: a price among people who haggle, else an answer to whatever was asked."""
    CUED = 2
    """The words around it haggle."""
    MARKED = 3
    """It carries a currency, a percent sign or a unit of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a text. `value` as in `Mention`, but in major units for amounts; half-open span."""

    kind: MentionKind
    start: int
    end: int
    value: float
    certainty: Certainty
    currency: str | None = None
    per: str | None = None
    scaled: bool = False


_UNIT = r"(?:day|week|wk|month|mo|mth|quarter|year|yr)s?"
_UNIT_NAMES = {"wk": "week", "mo": "month", "mth": "month", "yr": "year"}
_PERCENT = re.compile(r"\s?(?:%|per\s?cents?\b|percents?\b|pct\b)", re.IGNORECASE)
_PERIOD = re.compile(rf"[\s-]+(?P<unit>{_UNIT})\b['’]?(?:\s+free\b)?", re.IGNORECASE)
_NET = re.compile(r"\bnet[\s-]*$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:last|past|previous|these|been|had|have it|owned|used|bought|purchased|got it|ago|since|every|was)\b[^.?!]{0,30}$",
    re.IGNORECASE,
)
_AGE = re.compile(r"[\s-]*(?:old|ago|back|of use|of experience|of age|used|now|later|after)\b", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:first|one|a|1)\s+(?P<unit>month|week|quarter|year)(?:['’]s)?(?:\s+rent)?\s+(?:is\s+)?free\b", re.IGNORECASE
)
_HALF = re.compile(
    r"\bhalf(?=\s+(?:the\s+|of\s+the\s+|your\s+|that\s+|of\s+(?:your|that)\s+)?(?:asking\s+|list\s+|listed\s+)?(?:price|off)\b)",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\s*(?:/\s?|per[\s-]|an?\s|each\s|every\s)\s*"
    r"(?P<unit>months?|mo|mth|years?|yr|annum|weeks?|wk|days?|hours?|hr|seats?|users?|heads?|persons?|people|vehicles?"
    r"|trucks?|vans?|cars?|units?|pieces?|items?|licen[cs]es?|employees?|agents?|sites?|stores?|rooms?|beds?|nights?"
    r"|tonnes?|tons?|kilos?|kg|pallets?|box|boxes|pop|device|devices|joining|hire|transaction|order|orders|student|"
    r"patient|page|visit|account|store|location|machine|sq\s?ft|foot|mile|km|litre|liter|m2)\b\.?"
    r"|\s+(?P<adverb>monthly|yearly|annually|weekly|daily|hourly|quarterly|each|apiece|pm|pcm|pa|p\.a\.)(?!\w)",
    re.IGNORECASE,
)
_PER_GENERIC = re.compile(r"\s*(?:/|per\s)\s*(?P<unit>[a-z]{2,20})\b", re.IGNORECASE)
_PER_NAMES = {
    "mo": "month", "mth": "month", "yr": "year", "annum": "year", "wk": "week", "hr": "hour", "people": "person",
    "monthly": "month", "yearly": "year", "annually": "year", "weekly": "week", "daily": "day", "hourly": "hour",
    "quarterly": "quarter", "apiece": "each", "pop": "each", "boxes": "box", "pm": "month", "pcm": "month",
    "pa": "year", "p.a.": "year", "licence": "license", "licences": "license",
}  # fmt: skip

_BEFORE_WORD = re.compile(r"([\w'’$]+|[^\w\s])\s*$")
_AFTER_WORD = re.compile(r"\s*([\w'’]+|[^\w\s]|$)")
_ALONE = re.compile(
    r"^\W*(?:(?:ok|okay|yes|no|so|well|hmm+|um|uh|maybe|like|about|then|fine|sure|deal|say|just|only|and|alright)\W+)*$",
    re.IGNORECASE,
)
_SENTENCE_EDGE = re.compile(r"[.!?;\n](?=\s|$)")
_MONEY_SCALES = frozenset({"lakh", "lakhs", "lac", "lacs", "crore", "crores", "cr", "grand"})
"""Scales in which hardly anything but money is counted aloud."""
_CLOCK_AFTER = re.compile(r":\d|\s?(?:[ap]\.?m\b|o['’]?\s?clock)", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<!\d)(?:\+\d{1,3}[\s.-]?)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)|(?<!\d)\d{3}-\d{4}(?!\d)|\+\d[\d\s-]{7,}\d"
)
_RANGE_GAP = re.compile(r"\s?(?:-|–|to|or)\s?\$?$", re.IGNORECASE)


def mentions_in(text: str, *, turn: int = 0, currency: str | None = None) -> tuple[Mention, ...]:
    """Read the figures of one text.

    Args:
        text: what was said.
        turn: the turn's index, for the quotes.
        currency: the talk's currency (ISO 4217), for "$", "kr" and bare numbers.

    Returns:
        Mentions in order of the text, spans never overlapping. Bare numbers are given only where the words haggle.

    Cost:
        Under 0.1 ms for a turn of twenty words.
    """
    found = figures_in(text, currency=currency)
    return tuple(as_mention(text, figure, turn=turn) for figure in found if figure.certainty > Certainty.BARE)


def as_mention(text: str, figure: Figure, *, turn: int) -> Mention:
    """A figure with its words; amounts go to minor units."""
    amount = figure.kind is MentionKind.AMOUNT
    return Mention(
        kind=figure.kind,
        value=float(to_minor(figure.value, figure.currency)) if amount else figure.value,
        quote=Quote(turn=turn, start=figure.start, end=figure.end, text=text[figure.start : figure.end]),
        currency=figure.currency if amount else None,
        per=figure.per,
    )


def figures_in(text: str, *, currency: str | None = None) -> tuple[Figure, ...]:
    """All figures of a text, bare numbers that could be money included, in order."""
    found: list[Figure] = []
    follower: tuple[Numeral, Figure | None] | None = None
    numerals = numerals_in(text)
    phones = [match.span() for match in _PHONE.finditer(text)] if len(numerals) > 1 else []
    for numeral in reversed(numerals):  # from the right: the left end of a range takes after its right end
        if any(start <= numeral.start < end for start, end in phones):
            continue
        figure = _figure(text, numeral, currency)
        if follower is not None and (figure is None or figure.certainty < Certainty.MARKED):
            figure = _as_range(text, numeral, figure, follower)
        follower = (numeral, figure)
        if figure is not None:
            found.append(_with_hundredths(text, figure, found))
    found.reverse()
    return _without_overlap([*_beside_money(text, found), *_wordless(text)])


def _figure(text: str, numeral: Numeral, currency: str | None) -> Figure | None:
    """What one number is; None for what is no figure."""
    percent = _PERCENT.match(text, numeral.end)
    if percent is not None:
        return _percentage(numeral, percent.end())
    money = _marked(text, numeral, currency)
    if money is not None:
        return money
    period = _PERIOD.match(text, numeral.end)
    if period is not None:
        return _period(text, numeral, period)
    if _NET.search(text, max(0, numeral.start - 6), numeral.start):
        start = text.lower().rindex("net", 0, numeral.start)
        return _term(start, numeral.end, numeral.value)
    return _bare(text, numeral, currency)


def _percentage(numeral: Numeral, end: int) -> Figure | None:
    """A percentage; "100%" is a manner of speaking."""
    if not 0 <= numeral.value < 100:
        return None
    return Figure(
        kind=MentionKind.PERCENT, start=numeral.start, end=end, value=numeral.value / 100, certainty=Certainty.MARKED
    )


def _marked(text: str, numeral: Numeral, currency: str | None) -> Figure | None:
    """A sum with its currency, before or after it."""
    before = sign_before(text, numeral.start, currency)
    after = word_after(text, numeral.end, currency)
    cents = cents_after(text, numeral.end)
    if before is None and after is None and cents is None:
        return None
    start, name = before or (numeral.start, None)
    end = after[0] if after and before is None else numeral.end
    name = name or (after[1] if after else currency)
    value = numeral.value
    if before is None and after is None and cents is not None:
        end, value = cents, value / 100
    return Figure(
        kind=MentionKind.AMOUNT,
        start=start,
        end=end,
        value=value,
        certainty=Certainty.MARKED,
        currency=name,
        per=_per(text, end),
        scaled=numeral.scale is not None,
    )


def _with_hundredths(text: str, figure: Figure, found: list[Figure]) -> Figure:
    """Take “six euro forty” as one sum: the number right behind a spelled currency counts its hundredths."""
    spelled = (
        figure.certainty is Certainty.MARKED and figure.kind is MentionKind.AMOUNT and text[figure.end - 1].isalpha()
    )
    if not spelled or not found or found[-1].certainty is Certainty.MARKED:
        return figure
    small = found[-1]
    if text[figure.end : small.start] != " " or not 10 <= small.value < 100 or figure.value % 1:
        return figure
    found.pop()
    return replace(figure, end=small.end, value=figure.value + small.value / 100, per=small.per)


def _period(text: str, numeral: Numeral, match: re.Match[str]) -> Figure | None:
    """A length of time; an age or a past is no term of a deal."""
    left = text[max(0, numeral.start - 45) : numeral.start]
    if _AGE.match(text, match.end()) or _PAST.search(left) or numeral.scale:
        return None
    unit = match["unit"].lower().removesuffix("s")
    days = DAYS[_UNIT_NAMES.get(unit, unit)]
    return _term(numeral.start, match.end(), numeral.value * days)


def _term(start: int, end: int, days: float) -> Figure:
    return Figure(kind=MentionKind.PERIOD, start=start, end=end, value=days, certainty=Certainty.MARKED)


def _bare(text: str, numeral: Numeral, currency: str | None) -> Figure | None:
    """A number without a currency: money, maybe money, or none."""
    if numeral.value == 0 or _is_something_else(text, numeral):
        return None
    per = _per(text, numeral.end)
    if per is None and not _stands_as_price(text, numeral):
        return None
    sure = numeral.scale in _MONEY_SCALES or (per is not None and numeral.value >= 10)
    return Figure(
        kind=MentionKind.AMOUNT,
        start=numeral.start,
        end=numeral.end,
        value=numeral.value,
        certainty=Certainty.CUED if sure else _cue(text, numeral),
        currency=currency,
        per=per,
        scaled=numeral.scale is not None,
    )


def _is_something_else(text: str, numeral: Numeral) -> bool:
    """Clock times, dates, years, phone numbers, fractions, sizes, numbered things."""
    start, end, value = numeral.start, numeral.end, numeral.value
    before, after = text[max(0, start - 14) : start], text[end : end + 3]
    if numeral.words and (value < 10 or text[start:end].lower().replace("-", " ") == "fifty fifty"):
        return True
    if before.endswith(("/", ":", "'", "-", "x", "*", "+", "’", "&")) and not _RANGE_GAP.search(before):
        return True
    if after[:1] in {"/", '"', "”", "″", "'", "’", "+", "*", "_", "&"} and not _PER.match(text, end):
        return True
    if (numeral.scale == "m" and numeral.value % 1e6 == 0) or (after[:1] == "-" and after[1:2].isalpha()):
        return True
    if value >= 1e6 and numeral.scale is None and "," not in text[start:end] and "." not in text[start:end]:
        return True
    return bool(
        _CLOCK_AFTER.match(text, end)
        or DATE_AFTER.match(text, end)
        or DATE_BEFORE.search(before)
        or NAMES_BEFORE.search(before),
    )


def _stands_as_price(text: str, numeral: Numeral) -> bool:
    """Whether the words right before and after a bare number can stand around a price."""
    before = _BEFORE_WORD.search(text, max(0, numeral.start - 24), numeral.start)
    lead = before[1].lower().replace("’", "'") if before else ""
    if lead and (lead[0].isalnum() or lead[0] == "_") and lead not in LEADERS and not lead[0].isdigit():
        return False
    after = _AFTER_WORD.match(text, numeral.end)
    follower = after[1].lower().replace("’", "'") if after else ""
    if follower and follower[0].isalnum() and follower not in FOLLOWERS and not follower[0].isdigit():
        return False
    return not _is_year(text, numeral, lead, follower)


def _is_year(text: str, numeral: Numeral, lead: str, follower: str) -> bool:
    """A year stands where years stand ("in 2013", "a 2009", "since 2004"), or after "model" and the like."""
    digits = text[numeral.start : numeral.end]
    if len(digits) != 4 or not digits.isdigit() or not 1900 <= numeral.value <= 2035:
        return False
    return lead in {
        "in",
        "since",
        "from",
        "a",
        "an",
        "the",
        "it's",
        "its",
        "until",
        "model",
        "year",
        "early",
        "late",
        "my",
    } or (follower in {"model", "and"} and lead in {"is", "was"})


def _cue(text: str, numeral: Numeral) -> Certainty:
    """Whether the sentence haggles, or the turn is nothing but the number."""
    edges = [edge.end() for edge in _SENTENCE_EDGE.finditer(text, 0, numeral.start)]
    start = edges[-1] if edges else 0
    edge = _SENTENCE_EDGE.search(text, numeral.end)
    left, right = text[start : numeral.start], text[numeral.end : edge.start() if edge else len(text)]
    if MONEY_TALK.search(left) is not None or MONEY_TALK.search(right) is not None:
        return Certainty.CUED
    alone = numeral.value >= 10 and start == 0 and _ALONE.match(left) and _ALONE.match(right)
    return Certainty.ALONE if alone else Certainty.BARE


def _as_range(
    text: str,
    numeral: Numeral,
    figure: Figure | None,
    follower: tuple[Numeral, Figure | None],
) -> Figure | None:
    """The left end of a range ("6 to 8 weeks", "100-200") is what its right end is."""
    right, right_figure = follower
    if numeral.end > right.start or _RANGE_GAP.fullmatch(text, numeral.end, right.start) is None:
        return figure
    if right_figure is None or right_figure.kind is not MentionKind.AMOUNT:
        return None
    if figure is None and numeral.value >= right.value:
        return None
    return Figure(
        kind=MentionKind.AMOUNT,
        start=numeral.start,
        end=numeral.end,
        value=numeral.value,
        certainty=right_figure.certainty,
        currency=right_figure.currency,
        per=right_figure.per,
        scaled=numeral.scale is not None,
    )


def _beside_money(text: str, figures: list[Figure]) -> list[Figure]:
    """A bare number in one sentence with a sum of money is one too ("from 22 a month down to sixteen")."""
    if not any(f.certainty < Certainty.CUED for f in figures) or len(figures) == 1:
        return figures
    edges = [edge.start() for edge in _SENTENCE_EDGE.finditer(text)]
    sentence = [sum(edge < figure.start for edge in edges) for figure in figures]
    sure = {
        at
        for at, figure in zip(sentence, figures, strict=True)
        if figure.kind is MentionKind.AMOUNT and figure.certainty >= Certainty.CUED
    }
    return [
        replace(figure, certainty=Certainty.CUED) if figure.certainty < Certainty.CUED and at in sure else figure
        for at, figure in zip(sentence, figures, strict=True)
    ]


def _per(text: str, end: int) -> str | None:
    """What a sum counts for: "month", "vehicle per month"; None for a total."""
    names: list[str] = []
    while len(names) < 2:
        match = _PER.match(text, end) or _PER_GENERIC.match(text, end)
        if match is None:
            break
        name = (match.groupdict().get("adverb") or match["unit"]).lower()
        name = _PER_NAMES.get(name) or (name[:-1] if name.endswith("s") and not name.endswith("ss") else name)
        names.append(name)
        end = match.end()
    names.sort(key=lambda name: name in DAYS or name == "hour")
    return " per ".join(names) or None


def _wordless(text: str) -> list[Figure]:
    """Figures without a number: "half price", "first month free"."""
    found = []
    for match in _HALF.finditer(text):
        figure = Figure(
            kind=MentionKind.PERCENT, start=match.start(), end=match.end(), value=0.5, certainty=Certainty.MARKED
        )
        found.append(figure)
    found.extend(_term(m.start(), m.end(), float(DAYS[m["unit"].lower()])) for m in _FREE.finditer(text))
    return found


def _without_overlap(figures: list[Figure]) -> tuple[Figure, ...]:
    """In order of the text; where two overlap, the longer stays."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if kept and figure.start < kept[-1].end:
            if figure.end - figure.start > kept[-1].end - kept[-1].start:
                kept[-1] = figure
            continue
        kept.append(figure)
    return tuple(kept)
