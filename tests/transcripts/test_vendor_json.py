"""The JSON of every call recorder and transcriber, read from a sample and told by its content."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfast.domain.call import Call, Side, TimeQuality
from standfast.domain.errors import SpeakerlessTalk, UnreadableFile
from standfast.transcripts.formats import FORMATS, best_format, named_format, read_calls
from standfast.transcripts.source import Container, Source, read_source

SAMPLES = Path(__file__).parent / "samples" / "vendors"
KEYS = {
    "assemblyai.json": "assemblyai-json",
    "avoma.json": "avoma-json",
    "deepgram-words.json": "deepgram-json",
    "deepgram.json": "deepgram-json",
    "fathom.json": "fathom-json",
    "fireflies-download.json": "fireflies-json",
    "fireflies.json": "fireflies-json",
    "gong-alone.json": "gong-json",
    "gong.json": "gong-json",
    "grain-recording.json": "grain-json",
    "grain.json": "grain-json",
    "recall.json": "recall-json",
    "vexa-older.json": "vexa-json",
    "vexa.json": "vexa-json",
    "whisper.json": "whisper-json",
    "whisperx.json": "whisper-json",
}
JSON_KEYS = [known.key for known in FORMATS if known.container is Container.TEXT and "json" in known.key]


def read(name: str) -> Call:
    (call,) = read_calls(read_source(SAMPLES / name))
    return call


def said(call: Call) -> list[tuple[str, float | None, float | None, str]]:
    return [(call.speaker_of(turn).name, turn.start_s, turn.end_s, turn.text) for turn in call.turns]


def sides(call: Call) -> dict[str, Side]:
    return {speaker.name: speaker.side for speaker in call.speakers}


def test_every_sample_is_in_the_tests():
    assert {path.name for path in SAMPLES.glob("*.json")} == set(KEYS)


@pytest.mark.parametrize(("name", "key"), KEYS.items())
@pytest.mark.parametrize("called", ["upload", "call.vtt", "notes.txt"])
def test_a_vendors_json_is_told_by_content_whatever_the_file_is_called(name: str, key: str, called: str):
    assert best_format(Source(called, (SAMPLES / name).read_bytes())).key == key


@pytest.mark.parametrize("key", JSON_KEYS)
@pytest.mark.parametrize("name", KEYS)
def test_another_vendors_json_gives_calls_or_a_sentence(name: str, key: str):
    with suppress(UnreadableFile):
        calls = named_format(key).read(read_source(SAMPLES / name))
        assert all(call.turns and call.format == key for call in calls)


def test_gong_joins_transcripts_with_parties_by_the_id_of_the_call_in_milliseconds():
    pricing, signing = read_calls(read_source(SAMPLES / "gong.json"))
    assert said(pricing) == [
        (
            "Cleo Marsh",
            460.23,
            465.1,
            "No wait, I think we should check that out first. Could you do eighty a seat?",
        ),
        ("Sam Reed", 466.0, 468.5, "The price stands at a hundred."),
        ("Speaker 6432345678555530069", 469.0, 470.0, "I just joined, sorry."),
    ]
    assert sides(pricing) == {
        "Cleo Marsh": Side.CUSTOMER,
        "Sam Reed": Side.SELLER,
        "Speaker 6432345678555530069": Side.UNKNOWN,
    }
    cleo = pricing.speakers[0]
    assert (cleo.email, cleo.title) == ("cleo.marsh@northwind.example", "Head of Procurement")
    assert (cleo.side_p, cleo.side_basis) == (1.0, "affiliation")
    assert (pricing.title, pricing.time_quality, pricing.notes) == ("Northwind, pricing", TimeQuality.TURN, ())
    assert pricing.started_at == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert signing.title == "Northwind, signing"
    assert sides(signing) == {"Sam Reed": Side.SELLER, "Cleo Marsh": Side.CUSTOMER}


def test_gong_without_parties_names_speakers_by_their_id():
    call = read("gong-alone.json")
    assert [speaker.name for speaker in call.speakers] == ["Speaker 6432345678555530067", "Speaker 6432345678555530068"]
    assert call.title == "7782342274025937895"
    assert set(sides(call).values()) == {Side.UNKNOWN}


def test_fireflies_takes_seconds_as_text_or_number_and_a_name_by_its_id():
    call = read("fireflies.json")
    assert said(call) == [
        ("Sam Reed", 1.36, 3.9, "The renewal is 12,000 a year."),
        ("Cleo Marsh", 4.5, 7.75, "That is more than we planned. Is there a discount?"),
        ("Sam Reed", 8.5, 10.0, "Only with a longer term."),
    ]
    assert {speaker.name: speaker.email for speaker in call.speakers} == {
        "Sam Reed": "sam.reed@vendor.example",
        "Cleo Marsh": "cleo.marsh@northwind.example",
    }
    assert (call.title, call.time_quality) == ("Northwind renewal", TimeQuality.TURN)
    assert call.started_at == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_the_list_that_fireflies_downloads_is_read_with_clock_text():
    assert said(read("fireflies-download.json")) == [
        ("Sam Reed", 1.0, 3.0, "The renewal is 12,000 a year."),
        ("Cleo Marsh", 6.0, 7.0, "Is there a discount?"),
    ]


def test_avoma_has_a_time_a_word_and_says_who_is_the_rep():
    call = read("avoma.json")
    assert said(call) == [
        ("Test Speaker", 0.0, 1.5, "Hello, how are you?"),
        ("Cleo Marsh", 2.5, 4.25, "Fine. Could you do eighty?"),
        ("Test Speaker", 5.0, 6.5, "Not without a longer term."),
        ("Speaker 3", 8.0, 8.0, "Hm."),
    ]
    assert sides(call) == {"Test Speaker": Side.SELLER, "Cleo Marsh": Side.CUSTOMER, "Speaker 3": Side.UNKNOWN}
    assert call.speakers[0].email == "speaker@vendor.example"
    assert call.time_quality is TimeQuality.WORD


def test_fathom_has_only_starts_and_finds_external_invitees_by_address_or_matched_name():
    call = read("fathom.json")
    assert said(call) == [
        ("Alice Johnson", 332.0, None, "Let's revisit the budget allocations."),
        ("Jane Smith", 340.0, None, "Your price is too high for us."),
        ("Pat Doe", 347.0, None, "By a third."),
        ("Somebody Else", 3950.0, None, "Sorry, wrong room."),
    ]
    assert sides(call) == {
        "Alice Johnson": Side.SELLER,
        "Jane Smith": Side.CUSTOMER,
        "Pat Doe": Side.CUSTOMER,
        "Somebody Else": Side.UNKNOWN,
    }
    assert call.speakers[1].email == "jane.smith@client.example"
    assert (call.title, call.time_quality) == ("Quarterly Business Review", TimeQuality.START)
    assert call.started_at == datetime(2026, 3, 1, 16, 1, 12, tzinfo=UTC)


def test_vexa_drafts_are_replaced_or_left_out_and_said_so():
    call = read("vexa.json")
    assert said(call) == [
        ("Jane Liu", 12.4, 15.1, "Let's lock the renewal pricing by July 1."),
        ("Omar Aziz", 15.9, 17.2, "At last year's price?"),
        ("Unknown speaker", 17.4, 17.8, "Mhm."),
    ]
    assert call.notes == ("1 draft left out.", "1 entry without a speaker went to “Unknown speaker”.")
    assert call.started_at == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_older_vexa_calls_its_times_otherwise():
    call = read("vexa-older.json")
    assert said(call) == [("Jane Liu", 0.0, 2.5, "Shall we start?"), ("Omar Aziz", 3.0, 4.0, "Yes.")]
    assert (call.title, call.time_quality) == ("89012345678", TimeQuality.TURN)


def test_recall_has_times_a_word_and_a_host_may_sit_on_either_side():
    call = read("recall.json")
    assert said(call) == [
        ("Unknown speaker", 0.25, 0.5, "Hi."),
        ("Sam Reed", 1.0, 2.25, "It is ninety."),
        ("Cleo Marsh", 3.0, 3.75, "Too much."),
    ]
    assert set(sides(call).values()) == {Side.UNKNOWN}
    assert call.speakers[1].email == "sam.reed@vendor.example"
    assert call.time_quality is TimeQuality.WORD


def test_grain_is_in_milliseconds():
    call = read("grain.json")
    assert said(call) == [
        ("Speaker 1", 0.0, 0.9, "Can you hear me?"),
        ("Sam Reed", 8.0, 9.25, "Yes. The offer stands till Friday."),
        ("Cleo Marsh", 11.482, 13.0, "Then we need ten percent off."),
    ]
    assert set(sides(call).values()) == {Side.UNKNOWN}


def test_a_grain_recording_knows_its_participants():
    call = read("grain-recording.json")
    assert sides(call) == {"Sam Reed": Side.SELLER, "Cleo Marsh": Side.CUSTOMER, "Una": Side.UNKNOWN}
    assert (call.title, call.time_quality) == ("Northwind check-in", TimeQuality.TURN)
    assert call.speakers[0].email == "sam.reed@vendor.example"


def test_assemblyai_letters_become_speakers_and_milliseconds_seconds():
    call = read("assemblyai.json")
    assert said(call) == [
        ("Speaker A", 0.25, 2.65, "So it is ninety a seat."),
        ("Speaker B", 3.0, 4.5, "Could you do eighty?"),
    ]
    assert call.time_quality is TimeQuality.TURN


def test_deepgram_utterances_have_numbered_speakers():
    call = read("deepgram.json")
    assert said(call) == [
        ("Speaker 0", 0.25, 2.5, "So it is ninety."),
        ("Speaker 1", 3.0, 4.5, "Could you do eighty?"),
        ("Speaker 0", 5.0, 6.0, "No."),
    ]
    assert call.time_quality is TimeQuality.TURN


def test_deepgram_without_utterances_is_read_from_its_words():
    call = read("deepgram-words.json")
    assert said(call) == [("Speaker 0", 0.25, 1.25, "So, ninety."), ("Speaker 1", 2.0, 2.5, "could you")]
    assert call.time_quality is TimeQuality.WORD


def test_whisperx_takes_a_speaker_from_the_words_where_the_segment_has_none():
    call = read("whisperx.json")
    assert said(call) == [
        ("SPEAKER_00", 0.0, 2.1, "So it is ninety a seat."),
        ("SPEAKER_01", 2.5, 3.9, "Could you do eighty?"),
        ("Unknown speaker", 4.0, 4.4, "Mhm."),
    ]
    assert call.time_quality is TimeQuality.TURN


def test_whisper_without_speakers_is_refused_with_what_to_do():
    with pytest.raises(SpeakerlessTalk, match="not who said them"):
        read("whisper.json")
