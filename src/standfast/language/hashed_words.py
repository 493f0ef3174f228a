"""Words and pairs of words of a text as numbered buckets, so that a linear model needs no vocabulary."""

import re
import zlib

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?$€£%]")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; every run of digits is “#”, and ?, $, €, £, % stand for themselves."""
    return ["#" if word[0].isdigit() else word for word in WORD.findall(text.lower().replace("’", "'"))]


def bucket(trait: str, buckets: int) -> int:
    """The place of a trait among `buckets`; the same on every machine."""
    return zlib.crc32(trait.encode()) % buckets
