"""Answers on disk."""

import json
from pathlib import Path

import pytest

from standfast.domain.moment import Label
from standfast.language.provider.answers import Fault, Heard
from standfast.language.provider.asking import messages_for, windows_over
from standfast.language.provider.kept import MOST_BYTES, KeptAnswers, key_for
from tests.talks import quote, reading, talk

CALL = talk("S: It is $100.", "C: Could you do $80?", "S: Fine.")
(WINDOW,) = windows_over(CALL, turns=20)
HEARD = Heard(
    readings=(reading(CALL, 1, Label.DISCOUNT_REQUEST), reading(CALL, 2, Label.GIVES_IN, 0.4)),
    dropped=((Fault.NO_QUOTE, 2),),
)
NAME = "ab" * 32


@pytest.fixture
def kept(tmp_path: Path) -> KeptAnswers:
    return KeptAnswers(tmp_path / "deep" / "kept")


def written(kept: KeptAnswers) -> Path:
    assert kept.keep(NAME, HEARD) == ""
    return kept.folder / "ab" / f"{NAME}.json"


def test_what_was_kept_is_found(kept: KeptAnswers):
    assert kept.find(NAME, CALL, WINDOW) is None
    path = written(kept)
    assert kept.find(NAME, CALL, WINDOW) == HEARD
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o077 == 0


def test_no_word_of_the_talk_lies_on_the_disk(kept: KeptAnswers):
    text = written(kept).read_text("utf-8")
    assert "80" not in text
    assert "Could" not in text


def test_a_new_answer_takes_the_place_of_an_old_one(kept: KeptAnswers):
    written(kept)
    assert kept.keep(NAME, Heard(readings=())) == ""
    assert kept.find(NAME, CALL, WINDOW) == Heard(readings=())


def changed(**fields: object) -> str:
    one = {"turn": 1, "label": "discount_request", "p": 0.9, "start": 0, "end": 5} | fields
    return json.dumps({"form": 1, "readings": [one], "dropped": {}})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "\x00" * 100,
        changed()[:-3],
        changed(turn=7),
        changed(turn="1"),
        changed(label="gives_in"),
        changed(label="none"),
        changed(p=2),
        changed(start=-1),
        changed(start=5, end=5),
        changed(start=9, end=3),
        changed(end=999),
        changed(more=1),
        changed().replace('"form": 1', '"form": 2'),
        changed().replace('"dropped": {}', '"dropped": {"WRONG": 1}'),
        changed().replace('"dropped": {}', '"dropped": {"NO_QUOTE": 0}'),
        changed() + " " * MOST_BYTES,
    ],
)
def test_an_entry_that_does_not_fit_is_as_good_as_none(kept: KeptAnswers, content: str):
    written(kept).write_text(content, encoding="utf-8")
    assert kept.find(NAME, CALL, WINDOW) is None


def test_an_entry_that_fits_is_read(kept: KeptAnswers):
    written(kept).write_text(changed(), encoding="utf-8")
    found = kept.find(NAME, CALL, WINDOW)
    assert found is not None
    assert [r.quote for r in found.readings] == [quote(CALL, 1, "Could")]


def test_an_answer_that_cannot_be_kept_is_said_and_not_lost(tmp_path: Path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert KeptAnswers(tmp_path / "file").keep(NAME, HEARD) == "Not a directory"
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_write_that_breaks_off_leaves_nothing_behind(kept: KeptAnswers):
    path = written(kept)
    path.unlink()
    path.mkdir()
    assert kept.keep(NAME, HEARD)
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_another_question_has_another_name():
    messages = messages_for(CALL, WINDOW, "THE CODEBOOK")
    other = messages_for(talk("S: It is $100.", "C: Could you do $81?", "S: Fine."), WINDOW, "THE CODEBOOK")
    names = [
        key_for("https://a.example", "m", None, messages),
        key_for("https://b.example", "m", None, messages),
        key_for("https://a.example", "n", None, messages),
        key_for("https://a.example", "m", 0.0, messages),
        key_for("https://a.example", "m", None, other),
        key_for("https://a.example", "m", None, messages_for(CALL, WINDOW, "ANOTHER")),
    ]
    assert len(set(names)) == len(names)
    assert names[0] == key_for("https://a.example", "m", None, messages)
    assert all(len(name) == 64 for name in names)
