"""Vendor JSON as it also comes: pages and lines of calls, other wrappers, several channels, spoilt values."""

import json
from typing import Any

import pytest

from standfast.domain.call import Call, Side, TimeQuality
from standfast.domain.errors import DamagedFile, EmptyTalk, SpeakerlessTalk
from standfast.transcripts.formats import read_calls
from standfast.transcripts.source import Source


def calls(value: Any, key: str | None = None) -> tuple[Call, ...]:
    return read_calls(Source("upload", json.dumps(value).encode()), format=key)


def call(value: Any, key: str | None = None) -> Call:
    (only,) = calls(value, key)
    return only


def said(found: Call) -> list[tuple[str, str]]:
    return [(found.speaker_of(turn).name, turn.text) for turn in found.turns]


def monologue(ident: object, text: object = "Hello there.", start: object = 1000) -> dict[str, Any]:
    return {"speakerId": ident, "sentences": [{"start": start, "end": 2000, "text": text}]}


PARTY = {"speakerId": "1", "name": "Sam Reed", "affiliation": "Internal"}


@pytest.mark.parametrize(
    ("call_id", "other_id", "joined"), [("7", "7", True), ("7", "8", False), ("7", None, True), (None, "8", True)]
)
def test_gong_parties_join_the_call_of_their_id_or_the_only_one(call_id: str, other_id: str, *, joined: bool):
    transcript = {"callId": call_id, "transcript": [monologue("1")]}
    found = call({"callTranscripts": [transcript], "calls": [{"metaData": {"id": other_id}, "parties": [PARTY]}]})
    assert (found.speakers[0].name == "Sam Reed") is joined


def test_gong_reads_a_list_json_lines_and_a_call_that_holds_its_own_parties():
    transcripts = {"callTranscripts": [{"callId": "7", "transcript": [monologue("1")]}]}
    described = {"calls": [{"metaData": {"id": "7"}, "parties": [PARTY]}]}
    lines = "\n".join(map(json.dumps, (transcripts, described))).encode()
    whole = {"metaData": {"id": "7"}, "parties": [PARTY], "transcript": [monologue("1")]}
    for found in (
        call([transcripts, described]),
        *read_calls(Source("upload", lines)),
        call(whole),
        call({"calls": [whole]}),
    ):
        assert said(found) == [("Sam Reed", "Hello there.")]
        assert found.speakers[0].side is Side.SELLER
    assert said(call([monologue("1")])) == [("Speaker 1", "Hello there.")]


def test_gong_counts_what_it_cannot_use():
    odd = [monologue("1"), 5, {"speakerId": "2", "sentences": None}, monologue("2", text=7), monologue(None)]
    found = call({"callTranscripts": [{"callId": "7", "transcript": odd}]})
    assert said(found) == [("Speaker 1", "Hello there."), ("Unknown speaker", "Hello there.")]
    assert found.notes[:2] == (
        "3 entries of an unexpected form left out.",
        "1 entry without a speaker went to “Unknown speaker”.",
    )


def test_a_call_without_talk_costs_only_itself():
    silent = {"callId": "8", "transcript": [{"speakerId": "1", "sentences": []}]}
    found = call({"callTranscripts": [silent, {"callId": "7", "transcript": [monologue("1")]}]})
    assert found.notes == ("1 of 2 calls in the file were left out; of the first: nobody says anything in it.",)
    with pytest.raises(EmptyTalk):
        calls({"callTranscripts": [silent]})


@pytest.mark.parametrize("time", [[], True, "soon", {"at": 1}, 1e400, -5])
def test_a_time_of_a_wrong_type_is_left_out_and_counted(time: object):
    found = call({"callTranscripts": [{"transcript": [monologue("1", start=time), monologue("2"), monologue("3")]}]})
    assert found.turns[0].start_s is None
    assert any("left out" in note for note in found.notes)


def test_fireflies_reads_a_list_of_transcripts():
    one = {"id": "a", "sentences": [{"speaker_name": "Sam", "raw_text": "Hello there.", "start_time": 1}]}
    two = {"id": "b", "sentences": [{"speaker_id": 4, "text": "Hello there."}, {"text": "Hi."}]}
    for value in ({"data": {"transcripts": [one, two]}}, [one, two], {"transcripts": [one, two]}):
        first, second = calls(value)
        assert said(first) == [("Sam", "Hello there.")]
        assert said(second) == [("Speaker 4", "Hello there."), ("Unknown speaker", "Hi.")]
        assert second.time_quality is TimeQuality.NONE


def test_avoma_reads_a_page_and_does_not_trust_times_that_are_not_one_a_word():
    turns = [
        {"transcript": "Hello there, how are you?", "timestamps": [1.0, 9.0], "speaker_id": 1},
        {"transcript": "Well.", "timestamps": None, "speaker_id": "x"},
        {"transcript": "And you?", "timestamps": [12.5, 13, 14], "speaker_id": None},
    ]
    found = call({"count": 1, "results": [{"transcript": turns, "speakers": [{"id": 1, "email": "a@b.example"}]}]})
    assert [speaker.name for speaker in found.speakers] == ["a@b.example", "Speaker x", "Unknown speaker"]
    assert [(turn.start_s, turn.end_s) for turn in found.turns] == [(1.0, None), (None, None), (12.5, None)]
    assert found.time_quality is TimeQuality.START


def test_fathom_reads_a_page_and_a_transcript_alone():
    entry = {"speaker": {"display_name": "Ann Lee"}, "text": "Hello there.", "timestamp": "00:00:05"}
    for value in ({"items": [{"title": "x", "transcript": [entry]}]}, {"transcript": [entry]}, [entry]):
        assert [(turn.text, turn.start_s) for turn in call(value).turns] == [("Hello there.", 5.0)]


def test_fathom_goes_by_the_matched_name_where_no_invitee_has_the_address():
    entry = {
        "speaker": {"display_name": "Ann Lee", "matched_calendar_invitee_email": "ann@other.example"},
        "text": "Hello there.",
    }
    invitee = {"email": "ann@acme.example", "matched_speaker_display_name": "Ann Lee", "is_external": True}
    found = call({"calendar_invitees": [invitee, {"email": "x", "is_external": "yes"}, 5], "transcript": [entry]})
    assert (found.speakers[0].side, found.speakers[0].email) == (Side.CUSTOMER, "ann@other.example")


def test_a_vexa_call_that_still_runs_is_all_draft():
    segments = [
        {"speaker": "Jane Liu", "text": "Let's", "start": 1.5, "end": 2.0, "completed": False},
        {"speaker": "Jane Liu", "text": "Let's start.", "start": 1.5, "end": 2.5, "completed": False},
    ]
    found = call(segments)
    assert said(found) == [("Jane Liu", "Let's start.")]
    assert found.notes == ("The file was taken while the call ran: all of it is a draft.",)


def test_a_vexa_draft_that_comes_late_replaces_nothing():
    segments = [
        {"segment_id": "a", "speaker": "Jane Liu", "text": "Let's start.", "start": 1.5, "end": 2.5, "completed": True},
        {"segment_id": "a", "speaker": "Jane Liu", "text": "Let's", "start": 1.5, "end": 2.0, "completed": False},
    ]
    found = call({"segments": segments})
    assert said(found) == [("Jane Liu", "Let's start.")]
    assert found.notes == ()


def test_recall_captions_are_whole_sentences_and_count_as_turns():
    words = [{"text": "So it is ninety.", "start_timestamp": {"relative": 1}, "end_timestamp": {"relative": 2}}]
    people: list[dict[str, Any]] = [{"name": "Sam"}, {"name": None, "email": "c@n.example"}, {"name": None, "id": None}]
    stretches: list[object] = [{"participant": person, "words": words} for person in people]
    found = call([*stretches, {"participant": None, "words": "x"}, {"participant": {"id": 1}, "words": []}])
    assert [name for name, _ in said(found)] == ["Sam", "c@n.example", "Unknown speaker"]
    assert found.time_quality is TimeQuality.TURN
    assert found.notes[0] == "1 entry of an unexpected form left out."


def test_recall_without_words_is_empty():
    with pytest.raises(EmptyTalk):
        calls([{"participant": {"id": 1, "name": "Sam"}, "words": []}])


def test_a_grain_segment_without_a_name_keeps_its_voice_apart_by_id():
    segments = [
        {"participant_id": "p", "speaker": None, "start": 0, "end": 500, "text": "Hello there."},
        {"participant_id": None, "speaker": None, "start": 600, "end": 900, "text": "Hi."},
        {"participant_id": "q", "speaker": "B", "start": 1000, "end": 1500, "text": "Hello."},
    ]
    found = call({"transcript": segments})
    assert [name for name, _ in said(found)] == ["Unknown speaker", "Unknown speaker", "Speaker B"]
    assert len(found.speakers) == 3


def test_assemblyai_without_speaker_labels_has_no_speakers():
    words = [{"text": "Hello", "start": 250, "end": 400, "confidence": 0.97, "speaker": None}]
    with pytest.raises(SpeakerlessTalk):
        calls({"audio_url": "https://x.example", "text": "Hello", "utterances": None, "words": words})


def test_utterances_of_another_service_are_not_taken_for_milliseconds():
    word = {"word": "Hello", "start": 1, "end": 2, "confidence": 0.9}
    gladia = {"text": "Hello", "start": 1, "end": 2, "confidence": 0.9, "speaker": 1, "words": [word]}
    with pytest.raises(DamagedFile, match="another form"):
        calls({"utterances": [gladia]}, "assemblyai-json")


def spoken_word(text: str, start_s: object, speaker: int | None = None) -> dict[str, Any]:
    end_s = start_s + 0.5 if isinstance(start_s, float) else None
    return {"word": text, "start": start_s, "end": end_s, "speaker": speaker}


def deepgram(*channels: list[Any]) -> dict[str, Any]:
    return {"results": {"channels": [{"alternatives": [{"words": words}]} for words in channels]}}


def test_deepgram_channels_are_laid_into_one_talk():
    seller = [spoken_word("Ninety.", 0.5), spoken_word("No.", 4.0), 5]
    customer = [spoken_word("Eighty?", 2.0), spoken_word("Please.", None)]
    found = call(deepgram(seller, customer))
    assert said(found) == [("Channel 0", "Ninety."), ("Channel 1", "Eighty? Please."), ("Channel 0", "No.")]
    assert found.notes[0] == "1 entry of an unexpected form left out."
    both = call(deepgram([spoken_word("Ninety.", 0.5, 0)], [spoken_word("Eighty?", 2.0, 0)]))
    assert [speaker.name for speaker in both.speakers] == ["Channel 0, speaker 0", "Channel 1, speaker 0"]


def test_deepgram_without_speakers_or_words_is_refused():
    with pytest.raises(SpeakerlessTalk):
        calls(deepgram([spoken_word("Ninety.", 0.5)]))
    with pytest.raises(EmptyTalk):
        calls({"results": {"channels": [{"alternatives": []}]}})


def test_deepgram_utterances_of_several_channels_name_the_channel():
    value = deepgram([], [])
    value["results"]["utterances"] = [
        {"start": 1.0, "end": 2.0, "channel": 0, "transcript": "Ninety."},
        {"start": 2.5, "end": 3.0, "channel": 1, "transcript": "Eighty?"},
    ]
    assert [name for name, _ in said(call(value))] == ["Channel 0", "Channel 1"]


@pytest.mark.parametrize("ident", [True, 2.5, [1], {"id": 1}, 10**40, float("nan"), float("inf"), "", "   "])
def test_what_is_no_name_leaves_the_speaker_unknown(ident: object):
    segments = [{"start": 0, "text": "Hello.", "speaker": "Ann"}, {"start": 1, "text": "Hi.", "speaker": ident}]
    assert said(call({"segments": segments}))[1] == ("Unknown speaker", "Hi.")


def test_an_id_that_an_exporter_turned_into_a_decimal_is_still_an_id():
    segments = [{"start": 0, "text": "Hello.", "speaker": 1.0}, {"start": 1, "text": "Hi.", "speaker": "1"}]
    assert said(call({"segments": segments})) == [("Speaker 1", "Hello. Hi.")]
