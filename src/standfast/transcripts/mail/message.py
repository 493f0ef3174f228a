"""The nouns of mail: a person, and a mail as its file gives it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from standfast.transcripts.cleaning import clean_name, clean_text
from standfast.transcripts.mail.words import AUTOMATIC_SUBJECTS, REPLY_PREFIXES, SUBJECT_TAGS

MAX_TEXT = 1024 * 1024
"""Characters of one mail with all that it quotes. A guess with much room: 200 long mails are about half of it."""
MAX_DEPTH = 20
"""Parts inside parts, and quotes inside quotes. A guess: threads that people forward reach six or seven."""
FIRST_YEAR, LAST_YEAR = 1981, 2199
"""RFC 788 is of 1981; a year outside is a broken clock."""

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_BEFORE_ADDRESS = re.compile(r"[\s<(\[:,;]*(?:mailto:)?$", re.IGNORECASE)
_ON_BEHALF = re.compile(
    r"\b(?:on behalf of|im auftrag von|de la part de|en nombre de|per conto di|namens)\b:?", re.IGNORECASE
)
_ANSWERED, _TAGS = "|".join(map(re.escape, REPLY_PREFIXES)), "|".join(map(re.escape, SUBJECT_TAGS))
_PREFIX = re.compile(
    rf"\s*(?:(?:{_ANSWERED})\s*(?:[\[(]\d{{1,3}}[\])]|\^\d{{1,3}})?\s*[:：]|\[(?:{_TAGS})\]:?|(?:external|extern)\s*:)\s*",
    re.IGNORECASE,
)
_ID = re.compile(r"<\s*([^<>\s]{1,998})\s*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who sends or receives. `address` in lower case, None where a mail gives only a name; `name` "" likewise."""

    name: str = ""
    address: str | None = None

    @property
    def known(self) -> bool:
        """Whether there is anything to tell the person by."""
        return bool(self.name or self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail as its file gives it. `text` is the whole body; quotes in it begin with ">".

    `sent_at` has a time zone. `parents` are ids of mails that it answers, the nearest last. `wrapped`: its lines may
    have been broken by a mail program. `left_out` names attachments.
    """

    sender: Person = Person()
    others: tuple[Person, ...] = ()
    subject: str = ""
    text: str = ""
    sent_at: datetime | None = None
    message_id: str | None = None
    parents: tuple[str, ...] = ()
    automatic: bool = False
    wrapped: bool = False
    left_out: tuple[str, ...] = ()
    encrypted: bool = False


def person(name: str, address: str | None) -> Person:
    """A person out of raw header or property values; an address for a name is no name."""
    bare = (address or "").strip().strip("<>'\"").casefold()
    clean = clean_name(name.replace('"', ""))[0].strip("'")
    return Person(
        name="" if clean.casefold() == bare or ("@" in clean and bare) else clean,
        address=bare if _ADDRESS.fullmatch(bare) else None,
    )


def person_in(text: str) -> Person:
    """The person in a line as programs write it: `Jo Marsh <jo@x.com>`, `Jo Marsh [mailto:jo@x.com]`, a name alone."""
    own = _ON_BEHALF.split(text[:1000])[-1]
    found = _ADDRESS.search(own)
    if not found:
        return person(own.strip(" <>[]()*;,:"), None)
    return person(_BEFORE_ADDRESS.sub("", own[: found.start()]).strip(" *,;'"), found.group())


def holds_address(text: str) -> bool:
    """Whether an e-mail address stands in `text`."""
    return "@" in text and _ADDRESS.search(text) is not None


def bare_subject(subject: str) -> str:
    """A subject without what replying, forwarding and gateways put before it."""
    rest = clean_text(subject[:1000])
    while (found := _PREFIX.match(rest)) and found.end():
        rest = rest[found.end() :]
    return rest


def is_answer(subject: str) -> bool:
    """Whether a subject says that its mail answers or forwards another."""
    return bare_subject(subject) != clean_text(subject[:1000])


def says_automatic(subject: str) -> bool:
    """Whether a subject is that of an automatic reply or a delivery report."""
    return clean_text(subject[:1000]).casefold().startswith(AUTOMATIC_SUBJECTS)


def ids_in(text: str) -> tuple[str, ...]:
    """The message ids in a header, in order, each once; a header of one bare word is an id too."""
    found = _ID.findall(text) or [word for word in [text.strip()] if word and " " not in word]
    return tuple(dict.fromkeys(found))


def date_of(text: str) -> datetime | None:
    """The date of a mail header, with its zone (UTC where it has none); None for one that cannot be."""
    try:
        found = parsedate_to_datetime(text.strip()[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return zoned(found)


def zoned(found: datetime) -> datetime | None:
    """`found` with a time zone, UTC where it has none; None for a year that no mail is of."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def names_of(people: Iterable[Person]) -> dict[str, str]:
    """The first name given for each address."""
    names: dict[str, str] = {}
    for one in people:
        if one.address and one.name:
            names.setdefault(one.address, one.name)
    return names
