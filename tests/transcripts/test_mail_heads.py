"""The lines above quoted mails: whose they are and when they were sent."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfast.transcripts.mail.dates import date_in, date_span
from standfast.transcripts.mail.heads import head_at
from standfast.transcripts.mail.message import Person, bare_subject, date_of, ids_in, is_answer, person, person_in

JO = Person(name="Jo Marsh", address="jo@x.example")
AT = datetime(2026, 5, 5, 15, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "On Tue, May 5, 2026 at 3:04 PM Jo Marsh <jo@x.example> wrote:",
        "On Tue, May 5, 2026 at 3:04\u202fPM\nJo Marsh <jo@x.example> wrote:",
        "On May 5, 2026, at 3:04 PM, Jo Marsh <jo@x.example> wrote:",
        "On Tuesday, May 5, 2026 at 03:04:11 PM GMT+0, Jo Marsh <jo@x.example> wrote:",
        "On Tue, 5 May 2026 15:04:09 +0000, Jo Marsh <jo@x.example>\nwrote:",
        "Jo Marsh <jo@x.example> wrote on 5 May 2026 15:04:",
        "Am Di., 5. Mai 2026 um 15:04 Uhr schrieb Jo Marsh\n<jo@x.example>:",
        "Jo Marsh <jo@x.example> schrieb am 05.05.2026 um 15:04:",
        "Le mar. 5 mai 2026 à 15:04, Jo Marsh <jo@x.example> a écrit :",
        "Le 5 mai 2026 à 15h04, Jo Marsh <jo@x.example> a écrit :",
        "El mar, 5 may 2026 a las 15:04, Jo Marsh (<jo@x.example>) escribió:",
        "Il giorno mar 5 mag 2026 alle ore 15:04 Jo Marsh <jo@x.example> ha scritto:",
        "Op 5 mei 2026 om 15:04 heeft Jo Marsh <jo@x.example> het volgende geschreven:",
        "Em ter., 5 de mai. de 2026 às 15:04, Jo Marsh <jo@x.example> escreveu:",
        "Den tis 5 maj 2026 kl 15:04 skrev Jo Marsh <jo@x.example>:",
        "wt., 5 maj 2026 o 15:04 Jo Marsh <jo@x.example> napisał(a):",
        "út 5. 5. 2026 v 15:04 odesílatel Jo Marsh <jo@x.example> napsal:",
        "2026年5月5日(火) 15:04 Jo Marsh <jo@x.example>:",
        "2026년 5월 5일 (화) 15:04, Jo Marsh <jo@x.example>님이 작성:",
        "2026-05-05 15:04 GMT+00:00 Jo Marsh <jo@x.example>:",
        "*From:* Jo Marsh [mailto:jo@x.example]\n*Sent:* Tuesday, May 5, 2026 3:04 PM\n*To:* Al\n*Subject:* Offer",
        "From: Jo Marsh <jo@x.example<mailto:jo@x.example>>\nDate: 2026-05-05 15:04\nTo: Al\nCc: Bo",
        "发件人: Jo Marsh <jo@x.example>\n发送时间: 2026年5月5日 15:04\n收件人: Al\n主题: Offer",
    ],
)
def test_a_head_tells_author_and_time_in_many_languages(text: str):
    lines = text.split("\n")
    head = head_at(lines, 0)
    assert head is not None
    assert (head.sender, head.size, head.strong) == (JO, len(lines), True)
    assert date_in(head.date, zone=UTC) == AT


@pytest.mark.parametrize(
    "text",
    [
        "He wrote:",
        "On Monday Jo wrote:",
        "The terms that you sent on 5 May 2026:",
        "We sent it to jo@x.example:",
        "On 5 May 2026, Jo Marsh said a word\n\nand wrote:",
        "On 5 May 2026 we met.\nJo Marsh <jo@x.example>\nwrote:",
        "On 5 May 2026 we met\nOn 6 May 2026, Jo Marsh <jo@x.example> wrote:",
        "On 5 May 2026 " + "x" * 500 + " wrote:",
        "On 5 May 2026, Jo Marsh\nwent\nhome\nand then\nwrote:",
        "On 5 May 2026, wrote:",
        "From: Jo\nFrom: Al\nTo: Bo\nSubject: x",
        "From:\nTo: Bo\nSubject: x",
        "Sent: May 5\nTo: Bo\nSubject: x",
        "Cc: a\nThat is all.\nFrom: Jo\nTo: Al",
        "________________________________\nand so on",
        "x" * 2000,
    ],
)
def test_what_is_no_head(text: str):
    assert head_at(text.split("\n"), 0) is None


def test_a_sender_on_behalf_of_another_is_the_other():
    assert person_in("Anna <anna@x.example> On Behalf Of Jo Marsh <jo@x.example>") == JO


@pytest.mark.parametrize(
    ("name", "address", "known"),
    [
        ("jo@x.example", "JO@x.example", Person(address="jo@x.example")),
        ("'Jo Marsh'", "<jo@x.example>", JO),
        ('"Marsh, Jo" (Guest)', "/O=EX/CN=JO", Person(name="Marsh, Jo")),
        ("", "", Person()),
    ],
)
def test_people_have_clean_names_and_addresses_in_small_letters(name: str, address: str, known: Person):
    assert person(name, address) == known


@pytest.mark.parametrize(
    ("text", "day"),
    [("05/06/2026 3:04 PM", (2026, 5, 6)), ("05/06/2026 15:04", (2026, 6, 5)), ("5/25/26", (2026, 5, 25)), ("25.05.26", (2026, 5, 25)),
     ("5-May-2026", (2026, 5, 5)), ("May 5th, 2026", (2026, 5, 5)), ("5 de mayo de 2026", (2026, 5, 5)), ("2026/05/05", (2026, 5, 5))],
)  # fmt: skip
def test_days_are_read_as_their_writers_write_them(text: str, day: tuple[int, int, int]):
    found = date_in(text, zone=UTC)
    assert found is not None
    assert (found.year, found.month, found.day) == day


def test_a_quoted_mail_is_older_than_the_one_that_quotes_it():
    found = date_in("On 05/06/2026 15:04, Jo wrote", zone=UTC, before=datetime(2026, 5, 8, tzinfo=UTC))
    assert found == datetime(2026, 5, 6, 15, 4, tzinfo=UTC)
    later = date_in("05/06/2026", zone=UTC, before=datetime(2020, 1, 1, tzinfo=UTC))
    assert later == datetime(2026, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "31.02.2026",
        "5 Brumaire 2026",
        "Wort 5, 2026",
        "1/1/1970 10:00",
        "99/99/2026",
        "5 May 2026 25:00",
    ],
)
def test_a_date_that_cannot_be_is_none(text: str):
    assert date_in(text, zone=UTC) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [("5 May 2026 15:04 +0530", timezone(timedelta(hours=5, minutes=30))), ("5 May 2026 15:04 GMT-05:00", timezone(-timedelta(hours=5))),
     ("5 May 2026 15:04 UTC", UTC), ("5 May 2026 15:04 +9900", timezone(timedelta(hours=2)))],
)  # fmt: skip
def test_a_zone_that_is_named_counts(text: str, zone: timezone):
    found = date_in(text, zone=timezone(timedelta(hours=2)))
    assert found is not None
    assert found.utcoffset() == zone.utcoffset(None)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_date_or_none(text: str):
    found = date_in(text, zone=UTC, before=AT)
    span = date_span(text)
    assert found is None or span is not None


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_lines_are_a_head_or_none(lines: list[str]):
    head = head_at(lines, 0)
    assert head is None or 0 < head.size <= len(lines)


@pytest.mark.parametrize(
    ("subject", "bare"),
    [("Re: AW: Fwd: Offer", "Offer"), ("RE[2]: Offer", "Offer"), ("[EXTERNAL] Re: [EXT]: Offer", "Offer"), ("Réf : prix", "Réf : prix"),
     ("Re:", ""), ("Re your offer", "Re your offer"), ("回复：报价", "报价"), ("Offer: 80", "Offer: 80"), ("EXTERNAL: Re: Offer", "Offer")],
)  # fmt: skip
def test_a_subject_loses_what_replying_put_before_it(subject: str, bare: str):
    assert bare_subject(subject) == bare
    assert is_answer(subject) is (bare != subject)


@settings(deadline=None)
@given(st.text())
def test_a_bare_subject_is_bare(subject: str):
    assert bare_subject(bare_subject(subject)) == bare_subject(subject)


@pytest.mark.parametrize(
    ("text", "ids"), [("<a@x> <b@x>\n <a@x>", ("a@x", "b@x")), ("bare@x", ("bare@x",)), ("two words", ()), ("", ())]
)
def test_ids_are_read_with_and_without_brackets(text: str, ids: tuple[str, ...]):
    assert ids_in(text) == ids


@pytest.mark.parametrize(
    "text",
    ["", "soon", "Thu, 99 May 2026 10:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "Thu, 7 May 2026 10:00:00 +9999"],
)
def test_a_header_date_that_cannot_be_is_none(text: str):
    assert date_of(text) is None


def test_a_header_date_without_a_zone_is_in_utc():
    assert date_of("Tue, 5 May 2026 15:04:00 -0000") == AT
