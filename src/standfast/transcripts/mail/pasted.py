"""A thread pasted as text: mails below each other, each under its “From: … Sent: … To: … Subject: …”."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from itertools import pairwise

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile, OversizedFile
from standfast.transcripts.labels import accepted_labels, split_label
from standfast.transcripts.mail.calls import calls_from
from standfast.transcripts.mail.dates import date_in
from standfast.transcripts.mail.heads import Head, head_at
from standfast.transcripts.mail.message import MAX_TEXT, Mail
from standfast.transcripts.mail.quotes import split
from standfast.transcripts.mail.words import Label
from standfast.transcripts.source import Source

_HEAD = 600
"""Lines that are looked at."""
_UNZONED = "The dates in it name no time zone; they are kept as they are written, as if in UTC."


def sniff(source: Source) -> float:
    """Two whole header blocks with dates, or one at the top with an address, and no talk of “Name: text” below."""
    lines = [line.strip() for line in source.lines[:_HEAD]]
    heads = [(at, head) for at in range(len(lines)) if (head := head_at(lines, at)) and _is_whole(head)]
    distinct = [
        head
        for number, (at, head) in enumerate(heads)
        if not number or at >= heads[number - 1][0] + heads[number - 1][1].size
    ]
    if len(distinct) >= 2:
        return 0.9
    if not distinct or not _is_sole_mail(lines, *heads[0]):
        return 0.0
    return 0.85


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The one call in the text.

    Raises:
        DamagedFile: no header block stands in it.
        OversizedFile: longer than a thread can be.
        EmptyTalk: nobody says anything in it.
    """
    if len(source.text) > MAX_TEXT:
        raise OversizedFile(source.name, "it is longer than a thread of mails can be", "Check that it is one thread")
    parts = split(source.text)
    below = [(one.head, one.text) for one in parts.quoted if one.head and one.head.sender.known]
    if not below:
        raise DamagedFile(
            source.name, "no block of “From: … Sent: … To: … Subject: …” stands in it", "Leave the format out"
        )
    above = [Mail(text=parts.own, wrapped=True)] if parts.own else []
    mails = above + [_mail(head, text) for head, text in below]
    return calls_from(source, _linked(mails), key, (_UNZONED,))


def _is_whole(head: Head) -> bool:
    """Whether a head leaves no doubt: sender, a date that can be read, and whom to or what about."""
    return (
        Label.SENT in head.labels
        and bool(head.labels & {Label.TO, Label.SUBJECT})
        and date_in(head.date, zone=UTC) is not None
    )


def _is_sole_mail(lines: Sequence[str], at: int, head: Head) -> bool:
    """Whether one block alone is enough: it has an address, and what stands below is no talk between names."""
    body = lines[at + head.size :]
    accepted = accepted_labels(body)
    labelled = [found[0].casefold() for line in body if (found := split_label(line))]
    turns = [label for label in labelled if label in accepted]
    above = any(line for line in lines[:at])
    return head.sender.address is not None and not above and not (len(set(turns)) >= 2 and len(turns) >= 3)


def _mail(head: Head, text: str) -> Mail:
    return Mail(
        sender=head.sender,
        others=head.others,
        subject=head.subject,
        text=text,
        sent_at=date_in(head.date, zone=UTC),
        wrapped=True,
    )


def _linked(mails: Sequence[Mail]) -> list[Mail]:
    """The mails as one thread: each answers the one below it, or where the dates rise the one above it."""
    dates = [mail.sent_at for mail in mails if mail.sent_at]
    rising = sum(one < other for one, other in pairwise(dates)) > sum(one > other for one, other in pairwise(dates))
    return [
        replace(mail, message_id=f"pasted {number}", parents=(f"pasted {number - 1 if rising else number + 1}",))
        for number, mail in enumerate(mails)
    ]
