"""Any JSON at all, and JSON that is none: calls, or one clear sentence."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from standfast.domain.call import Call
from standfast.domain.errors import DamagedFile, UnknownFormat, UnreadableFile
from standfast.transcripts.formats import FORMATS, read_calls
from standfast.transcripts.json_fields import moment, time_ms, time_s, word
from standfast.transcripts.source import Container, Source
from standfast.transcripts.timeline import MAX_TALK_S

SAMPLES = Path(__file__).parent / "samples" / "vendors"
NAMES = sorted(path.name for path in SAMPLES.glob("*.json"))
JSON_KEYS = [known.key for known in FORMATS if known.container is Container.TEXT and "json" in known.key]
FIELDS = sorted(
    {
        "absolute", "affiliation", "alternatives", "audio_url", "calendar_invitees", "callId", "callTranscripts",
        "calls", "channels", "completed", "confidence", "conversation_id", "data", "display_name", "email", "end",
        "end_timestamp", "id", "is_external", "is_rep", "items", "metaData", "name", "participant", "participant_id",
        "participants", "parties", "punctuated_word", "relative", "reply_to", "results", "scope", "segment_id",
        "segments", "sentences", "speaker", "speakerId", "speaker_id", "speaker_name", "speakers", "start",
        "start_time", "start_timestamp", "text", "timestamp", "timestamps", "title", "transcript",
        "transcript_json", "turns", "utterances", "word", "words",
    }
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=8)
    | st.sampled_from(["00:01:02", "Internal", "External", "internal", "2026-03-01T16:01:12Z", "17.5", "Ann Lee", "1"])
)
"""With half surrogates, NaN and infinity, which Python's JSON lets through."""
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=25,
)


@cache
def sample(name: str) -> str:
    return (SAMPLES / name).read_text("utf-8")


def check(data: bytes, keys: list[str | None]) -> None:
    """With every format, `data` gives sound calls or a sentence of one line."""
    source = Source("upload", data)
    for key in keys:
        sentence, calls = outcome(source, key)
        assert "\n" not in sentence
        assert bool(sentence) is not bool(calls)
        for call in calls:
            check_call(call)


def outcome(source: Source, key: str | None) -> tuple[str, tuple[Call, ...]]:
    """The sentence of a refusal, or the calls. Anything but an `UnreadableFile` is raised."""
    try:
        return "", read_calls(source, format=key)
    except UnreadableFile as refusal:
        return str(refusal), ()


def check_call(call: Call) -> None:
    keys = [speaker.key for speaker in call.speakers]
    assert len(set(keys)) == len(keys)
    assert {turn.speaker for turn in call.turns} == set(keys)
    assert [turn.index for turn in call.turns] == list(range(len(call.turns)))
    starts = [turn.start_s for turn in call.turns if turn.start_s is not None]
    assert starts == sorted(starts)
    assert all(0 <= start_s <= MAX_TALK_S for start_s in starts)
    texts = [text for speaker in call.speakers for text in (speaker.name, speaker.email, speaker.title)]
    "".join(text or "" for text in (*texts, call.title, *call.notes)).encode()  # no half surrogates


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_any_json_value_gives_calls_or_a_sentence(value: Any):
    check(json.dumps(value).encode(), [None, *JSON_KEYS])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(VALUES, min_size=2, max_size=4))
def test_any_json_lines_give_calls_or_a_sentence(values: list[Any]):
    check("\n".join(json.dumps(value) for value in values).encode(), [None, *JSON_KEYS])


def paths(value: Any, so_far: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [so_far, *(path for key, part in inner for path in paths(part, (*so_far, key)))]


def changed(value: Any, path: tuple[str | int, ...], new: Any, *, delete: bool) -> Any:
    """A copy of `value` with another value at `path`, or none; nothing where the path is gone."""
    if not path:
        return value if delete else new
    step, rest = path[0], path[1:]
    if not isinstance(value, dict | list) or (isinstance(value, dict) is not isinstance(step, str)):
        return value
    copy = dict(value) if isinstance(value, dict) else list(value)
    try:
        if delete and not rest:
            del copy[step]  # type: ignore[arg-type]
        else:
            copy[step] = changed(copy[step], rest, new, delete=delete)  # type: ignore[index]
    except (KeyError, IndexError):
        return value
    return copy


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_a_sample_with_keys_gone_and_types_swapped_gives_calls_or_a_sentence(data: st.DataObject, name: str):
    value = json.loads(sample(name))
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(paths(value)))
        value = changed(value, path, data.draw(SCALARS | VALUES), delete=data.draw(st.booleans()))
    check(json.dumps(value).encode(), [None, *JSON_KEYS])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.floats(0.02, 0.98), st.sampled_from([None, 1, 4]))
def test_json_that_is_cut_off_is_said_to_be_broken(name: str, share: float, indent: int | None):
    text = json.dumps(json.loads(sample(name)), indent=indent)
    with pytest.raises(DamagedFile, match=r"begins like JSON, but cannot be read as such: line \d+, column \d+, "):
        read_calls(Source("upload", text[: int(len(text) * share)].encode()))


@pytest.mark.parametrize("key", [None, *JSON_KEYS])
def test_broken_json_is_told_with_its_place_whatever_format_is_asked_for(key: str | None):
    with pytest.raises(DamagedFile) as caught:
        read_calls(Source("call.json", b'{"callTranscripts": [\n  {"callId": "7" "transcript": []}\n]}'), format=key)
    assert str(caught.value) == snapshot(
        "call.json: it begins like JSON, but cannot be read as such: line 2, column 18, expecting ',' delimiter. Export it again, or mend that place."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1}\n\n{"a": \n{"a": 3}\n', "line 3, expecting value"),
        ('{"a": 1}\n5\n', "line 2, column 1, extra data"),
        ('{"a": "b', "line 1, column 7, unterminated string starting[.]"),
        ('{"a": ' + "9" * 5000 + "}", "a number is too long"),
        ("[" * 100_000 + "]" * 100_000, "it is nested too deeply"),
        ("{", "line 1, column 2"),
        ("[\n", "line 1, column 2|line 2"),
    ],
)
def test_the_place_where_json_breaks_is_named(text: str, words: str):
    with pytest.raises(DamagedFile, match=words):
        read_calls(Source("upload", text.encode()))


def test_json_without_talk_is_said_to_be_json():
    with pytest.raises(UnknownFormat, match="it is JSON, but of no form in which talk is known"):
        read_calls(Source("upload", b'{"name": "package", "version": "1.0.0"}'))


def test_a_line_separator_inside_a_text_breaks_nothing():
    (call,) = read_calls(
        Source("upload", '{"segments": [{"start": 0, "text": "Hello\u2028there.", "speaker": "Ann"}]}'.encode())
    )
    assert call.turns[0].text == "Hello there."


def test_a_text_in_brackets_is_no_json():
    with pytest.raises(UnknownFormat, match="it is plain text, but no talk was found"):
        read_calls(Source("upload", b"[music plays]\nIt was a dark and stormy night.\n"))


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2026-03-01T16:01:12Z", datetime(2026, 3, 1, 16, 1, 12, tzinfo=UTC)),
        (" 2026-03-01T16:01:12 ", datetime(2026, 3, 1, 16, 1, 12, tzinfo=UTC)),
        (1772380872000, datetime(2026, 3, 1, 16, 1, 12, tzinfo=UTC)),
        ("1772380872000", datetime(2026, 3, 1, 16, 1, 12, tzinfo=UTC)),
        (1e300, None),
        (17, None),
        ("yesterday", None),
        (None, None),
        (True, None),
    ],
)
def test_a_wall_clock_is_iso_text_or_milliseconds(value: object, at: datetime | None):
    assert moment(value) == at


@given(SCALARS | VALUES)
@example(10**400)
@example("\ud800")
def test_no_value_makes_a_field_raise(value: object):
    moment(value)
    for time in (time_s(value), time_ms(value)):
        assert (time is None) is (value is None)
    name = word(value)
    assert name is None or name.strip() == name != ""
