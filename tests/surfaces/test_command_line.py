"""The command line as a user types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from standfast.app import wiring
from standfast.domain.errors import StandfastError
from standfast.surfaces.cli.main import app, run

EXAMPLES = Path(__file__).parents[2] / "src/standfast/content/examples"
TALK = "Sam: The desk is $100.\nCleo: Could you do $80?\nSam: Sure, $80 works.\nCleo: Deal, thanks.\n"


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STANDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    wiring.address_book.cache_clear()
    return tmp_path


def typed(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)


def test_a_review_prints_a_picture_and_says_where_the_page_is(at_home: Path):
    (at_home / "talk.txt").write_text(TALK, encoding="utf-8")
    said = typed("review", "talk.txt", "--seller", "Sam")
    assert said.exit_code == 0
    assert "Could you do $80?" in said.output
    assert "The page is in talk.review.html" in said.output
    assert "Could you do $80?" in (at_home / "talk.review.html").read_text("utf-8")


def test_json_and_markdown_are_written_where_asked(at_home: Path):
    (at_home / "talk.txt").write_text(TALK, encoding="utf-8")
    said = typed("review", "talk.txt", "--seller", "Sam", "--json", "a.json", "--md", "a.md", "--margin", "40")
    assert said.exit_code == 0
    review = json.loads((at_home / "a.json").read_text("utf-8"))
    assert review["money"]["agreed_price"] == 80
    assert review["money"]["profit_share"] == pytest.approx(0.5)
    assert (at_home / "a.md").read_text("utf-8").startswith("# talk.txt")
    assert not (at_home / "talk.review.html").exists()


def test_a_folder_gives_a_line_a_talk_and_a_bad_file_its_error(at_home: Path):
    calls = at_home / "calls" / "deeper"
    calls.mkdir(parents=True)
    (calls / "a.txt").write_text(TALK, encoding="utf-8")
    (calls / "b.bin").write_bytes(b"\x00\x01\x02" * 50)
    (calls / ".hidden.txt").write_text(TALK, encoding="utf-8")
    (at_home / "calls" / "a.txt").write_text(TALK, encoding="utf-8")
    said = typed("review", "calls", "--json", "out.jsonl", "--html", "pages", "--md", "notes")
    assert said.exit_code == 1
    lines = [json.loads(line) for line in (at_home / "out.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == 3
    assert [line["error"] for line in lines if "error" in line] == [
        "calls/deeper/b.bin: is not text. Export the transcript as text, VTT, SRT, Word or JSON."
    ]
    assert sorted(page.name for page in (at_home / "pages").iterdir()) == ["a-2.html", "a.html"]
    assert len(list((at_home / "notes").iterdir())) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["review", "none.vtt"], "there is no such file"),
        (["review", "empty"], "there are no files in this folder"),
        (["review", "talk.txt", "--seller", "Bob"], "nobody called “Bob” speaks in this talk"),
        (["review", "talk.txt", "--format", "vhs"], "there is no format “vhs”"),
        (["review", "talk.txt", "--margin", "0"], "is no margin"),
        (["review", "talk.txt", "--html", "nowhere/a.html"], "nowhere/a.html"),
        (["review", "talk.txt", "--cards", "nowhere"], "this is not a folder of cards"),
        (["label", "--in", "none.jsonl", "--out", "x"], "there is no such file"),
        (["people", "Bob"], "there is nothing to remember"),
        (["people", "Bob", "--side", "both"], "is no side"),
    ],
)
def test_wrong_input_is_one_clear_sentence(at_home: Path, words: list[str], sentence: str):
    (at_home / "talk.txt").write_text(TALK, encoding="utf-8")
    (at_home / "empty").mkdir()
    said = typed(*words)
    assert isinstance(said.exception, StandfastError)
    assert sentence in str(said.exception)
    assert "\n" not in str(said.exception)


def test_many_talks_need_a_folder_for_their_pages(at_home: Path):
    for name in ("a.txt", "b.txt"):
        (at_home / name).write_text(TALK, encoding="utf-8")
    (at_home / "page.html").write_text("mine", encoding="utf-8")
    said = typed("review", "a.txt", "b.txt", "--html", "page.html")
    assert "there are many talks" in str(said.exception)
    assert (at_home / "page.html").read_text("utf-8") == "mine"


def test_an_error_of_ours_ends_with_two_and_without_a_trace(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(sys, "argv", ["standfast", "review", "none.vtt"])
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "standfast: none.vtt: there is no such file. Check the path.\n"


def test_labels_keep_the_turns_of_the_question(at_home: Path):
    talks = [
        {
            "id": "a",
            "list_price": 100,
            "turns": [
                {"who": "seller", "text": "It is $100."},
                {"who": "customer", "text": ""},
                {"who": "customer", "text": "Could you do $80?"},
                {"who": "seller", "text": "I can do $80. Deal?"},
                {"who": "customer", "text": "Deal!"},
            ],
        },
        {"id": "b", "turns": [{"who": "nobody", "text": "x"}]},
        {"id": "c", "turns": []},
    ]
    (at_home / "in.jsonl").write_text("\n".join([*map(json.dumps, talks), "{", "[1]"]), encoding="utf-8")
    assert typed("label", "--in", "in.jsonl", "--out", "out.jsonl").exit_code == 1
    a, b, c, d, e = (json.loads(line) for line in (at_home / "out.jsonl").read_text("utf-8").splitlines())
    assert "discount_request" in a["labels"]["2"]
    assert a["money"]["agreed_price"] == 80
    assert set(a["thresholds"]) >= set(a["labels"]["2"])
    assert a["money"]["asks"][0] == {"turn": 2, "price": 80.0}
    assert "needs “who”" in b["error"]
    assert c["labels"] == {}
    assert "this is not JSON" in d["error"]
    assert "there is no list “turns”" in e["error"]


def test_a_name_said_once_is_remembered(at_home: Path):
    (at_home / "talk.txt").write_text(TALK.replace("Cleo", "Speaker 2"), encoding="utf-8")
    assert typed("people", "Speaker 2", "--name", "Jo Marsh", "--side", "customer").exit_code == 0
    typed("review", "talk.txt", "--json", "a.json")
    speakers = json.loads((at_home / "a.json").read_text("utf-8"))["speakers"]
    assert {s["name"]: s["side"] for s in speakers} == {"Sam": "seller", "Jo Marsh": "customer"}


def test_the_demo_reviews_a_real_negotiation(at_home: Path):
    said = typed("demo", "--no-browser")
    assert said.exit_code == 0
    assert "3 bedroom unit" in said.output
    assert (at_home / "standfast-demo.html").stat().st_size > 10_000


def test_formats_are_listed():
    said = typed("formats")
    assert "zoom-vtt" in said.output
    assert "plain-text" in said.output


def test_help_does_not_load_the_model():
    code = "import sys; from standfast.surfaces.cli.main import app; print([m for m in sys.modules if 'onnx' in m])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
