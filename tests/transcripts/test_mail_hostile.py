"""Whatever somebody drops in as mail: calls, or one clear sentence."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile, OversizedFile, UnreadableFile
from standfast.transcripts.formats import read_calls
from standfast.transcripts.source import Source
from tests.transcripts.msg_samples import SAMPLES

FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".eml", ".mbox", ".msg", ".txt"})
HEADERS = b"From: Jo <jo@x.example>\nDate: Tue, 5 May 2026 15:04:00 +0000\nMessage-ID: <a@x>\nMIME-Version: 1.0\n"
FRAGMENTS = st.sampled_from(
    [
        b"From jo@x Tue May  5 15:04:00 2026\n", b"From: Jo <jo@x.example>\n", b"From: \n", b"To: a, b <c@d>, (((\n", b"Subject: =?utf-8?b?4o\n",
        b"Subject: =?x?q?=FC?=\n", b"Date: x\n", b"Date: Tue, 5 May 2026 15:04:00 +0000\n", b"Message-ID: <a@x>\n", b"In-Reply-To: <a@x>\n",
        b"References: <a@x> <b@x> <\n", b"MIME-Version: 1.0\n", b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: text/html\n",
        b'Content-Type: multipart/alternative; boundary="\n', b"Content-Type: message/rfc822\n", b"Content-Type: text/plain; charset=\xff\n",
        b"Content-Type: ;;;\n", b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: x-uuencode\n", b"Content-Disposition: attachment\n",
        b"begin 644 x\n", b"--x\n", b"--x--\n", b"\n", b"\n\n", b"> It is 95.\n", b"On 5 May 2026, Jo <jo@x.example> wrote:\n", b"Sent: 5 May 2026\n",
        b"To: Al\n", b"Best,\nJo\n", b"Could you do 80?\n", b"<div><blockquote>\n", b"\xe4\xf6\xfc\n", b" folded\n", b"=\xc3\n",
    ]
)  # fmt: skip


def check(data: bytes, key: str | None) -> tuple[Call, ...]:
    """The calls, or none where one sentence says why."""
    try:
        calls = read_calls(Source("upload", data), format=key)
    except UnreadableFile as refusal:
        sentence = str(refusal)
        calls = ()
    else:
        sentence = ""
        assert calls
    assert "\n" not in sentence
    assert all(call.turns and [turn.index for turn in call.turns] == list(range(len(call.turns))) for call in calls)
    assert all("\x00" not in turn.text for call in calls for turn in call.turns)
    return calls


@pytest.mark.parametrize("key", ["eml", "mbox", "msg", "mail-text"])
@settings(deadline=None)
@given(data=st.one_of(st.binary(max_size=400), st.lists(FRAGMENTS, max_size=24).map(b"".join)))
def test_any_bytes_give_calls_or_one_sentence(key: str, data: bytes):
    check(data, key)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(path=st.sampled_from(FILES), at=st.floats(0, 1), patch=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_a_damaged_mail_gives_calls_or_one_sentence(path, at: float, patch: bytes, cut: bool):
    data = path.read_bytes()
    place = int(at * len(data))
    check(data[:place] if cut else data[:place] + patch + data[place + len(patch) :], None)


@settings(max_examples=200, deadline=None)
@given(
    headers=st.dictionaries(
        st.sampled_from("From To Cc Subject Date References Content-Type Auto-Submitted".split()), st.text(max_size=40)
    )
)
def test_any_headers_give_calls_or_one_sentence(headers: dict[str, str]):
    lines = "".join(f"{name}: {value.translate({10: 32, 13: 32})}\n" for name, value in headers.items())
    check((f"{lines}Message-ID: <a@x>\n\nCould you do 80?\n").encode("utf-8", "replace"), "eml")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"> x\n" * 1_000_000, "more text than people write"),
        (b"\n" * 1_000_000, "hold no text"),
        (b">" * 500_000, "hold no text"),
        (b"x " * 2_000_000, "more text than people write"),
    ],
)
def test_more_than_people_write_is_one_sentence(body: bytes, words: str):
    with pytest.raises(UnreadableFile, match=words):
        read_calls(Source("upload", HEADERS + b"\n" + body))


@pytest.mark.parametrize(
    "body",
    [
        b"Could you do 80?\n" + b"> x\n" * 200_000,
        b"Could you do 80?\n" + b"".join(b">" * (n % 60) + b" x\n" for n in range(20_000)),
        b"From: x\n" * 100_000,
        b"On May 5, 2026 3:04 PM x\n" * 30_000,
        b"From: a\nTo: b\nSubject: c\n\nx\n" * 30_000,
        b"Thanks,\nJo\n\n" * 60_000,
        b"Thanks,\nJo\n> q\n" * 50_000,
        b"On 5 May 2026 " + b"a " * 400_000,
        b"a@" * 400_000,
        b"To: " + b"a;" * 400_000,
        b"1." * 400_000,
        b"confidential and may be " * 40_000,
    ],
)
def test_bodies_made_to_be_slow_are_read_in_time(body: bytes):
    started = time.process_time()
    check(HEADERS + b"\n" + body, "eml")
    assert time.process_time() - started < 20


def test_parts_inside_parts_without_end_are_one_sentence():
    for depth in (30, 2000):
        nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
        with pytest.raises(OversizedFile, match="deep inside each other"):
            read_calls(Source("upload", HEADERS + nested + b"\nhello\n"))
        messages = b"Content-Type: message/rfc822\n\n" * depth
        with pytest.raises(OversizedFile, match="deep inside each other"):
            read_calls(Source("upload", HEADERS + messages + b"\nhello\n"))


def test_a_million_lines_in_many_open_parts_are_one_sentence():
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(30))
    with pytest.raises(OversizedFile, match="more lines and parts than people write"):
        read_calls(Source("upload", HEADERS + parts + b"x\n" * 1_000_000))


def test_an_attachment_is_named_and_never_unpacked():
    bomb = b"UEsDBBQAAAAIAAAAIQD//////////wAAAAA=\n" * 50_000
    body = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nCould you do 80?\n--x\n"
        b'Content-Type: application/zip; name="bomb.zip"\nContent-Transfer-Encoding: base64\n\n' + bomb + b"--x--\n"
    )
    (call,) = check(HEADERS + body, None)
    assert call.notes == ("Attachments were not read: bomb.zip.",)


def test_a_header_without_a_body_and_a_body_cut_off_are_no_trouble():
    assert check(HEADERS, "eml") == ()
    (call,) = check(
        HEADERS + b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nCould you", "eml"
    )
    assert call.turns[0].text == "Could you"


def test_a_mail_of_many_texts_is_one_sentence_where_they_are_too_much_together():
    part = b"--x\nContent-Type: text/plain\n\n" + b"word " * 120_000 + b"\n"
    with pytest.raises(OversizedFile, match="more text than people write"):
        read_calls(Source("upload", HEADERS + b"Content-Type: multipart/mixed; boundary=x\n\n" + part * 2 + b"--x--\n"))


def test_a_mailbox_of_which_no_mail_can_be_read_says_why():
    box = b"From a 2026\nFrom: a@x.example\n" + b"Content-Type: message/rfc822\n\n" * 40 + b"x\n"
    with pytest.raises(OversizedFile, match="deep inside each other"):
        read_calls(Source("upload", box))


@pytest.mark.parametrize(
    "line", [b"Content-Disposition: ;filename*=\t\"'\n", b"From: .@[ \nReply-To: jo@x.example\n", b"Content-Type: *\n"]
)
def test_headers_that_the_standard_library_stumbles_over_cost_nothing_else(line: bytes):
    (call,) = check(line + HEADERS + b"\nCould you do 80?\n", "eml")
    assert call.turns[0].text == "Could you do 80?"


def test_a_header_that_nothing_can_take_apart_is_one_sentence():
    text = "Content-Type: multipart/mixed; name*0*=\"\x00utf-8''?=[\n" + HEADERS.decode() + "\nCould you do 80?\n"
    with pytest.raises(DamagedFile, match="cannot be taken apart"):
        read_calls(Source("upload", text.encode("utf-16")), format="eml")


def test_nul_bytes_are_one_sentence():
    assert check(HEADERS + b"\nCould\x00you do 80?\n", None) == ()


def test_a_header_with_thousands_of_people_is_read_in_time():
    many = b"To: " + b", ".join(b"P%d <p%d@x.example>" % (n, n) for n in range(20_000)) + b"\n"
    started = time.process_time()
    (call,) = check(HEADERS + many + b"\nCould you do 80?\n", "eml")
    assert call.turns[0].text == "Could you do 80?"
    assert time.process_time() - started < 20


def test_mails_that_answer_each_other_in_a_circle_are_read():
    one = b"From a 2026\nFrom: jo@x.example\nMessage-ID: <%s>\nReferences: <%s>\n\n%s\n\n"
    box = b"".join(one % (own, above, own) for own, above in ((b"1@x", b"2@x"), (b"2@x", b"3@x"), (b"3@x", b"1@x")))
    (call,) = check(box, "mbox")
    assert len(call.turns) == 3
