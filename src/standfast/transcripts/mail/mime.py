"""RFC 5322 and MIME → `Mail`s: one, with those that are attached to it.

Attachments are named and never decoded, so nothing in them is unpacked.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import errors, policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any

from standfast.domain.errors import DamagedFile, OversizedFile
from standfast.transcripts.encoding import decoded
from standfast.transcripts.mail.endings import has_words
from standfast.transcripts.mail.html_text import text_of
from standfast.transcripts.mail.message import (
    MAX_DEPTH,
    MAX_TEXT,
    Mail,
    Person,
    date_of,
    ids_in,
    person,
    says_automatic,
)

MAX_WORK = 20_000_000
"""Lines times boundaries, for the parser compares every line with all that are open. A guess: about ten seconds."""
MAX_HEADER = 20_000
"""Characters of a header that are read (a guess): about 400 recipients; the parser takes time with their square."""
_BROKEN = (
    errors.MessageError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    NameError,
    AssertionError,
    RecursionError,
)
"""What the standard library lets through on headers and parts that no mail program writes."""
_NO_CHARSET = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7"})
"""Encodings of Python that are none of mail, or take long on long texts."""
_TELLING = 20
"""Bytes beyond ASCII that tell an encoding (a guess): fewer are most often Windows' own."""
_STUB = re.compile(r"\bhtml\b", re.IGNORECASE)
_ENCRYPTED = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_CALENDAR = frozenset({"text/calendar", "application/ics"})
_WIDER = {
    "ascii": "",
    "us-ascii": "",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""Names that senders use for more than they mean; "" where the bytes tell better."""


@dataclass(slots=True)
class _Content:
    """What was found in the parts of one message."""

    texts: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    nested: "list[Message]" = field(default_factory=list)
    encrypted: bool = False
    wrapped: bool = False


def mails_in(name: str, data: bytes) -> tuple[Mail, ...]:
    """The mail that `data` is, and then those that are attached to it, as deep as they go.

    Raises:
        OversizedFile: more text, or parts deeper inside each other, than people write.
        DamagedFile: it cannot be taken apart.
    """
    lines, boundaries = data.count(b"\n"), data.lower().count(b"boundary=")
    if lines * (1 + boundaries) > MAX_WORK:
        raise OversizedFile(name, "the mail has more lines and parts than people write", "Save it without attachments")
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except RecursionError as error:
        raise _too_deep(name) from error
    except _BROKEN as error:
        raise DamagedFile(name, "the mail cannot be taken apart", "Save it again from the mail program") from error
    return tuple(_mails(name, message, 0))


def headers_in(text: str) -> "Message":
    """The headers of a mail, as Outlook keeps them beside it."""
    try:
        return BytesParser(policy=policy.default).parsebytes(text.encode("utf-8", "replace"), headersonly=True)
    except _BROKEN:
        return Message(policy=policy.default)


def header(message: "Message", name: str) -> str:
    """A header as a person reads it, encoded words decoded; "" where it is missing."""
    return header_words(raw_header(message, name))


def raw_header(message: "Message", name: str) -> str:
    """The first header of that name as it stands, on one line, raw bytes decoded, no longer than `MAX_HEADER`."""
    for key, value in message.raw_items():
        if key.casefold() == name:
            text = str(value)[:MAX_HEADER]
            if not text.isascii():
                text = decoded(text.encode("utf-8", "surrogateescape")).text
            return " ".join(text.split())
    return ""


def people(message: "Message", name: str) -> tuple[Person, ...]:
    """The people in an address header."""
    raw = raw_header(message, name)
    if not raw:
        return ()
    try:
        found = [
            person(address.display_name, address.addr_spec)
            for address in policy.default.header_factory("to", raw).addresses
        ]
    except _BROKEN:
        found = []
    if not any(one.address for one in found):  # what the strict parser does not take apart
        found = [person(header_words(shown), address) for shown, address in getaddresses([raw])]
    return tuple(one for one in found if one.known)


def header_words(raw: str) -> str:
    """Text with its encoded words decoded."""
    return str(policy.default.header_factory("subject", raw))


def is_automatic(message: "Message") -> bool:
    """Whether headers say that nobody wrote the mail: an out-of-office reply, a delivery report."""
    submitted = raw_header(message, "auto-submitted").casefold()
    return (
        (bool(submitted) and not submitted.startswith("no"))
        or any(raw_header(message, name) for name in ("x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply"))
        or raw_header(message, "precedence").casefold() == "auto_reply"
        or raw_header(message, "return-path") == "<>"
        or says_automatic(header(message, "subject"))
    )


def sent_at(message: "Message") -> datetime | None:
    """When it was sent: its date, else that of the first server that took it."""
    if found := date_of(raw_header(message, "date")):
        return found
    stamps = [str(value).rpartition(";")[2] for key, value in message.raw_items() if key.casefold() == "received"]
    return next((found for stamp in reversed(stamps[-50:]) if (found := date_of(stamp))), None)


def mail_of(message: "Message") -> Mail:
    """The mail without its body."""
    senders = people(message, "from") or people(message, "sender") or people(message, "reply-to")
    own_id = ids_in(raw_header(message, "message-id"))
    answered = (*ids_in(raw_header(message, "references")), *ids_in(raw_header(message, "in-reply-to")))
    return Mail(
        sender=senders[0] if senders else Person(),
        others=(*people(message, "to"), *people(message, "cc")),
        subject=header(message, "subject"),
        sent_at=sent_at(message),
        message_id=own_id[0] if own_id else None,
        parents=tuple(dict.fromkeys(reversed(tuple(dict.fromkeys(reversed(answered))))))[-50:],
        automatic=is_automatic(message),
    )


def _mails(name: str, message: "Message", depth: int) -> Iterator[Mail]:
    if depth > MAX_DEPTH:
        raise _too_deep(name)
    content = _Content()
    report = message.get_content_type() == "multipart/report"
    for part in _parts(name, message):
        _take(name, part, content)
    nested = [one for inner in content.nested for one in _mails(name, inner, depth + 1)]
    text = "\n".join(content.texts)
    if len(text) > MAX_TEXT:
        raise OversizedFile(name, "one mail has more text than people write", "Check that it is a mail")
    attached = tuple(one.message_id for one in nested if one.message_id)
    mail = mail_of(message)
    yield replace(
        mail,
        text=text,
        parents=(*mail.parents, *(() if report else attached)),
        automatic=mail.automatic or report,
        wrapped=content.wrapped,
        left_out=tuple(content.left_out),
        encrypted=content.encrypted,
    )
    yield from () if report else nested


def _parts(name: str, message: "Message") -> "Iterator[Message]":
    """The parts that hold something, in order; of alternatives the one that is read."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise _too_deep(name)
        if part.get_content_maintype() != "multipart" or not part.is_multipart():
            yield part
            continue
        inner = [one for one in part.get_payload() if isinstance(one, Message)]
        if part.get_content_subtype() == "alternative":
            inner = _best(inner)
        waiting.extend((one, depth + 1) for one in reversed(inner))


def _best(parts: "list[Message]") -> "list[Message]":
    """Of alternatives the plain text if it says something, else the last that can be read."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and not _is_attached(part)]
    others = [part for part in parts if part.get_content_type() == "text/html" or part.is_multipart()]
    if plain and others:
        text = _text(plain[0])[:MAX_TEXT]
        if not has_words([text]) or (len(text) < 300 and _STUB.search(text)):
            return others[-1:]
    return plain[:1] or others[-1:] or parts[-1:]


def _is_attached(part: "Message") -> bool:
    return _asked(part.get_content_disposition) == "attachment" or bool(_asked(part.get_filename))


def _asked(question: Callable[[], Any]) -> Any:
    """The answer of the standard library on a part; None where the headers of the part are too broken for one."""
    try:
        return question()
    except _BROKEN:
        return None


def _parameter(part: "Message", name: str) -> str:
    """A parameter of the content type in small letters; "" where it is missing."""
    return str(_asked(lambda: part.get_param(name)) or "").casefold()


def _is_picture_inside(part: "Message") -> bool:
    """Whether a part is a picture that the text shows, mostly the logo of a signature."""
    return (
        part.get_content_maintype() == "image"
        and "content-id" in part
        and _asked(part.get_content_disposition) != "attachment"
    )


def _take(name: str, part: "Message", content: _Content) -> None:
    """Add what a part holds."""
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        content.nested.extend(one for one in part.get_payload() if isinstance(one, Message))
    elif kind in _CALENDAR:
        return
    elif kind in {"text/plain", "text/html"} and not _is_attached(part):
        text = _text(part)
        if len(text) > MAX_TEXT * (8 if kind == "text/html" else 1):
            raise OversizedFile(name, "one mail has more text than people write", "Check that it is a mail")
        content.texts.append(_body(part, text))
        content.wrapped = content.wrapped or kind == "text/plain"
    elif kind in _ENCRYPTED and _parameter(part, "smime-type") != "signed-data":
        content.encrypted = True
    elif not (kind.startswith("multipart/") or _is_picture_inside(part)):
        content.left_out.append(header_words(" ".join((_asked(part.get_filename) or kind).split()))[:200])


def _body(part: "Message", text: str) -> str:
    """The text of a part as plain lines."""
    if part.get_content_type() == "text/html":
        own = text_of(text)
        return own if has_words([own]) else text_of(text, signatures=True)
    lines = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    if _parameter(part, "format") == "flowed":
        return _unflowed(lines, delete=_parameter(part, "delsp") == "yes")
    return lines


def _unflowed(text: str, *, delete: bool) -> str:
    """Lines that end in a blank go on in the next one of the same quote depth (RFC 3676)."""
    whole: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if open_depth == depth and words != "-- ":
            whole[-1] = (whole[-1][:-1] if delete else whole[-1]) + words
        else:
            whole.append(">" * depth + (" " if depth else "") + words)
        open_depth = depth if words.endswith(" ") and words != "-- " else None
    return "\n".join(whole)


def _text(part: "Message") -> str:
    """The decoded text of a part, in the encoding that it names, or the likeliest."""
    payload = _asked(lambda: part.get_payload(decode=True))
    data = payload if isinstance(payload, bytes) else b""
    named = str(_asked(part.get_content_charset) or "").strip().casefold()
    return decoded_as(data, _WIDER.get(named, named))


def decoded_as(data: bytes, charset: str) -> str:
    """Bytes as text; where `charset` is unknown or does not fit, in what they look like."""
    try:
        codec = codecs.lookup(charset).name if charset else ""
        if codec and codec.replace("-", "_") not in _NO_CHARSET:
            return data.decode(codec)
    except (LookupError, ValueError):
        pass
    found = decoded(data)
    few = sum(byte > 127 for byte in data) < _TELLING
    return data.decode("cp1252", "replace") if few and not found.encoding.startswith("utf-") else found.text


def _too_deep(name: str) -> OversizedFile:
    return OversizedFile(
        name, f"its parts lie more than {MAX_DEPTH} deep inside each other", "Save the innermost mail by itself"
    )
