"""A model provider, switched on as a user does it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from standfast import api
from standfast.app import wiring
from standfast.app.label_talk import call_from, label_talk
from standfast.app.wiring import open_provider, readers
from standfast.domain.errors import BadRequest, ProviderFailed
from standfast.domain.moment import Label
from standfast.surfaces.cli.main import app
from tests.language.provider.answering import KEY, Asked, Provider, Reply, labels, running

TALK = "Sam: The desk is $100.\nCleo: Could you do $80?\nSam: Sure, $80 works.\nCleo: Deal, thanks.\n"
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs/reference/review.schema.json").read_text("utf-8"))
)
LINE = {
    "id": "a",
    "turns": [{"who": "customer", "text": "Could you do $80?"}, {"who": "seller", "text": "Sure, $80 works."}],
}


def by_words(asked: Asked) -> Reply:
    """A model that knows two sentences."""
    known = {"Could you do $80": "discount_request", "Sure, $80 works": "gives_in"}
    return labels(
        *(
            (turn["turn"], label, 0.95, words)
            for turn in asked.data["turns"]
            for words, label in known.items()
            if turn["label"] and words in turn["text"]
        )
    )


@pytest.fixture
def server() -> Iterator[Provider]:
    with running() as found:
        found.rest = by_words
        yield found


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Provider) -> Path:
    monkeypatch.setenv("STANDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("A_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    wiring.address_book.cache_clear()
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "in.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    switch_on(server)
    return tmp_path


def switch_on(server: Provider, *lines: str) -> None:
    own = (f'url = "{server.url}"', 'model = "parrot-1"', 'key_env = "A_KEY"', "retries = 0", *lines)
    Path("provider.toml").write_text("\n".join(own), encoding="utf-8")


def typed(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)


def test_without_the_option_nobody_is_asked(server: Provider, at_home: Path):
    assert typed("review", "talk.txt", "--seller", "Sam", "--json", "a.json").exit_code == 0
    assert typed("label", "--in", "in.jsonl", "--out", "out.jsonl").exit_code == 0
    assert server.asked == []


def test_a_review_rests_on_what_the_provider_read(server: Provider, at_home: Path):
    done = typed("review", "talk.txt", "--seller", "Sam", "--json", "a.json", "--provider", "provider.toml")
    assert done.exit_code == 0, done.exception
    review = json.loads((at_home / "a.json").read_text("utf-8"))
    SCHEMA.validate(review)
    assert [turn["labels"] for turn in review["turns"]] == [{}, {"discount_request": 0.95}, {"gives_in": 0.95}, {}]
    assert review["reader"] == "parrot-1 at 127.0.0.1, question 1"
    assert review["notes"] == []
    (asked,) = server.asked
    assert "`discount_request`: asks for a lower price" in asked.system
    assert list((at_home / "home" / "cache" / "provider").rglob("*.json"))


def test_a_second_review_costs_nothing(server: Provider, at_home: Path):
    for name in ("a.json", "b.json"):
        typed("review", "talk.txt", "--seller", "Sam", "--json", name, "--provider", "provider.toml")
    assert len(server.asked) == 1
    assert (at_home / "a.json").read_text("utf-8") == (at_home / "b.json").read_text("utf-8")


def test_a_provider_that_fails_costs_no_review_and_the_review_says_so(server: Provider, at_home: Path):
    server.rest = Reply(status=500, body=KEY.encode())
    done = typed("review", "talk.txt", "--seller", "Sam", "--json", "a.json", "--md", "a.md", "--html", "a.html",
                 "--provider", "provider.toml")  # fmt: skip
    assert done.exit_code == 0
    review = json.loads((at_home / "a.json").read_text("utf-8"))
    assert review["moments"]
    (note,) = review["notes"]
    assert note.startswith("Turns 1–4 (counted from 1) were read by the reader on this machine")
    assert "it is in trouble (500)" in note
    for text in (done.output, *((at_home / name).read_text("utf-8") for name in ("a.json", "a.md", "a.html"))):
        assert "trouble" in text
        assert KEY not in text


def test_many_talks_share_one_budget_and_each_says_who_read_it(server: Provider, at_home: Path):
    switch_on(server, "budget_calls = 1")
    (at_home / "calls").mkdir()
    for name, price in (("a.txt", "$80"), ("b.txt", "$81")):
        (at_home / "calls" / name).write_text(TALK.replace("$80", price), encoding="utf-8")
    done = typed("review", "calls", "--seller", "Sam", "--json", "out.jsonl", "--provider", "provider.toml")
    assert done.exit_code == 0
    first, second = (json.loads(line) for line in (at_home / "out.jsonl").read_text("utf-8").splitlines())
    assert first["notes"] == []
    assert "all requests that budget_calls allows for a run (1) are spent" in second["notes"][0]
    assert len(server.asked) == 1


def test_without_a_stand_in_one_talk_is_an_error_and_many_are_lines(server: Provider, at_home: Path):
    switch_on(server, "fallback = false")
    server.rest = Reply(status=404)
    alone = typed("review", "talk.txt", "--seller", "Sam", "--provider", "provider.toml")
    assert isinstance(alone.exception, ProviderFailed)
    assert str(alone.exception) == "127.0.0.1: it knows no such address or model (404). Check url and model."
    (at_home / "calls").mkdir()
    for name in ("a.txt", "b.txt"):
        (at_home / "calls" / name).write_text(TALK, encoding="utf-8")
    done = typed("review", "calls", "--json", "out.jsonl", "--provider", "provider.toml")
    assert done.exit_code == 1
    lines = [json.loads(line) for line in (at_home / "out.jsonl").read_text("utf-8").splitlines()]
    assert ["no such address" in line["error"] for line in lines] == [True, True]


def test_labels_are_those_that_the_provider_read(server: Provider, at_home: Path):
    assert typed("label", "--in", "in.jsonl", "--out", "out.jsonl", "--provider", "provider.toml").exit_code == 0
    answer = json.loads((at_home / "out.jsonl").read_text("utf-8"))
    assert answer["labels"] == {"0": {"discount_request": 0.95}, "1": {"gives_in": 0.95}}
    assert answer["thresholds"] == {label.value: 0.5 for label in Label}
    assert "notes" not in answer


def test_labels_say_where_they_come_from_when_the_provider_did_not_read(server: Provider, at_home: Path):
    server.rest = Reply(status=401)
    assert typed("label", "--in", "in.jsonl", "--out", "out.jsonl", "--provider", "provider.toml").exit_code == 0
    answer = json.loads((at_home / "out.jsonl").read_text("utf-8"))
    assert "discount_request" in answer["labels"]["0"]
    assert "it does not accept the key (401)" in answer["notes"][0]


def test_own_labels_and_a_provider_do_not_go_together(at_home: Path):
    done = typed("label", "--in", "in.jsonl", "--out", "o", "--model", "mine", "--provider", "provider.toml")
    assert (
        str(done.exception) == "--provider: a provider gives our labels, not your own. Leave --provider or --model out."
    )


@pytest.mark.parametrize("command", [["review", "talk.txt"], ["label", "--in", "in.jsonl", "--out", "out.jsonl"]])
def test_a_file_that_does_not_fit_is_one_sentence_before_anything_is_done(
    server: Provider, at_home: Path, command: list[str]
):
    Path("provider.toml").write_text(f'url = "{server.url}"\nmodel = "m"\nkey = "{KEY}"\n', encoding="utf-8")
    done = typed(*command, "--provider", "provider.toml")
    assert isinstance(done.exception, BadRequest)
    assert "the key itself never stands in this file" in str(done.exception)
    assert KEY not in str(done.exception)
    assert not (at_home / "out.jsonl").exists()
    assert server.asked == []


def test_from_python_a_provider_is_opened_once_and_named(server: Provider, at_home: Path):
    (call,) = api.read(at_home / "talk.txt")
    provider = api.open_provider(at_home / "provider.toml")
    review = api.review(call, sellers=["Sam"], provider=provider)
    assert [(r.turn, r.label) for r in review.readings] == [(1, Label.DISCOUNT_REQUEST), (2, Label.GIVES_IN)]
    assert review.reader_version == provider.version
    assert api.review(call, sellers=["Sam"]).reader_version != provider.version
    assert len(server.asked) == 1


def test_a_provider_fits_where_any_turn_reader_does(server: Provider, at_home: Path):
    from dataclasses import replace

    provider = open_provider(at_home / "provider.toml")
    call = call_from(LINE, where="here")
    behind, instead = readers(provider), replace(readers(), turns=provider)
    assert label_talk(call, behind) == label_talk(call, instead)


def test_help_does_not_load_the_client():
    code = (
        "import sys; from typer.testing import CliRunner; from standfast.surfaces.cli.main import app;"
        "said = CliRunner().invoke(app, ['review', '--help']).output; assert '--provider' in said;"
        "print([m for m in sys.modules if m.startswith(('httpx', 'standfast.language'))])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
