"""Texts and names as a person would write them down."""

import re
import unicodedata

MAX_NAME = 80
"""Characters; longer than any name on a name plate (a guess)."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, half surrogates, and marks that change how a line is shown but not what it says.

The zero-width joiner and non-joiner stay: emoji and several scripts are spelled with them.
"""
_WRAPPING = re.compile(r"^[\s*_\"'“”«»\[\]<>|:,;-]+|[\s*_\"'“”«»\[\]<>|:,;-]+$")
_BADGE_WORDS = (
    r"guest|external(?: user| unfamiliar)?|unfamiliar|unverified|unauthenticated|anonymous|host|co-?host|you|me"
    r"|organi[sz]er|presenter|internal|invited"
)
_BADGE = re.compile(
    rf"\s*[(\[](?:{_BADGE_WORDS})[)\]]$|\s+(?:external unfamiliar|unverified|unfamiliar)$", re.IGNORECASE
)
_ANONYMOUS = frozenset(
    {
        "unknown", "unknown speaker", "unidentified", "unidentified speaker", "anonymous", "speaker", "unnamed",
        "unnamed speaker", "n/a", "none", "null", "nan", "undefined", "no name", "participant", "?", "???",
    }
)  # fmt: skip


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    """`text` without control characters, all white space folded to single blanks.

    Args:
        text: anything.
        keep_lines: leave line breaks, and at most one empty line between two lines (mail has paragraphs).
    """
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if not keep_lines:
        return " ".join(visible.split())
    lines = "\n".join(" ".join(line.split()) for line in visible.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def clean_name(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without the decoration that meeting tools add, and the badges that were taken off.

    `Alice Johnson (Guest)` gives `("Alice Johnson", ("Guest",))`; a name that is nothing but decoration gives "".
    """
    bare, badges = _WRAPPING.sub("", clean_text(name)), []
    while (found := _BADGE.search(bare)) and found.start() > 0:
        badges.append(found.group().strip(" ()[]"))
        bare = bare[: found.start()]
    if len(bare) > MAX_NAME:
        bare = bare[: MAX_NAME - 1].rstrip() + "…"
    return bare.strip() if any(character.isalnum() for character in bare) else "", tuple(reversed(badges))


def is_anonymous(name: str) -> bool:
    """Whether a clean name says that nobody knows the name."""
    return name.casefold() in _ANONYMOUS


def key_of(name: str) -> str:
    """A name as a key: lower case, letters and digits, hyphens between; "speaker" where nothing is left."""
    folded = "".join(character if character.isalnum() else " " for character in name.casefold())
    return "-".join(folded.split()) or "speaker"
