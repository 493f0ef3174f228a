"""The .msg samples as code: `python -m tests.transcripts.msg_samples` writes them again. The talk is invented."""

from datetime import UTC, datetime
from pathlib import Path

from compressed_rtf import compress

from tests.transcripts.cfb_writer import Tree, compound_file, message

SAMPLES = Path(__file__).parent / "samples" / "mail"
SUBJECT, CLASS, HEADERS, BODY, HTML, RTF = 0x0037, 0x001A, 0x007D, 0x1000, 0x1013, 0x1009
FROM_NAME, FROM_KIND, FROM_MAIL, FROM_SMTP = 0x0C1A, 0x0C1E, 0x0C1F, 0x5D01
FOR_NAME, FOR_SMTP = 0x0042, 0x5D02
ID, REFERENCES, IN_REPLY_TO = 0x1035, 0x1039, 0x1042
NAME, KIND, MAIL, SMTP = 0x3001, 0x3002, 0x3003, 0x39FE
SUBMITTED, CODEPAGE, HTML_CODEPAGE = 0x0039, 0x3FFD, 0x3FDE
FILE_NAME, CONTENT_ID = 0x3707, 0x3712

REPLY = """Tom,

thanks for the call. We can sign for €80,000, not more.
\u0020
Best regards,
Priya Nair
Head of Procurement
+44 20 7946 0123

From: Becker, Tom <tom.becker@northwind.example<mailto:tom.becker@northwind.example>>
Sent: Wednesday, May 6, 2026 4:40 PM
To: Nair, Priya
Cc: Ortiz, Lena
Subject: RE: Offer for 120 seats

Priya,
€90,000 if you commit to three years.

________________________________
From: Nair, Priya
Sent: Tuesday, May 5, 2026 11:02 AM
To: Becker, Tom
Subject: Offer for 120 seats

€96,000 is too much for us. What can you do?
"""
HTML_BODY = """<html><head><meta charset="windows-1252"><style>p {margin:0}</style></head><body>
<p class="MsoNormal">Herr Weiß,</p><p class="MsoNormal">&nbsp;</p>
<p class="MsoNormal">für 84.000 € gehören Ihnen 120 Plätze &ndash; wenn Sie bis Freitag zusagen.</p>
<p class="MsoNormal">Viele Grüße</p><p class="MsoNormal">Tom Becker</p></body></html>"""
RTF_BODY = (
    r"{\rtf1\ansi\ansicpg1252\fromtext \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator Microsoft Exchange Server;}"
    r"\pard\plain We pay everybody after 60 days.\par \par Could you do \'8080,000\u8239?10\'a0%\line less?\par Sam\par}"
)
HEADER_TEXT = """Microsoft Mail Internet Headers Version 2.0
Received: from a.example by b.example; Thu, 7 May 2026 11:12:03 +0200
From: "Nair, Priya" <Priya.Nair@harbourfoods.example>
To: "Becker, Tom" <tom.becker@northwind.example>
Date: Thu, 7 May 2026 11:12:00 +0200
Message-ID: <o3@harbourfoods.example>
In-Reply-To: <o2@northwind.example>
References: <o1@harbourfoods.example> <o2@northwind.example>
"""


def reply() -> Tree:
    """A reply out of Exchange: the sender's own address is none of the internet, times are in UTC."""
    return message(
        {
            CLASS: "IPM.Note", SUBJECT: "RE: Offer for 120 seats", BODY: REPLY.replace("\n", "\r\n"),
            FROM_NAME: "Nair, Priya", FROM_KIND: "EX", FROM_MAIL: "/O=HARBOUR/OU=EX/CN=RECIPIENTS/CN=PRIYA",
            FROM_SMTP: "Priya.Nair@harbourfoods.example", HEADERS: HEADER_TEXT.replace("\n", "\r\n"),
        },
        {SUBMITTED: datetime(2026, 5, 7, 9, 12, tzinfo=UTC)},
        [{NAME: "Becker, Tom", KIND: "SMTP", MAIL: "tom.becker@northwind.example"}],
        [{FILE_NAME: "prices.xlsx"}, {FILE_NAME: "logo.png", CONTENT_ID: "image001"}],
    )  # fmt: skip


def html_in_8_bits() -> Tree:
    """An old message: strings in Windows-1252, HTML alone, sent by an assistant for somebody."""
    return message(
        {
            CLASS: "IPM.Note", SUBJECT: "AW: Angebot für 120 Plätze", HTML: HTML_BODY.encode("cp1252"),
            FROM_NAME: "Assistenz", FROM_MAIL: "assistenz@northwind.example", FOR_NAME: "Becker, Tom",
            FOR_SMTP: "Tom.Becker@northwind.example", ID: "<d2@northwind.example>", REFERENCES: "<d1@hafenkost.example>",
        },
        {SUBMITTED: datetime(2026, 5, 6, 7, 0, tzinfo=UTC), CODEPAGE: 1252, HTML_CODEPAGE: 1252},
        [{NAME: "Jürgen Weiß", MAIL: "/O=X/CN=W", SMTP: "juergen.weiss@hafenkost.example"}],
        codepage="cp1252",
    )  # fmt: skip


def rtf_only() -> Tree:
    """A message whose body is RTF alone, packed."""
    return message(
        {
            CLASS: "IPM.Note", SUBJECT: "Terms", RTF: compress(RTF_BODY.encode("latin-1")),
            FROM_NAME: "Sam Grant", FROM_KIND: "SMTP", FROM_MAIL: "sam.grant@quarry.example",
        },
        {SUBMITTED: datetime(2026, 5, 13, 12, 0, tzinfo=UTC)},
    )  # fmt: skip


def with_message_inside() -> Tree:
    """A message that carries another, as Outlook forwards one as an attachment."""
    inner = message(
        {
            CLASS: "IPM.Note", SUBJECT: "Pilot", BODY: "Can we have the pilot for free?", ID: "<p1@lab.example>",
            FROM_NAME: "Ada Park", FROM_KIND: "SMTP", FROM_MAIL: "ada@lab.example",
        },
        {SUBMITTED: datetime(2026, 5, 14, 11, 0, tzinfo=UTC)},
        head=24,
    )  # fmt: skip
    return message(
        {
            CLASS: "IPM.Note", SUBJECT: "FW: Pilot", BODY: "What would you answer?", ID: "<p2@northwind.example>",
            FROM_NAME: "Tom Becker", FROM_KIND: "SMTP", FROM_MAIL: "tom.becker@northwind.example",
        },
        {SUBMITTED: datetime(2026, 5, 15, 16, 0, tzinfo=UTC)},
        attachments=[inner],
    )  # fmt: skip


BUILT = {
    "outlook-reply.msg": reply,
    "outlook-html-8-bit.msg": html_in_8_bits,
    "outlook-rtf-only.msg": rtf_only,
    "outlook-message-inside.msg": with_message_inside,
}


if __name__ == "__main__":
    for name, build in BUILT.items():
        (SAMPLES / name).write_bytes(compound_file(build()))
