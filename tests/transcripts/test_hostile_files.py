"""Whatever somebody drops in: a talk, or one clear sentence."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile, EmptyTalk, OversizedFile, UnknownFormat, UnreadableFile
from standfast.transcripts.formats import FORMATS, read_calls
from standfast.transcripts.source import MAX_BYTES, Container, Source, read_source

SAMPLES = sorted((Path(__file__).parent / "samples" / "meetings").glob("*.*"))
TEXTS = [known for known in FORMATS if known.container in {Container.TEXT, Container.WEBVTT}]


def outcome(data: bytes, key: str | None) -> tuple[str, tuple[Call, ...]]:
    """The sentence of a refusal, or the calls. Anything but an `UnreadableFile` is raised."""
    try:
        return "", read_calls(Source("upload", data), format=key)
    except UnreadableFile as refusal:
        return str(refusal), ()


def check_outcome(data: bytes, key: str | None) -> None:
    sentence, calls = outcome(data, key)
    assert bool(sentence) is not bool(calls)
    assert "\n" not in sentence
    assert all(call.turns[n].index == n for call in calls for n in range(len(call.turns)))
    assert all(call.turns for call in calls)


def check_refused(data: bytes, kind: type[UnreadableFile], words: str) -> None:
    with pytest.raises(kind, match=words) as caught:
        read_calls(Source("upload", data))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"   \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(data: bytes):
    with pytest.raises((EmptyTalk, UnknownFormat)):
        read_calls(Source("upload", data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n\x00\x01", "is a PDF"),
        (b"ID3\x04\x00\x00\x00", "is a sound recording"),
        (b"\x00\x00\x00\x18ftypmp42\x00", "is a recording"),
        (b"\x1f\x8b\x08\x00\x00", "is a compressed file"),
        (b"\x89PNG\r\n\x1a\n\x00", "is a picture"),
        (bytes(range(256)) * 20, "is not text"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, words: str):
    check_refused(data, UnknownFormat, words)


def test_prose_is_no_talk():
    check_refused(b"It was a dark and stormy night.\nNobody spoke.\n" * 20, UnknownFormat, "no talk was found")


def test_a_table_in_markdown_is_no_talk():
    rows = "| file | what |\n|---|---|\n| `a.vtt` | Zoom: names |\n| `b.txt` | Otter: times |\n"
    check_refused(f"`calls/`: what we keep.\n`mail/`: the rest.\n{rows}".encode(), UnknownFormat, "no talk was found")


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path):
    big = tmp_path / "big.vtt"
    with big.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(OversizedFile, match="64 MiB"):
        read_source(big)


def test_bytes_that_came_another_way_are_measured_too():
    check_refused(b"a" * (MAX_BYTES + 1), OversizedFile, "64 MiB")


def test_a_document_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\x20" * (300 * 1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    check_refused(out.getvalue(), UnreadableFile, "upload")


def test_an_archive_that_is_no_document_is_named():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Sam: Hello")
    check_refused(out.getvalue(), UnreadableFile, "upload")


def test_a_document_cut_off_is_damaged():
    document = docx.Document()
    document.add_paragraph("Mark: Could you do 80?")
    out = io.BytesIO()
    document.save(out)
    check_refused(out.getvalue()[:2000], DamagedFile, "upload")


def test_ten_thousand_speakers_are_not_names():
    check_refused(
        "".join(f"Speaker {n}: hello there\n" for n in range(10_000)).encode(), DamagedFile, "10,000 speakers"
    )


def test_times_that_cannot_be_are_left_out_and_said_so():
    text = (
        "WEBVTT\n\n1\n00:00:10.000 --> 00:00:12.000\nAnn Lee: Hello.\n\n2\n00:00:05.000 --> 00:00:20.000\n"
        "Bob Ray: Hi.\n\n3\n00:00:15.000 --> 00:00:14.000\nAnn Lee: So.\n\n4\n00:00:16.000 --> 00:00:18.000\nBob Ray: Yes.\n"
    )
    (call,) = read_calls(Source("upload", text.encode()))
    known = [turn.start_s for turn in call.turns if turn.start_s is not None]
    assert known == sorted(known)
    assert all(turn.end_s is None or turn.start_s is None or turn.end_s >= turn.start_s for turn in call.turns)
    assert call.notes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1250"])
def test_the_usual_encodings_are_read(encoding: str):
    text = "Jürgen: Der Preis für fünf Stück ist 80 Euro, schön.\nAndré: Das ist zu teuer für uns, tschüss.\n" * 4
    (call,) = read_calls(Source("upload", text.encode(encoding)))
    assert {speaker.name for speaker in call.speakers} == {"Jürgen", "André"}
    assert "fünf" in call.turns[0].text


def test_markup_in_names_and_text_stays_text():
    (call,) = read_calls(Source("upload", b"Ann Lee: <script>alert(1)</script> & 80?\nBob Ray: No.\n"))
    assert call.turns[0].text == "<script>alert(1)</script> & 80?"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAMPLES), st.integers(0, 2000), st.binary(max_size=12), st.integers(0, 40))
def test_a_sample_with_bytes_changed_gives_a_talk_or_a_sentence(path: Path, at: int, new: bytes, cut: int):
    data = path.read_bytes()
    broken = data[: at % len(data)] + new + data[at % len(data) + cut :]
    for known in (None, *TEXTS):
        check_outcome(broken, known.key if known else None)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_talk_or_a_sentence(data: bytes):
    for known in (None, *FORMATS):
        check_outcome(data, known.key if known else None)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Ann Lee", "Bob Ray", "Cid"]), st.text(min_size=1, max_size=40)),
        min_size=2,
        max_size=12,
    )
)
def test_plain_talk_keeps_its_words(lines: list[tuple[str, str]]):
    kept = [
        (name, " ".join(text.split())) for name, text in lines if text.split() and text.isascii() and text.isprintable()
    ]
    plain = [(name, text) for name, text in kept if text[0].isalpha() and ":" not in text and "[" not in text]
    if len({name for name, _ in plain}) < 2:
        return
    data = "".join(f"{name}: {text}\n" for name, text in plain).encode()
    (call,) = read_calls(Source("upload", data), format="plain-text")
    assert " ".join(turn.text for turn in call.turns).split() == " ".join(text for _, text in plain).split()
