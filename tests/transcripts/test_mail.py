"""Mails and mailboxes, read from samples and told by their content."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from standfast.domain.call import Call, Channel, Side, TimeQuality
from standfast.domain.errors import DamagedFile, EmptyTalk, SpeakerlessTalk
from standfast.transcripts.formats import best_format, read_calls
from standfast.transcripts.mail import eml
from standfast.transcripts.source import Source, read_source

SAMPLES = Path(__file__).parent / "samples" / "mail"
SUMMER = timezone(timedelta(hours=2))


def read(name: str) -> Call:
    (call,) = read_calls(read_source(SAMPLES / name))
    return call


def calls_of(text: str, key: str | None = None) -> tuple[Call, ...]:
    return read_calls(Source("upload", text.encode()), format=key)


def said(call: Call) -> list[tuple[str, str]]:
    return [(call.speaker_of(turn).name, turn.text) for turn in call.turns]


def mail(*headers: str, body: str = "Could you do 80?") -> str:
    return "\n".join((*headers, "Message-ID: <a@x.example>", "MIME-Version: 1.0", "", body))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (path.name, {".txt": "mail-text"}.get(path.suffix, path.suffix[1:]))
        for path in sorted(SAMPLES.glob("*.[emt][mbsx]*"))
    ],
)
def test_a_mail_is_told_by_content_whatever_the_file_is_called(name: str, key: str):
    assert best_format(Source("upload.tmp", (SAMPLES / name).read_bytes())).key == key


def test_the_last_mail_of_a_gmail_thread_tells_the_whole_thread_oldest_first():
    call = read("gmail-last-of-thread.eml")
    assert said(call) == [
        ("Priya Nair", "Tom, €96,000 is too much for us. What can you do?\n\nPriya"),
        (
            "Tom Becker",
            (
                "Hi Priya,\n\nI can hold €90,000 if you commit to three years. Without that term the price stays where it is."
                "\n\nTom"
            ),
        ),
        (
            "Priya Nair",
            (
                "Hi Tom,\n\nThanks, but that is still above what we have. Our CFO capped it at €84,000, and we have a cheaper"
                " offer on the table. Could you do €80,000 if we sign this month?\n\n- 120 seats\n- 60 days to pay"
            ),
        ),
    ]
    assert call.notes == (
        "2 mails were taken from the history that later mails quote; author and time are as written there.",
    )


def test_a_mail_has_a_wall_clock_and_an_address_and_no_time_in_a_recording():
    call = read("gmail-last-of-thread.eml")
    british = timezone(timedelta(hours=1))
    assert (call.title, call.channel, call.time_quality) == ("Offer for 120 seats", Channel.MAIL, TimeQuality.NONE)
    assert [turn.sent_at for turn in call.turns] == [
        datetime(2026, 5, 5, 11, 2, tzinfo=british),
        datetime(2026, 5, 6, 16, 40, tzinfo=british),
        datetime(2026, 5, 7, 9, 12, 44, tzinfo=british),
    ]
    assert call.started_at == call.turns[0].sent_at
    assert [speaker.email for speaker in call.speakers] == [
        "priya.nair@harbourfoods.example",
        "tom.becker@northwind.example",
    ]
    assert {speaker.side for speaker in call.speakers} == {Side.UNKNOWN}
    assert all(turn.start_s is None for turn in call.turns)


def test_outlook_html_loses_scripts_banners_signature_and_notice_and_its_border_divides_the_mails():
    assert said(read("outlook-html-only.eml")) == [
        ("Priya Nair", "Our CFO capped it at €84,000. Could you do €80,000?\nPriya"),
        (
            "Becker, Tom",
            "Priya,\n\n€84,000 works if you take the three-year term and pay within 30 days.\n1. Three years\n2. 30 days",
        ),
    ]


def test_answers_between_quoted_lines_stay_and_the_quoted_lines_go():
    call = read("thunderbird-interleaved.eml")
    assert said(call) == [
        (
            "Tom Becker",
            "The price is €84,000 for three years.\n\nPayment is due within 30 days.\n\nOnboarding costs €4,000.",
        ),
        (
            "Lena Ortiz",
            (
                "Hello Tom, my answers are between your lines. They are long enough that the program breaks them.\n\n"
                "Three years is too long for us. Make it one.\n\nWe pay everybody after 60 days. That is not open to talk.\n\n"
                "Throw in the onboarding, then we sign."
            ),
        ),
    ]
    assert call.speakers[0].email == "tom.becker@northwind.example"


def test_a_german_thread_through_two_programs_is_taken_apart():
    call = read("outlook-german.eml")
    assert call.title == "Angebot für 120 Plätze"
    assert said(call) == [
        ("Weiß, Jürgen", "Was kosten 120 Plätze?"),
        ("Becker, Tom", "Guten Tag Herr Weiß,\n\nder Preis bleibt bei 96.000 €."),
        (
            "Weiß, Jürgen",
            (
                "Hallo Tom,\n\ndas Angebot ist uns zu hoch. Können Sie uns 15 % Rabatt geben, wenn wir für 3 Jahre"
                " unterschreiben?"
            ),
        ),
    ]
    assert call.turns[1].sent_at == datetime(2026, 5, 5, 15, 4, tzinfo=SUMMER)


@pytest.mark.parametrize(
    ("name", "turns"),
    [
        (
            "apple-french.eml",
            [
                "Bonjour Claire,\n\nLe prix est de 12 000 €.",
                "Bonjour Tom,\n\nC’est trop cher. Pouvez-vous faire 10 % de remise ?",
            ],
        ),
        (
            "gmail-spanish.eml",
            ["El precio es de 10.000 €.\n\nTom", "Hola Tom:\n\nEs demasiado caro. ¿Podrías bajar a 9.000 €?"],
        ),
        (
            "original-message.eml",
            [
                "What will the renewal cost?",
                "Sam, the renewal is $48,000. That is 6% above last year.",
                "Tom - match last year's price or we go to tender.",
            ],
        ),
    ],
)
def test_reply_heads_of_other_programs_and_languages_divide_the_mails(name: str, turns: list[str]):
    assert [turn.text for turn in read(name).turns] == turns


def test_an_attached_mail_is_a_turn_before_the_mail_that_carries_it_and_other_attachments_are_named():
    call = read("forwarded-as-attachment.eml")
    assert said(call) == [
        ("Ada Park", "Can we have the pilot for free?"),
        ("Tom Becker", "What would you answer to this?"),
    ]
    assert call.notes == ("Attachments were not read: bomb.zip, Preis für Ada.pdf.",)


def test_a_mailbox_gives_a_call_a_thread_each_mail_once_and_in_order():
    offer, renewal = read_calls(read_source(SAMPLES / "two-threads.mbox"))
    assert (offer.title, renewal.title) == ("Offer for 120 seats", "Renewal")
    assert said(offer) == [
        ("Priya Nair", "EUR 96,000 is too much for us. What can you do?"),
        ("Tom Becker", "I can hold EUR 90,000 if you commit to three years.\n\nFrom here on it gets cheaper."),
        ("Tom Becker", "I forgot to say: onboarding is included."),
        ("Priya Nair", "Then make it 85,000."),
    ]
    assert offer.notes[0] == "1 automatic reply left out."
    assert "1 mail was taken from the history" in offer.notes[1]
    assert said(renewal) == [
        ("sam.grant@quarry.example", "What will the renewal cost?"),
        ("Tom Becker", "It costs $48,000."),
    ]


def test_a_mailbox_with_one_bad_mail_keeps_the_others_and_says_so():
    deep = "Content-Type: message/rfc822\n\n" * 40
    box = f"From a x 2026\n{mail('From: jo@x.example')}\n\nFrom b x 2026\nFrom: al@x.example\n{deep}hello\n"
    (call,) = calls_of(box)
    assert [turn.text for turn in call.turns] == ["Could you do 80?"]
    assert "1 mail in the mailbox could not be read" in call.notes[0]


def test_an_automatic_reply_alone_is_refused():
    with pytest.raises(EmptyTalk, match="nothing but automatic replies"):
        read("out-of-office.eml")


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: auto-generated", "X-Autoreply: yes", "Precedence: auto_reply", "Return-Path: <>",
     "Subject: Abwesenheitsnotiz: Angebot", "Content-Type: multipart/report; boundary=x"],
)  # fmt: skip
def test_what_nobody_wrote_is_left_out(header: str):
    with pytest.raises(EmptyTalk, match="automatic"):
        calls_of(mail("From: jo@x.example", "To: al@y.example", header, body="I am away."))


def test_headers_that_are_broken_or_missing_cost_nothing_else():
    call = read("damaged-headers.eml")
    assert said(call) == [("Tom Becker", "It is €500."), ("Unknown sender", "That is too much for us.")]
    assert call.turns[1].sent_at == datetime(
        2026, 5, 5, 10, 0, tzinfo=UTC
    )  # the date is none: the server's stamp counts
    assert "1 mail does not say who sent it: “Unknown sender”." in call.notes


def test_a_mail_without_any_sender_is_refused():
    with pytest.raises(SpeakerlessTalk, match="do not say who sent them"):
        calls_of(mail("Subject: Offer", "Received: from a by b"))


def test_a_mail_without_a_date_says_so():
    (call,) = calls_of(mail("From: jo@x.example", "Date: soon"))
    assert call.turns[0].sent_at is None
    assert call.notes == ("1 mail has no date that can be read.",)


def test_an_encrypted_mail_says_what_to_do():
    with pytest.raises(EmptyTalk, match=r"encrypted\. Open it in the mail program"):
        calls_of(
            mail("From: jo@x.example", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data", body="x")
        )


def test_a_mail_without_text_is_refused():
    with pytest.raises(EmptyTalk, match="hold no text"):
        calls_of(mail("From: jo@x.example", body=""))


@pytest.mark.parametrize("key", ["eml", "mbox", "mail-text"])
def test_a_reader_forced_on_something_else_says_what_it_looked_for(key: str):
    with pytest.raises(DamagedFile, match="From"):
        calls_of("just some words\nand more\n", key)


def test_a_mail_saved_as_utf_16_is_read():
    (call,) = read_calls(Source("upload", mail("From: Jo <jo@x.example>", body="Größer als 80 €?").encode("utf-16")))
    assert said(call) == [("Jo", "Größer als 80 €?")]


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (["Content-Type: text/plain; charset=iso-8859-1"], "80 € für alle".encode("cp1252"), "80 € für alle"),
        (["Content-Type: text/plain; charset=us-ascii"], "80 € für alle".encode(), "80 € für alle"),
        (["Content-Type: text/plain; charset=utf-8"], "für alle".encode("cp1252"), "für alle"),
        (["Content-Type: text/plain; charset=punycode"], b"for-all-", "for-all-"),
        (["Content-Type: text/plain; charset=koi8-r"], "цена".encode("koi8-r"), "цена"),
        (["Content-Type: text/plain; format=flowed; delsp=yes"], b"one wo \nrd\n-- \nJo Doe", "one word"),
        (["Content-Transfer-Encoding: quoted-printable"], b"80=20=\nfor =E2=82", "80 for"),
        (["Content-Transfer-Encoding: base64"], b"ODAgZm9yIGFsbA", "80 for all"),
    ],
)
def test_whatever_the_encoding_says_the_words_are_read(head: list[str], body: bytes, text: str):
    data = "\n".join(["From: jo@x.example", "Message-ID: <a@x>", "MIME-Version: 1.0", *head, "", ""]).encode() + body
    (call,) = read_calls(Source("upload", data))
    assert call.turns[0].text.startswith(text)
    assert call.notes == ("1 mail has no date that can be read.",)


@pytest.mark.parametrize(
    "text",
    [
        "From: Sarah\nTo: Jo\nSubject: notes\n\nSarah: Could you do 80?\nJo: No, sorry.\nSarah: Then 90?\n",
        "Date: Mon, 4 May 2026 10:00:00 +0000\nFrom: Sarah\nTo: Jo\n\nSarah: Could you do 80?\nJo: No, sorry.\nSarah: Then 90?\n",
        (
            "From: Sarah (Acme) <s@acme.example>\nSent: 4 May 2026 10:00\nTo: Jo\nSubject: notes\n\n"
            "Sarah: Could you do 80?\nJo: No, sorry.\nSarah: Then 90?\n"
        ),
    ],
)
def test_a_talk_under_lines_that_look_like_headers_is_no_mail(text: str):
    assert best_format(Source("upload", text.encode())).key == "plain-text"


def test_an_http_answer_is_no_mail():
    text = "Date: Mon, 4 May 2026 10:00:00 GMT\nContent-Type: text/plain\nServer: x\n\nhello there\n"
    assert eml.sniff(Source("upload", text.encode())) == 0.0


def test_mails_of_few_headers_are_told_by_date_and_address():
    text = "From: Jo <jo@x.example>\nTo: al@y.example\nSubject: Offer\nDate: Mon, 4 May 2026 10:00:00 +0000\n\nCould you do 80?"
    assert best_format(Source("upload", text.encode())).key == "eml"


def test_a_broken_header_line_does_not_hide_a_mail():
    text = mail("From: jo@x.example", "Received: x", "Return-Path: <jo@x.example>", "X-Mailer: y", "no header here")
    assert best_format(Source("upload", text.encode())).key == "eml"
