"""What stands around the words of a mail: banners above, and below them signatures, notices, the lines of telephones.

All by lines and by their place. A line is given up only where what follows it, too, looks like an ending: prices and
questions stand below "Thanks," as well, and stay.
"""

import re
from collections.abc import Sequence

from standfast.transcripts.mail.words import BANNERS, DISCLAIMERS, SENT_FROM, SIGN_OFFS

_WINDOW = 30
"""Lines at the end of a mail in which its signature begins (a guess; long ones have about 15)."""
_TAIL = 2 * _WINDOW
"""Lines that are looked at for the last paragraphs; long mails are not read again for every ending."""
_LONGEST_SIGNATURE = 14
"""Lines below a closing phrase (a guess)."""
_WRAPPED = 50
"""Characters from which a line without a full stop goes on in the next (a guess: mail is wrapped at 65 to 78)."""

_DELIMITER = re.compile(r"\s*(?:--|—|–|__)\s*")
_SENT_FROM = re.compile(rf"[(\[*_<\s]{{0,3}}(?:{'|'.join(SENT_FROM)})", re.IGNORECASE)
_POSTSCRIPT = re.compile(r"\s*\*?p\.?\s?(?:p\.?\s?)?s\b\.?\s*[:.,–-]?", re.IGNORECASE)
_CONTACT = re.compile(
    r"@|https?:|www\.|\+?\(?\d[\d\s()/.-]{6,}\d"
    r"|^\s*(?:tel|phone|mobile|mobil|mob|cell|fax|telefon|tél|direct|office|[tmewpf])\s?[.:|]",
    re.IGNORECASE,
)
_PRICED = re.compile(r"[€$£¥%]|\d\s?(?:eur|usd|gbp|chf|k)\b", re.IGNORECASE)
_PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den ter ten zu zur af av bin ibn al el y e und and".split()
)
_FOR_ANOTHER = re.compile(r"^(?:i\.?\s?[av]\.|ppa?\.|p\.\s?p\.)\s*", re.IGNORECASE)
_OFFICE = re.compile(r"\s+[|•·–—-]\s+|,\s+(?=[A-Z\d])")
_ANSWERS = frozenset(
    "ok okay yes no sure done deal agreed great perfect confirmed accepted approved understood noted fine".split()
)
_TRIMMED = " \t,.!;:*_–—-/|~"


def without_banner(lines: Sequence[str]) -> list[str]:
    """The lines without those above the mail by which a gateway warns."""
    first = 0
    while first < len(lines) and (not lines[first].strip() or _has(lines[first], BANNERS)):
        first += 1
    return list(lines[first:])


def without_ending(lines: Sequence[str], *, may_vanish: bool) -> list[str]:
    """The lines without signature, notices and the like. Done twice it changes nothing more.

    Args:
        lines: the lines of a mail, or of a stretch of it between two quotes.
        may_vanish: whether all can be ending. If not, the last that has words is kept as it is.
    """
    kept = list(lines)
    _trim(kept)
    while True:
        tail = kept[-_TAIL:]
        spoken_before = any(_says(kept[at]) for at in range(len(kept) - len(tail)))
        shorter = _shorter(tail, may_vanish=may_vanish or spoken_before)
        if shorter is None:
            return kept
        kept[len(kept) - len(tail) :] = shorter
        _trim(kept)


def _shorter(lines: list[str], *, may_vanish: bool) -> list[str] | None:
    """The lines without one ending; None where they have none."""
    for before in (_before_notice, _before_telephone, _before_delimiter, _before_sign_off, _before_contacts):
        left = before(lines)
        if len(left) < len(lines) and (may_vanish or has_words(left)):
            return left
    return None


def has_words(lines: Sequence[str]) -> bool:
    """Whether anything is said in the lines."""
    return any(_says(line) for line in lines)


def _says(line: str) -> bool:
    return any(character.isalnum() for character in line)


def _trim(lines: list[str]) -> None:
    """Take empty lines off the end."""
    while lines and not lines[-1].strip():
        lines.pop()


def _has(line: str, phrases: Sequence[str]) -> int:
    """How many of the phrases stand in a line."""
    folded = " ".join(line[:2000].casefold().split())
    return sum(phrase in folded for phrase in phrases)


def _paragraph_start(lines: Sequence[str], end: int) -> int:
    """Where the paragraph begins that ends before `end`."""
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    return start


def _before_notice(lines: list[str]) -> list[str]:
    """The lines before a notice that the last paragraph is, or ends in."""
    start = max(_paragraph_start(lines, len(lines)), len(lines) - _WINDOW)
    if not _has(" ".join(lines[start:]), DISCLAIMERS):
        return lines
    first = next((at for at in range(start, len(lines)) if _has(lines[at], DISCLAIMERS)), start)
    while (
        first > start and len(lines[first - 1]) >= _WRAPPED and not lines[first - 1].rstrip().endswith((".", "?", "!"))
    ):
        first -= 1
    notice = " ".join(lines[first:])
    return lines if "?" in notice and _has(notice, DISCLAIMERS) == 1 else lines[:first]


def _before_telephone(lines: list[str]) -> list[str]:
    """The lines without “Sent from my iPhone” and the signature below it."""
    for at in _window(lines):
        line = lines[at]
        if len(line) <= 120 and _SENT_FROM.match(line) and len(line.split()) <= 12:
            below = lines[at + 1 :]
            return lines[:at] + ([] if _is_signature(below) else below)
    return lines


def _before_delimiter(lines: list[str]) -> list[str]:
    """The lines before “-- ”, which the standard puts above a signature (RFC 3676, 4.3)."""
    for at in range(max(0, len(lines) - _WINDOW), len(lines)):
        if _DELIMITER.fullmatch(lines[at]) and not any("?" in line or _PRICED.search(line) for line in lines[at + 1 :]):
            return lines[:at]
    return lines


def _before_sign_off(lines: list[str]) -> list[str]:
    """The lines before “Best regards,” and a name, with what stands below the signature."""
    for at in _window(lines):
        if not _is_sign_off(lines[at]):
            continue
        below = _first_words(lines, at + 1)
        if below < len(lines) and not (is_name(lines[below]) or _CONTACT.search(lines[below])):
            continue
        end = _signature_end(lines, at + 1)
        if end > at + _LONGEST_SIGNATURE * 2:
            continue
        return lines[:at] + lines[end:]
    return lines


def _before_contacts(lines: list[str]) -> list[str]:
    """The lines before a signature without a closing phrase: a name, then telephone or web address, in two blocks at most."""
    end, first = len(lines), len(lines)
    for _ in range(2):
        start = _paragraph_start(lines, end)
        block = [line for line in lines[start:] if line.strip()]
        if len(block) > 1 and _is_signature(block) and any(_CONTACT.search(line) for line in block):
            first = start if " " in block[0].strip() and is_name(block[0]) else first
        end = start
        while end and not lines[end - 1].strip():
            end -= 1
    return lines[:first]


def _window(lines: Sequence[str]) -> range:
    return range(max(0, len(lines) - _WINDOW), len(lines))


def _first_words(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _signature_end(lines: Sequence[str], at: int) -> int:
    """Where a signature ends that begins at line `at`: at a postscript, a question, a price, a sentence."""
    while at < len(lines) and not (_POSTSCRIPT.match(lines[at]) or _is_talk(lines[at])):
        at += 1
    return at


def _is_signature(lines: Sequence[str]) -> bool:
    """Whether nothing is said in the lines."""
    filled = [line for line in lines if line.strip()]
    return len(filled) <= _LONGEST_SIGNATURE and not any(_POSTSCRIPT.match(line) or _is_talk(line) for line in filled)


def _is_talk(line: str) -> bool:
    """Whether a line below a name is more than name, office and address."""
    if "?" in line or _PRICED.search(line):
        return not re.search(r"https?:|www\.", line)
    words = len(line.split())
    return (words >= 10 or (words >= 5 and line.rstrip().endswith((".", "!")))) and not _CONTACT.search(line)


def _is_sign_off(line: str) -> bool:
    """Whether a line is nothing but a closing phrase, also two of them, also with a name behind."""
    if len(line) > 80:
        return False
    words = line.strip(_TRIMMED).split()
    for size in range(min(7, len(words)), 0, -1):
        if " ".join(words[:size]).casefold().strip(_TRIMMED) in SIGN_OFFS:
            rest = " ".join(words[size:]).strip(_TRIMMED)
            return not rest or rest.casefold() in SIGN_OFFS or (len(rest.split()) <= 3 and is_name(rest))
    return False


def is_name(line: str) -> bool:
    """Whether a line can be somebody's name: a few words, all with capitals but for particles, no digits.

    An office may stand behind it: "Jo Marsh | Sales", "Jo Marsh, CFO".
    """
    bare = _OFFICE.split(_FOR_ANOTHER.sub("", line[:100].strip(" \t,*_–—-|~")))[0]
    words = [word.strip("()\"'“”,") for word in bare.split()]
    if not words or len(bare) > 50 or len(words) > 5 or bare.endswith(("?", "!", ":")) or bare.casefold() in _ANSWERS:
        return False
    if bare.endswith(".") and len(words[-1]) > 3:
        return False  # a sentence, unless it is "Jr."
    if len(words) == 1 and bare.isalpha() and len(bare) <= 12:
        return True  # also "jo"
    return (
        all(
            word
            and not any(character.isdigit() for character in word)
            and (not word[0].islower() or word in _PARTICLES)
            for word in words
        )
        and not words[0].islower()
    )
