"""Outlook's own files."""

import pytest

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile, OversizedFile, SpeakerlessTalk, UnknownFormat
from standfast.transcripts.formats import best_format, read_calls
from standfast.transcripts.mail import mapi, msg, rtf
from standfast.transcripts.source import Source, read_source
from tests.transcripts.cfb_writer import compound_file, message
from tests.transcripts.msg_samples import BUILT, FROM_MAIL, FROM_NAME, HEADERS, RTF_BODY, SAMPLES, SUBJECT

BODY, CLASS = 0x1000, 0x001A


def read(name: str) -> Call:
    (call,) = read_calls(read_source(SAMPLES / name))
    return call


def read_built(*args, **options) -> Call:
    (call,) = read_calls(Source("upload.msg", compound_file(message(*args, **options))))
    return call


def said(call: Call) -> list[tuple[str, str]]:
    return [(call.speaker_of(turn).name, turn.text) for turn in call.turns]


@pytest.mark.parametrize("name", BUILT)
def test_the_samples_are_what_the_builder_writes(name: str):
    assert (SAMPLES / name).read_bytes() == compound_file(BUILT[name]())


def test_a_reply_is_read_with_the_thread_that_it_quotes():
    call = read("outlook-reply.msg")
    assert (call.format, call.title) == ("msg", "Offer for 120 seats")
    assert said(call) == [
        ("Nair, Priya", "€96,000 is too much for us. What can you do?"),
        ("Becker, Tom", "Priya,\n€90,000 if you commit to three years."),
        ("Nair, Priya", "Tom,\n\nthanks for the call. We can sign for €80,000, not more."),
    ]
    assert [speaker.email for speaker in call.speakers] == [
        "priya.nair@harbourfoods.example",
        "tom.becker@northwind.example",
    ]
    assert [str(turn.sent_at) for turn in call.turns] == [
        "2026-05-05 11:02:00+02:00",
        "2026-05-06 16:40:00+02:00",
        "2026-05-07 11:12:00+02:00",
    ]
    assert "Attachments were not read: prices.xlsx." in call.notes


def test_8_bit_strings_and_html_are_read_in_the_code_page_that_the_message_names():
    call = read("outlook-html-8-bit.msg")
    assert call.title == "Angebot für 120 Plätze"
    assert said(call) == [
        ("Becker, Tom", "Herr Weiß,\n\nfür 84.000 € gehören Ihnen 120 Plätze – wenn Sie bis Freitag zusagen.")
    ]
    assert call.speakers[0].email == "tom.becker@northwind.example"  # for whom it was sent, not who sent it


def test_a_body_that_is_rtf_alone_is_unpacked():
    assert said(read("outlook-rtf-only.msg")) == [
        ("Sam Grant", "We pay everybody after 60 days.\n\nCould you do €80,000 10 %\nless?\nSam")
    ]


def test_a_message_inside_is_a_turn_before_the_one_that_carries_it():
    assert said(read("outlook-message-inside.msg")) == [
        ("Ada Park", "Can we have the pilot for free?"),
        ("Tom Becker", "What would you answer?"),
    ]


def test_a_message_that_another_package_wrote_is_read():
    call = read("aspose-written.msg")
    assert said(call) == [("Tom Becker", "€90,000 for three years."), ("Priya Nair", "We can sign for €80,000.")]
    assert call.speakers[1].email == "priya.nair@harbourfoods.example"


def test_a_draft_out_of_outlook_itself_is_taken_apart_though_nobody_has_sent_it():
    source = read_source(SAMPLES / "outlook16-draft.msg")
    bag = mapi.taken_from(source.name, source.data, lambda found: found)
    assert (bag.text(SUBJECT), bag.text(BODY)) == ("outer subject", "Outer body\r\n")
    (attachment,) = bag.inside("attach")
    inner = attachment.message_inside()
    assert inner is not None
    assert (inner.text(SUBJECT), inner.text(BODY)) == ("test", "body\r\n")
    assert [one.text(0x3001) for one in bag.inside("recip")] == ["outer@foo.bar"]
    assert "Outer body" in rtf.text_in(bag.data(0x1009))
    with pytest.raises(SpeakerlessTalk):
        read_calls(source)


@pytest.mark.parametrize("message_class", ["REPORT.IPM.Note.NDR", "IPM.Note.Rules.OofTemplate.Microsoft"])
def test_reports_and_out_of_office_are_left_out(message_class: str):
    with pytest.raises(Exception, match="nothing but automatic replies"):
        read_built({CLASS: message_class, FROM_NAME: "Jo", BODY: "I am away."})


def test_an_encrypted_message_says_what_to_do():
    with pytest.raises(Exception, match="encrypted"):
        read_built({CLASS: "IPM.Note.SMIME", FROM_NAME: "Jo"})


def test_a_sender_inside_exchange_has_a_name_and_no_address():
    call = read_built({FROM_NAME: "Jo Marsh", 0x0C1E: "EX", FROM_MAIL: "/O=X/CN=JO", BODY: "Could you do 80?"})
    assert [(speaker.name, speaker.email) for speaker in call.speakers] == [("Jo Marsh", None)]


def test_html_that_is_all_signature_is_kept():
    html = b"<p class='gmail_signature'>We need 80.</p>"
    assert said(read_built({FROM_NAME: "Jo", 0x1013: html})) == [("Jo", "We need 80.")]


def test_headers_that_cannot_be_taken_apart_cost_nothing_else():
    headers = "Content-Type: multipart/mixed; name*0*=\"\x00utf-8''?=[\nFrom: Al <al@x.example>\n"
    assert said(read_built({FROM_NAME: "Jo", BODY: "We need 80.", HEADERS: headers})) == [("Jo", "We need 80.")]


def test_a_japanese_message_is_read_in_its_code_page():
    call = read_built({FROM_NAME: "田中", BODY: "値下げできますか"}, {0x3FFD: 932}, codepage="cp932")
    assert said(call) == [("田中", "値下げできますか")]


def test_large_streams_and_many_recipients_are_found():
    text = "Could you do 80? " * 2000
    call = read_built({FROM_NAME: "Jo", BODY: text}, {}, [{0x3001: f"R{n}"} for n in range(40)])
    assert call.turns[0].text == text.strip()


def test_more_text_than_people_write_is_refused():
    with pytest.raises(OversizedFile, match="more text than people write"):
        read_built({FROM_NAME: "Jo", BODY: "word " * 300_000})


def test_messages_inside_each_other_without_end_are_refused():
    tree = message({FROM_NAME: "Jo", BODY: "x"}, head=24)
    for _ in range(25):
        tree = message({FROM_NAME: "Jo", BODY: "x"}, attachments=[tree], head=24)
    data = compound_file(message({FROM_NAME: "Jo", BODY: "x"}, attachments=[tree]))
    with pytest.raises(OversizedFile, match="deep inside each other"):
        read_calls(Source("upload.msg", data))


def test_an_old_office_document_is_no_message():
    data = compound_file({"WordDocument": b"x" * 5000, "1Table": b"y"})
    with pytest.raises(UnknownFormat, match=r"is an old Office document, not text\. Save it as \.docx"):
        read_calls(Source("letter.doc", data))
    with pytest.raises(DamagedFile, match="no Outlook message"):
        read_calls(Source("letter.doc", data), format="msg")


@pytest.mark.parametrize("size", [8, 600, 1536, 3000])
def test_a_message_that_is_cut_off_is_damaged(size: int):
    data = (SAMPLES / "outlook-reply.msg").read_bytes()[:size]
    assert best_format(Source("upload.msg", data)).key == "msg"
    with pytest.raises(DamagedFile, match=r"cut off or broken\. Save it again from Outlook"):
        read_calls(Source("upload.msg", data))


@pytest.mark.parametrize("at", [30, 32, 44, 64, 72])
def test_sizes_that_no_file_of_this_length_can_have_are_damaged(at: int):
    data = bytearray((SAMPLES / "outlook-reply.msg").read_bytes())
    data[at : at + 2] = b"\xff\x7f"
    with pytest.raises(DamagedFile):
        read_calls(Source("upload.msg", bytes(data)))


def test_a_stream_that_claims_to_be_larger_than_the_file_is_left():
    data = bytearray((SAMPLES / "outlook-reply.msg").read_bytes())
    entry = data.find("__substg1.0_1000001F".encode("utf-16-le"))
    data[entry + 120 : entry + 124] = b"\xff\xff\xff\x7f"
    with pytest.raises(Exception, match="no text"):
        read_calls(Source("upload.msg", bytes(data)))


@pytest.mark.parametrize(
    "packed",
    [b"", b"\x00" * 16, b"\x20\x00\x00\x00\x05\x00\x00\x00MELA\x01\x00\x00\x00hello", b"\0" * (2 * 1024 * 1024),
     b"\x11\x00\x00\x00\x05\x00\x00\x00LZFu\x1b\x93\x0b\xf3\xff\x00"],
)  # fmt: skip
def test_rtf_that_is_broken_is_no_text(packed: bytes):
    assert rtf.text_in(packed) == ""


def test_rtf_that_its_reader_cannot_take_is_no_text():
    raw = RTF_BODY.replace(r"\u8239?", r"\u1114112?").encode("latin-1")
    packed = (len(raw) + 12).to_bytes(4, "little") + len(raw).to_bytes(4, "little") + b"MELA\0\0\0\0" + raw
    assert rtf.text_in(packed) == ""


def test_a_source_that_is_no_ole_file_is_refused():
    assert msg.sniff(Source("upload", b"hello")) == 0.5
    with pytest.raises(UnknownFormat, match="cannot be msg"):
        read_calls(Source("upload", b"hello"), format="msg")
