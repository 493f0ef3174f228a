"""Numbers in running text, in digits or in words, as people say and type them.

Own code after a measurement: text2num, number-parser, price-parser and quantulum3 read "five hundred", but none reads
how prices are said ("six fifty", "eight oh six", "four and a half lakh", "2.5k") with the place where it stood.
"""

import re
from dataclasses import dataclass

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL: dict[str, int] = {
    "zero": 0,
    **{word: value for value, word in enumerate(_ONES, 1)},
    **{word: value for value, word in enumerate(_TEENS, 10)},
    **dict(zip(_TENS, range(20, 100, 10), strict=True)),
    "fourty": 40,
    "ninty": 90,
}
_SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "thou": 1_000,
    "grand": 1_000,
    "k": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "lacs": 100_000,
    "million": 1_000_000,
    "mil": 1_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "cr": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
_INDIAN = frozenset({"lakh", "lakhs", "lac", "lacs", "crore", "crores", "cr"})

_SPOKEN_SCALE = "hundred|thousand|lakhs?|lacs?|million|crores?|billion"
_SMALL_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_DIGITS = (
    r"\d{1,3}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?(?!\d)"  # 4,50,000
    r"|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)"  # 1,150.50
    r"|\d{1,3},\d{4,6}(?!\d)"  # 1,0000: a slip of the finger
    r"|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?![\d.])"  # 1.150,50
    r"|\d{1,3}(?:['’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)"  # 1'150.50
    r"|(?<!\d )\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?![\d.,]*\d| \d)"  # 1 150,50
    r"|\d+(?:[.,]\d{1,2}(?!\d))?"  # 1150.50
    r"|\d+(?:\.\d+)?"
    r"|\.\d{1,2}(?!\d)"
)
_HALF = r"(?:\s+and(?:\s+an?)?\s+half)"
_DIGIT_SCALE = rf"(?:[kK]\b|[mM](?:n|il|io)?\b(?!['’])|bn\b|\s?(?:cr|grand|thou|{_SPOKEN_SCALE})\b)"
_LEAD = r"(?:half\s+an?|(?:a\s+)?quarter\s+of\s+an?|(?:a\s+)?couple(?:\s+of)?|an?)"
_WORD = rf"(?:{_SMALL_WORD}|{_SPOKEN_SCALE})"
_AFTER_SCALE = "|".join(rf"(?<={word})" for word in ("hundred", "thousand", "million", "lakh", "lakhs", "lac", "crore"))
_AND = rf"(?:{_AFTER_SCALE})\s+and\s+(?=\w)"  # "two and three thousand" are two numbers, "two hundred and three" is one
_TAIL = rf"(?:(?:[ \t-]+|{_AND})(?:{_WORD}|oh|point|half|grand|thou|k|mil)\b|\s+and\s+(?:an?\s+)?half\b)*"
_START = (  # a number does not begin inside a word or another number, but may follow a currency code at once
    r"(?:(?<![\w#/])(?<!\d[.,])|(?<=\bR)|(?<=\bRs)|(?<=\bRs\.)|(?<=\bRM)|(?<=\bkr)"
    r"|(?<=\b(?:AED|AUD|BRL|CAD|CHF|DKK|EUR|GBP|GHS|INR|JPY|KES|NGN|NOK|NZD|PLN|SAR|SEK|SGD|USD|ZAR|Dhs|KSh))"
    r"|(?<=\bDh))"
)
_NUMERAL = re.compile(
    rf"(?P<digits>{_START}(?:{_DIGITS}))"
    rf"(?:(?P<half>{_HALF})?(?P<scale>{_DIGIT_SCALE})(?:\s+(?P<rest>\d{{1,2}})\b(?:\s*(?:thousand|k)\b)?)?)?"
    rf"|(?P<words>\b(?:{_LEAD}\s+(?:{_SPOKEN_SCALE}|grand|mil)|{_WORD})\b{_TAIL})",
    re.IGNORECASE,
)
_MAYBE = re.compile(rf"\d|\b(?:{_WORD}|grand)\b", re.IGNORECASE)
_SPLIT = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """One number as it stands in a text; half-open span.

    `scale` is the scale that was said with it ("k", "hundred", "lakh"), `words` is true when it is spelled out.
    """

    start: int
    end: int
    value: float
    words: bool = False
    scale: str | None = None


def numerals_in(text: str) -> tuple[Numeral, ...]:
    """List the numbers of `text` in order; they never overlap."""
    if _MAYBE.search(text) is None:
        return ()
    found: list[Numeral] = []
    for match in _NUMERAL.finditer(text):
        found.extend(_spelled(match) if match["words"] else _typed(match, text))
    return tuple(found)


def _typed(match: re.Match[str], text: str) -> list[Numeral]:
    """A number in digits. One that runs into letters ("32gb", "4WD", "21st") is a name or a size, not a number."""
    value, scale, end = _digits_value(match["digits"]), match["scale"], match.end()
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return []
    if scale is None:
        return [Numeral(start=match.start(), end=end, value=value)]
    name = scale.strip().lower()
    factor = 1_000_000 if name in {"mil", "mio"} else _SCALES[name]
    value = (value + 0.5 if match["half"] else value) * factor
    if match["rest"]:
        if name not in _INDIAN:  # "2k 15" is two numbers; only lakh and crore take a tail
            end = match.end("scale")
        else:  # "3 lakh 80" counts the tail in the next scale down
            value += int(match["rest"]) * (1_000 if factor == 100_000 else 100_000)
    return [Numeral(start=match.start(), end=end, value=value, scale=name)]


def _digits_value(digits: str) -> float:
    """The value of a number in digits, whatever its separators: the last one with one or two digits is decimal."""
    body, mark, tail = "", "", digits
    cut = max(digits.rfind("."), digits.rfind(","))
    if cut >= 0 and (len(digits) - cut <= 3 or _is_plain_fraction(digits, cut)):
        body, mark, tail = digits[:cut], ".", digits[cut + 1 :]
    whole = re.sub(r"\D", "", body if mark else tail) or "0"
    return float(f"{whole}.{tail}" if mark else whole)


def _is_plain_fraction(digits: str, cut: int) -> bool:
    """Tell “0.125” and “3.14159” by a point whose tail cannot be a group of thousands."""
    return digits[cut] == "." and (len(digits) - cut != 4 or digits[:cut] == "0")


def _spelled(match: re.Match[str]) -> list[Numeral]:
    """A number in words; a run that is no one number ("one two") yields nothing."""
    run = match["words"]
    value = _words_value([word for word in _SPLIT.split(run.lower()) if word])
    if value is None:
        return []
    return [Numeral(start=match.start(), end=match.end(), value=value, words=True, scale=_last_scale(run))]


def _words_value(words: list[str]) -> float | None:  # noqa: C901, PLR0912 - one walk over a small grammar
    """The value of a run of number words; None where it is no number.

    Prices are said in pairs ("six fifty", "twelve fifty", "eight oh six"), and lakh, crore and million take a tail in
    the next scale down ("three lakh eighty", "a million and thirty").
    """
    words, lead = _lead(words)
    total, current, last_scale, pending = 0.0, lead, 0, False
    at = 0
    while at < len(words):
        word = words[at]
        if word in _SCALES:
            scale = _SCALES[word]
            current = (current if current is not None else 1.0) * scale
            if scale > 100:
                total, current, last_scale = total + current, None, scale
                pending = word in _INDIAN or word == "million"
        elif word == "point":
            point = _decimals(words[at + 1 :])
            if current is None or point is None:
                return None
            current, at = current + point[0], at + point[1]
        elif word == "half":
            if current is None and last_scale:  # "a million and a half"
                total += last_scale / 2
            else:
                current = (current or 0.0) + 0.5
        elif word == "oh":
            if current is None or current >= 100 or at + 1 >= len(words) or _SMALL.get(words[at + 1], 10) > 9:
                return None
            current *= 100
        else:
            joined = _join(current, _SMALL[word])
            if joined is None:
                return None
            current = joined
        at += 1
    if current is not None:
        step = {1_000_000: 1_000, 10_000_000: 100_000}.get(last_scale, 1_000)
        total += current * step if pending and current < 100 else current
    return total


def _lead(words: list[str]) -> tuple[list[str], float | None]:
    """What stands before the first scale: "half a", "a couple of", "a"; linking words go."""
    lead = None
    joined = " ".join(words)
    for phrase, value in (("quarter of a", 0.25), ("half a", 0.5), ("couple", 2.0)):
        if joined.startswith((phrase, f"a {phrase}")):
            lead = value
            joined = joined.split(phrase, 1)[1].lstrip("n")
            break
    return [word for word in joined.split() if word not in {"a", "an", "and", "of"}], lead


def _join(current: float | None, small: int) -> float | None:
    """Put a number under 100 behind what was said before it."""
    if current is None or current == 0:
        return float(small)
    if current % 100 == 0:
        return current + small
    if current < 100 and current >= 20 and current % 10 == 0 and 0 < small < 10:
        return current + small
    if current < 100 and 10 <= small < 100:
        return current * 100 + small
    if current > 100 and 0 < small < 10 and current % 10 == 0 and current % 100 >= 20:
        return current + small
    return None


def _decimals(words: list[str]) -> tuple[float, int] | None:
    """The fraction spelled after "point", and how many words it took."""
    digits, taken = "", 0
    for word in words:
        value = 0 if word == "oh" else _SMALL.get(word)
        if value is None or (value > 9 and digits):
            break
        digits, taken = digits + str(value), taken + 1
    return (float(f"0.{digits}"), taken) if digits else None


def _last_scale(run: str) -> str | None:
    """The last scale word of a run."""
    return next((word for word in reversed(_SPLIT.split(run.lower())) if word in _SCALES), None)
