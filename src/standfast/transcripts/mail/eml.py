"""One mail as a file (.eml), with the mails that are attached to it. RFC 5322."""

import re

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile
from standfast.transcripts.mail.calls import calls_from
from standfast.transcripts.mail.message import date_of, holds_address
from standfast.transcripts.mail.mime import mails_in
from standfast.transcripts.source import Source

_HEAD = 64 * 1024
_HEADER = re.compile(r"([!-9;-~]{1,76})[ \t]*:(?:[ \t](.*)|(.*))")
_TECHNICAL = frozenset(
    "message-id mime-version received return-path content-type content-transfer-encoding delivered-to dkim-signature in-reply-to"
    " references x-mailer user-agent thread-index thread-topic x-originating-ip authentication-results received-spf x-received"
    " arc-seal x-gm-message-state x-ms-has-attach x-mimeole auto-submitted".split()
)


def sniff(source: Source) -> float:
    """Header lines from the first line on, of which some only programs write; "From:" and "To:" alone are none."""
    headers = _headers(source.text[:_HEAD])
    technical = len(_TECHNICAL & headers.keys())
    plain = len({"from", "to", "date", "subject"} & headers.keys())
    if technical >= 2 and technical + plain >= 3:
        return 1.0
    dated = date_of(headers.get("date", "")) is not None
    if dated and plain + technical >= 3 and (technical or holds_address(headers.get("from", ""))):
        return 0.95
    return 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The call of the mail, or the calls of the threads that are attached to it.

    Raises:
        DamagedFile: it has no header of a mail.
        OversizedFile: more than people write.
        EmptyTalk: nobody says anything in it.
    """
    mails = mails_in(source.name, mail_bytes(source))
    mail = mails[0]
    if not (mail.sender.known or mail.subject or mail.sent_at or mail.message_id):
        raise DamagedFile(
            source.name,
            "it has no headers of a mail (“From:”, “Date:”, “Subject:”)",
            "Save it again from the mail program",
        )
    return calls_from(source, mails, key)


def mail_bytes(source: Source) -> bytes:
    """The bytes, for each mail tells its own encoding; what is UTF-16 was a mail before somebody saved it so."""
    return source.text.encode("utf-8", "replace") if source.encoding.startswith(("utf-16", "utf-32")) else source.data


def _headers(text: str) -> dict[str, str]:
    """The header lines at the beginning by their name in small letters; none if a line among the first is no header."""
    headers: dict[str, str] = {}
    last = ""
    for line in text.lstrip("\n").split("\n"):
        if not line.strip():
            break
        if line[0] in " \t" and last:
            headers[last] += " " + line.strip()
        elif found := _HEADER.fullmatch(line):
            last = found[1].casefold()
            headers.setdefault(last, (found[2] or found[3] or "").strip())
        else:
            return headers if len(_TECHNICAL & headers.keys()) >= 3 else {}
    return headers
