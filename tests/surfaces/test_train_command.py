"""`standfast train`, `label --model` and `evaluate` as a user types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from standfast.app import wiring
from standfast.domain.errors import StandfastError
from standfast.surfaces.cli.main import app
from tests.labelled import labelled, lines


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STANDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    wiring.label_reader.cache_clear()
    return tmp_path


def typed(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)


def test_labels_that_were_taught_are_given_and_measured(at_home: Path):
    raw = labelled(12)
    raw[0]["labels"]["7"] = ["[odd] one"]
    (at_home / "data.jsonl").write_text(lines(raw), encoding="utf-8")
    change = {"id": "talk 0", "turn": 7, "was": ["[odd] one"], "should_be": [], "who": "Ann", "why": "a joke"}
    change_2 = change | {"id": "talk 1", "should_be": ["[odd] one"]}
    (at_home / "fix.jsonl").write_text(lines([change, change_2]), encoding="utf-8")

    said = typed("train", "--data", "data.jsonl", "--corrections", "fix.jsonl", "--out", "mine")
    assert said.exit_code == 0
    assert "“[odd] one” is refused: it has 1 example(s)" in said.output
    assert "Corrections: 2 turns named, 2 of them changed; by Ann (2)." in said.output
    assert "asks_delivery  customer" in said.output
    assert "The model is in mine" in said.output
    card = json.loads((at_home / "mine/card.json").read_text("utf-8"))
    assert set(card["labels"]) == {"asks_delivery", "greets", "praises"}
    assert card["corrections"] == {"turns": 2, "changed": 2, "by": {"Ann": 2}}

    fresh = labelled(4, seed=9)
    fresh[0]["labels"]["1"] = ["[odd] one"]
    (at_home / "fresh.jsonl").write_text(lines(fresh), encoding="utf-8")
    assert typed("label", "--model", "mine", "--in", "fresh.jsonl", "--out", "out.jsonl").exit_code == 0
    answers = [json.loads(line) for line in (at_home / "out.jsonl").read_text("utf-8").splitlines()]
    assert set(answers[0]) == {"id", "labels", "thresholds", "money"}
    assert set(answers[0]["thresholds"]) == set(card["labels"])
    assert {turn: list(found) for turn, found in answers[1]["labels"].items()} == fresh[1]["labels"]

    said = typed("evaluate", "--model", "mine", "--data", "fresh.jsonl", "--json", "figures.json")
    assert said.exit_code == 0
    assert "Macro-F1" in said.output
    assert "talk 0, turn 1: [odd] one missed (no probability)" in said.output
    figures = json.loads((at_home / "figures.json").read_text("utf-8"))
    assert figures["labels"]["praises"]["f1"] > 0.8
    assert figures["labels"]["[odd] one"]["support"] == 1


def test_without_a_model_ours_is_measured(at_home: Path):
    talk = {
        "id": "a",
        "turns": [
            {"who": "seller", "text": "$100."},
            {"who": "customer", "text": "\x1b[31mCould you do $80 instead?" * 9},
        ],
        "labels": {"1": ["discount_request", "unheard_of"]},
    }
    (at_home / "data.jsonl").write_text(lines([talk]), encoding="utf-8")
    said = typed("evaluate", "--data", "data.jsonl")
    assert said.exit_code == 0
    assert "discount_request" in said.output
    assert "unheard_of missed (no probability)" in said.output
    assert "…”" in said.output
    assert "\x1b" not in said.output


def test_half_a_character_in_a_talk_is_read_as_a_question_mark(at_home: Path):
    talk = {"id": "a\ud800", "turns": [{"who": "seller", "text": "Hello \ud800 there"}]}
    broken = {"id": "b\ud800", "turns": [{"who": "nobody"}]}
    (at_home / "data.jsonl").write_text(lines([talk, broken]), encoding="utf-8")
    assert typed("label", "--in", "data.jsonl", "--out", "out.jsonl").exit_code == 1
    assert [json.loads(line)["id"] for line in (at_home / "out.jsonl").read_text("utf-8").splitlines()] == ["a?", "b?"]
    (at_home / "data.jsonl").write_text(lines([talk]), encoding="utf-8")
    assert typed("evaluate", "--data", "data.jsonl").exit_code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["train", "--data", "none.jsonl", "--out", "m"], "none.jsonl: there is no such file"),
        (["train", "--data", "data.jsonl", "--out", "m", "--corrections", "none"], "none: there is no such file"),
        (["train", "--data", "data.jsonl", "--out", "nowhere/m"], "nowhere/m: No such file or directory"),
        (["train", "--data", "bare.jsonl", "--out", "m"], "no turn carries a label"),
        (["train", "--data", "data.jsonl", "--out", "m", "--corrections", "fix"], "fix, line 1: there is no talk “x”"),
        (["label", "--model", "m", "--in", "data.jsonl", "--out", "o"], "m: heads.npz is not there"),
        (["evaluate", "--model", "m", "--data", "data.jsonl"], "m: heads.npz is not there"),
        (["evaluate", "--data", "none.jsonl"], "there is no such file"),
        (["evaluate", "--data", "fix"], "fix, line 1: there is no list “turns”"),
    ],
)
def test_wrong_input_is_one_clear_sentence_and_leaves_nothing_behind(at_home: Path, words: list[str], sentence: str):
    (at_home / "data.jsonl").write_text(lines(labelled(3)), encoding="utf-8")
    (at_home / "bare.jsonl").write_text(lines(labelled(3, share=0.0)), encoding="utf-8")
    (at_home / "fix").write_text(lines([{"id": "x", "turn": 0, "should_be": [], "who": "Ann"}]), encoding="utf-8")
    said = typed(*words)
    assert isinstance(said.exception, StandfastError)
    assert sentence in str(said.exception)
    assert "\n" not in str(said.exception)
    assert sorted(item.name for item in at_home.iterdir()) == ["bare.jsonl", "data.jsonl", "fix"]
