"""Every kind of meeting transcript, read from a sample and told by its content."""

import io
from pathlib import Path

import docx
import pytest

from standfast.domain.call import Call, TimeQuality
from standfast.domain.errors import BadRequest, SpeakerlessTalk, UnknownFormat
from standfast.transcripts.formats import FORMATS, best_format, read_calls
from standfast.transcripts.source import Source, read_source

SAMPLES = Path(__file__).parent / "samples" / "meetings"


def read(name: str) -> Call:
    (call,) = read_calls(read_source(SAMPLES / name))
    return call


def said(call: Call) -> list[tuple[str, str]]:
    return [(call.speaker_of(turn).name, turn.text) for turn in call.turns]


def starts(call: Call) -> list[float | None]:
    return [turn.start_s for turn in call.turns]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("zoom.vtt", "zoom-vtt"),
        ("teams.vtt", "teams-vtt"),
        ("teams-metadata.vtt", "teams-metadata"),
        ("teams-pasted.txt", "teams-text"),
        ("meet.txt", "meet-text"),
        ("meet-gemini.md", "meet-text"),
        ("otter.txt", "otter-text"),
        ("call.srt", "srt"),
        ("call.sbv", "sbv"),
        ("plain.txt", "plain-text"),
        ("plain-times.txt", "plain-text"),
    ],
)
def test_a_format_is_told_by_content_whatever_the_file_is_called(name: str, key: str):
    assert best_format(Source("upload.tmp", (SAMPLES / name).read_bytes())).key == key


def test_zoom_carries_on_the_last_speaker_and_a_remark_with_a_colon_is_no_speaker():
    call = read("zoom.vtt")
    assert said(call) == [
        ("Mark Morrison", "Morning everyone, let's start with the pilot. We had nine sites on it."),
        ("Jo Marsh", "The answer: no, we can't do eighty. Could you do 80"),
    ]
    assert [(turn.start_s, turn.end_s) for turn in call.turns] == [(1.2, 6.0), (6.5, 11.0)]
    assert call.time_quality is TimeQuality.TURN


def test_teams_voice_tags_give_names_without_badges_and_a_missing_close_tag_costs_nothing():
    call = read("teams.vtt")
    assert said(call) == [
        ("Alice Johnson", "Hello team, welcome to our weekly sync."),
        ("Bob O'Neil", "Could you do 5 < 10 %? Just asking."),
    ]
    assert any("Guest" in note for note in call.notes)


def test_teams_captions_without_names_are_refused_with_what_to_do():
    with pytest.raises(SpeakerlessTalk, match="Download the transcript of the meeting and not its captions"):
        read("teams-captions.vtt")


def test_teams_metadata_gives_the_wall_clock_too():
    call = read("teams-metadata.vtt")
    assert said(call) == [("User Name", "This is a transcription test."), ("Other Name", "Is there a discount?")]
    assert call.started_at is not None
    assert call.started_at.year == 2023


def test_teams_pasted_from_word_has_only_starts():
    call = read("teams-pasted.txt")
    assert said(call) == [
        ("Alice Johnson", "Hello team, welcome."),
        ("Bob Neil", "Thanks. Is there a discount?"),
        ("Alice Johnson", "Not today."),
    ]
    assert (starts(call), call.time_quality) == ([5, 11, 19], TimeQuality.START)


def test_meet_has_a_time_a_minute_and_a_presentation_belongs_to_who_gave_it():
    call = read("meet.txt")
    assert said(call)[-1] == ("Casey Boone", "As you see here, it pays back in nine weeks. So the price stands.")
    assert (call.time_quality, call.title) == (TimeQuality.MINUTE, "Round Up Call")
    assert len(call.turns) == 4


def test_meets_notes_by_gemini_are_skipped():
    call = read("meet-gemini.md")
    assert said(call) == [
        ("Michael Maibach", "goal is here. Let's make this happen."),
        ("Casey Boone", "Yeah."),
        ("Michael Maibach", "Could you do eighty?"),
    ]


def test_otter_keeps_unknown_speakers_and_loses_its_footer():
    call = read("otter.txt")
    assert said(call) == [
        ("Mark Morrison", "Let us review the minutes from last time."),
        ("Unknown Speaker", "Yes. And the price?"),
        ("Mark Morrison", "It stands."),
    ]
    assert starts(call) == [5, 12, 3723]


@pytest.mark.parametrize("name", ["call.srt", "call.sbv"])
def test_subtitles_keep_a_last_line_that_is_a_number(name: str):
    call = read(name)
    assert [speaker for speaker, _ in said(call)] == ["Mark", "Jo", "Mark"]
    assert "80" in call.turns[1].text
    assert starts(call) == [1.2, 5, 7]


def test_plain_text_takes_names_and_leaves_remarks():
    call = read("plain.txt")
    assert said(call)[1] == ("Jo", "That's steep. The answer: no budget for it this year.")
    assert said(call)[3] == ("Jo", "Note: I only have five minutes.")
    assert call.time_quality is TimeQuality.NONE


def test_plain_text_with_times_has_starts():
    assert starts(read("plain-times.txt")) == [8, 15, 3723]


def word(*paragraphs: str) -> Source:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return Source("talk.docx", out.getvalue())


@pytest.mark.parametrize(
    ("paragraphs", "key"),
    [
        (
            ("Alice Johnson   0:05\nHello team.", "Bob Neil   0:11\nIs there a discount?", "Alice Johnson   0:19\nNo."),
            "teams-docx",
        ),
        (
            (
                "Round Up Call - Transcript",
                "00:00:00",
                "Al Bo: Could you do 80?",
                "Cy Do: No.",
                "00:01:00",
                "Al Bo: Ok.",
            ),
            "meet-docx",
        ),
        (("Mark Moe\t0:05", "Could you do 80?", "Jo Ma\t0:09", "No.", "Transcribed by https://otter.ai"), "otter-docx"),
        (("Mark: Could you do 80?", "Jo: No.", "Mark: Then 90?"), "plain-docx"),
    ],
)
def test_word_documents_are_told_apart(paragraphs: tuple[str, ...], key: str):
    (call,) = read_calls(word(*paragraphs))
    assert call.format == key
    assert len(call.speakers) == 2
    assert any("Could you do 80?" in turn.text or "discount" in turn.text for turn in call.turns)


def test_a_wrong_guess_can_be_overridden():
    source = read_source(SAMPLES / "zoom.vtt")
    assert read_calls(source, format="ZOOM-VTT")[0].format == "zoom-vtt"
    with pytest.raises(BadRequest, match="there is no format “vhs”"):
        read_calls(source, format="vhs")
    with pytest.raises(UnknownFormat, match="Leave the format out"):
        read_calls(source, format="teams-docx")


def test_every_format_has_its_own_key_and_words():
    assert len({known.key for known in FORMATS}) == len(FORMATS)
    assert all(known.description for known in FORMATS)
