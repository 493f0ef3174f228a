"""A mailbox as one file (.mbox): mails below each other, each under a line that begins with “From ”. RFC 4155."""

import re
from collections.abc import Iterator

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile, UnreadableFile
from standfast.transcripts.mail.calls import calls_from
from standfast.transcripts.mail.eml import mail_bytes
from standfast.transcripts.mail.message import Mail
from standfast.transcripts.mail.mime import mails_in
from standfast.transcripts.source import Source

_LINE = rb"From [^\r\n]{0,500}\r?\n(?=>?[!-9;-~]{1,76}[ \t]*:|From )"
_FIRST = re.compile(rb"\s*" + _LINE)
_DIVIDER = re.compile(rb"(?:^|(?<=\n\n)|(?<=\n\r\n))" + _LINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def sniff(source: Source) -> float:
    """A “From ” line at the very beginning, and a header below it."""
    return 1.0 if _FIRST.match(source.data.removeprefix(b"\xef\xbb\xbf")) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """A call for every thread in the mailbox.

    Raises:
        DamagedFile: no line divides it into mails, or none of them can be read.
        EmptyTalk: nobody says anything in it.
    """
    data = mail_bytes(source)
    if not _FIRST.match(data):
        raise DamagedFile(
            source.name, "it does not begin with a line “From …” above a mail", "Export the mailbox again"
        )
    mails: list[Mail] = []
    refusals: list[UnreadableFile] = []
    for message in _messages(data.lstrip()):
        try:
            mails.extend(mails_in(source.name, message))
        except UnreadableFile as refusal:
            refusals.append(refusal)
    if refusals and not mails:
        raise refusals[0]
    count = "1 mail" if len(refusals) == 1 else f"{len(refusals):,} mails"
    notes = (f"{count} in the mailbox could not be read: {refusals[0].reason}.",) if refusals else ()
    return calls_from(source, mails, key, notes)


def _messages(data: bytes) -> Iterator[bytes]:
    """The mails without their dividing lines, and without the marks that keep “From ” at the start of a line."""
    found = list(_DIVIDER.finditer(data))
    for number, divider in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(data)
        yield _ESCAPED.sub(rb"\1", data[divider.end() : end])
