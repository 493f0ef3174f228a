"""ConvoKit corpora: a folder with `utterances.jsonl`, and nothing else that a folder might hold."""

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.call import Call, Channel, Side, TimeQuality
from standfast.domain.errors import DamagedFile, EmptyTalk, OversizedFile, UnknownFormat, UnreadableFile
from standfast.transcripts.convokit import in_order
from standfast.transcripts.formats import best_format, read_calls
from standfast.transcripts.source import MAX_BYTES, Container, Source, read_source

CORPUS = Path(__file__).parent / "samples" / "vendors" / "corpus"


def said(call: Call) -> list[tuple[str, str]]:
    return [(call.speaker_of(turn).name, turn.text) for turn in call.turns]


def sides(call: Call) -> dict[str, Side]:
    return {speaker.name: speaker.side for speaker in call.speakers}


def corpus(folder: Path, *utterances: object, **tables: object) -> Source:
    """A corpus written to disk and read again."""
    lines = "\n".join(json.dumps(utterance) for utterance in utterances)
    (folder / "utterances.jsonl").write_text(lines, encoding="utf-8")
    for name, table in tables.items():
        (folder / f"{name}.json").write_text(json.dumps(table), encoding="utf-8")
    return read_source(folder)


def utterance(ident: str, speaker: object, **fields: object) -> dict[str, Any]:
    return {"id": ident, "speaker": speaker, "conversation_id": "a", "text": f"This is {ident}.", **fields}


def test_each_conversation_is_a_call_in_the_order_of_its_replies():
    desk, shop = read_calls(read_source(CORPUS))
    assert said(desk) == [
        ("Sam Reed", "The desk is ninety."),
        ("cleo", "Could you do eighty?"),
        ("Sam Reed", "No, ninety is the price."),
    ]
    assert (desk.format, desk.title, desk.channel) == ("convokit", "A desk", Channel.CHAT)
    assert desk.turns[1].sent_at == datetime(2026, 1, 8, 10, 1, 40, tzinfo=UTC)
    assert desk.started_at == datetime(2026, 1, 8, 10, tzinfo=UTC)
    assert (shop.title, shop.channel, shop.time_quality) == ("v1", Channel.CALL, TimeQuality.NONE)
    assert shop.turns[0].sent_at is None


def test_the_side_comes_from_the_utterance_or_else_from_the_speaker():
    desk, shop = read_calls(read_source(CORPUS))
    assert sides(desk) == {"Sam Reed": Side.SELLER, "cleo": Side.CUSTOMER}
    assert sides(shop) == {"Sam Reed": Side.CUSTOMER, "dan": Side.UNKNOWN}
    assert desk.speakers[0].email == "sam.reed@vendor.example"
    assert desk.speakers[0].side_basis == "corpus metadata"


def test_the_first_versions_are_read_too(tmp_path: Path):
    lines = [
        {"id": "2", "user": "b", "root": "1", "reply-to": "1", "text": "Hello.", "timestamp": "None"},
        {"id": "1", "user": "a", "root": "1", "reply-to": None, "text": "Hi.", "timestamp": "None"},
    ]
    (call,) = read_calls(corpus(tmp_path, *lines, users={"a": {"role": "Seller"}}, conversations={"1": {"name": "x"}}))
    assert said(call) == [("Speaker a", "Hi."), ("Speaker b", "Hello.")]
    assert sides(call)["Speaker a"] is Side.SELLER
    assert call.title == "x"


def test_the_utterances_alone_are_read_as_a_file():
    path = CORPUS / "utterances.jsonl"
    assert best_format(Source("upload", path.read_bytes())).key == "convokit-jsonl"
    desk, shop = read_calls(read_source(path))
    assert [name for name, _ in said(desk)] == ["sam", "cleo", "sam"]
    assert sides(desk) == {"sam": Side.UNKNOWN, "cleo": Side.UNKNOWN}
    assert sides(shop)["sam"] is Side.CUSTOMER


def test_only_the_known_files_are_read_and_links_are_not_followed(tmp_path: Path):
    shutil.copy(CORPUS / "utterances.jsonl", tmp_path)
    (tmp_path / "secret.json").write_text('{"sam": {"meta": {"role": "seller"}}}', encoding="utf-8")
    (tmp_path / "speakers.json").symlink_to(tmp_path / "secret.json")
    (tmp_path / "index.json").write_text("{}", encoding="utf-8")
    source = read_source(tmp_path)
    assert source.container is Container.FOLDER
    assert [file.name for file in source.files] == ["utterances.jsonl"]
    assert sides(read_calls(source)[0])["sam"] is Side.UNKNOWN


def test_utterances_that_are_a_link_are_refused(tmp_path: Path):
    (tmp_path / "utterances.jsonl").symlink_to(CORPUS / "utterances.jsonl")
    with pytest.raises(UnknownFormat, match="is a link, which is not followed"):
        read_source(tmp_path)


def test_a_pipe_in_the_place_of_utterances_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "utterances.jsonl")
    with pytest.raises(UnknownFormat, match="is a folder"):
        read_source(tmp_path)


def test_another_folder_is_refused_with_what_to_do(tmp_path: Path):
    (tmp_path / "speakers.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UnknownFormat, match=r"is a folder\. Name the files in it"):
        read_source(tmp_path)
    with pytest.raises(UnknownFormat, match="a folder of a kind that is not known"):
        read_calls(Source("made", files=(Source("a.txt", b"Sam: Hi"),)))


def test_a_corpus_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    with (tmp_path / "utterances.jsonl").open("wb") as file:
        file.truncate(MAX_BYTES // 2 + 1)
    with (tmp_path / "speakers.json").open("wb") as file:
        file.truncate(MAX_BYTES // 2 + 1)
    with pytest.raises(OversizedFile, match="64 MiB"):
        read_source(tmp_path)
    half = Source("utterances.jsonl", b" " * (MAX_BYTES // 2 + 1))
    with pytest.raises(OversizedFile):
        read_calls(Source("made", files=(half, half)))


def test_a_broken_line_is_named_with_its_file(tmp_path: Path):
    (tmp_path / "utterances.jsonl").write_text('{"id": 1}\n{"id": \n', encoding="utf-8")
    with pytest.raises(DamagedFile, match=r"utterances.jsonl: it begins like JSON, but .* line 2"):
        read_calls(read_source(tmp_path))


@pytest.mark.parametrize("data", [b"", b"Sam: Hi", b"\x00\x01\x02", b"{}", b"[1]\n[2]"])
def test_utterances_that_are_none_are_refused(tmp_path: Path, data: bytes):
    (tmp_path / "utterances.jsonl").write_bytes(data)
    with pytest.raises(DamagedFile, match="looked for utterances with “conversation_id”"):
        read_calls(read_source(tmp_path))
    with pytest.raises(DamagedFile):
        read_calls(Source("made", files=(Source("speakers.json", b"{}"),)), format="convokit")


def test_what_cannot_be_used_is_counted(tmp_path: Path):
    source = corpus(
        tmp_path,
        utterance("u1", "ann"),
        {"id": "u2", "speaker": "ann", "text": "No conversation."},
        utterance("u3", "ann", text=None),
        [1],
        utterance("u4", None),
        speakers=[1],
    )
    (call,) = read_calls(source)
    assert said(call) == [("ann", "This is u1."), ("Unknown speaker", "This is u4.")]
    assert call.notes == (
        "speakers.json is no JSON object and was left out.",
        "3 entries of an unexpected form left out.",
        "1 entry without a speaker went to “Unknown speaker”.",
    )


def test_a_silent_conversation_costs_only_itself(tmp_path: Path):
    silent = utterance("u1", "ann", text="", conversation_id="b")
    (call,) = read_calls(corpus(tmp_path, silent, utterance("u2", "ann"), utterance("u3", "bob")))
    assert any("1 of 2 calls" in note for note in call.notes)
    with pytest.raises(EmptyTalk):
        read_calls(corpus(tmp_path, silent))


@pytest.mark.parametrize(
    ("stamp", "year"),
    [
        (1767866400, 2026),
        ("1767866400", 2026),
        (1767866400000, 2026),
        ("2026-01-08T10:00:00+00:00", 2026),
        (12.5, None),
        (None, None),
        (1e300, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_a_timestamp_is_a_wall_clock_only_where_it_can_be_one(tmp_path: Path, stamp: object, year: int | None):
    source = corpus(tmp_path, utterance("u1", "ann", timestamp=stamp), utterance("u2", "bob"))
    (call,) = read_calls(source)
    sent_at = call.turns[0].sent_at
    assert (sent_at.year if sent_at else None) == year


IDS = st.sampled_from(["a", "b", "c", "d", "e", "f", None])


@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": IDS, "reply_to": IDS}, optional={"timestamp": st.floats(0, 9) | st.just("x") | st.none()}
        ),
        max_size=9,
    )
)
def test_ordering_loses_nothing_and_puts_no_reply_before_what_it_answers(utterances: list[dict[str, Any]]):
    ordered = in_order(utterances)
    assert sorted(map(id, ordered)) == sorted(map(id, utterances))
    ids = [entry["id"] for entry in utterances]
    if len(set(ids)) == len(ids) and not in_a_circle(utterances):
        at = {entry["id"]: place for place, entry in enumerate(ordered)}
        assert all(
            at[entry["reply_to"]] < at[entry["id"]]
            for entry in utterances
            if entry["id"] and entry["reply_to"] and entry["reply_to"] in at
        )


def in_a_circle(utterances: list[dict[str, Any]]) -> bool:
    parents = {entry["id"]: entry["reply_to"] for entry in utterances if entry["id"]}
    for start in parents:
        step, seen = start, set()
        while step in parents and step is not None:
            if step in seen:
                return True
            seen.add(step)
            step = parents[step]
    return False


def test_replies_without_times_keep_the_order_of_the_file_between_branches():
    entries = [
        {"id": "1"},
        {"id": "2", "reply_to": "4"},
        {"id": "3", "reply_to": "1"},
        {"id": "4", "reply_to": "1"},
    ]
    assert [entry["id"] for entry in in_order(entries)] == ["1", "3", "4", "2"]


def test_equal_times_are_told_apart_by_replies_and_other_times_by_the_clock():
    entries = [
        {"id": "1", "timestamp": 5},
        {"id": "2", "reply_to": "1", "timestamp": 9},
        {"id": "3", "reply_to": "4", "timestamp": 7},
        {"id": "4", "reply_to": "1", "timestamp": 7},
    ]
    assert [entry["id"] for entry in in_order(entries)] == ["1", "4", "3", "2"]


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_in_a_corpus_give_calls_or_a_sentence(utterances: bytes, speakers: bytes):
    files = (Source("utterances.jsonl", utterances), Source("speakers.json", speakers))
    with suppress(UnreadableFile):
        assert read_calls(Source("made", files=files))
