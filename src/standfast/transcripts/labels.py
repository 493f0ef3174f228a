"""Which “Something:” before a text is a speaker, judged over the whole file.

"The answer: no" has the form of a turn, and "Re: your offer" too. A label is taken for a speaker by its shape (how
names are written), by how often it comes, and by the company it keeps.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from standfast.domain.call import Side
from standfast.transcripts.label_words import FIRST_WORDS, NEVER, PARTICLES, ROLES, SIDES, TOPICS
from standfast.transcripts.timeline import Voice

MAX_LABEL = 60
"""Characters before a colon; longer than names with a company and a badge (a guess)."""

_LABEL = re.compile(
    rf"\s*(?:(?:>>+|[-–—•*#]+)\s+|>>+)?([^:：\n]{{1,{MAX_LABEL}}}?)\s*(?::(?=\s|$)|：)\s*(.*)", re.DOTALL
)
_BOLD_LABEL = re.compile(rf"\s*\*\*([^:：*\n]{{1,{MAX_LABEL}}}?)\s*(?:\*\*\s*[:：]|[:：]\s*\*\*)\s*(.*)", re.DOTALL)
_WORD = re.compile(r"[^\s,/|&()\[\]]+")
_CONTACT = re.compile(r"\+?[\d()][\d()\s*x.-]{5,}|[^\s@]+@[^\s@]+\.[^\s@]+")
_NUMBERED = re.compile(
    r"(?:speaker|spk|person|participant|caller|user|channel|guest)[\s_#-]*(?:\d{1,3}|[A-Z])", re.IGNORECASE
)
_NO_NAME = re.compile(r"[.!?;…]\s|[!?;…=<>{}“”\"`|]|https?|www\.|\.\.")


class Shape(IntEnum):
    """How much a label looks like a speaker, from its letters alone."""

    NEVER = 0
    LOWER = 1
    """One or two words in lower case: a nickname, or a clause."""
    WORD = 2
    """One capitalised word: a first name, or the subject of a remark."""
    NAME = 3
    """Several capitalised words, a role, an address, a numbered speaker."""


@dataclass(frozen=True, slots=True)
class _Census:
    """All labels of a file, folded, with how often they come and their shape."""

    counts: Counter[str]
    shapes: dict[str, Shape]


def split_label(text: str) -> tuple[str, str] | None:
    """The label before the first colon and the text after it, bullets and Markdown bold taken off; None without one."""
    found = (_BOLD_LABEL if text.lstrip().startswith("**") else _LABEL).match(text[: MAX_LABEL * 4])
    if not found or not found[1].strip():
        return None
    return found[1].strip(" *_"), text[found.start(2) :]


def accepted_labels(texts: Iterable[str]) -> frozenset[str]:
    """The labels among those of `texts` that are speakers, case folded."""
    found = [(text, split_label(text)) for text in texts]
    body = (split[1] if split else text for text, split in found)
    return speakers_among([split[0] for _, split in found if split], body)


def speakers_among(labels: Iterable[str], body: Iterable[str]) -> frozenset[str]:
    """Those of `labels` (one for each line that has one) that are speakers, case folded.

    Args:
        labels: as they come, so that a label that opens five lines is there five times.
        body: the rest of the text, where a common noun gives itself away by its small letter.
    """
    census = _census(labels)
    plausible = sum(count for label, count in census.counts.items() if census.shapes[label])
    lower = sum(count for label, count in census.counts.items() if census.shapes[label] is Shape.LOWER)
    sure = {
        label
        for label, shape in census.shapes.items()
        if shape is Shape.NAME
        or (shape is Shape.WORD and census.counts[label] >= 2)
        or (shape is Shape.LOWER and census.counts[label] >= 2 and 2 * lower >= plausible)
    }
    once = {label for label, shape in census.shapes.items() if shape is Shape.WORD and label not in sure}
    return frozenset(sure | (once - _small_words(once, body) if once else once))


def voice_of(name: str) -> Voice:
    """The voice of a name as a file writes it; "Seller" or "Customer" for a name states the side."""
    side = SIDES.get(name.strip(" *_[]()").casefold(), Side.UNKNOWN)
    if side is Side.UNKNOWN:
        return Voice(name=name)
    return Voice(name=name, side=side, side_p=1.0, side_basis="the name in the file")


@lru_cache(maxsize=4096)
def shape_of(label: str) -> Shape:
    """How much `label` looks like a speaker."""
    folded = label.casefold().strip()
    words = _WORD.findall(label)
    small = [word.casefold().strip("'’") for word in words]
    if folded in ROLES or _NUMBERED.fullmatch(folded) or _CONTACT.fullmatch(folded):
        return Shape.NAME
    if folded in NEVER or not words or len(words) > 7 or _NO_NAME.search(label) or label.count(",") > 1:
        return Shape.NEVER
    if small[0] in FIRST_WORDS:
        return Shape.NAME if len(words) == 2 and small[1] in ROLES else Shape.NEVER
    if all(word in TOPICS or word.strip("#.)").isdigit() for word in small):
        return Shape.NEVER
    return _shape_by_case(words)


def _shape_by_case(words: list[str]) -> Shape:
    """The shape of words that are no stop words: names have capitals, but for particles and scripts without case."""
    if not any(character.isalpha() for word in words for character in word):
        return Shape.NEVER
    caps = [word for word in words if not word[0].islower()]
    others = [word for word in words if word[0].islower() and word.casefold() not in PARTICLES]
    if others:
        nickname = len(words) <= 2 and len(caps) == 0 and all(word.isalpha() for word in words)
        return Shape.LOWER if nickname else Shape.NEVER
    return Shape.NAME if len(caps) >= 2 else Shape.WORD


def _census(labels: Iterable[str]) -> _Census:
    counts: Counter[str] = Counter()
    shapes: dict[str, Shape] = {}
    for label, count in Counter(labels).items():
        folded = label.casefold()
        counts[folded] += count
        shapes[folded] = max(shape_of(label), shapes.get(folded, Shape.NEVER))
    return _Census(counts, shapes)


def _small_words(labels: set[str], body: Iterable[str]) -> set[str]:
    """Those of the one-word `labels` that the talk also writes with a small letter, so that they are nouns."""
    found: set[str] = set()
    for text in body:
        found.update(labels.intersection(re.findall(r"[^\W\d_]+", text)))
    return found
