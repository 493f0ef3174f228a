"""Outlook's own file of one message (.msg), with the messages that are attached to it."""

from collections.abc import Iterator
from dataclasses import replace

from standfast.domain.call import Call
from standfast.domain.errors import OversizedFile, UnreadableFile
from standfast.transcripts.mail.calls import calls_from
from standfast.transcripts.mail.endings import has_words
from standfast.transcripts.mail.html_text import text_of
from standfast.transcripts.mail.mapi import NO_MESSAGE, Bag, taken_from
from standfast.transcripts.mail.message import MAX_DEPTH, MAX_TEXT, Mail, Person, ids_in, person, says_automatic
from standfast.transcripts.mail.mime import decoded_as, headers_in, mail_of
from standfast.transcripts.mail.rtf import text_in
from standfast.transcripts.source import Source

_SUBJECT, _CLASS, _HEADERS = 0x0037, 0x001A, 0x007D
_ON_BEHALF_NAME, _ON_BEHALF_KIND, _ON_BEHALF_MAIL, _ON_BEHALF_SMTP = 0x0042, 0x0064, 0x0065, 0x5D02
_SENDER_NAME, _SENDER_KIND, _SENDER_MAIL, _SENDER_SMTP = 0x0C1A, 0x0C1E, 0x0C1F, 0x5D01
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_BODY, _HTML, _RTF, _HTML_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_ID, _REFERENCES, _IN_REPLY_TO = 0x1035, 0x1039, 0x1042
_NAME, _MAIL, _SMTP = 0x3001, 0x3003, 0x39FE
_CONTENT_ID = 0x3712
_FILE_NAMES = (0x3707, 0x3704, 0x3001)


def sniff(source: Source) -> float:
    """A property stream in it; a broken OLE file is taken for a message, so that it can be said what is wrong."""
    try:
        taken_from(source.name, source.data, lambda _: None)
    except UnreadableFile as refusal:
        return 0.0 if refusal.reason == NO_MESSAGE else 0.5
    return 1.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The call of the message, or the calls of the threads that are attached to it.

    Raises:
        DamagedFile: it is cut off or broken, or no message.
        EmptyTalk: nobody says anything in it.
    """
    mails = taken_from(source.name, source.data, lambda message: list(_mails(source.name, message, 0)))
    return calls_from(source, mails, key)


def _mails(name: str, bag: Bag, depth: int) -> Iterator[Mail]:
    """The message, and then those that are attached to it."""
    if depth > MAX_DEPTH:
        raise OversizedFile(
            name, f"messages lie more than {MAX_DEPTH} deep inside each other", "Save the innermost one"
        )
    nested: list[Mail] = []
    left_out: list[str] = []
    for attachment in bag.inside("attach"):
        if inner := attachment.message_inside():
            nested.extend(_mails(name, inner, depth + 1))
        elif not attachment.text(_CONTENT_ID):  # pictures that the text shows have one
            left_out.append(" ".join((attachment.text(*_FILE_NAMES) or "unnamed").split())[:200])
    mail = _mail(name, bag)
    attached = tuple(one.message_id for one in nested if one.message_id)
    yield replace(mail, parents=(*mail.parents, *attached), left_out=tuple(left_out))
    yield from nested


def _mail(name: str, bag: Bag) -> Mail:
    """The message from its properties, and where they are silent from the headers that it came with."""
    headers = mail_of(headers_in(_header_lines(bag.text(_HEADERS))))
    message_class = bag.text(_CLASS).casefold()
    subject = bag.text(_SUBJECT) or headers.subject
    own_id = ids_in(bag.text(_ID))
    answered = (*ids_in(bag.text(_REFERENCES)), *ids_in(bag.text(_IN_REPLY_TO)))
    return Mail(
        sender=_sender(bag, headers.sender),
        others=tuple(_recipient(one) for one in bag.inside("recip")) or headers.others,
        subject=subject,
        text=_text(name, bag),
        sent_at=headers.sent_at or bag.time(_SUBMITTED, _DELIVERED),
        message_id=own_id[0] if own_id else headers.message_id,
        parents=answered or headers.parents,
        automatic=headers.automatic
        or says_automatic(subject)
        or message_class.startswith(("report", "ipm.note.rules")),
        wrapped=True,
        encrypted=message_class == "ipm.note.smime",
    )


def _header_lines(text: str) -> str:
    """The headers without the line that old Exchange servers put above them."""
    return text.split("\n", 1)[-1] if text.startswith("Microsoft Mail Internet Headers") else text


def _sender(bag: Bag, in_headers: Person) -> Person:
    """Whom the mail is from: whoever it was sent for, before whoever sent it. Exchange's own addresses are none."""
    candidates = (
        _party(bag, _ON_BEHALF_NAME, _ON_BEHALF_SMTP, _ON_BEHALF_KIND, _ON_BEHALF_MAIL),
        in_headers,
        _party(bag, _SENDER_NAME, _SENDER_SMTP, _SENDER_KIND, _SENDER_MAIL),
    )
    known = [one for one in candidates if one.known]
    return next((one for one in known if one.address), known[0] if known else Person())


def _party(bag: Bag, name: int, smtp: int, kind: int, mail: int) -> Person:
    inside = bag.text(kind).strip("\x00 ").upper() == "EX"
    return person(bag.text(name), bag.text(smtp) or ("" if inside else bag.text(mail)))


def _recipient(bag: Bag) -> Person:
    return person(bag.text(_NAME), bag.text(_SMTP) or bag.text(_MAIL))


def _text(name: str, bag: Bag) -> str:
    """The body: as plain text, else from HTML, else from RTF."""
    text = bag.text(_BODY)
    if not has_words([text]):
        html = bag.text(_HTML) or _html(bag)
        text = text_of(html) if html else ""
        text = text if has_words([text]) else text_of(html, signatures=True)
    if not has_words([text]):
        text = text_in(bag.data(_RTF))
    if len(text) > MAX_TEXT:
        raise OversizedFile(name, "the message has more text than people write", "Check that it is a mail")
    return "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\n"))


def _html(bag: Bag) -> str:
    """The HTML body in the encoding that the message names for it."""
    page = bag.number(_HTML_CODEPAGE)
    data = bag.data(_HTML)
    return decoded_as(data, ("utf-8" if page == 65001 else f"cp{page}") if page else "") if data else ""
