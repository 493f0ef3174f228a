"""`standfast deal` as a user types it."""

import sys
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from typer.testing import CliRunner

from standfast.app.wiring import deal_at, example_deals
from standfast.domain.deal import Authority, Source, ValueKind
from standfast.domain.errors import StandfastError
from standfast.surfaces.cli.main import app, run


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def typed(*words: object, answers: str = ""):
    return CliRunner().invoke(app, [str(word) for word in words], input=answers, catch_exceptions=True)


def answers(*lines: str) -> str:
    """What is typed, and Enter for all that follows."""
    return "".join(f"{line}\n" for line in lines) + "\n" * 60


@pytest.mark.parametrize("kind", ["subscription", "machine", "services"])
def test_a_template_is_written_without_a_question_and_holds_together(at_home: Path, kind: str):
    said = typed("deal", "new", "acme-corp.toml", "--yes", "--kind", kind)
    assert said.exit_code == 0
    assert said.output.startswith("Written: acme-corp.toml\n")
    assert "lines in it are guesses and say so" in said.output
    text = (at_home / "acme-corp.toml").read_text("utf-8")
    assert "# a guess" in text
    assert "# [[value]]" in text
    assert deal_at(Path("acme-corp.toml")).customer == "Acme Corp"
    assert typed("deal", "check", "acme-corp.toml").exit_code == 0


@pytest.mark.parametrize("kind", ["subscription", "machine", "services"])
def test_enter_everywhere_gives_the_template_without_the_hints_being_asked(at_home: Path, kind: str):
    typed("deal", "new", "asked.toml", "--kind", kind, answers=answers())
    typed("deal", "new", "told.toml", "--kind", kind, "--yes")
    asked, told = deal_at(Path("asked.toml")), deal_at(Path("told.toml"))
    assert asked.terms == told.terms
    assert asked.ours == told.ours
    assert asked.price == told.price


def test_a_file_that_is_there_is_never_written_over_unsaid(at_home: Path):
    path = at_home / "acme.toml"
    path.write_text("mine", encoding="utf-8")
    said = typed("deal", "new", "acme.toml", "--yes")
    assert "there is a file of this name already. Name another file, or add --force" in str(said.exception)
    said = typed("deal", "new", "acme.toml", answers="n\n")
    assert "Write over it [y/N]" in said.output
    assert isinstance(said.exception, StandfastError)
    said = typed("deal", "new", "acme.toml")
    assert "the questions were broken off, and nothing was written" in str(said.exception)
    assert path.read_text("utf-8") == "mine"
    said = typed("deal", "new", "acme.toml", answers=answers("y"))
    assert "Written over: acme.toml" in said.output
    said = typed("deal", "new", "acme.toml", "--yes", "--force")
    assert "Written over: acme.toml" in said.output


def test_a_talk_that_is_broken_off_leaves_nothing(at_home: Path):
    said = typed("deal", "new", "acme.toml", answers="Acme\n\n\n")
    assert "nothing was written. Run it again, or with --yes" in str(said.exception)
    assert list(at_home.iterdir()) == []


def test_an_unknown_kind_is_named():
    said = typed("deal", "new", "acme.toml", "--kind", "boat")
    assert str(said.exception) == ("--kind: “boat” is no kind of deal. Write one of subscription, machine, services.")


def test_where_to_write_is_looked_at_before_the_first_question(at_home: Path):
    (at_home / "deals").mkdir()
    for target, what in (("deals", "this is a folder"), ("none/a.toml", "there is no such folder to write to")):
        said = typed("deal", "new", target, answers=answers())
        assert str(said.exception) == f"{target}: {what}. Name a file in a folder that is there."
        assert said.output == ""


TALK = answers(
    *("Acme & Söhne", "", "boat", "sub", "euro", "eur", "", "-5", "0", "59.90", "no", "120"),
    *("90,000 EUR", "80000", "79,000"),  # the floor is above the list price, and is asked again
    *("75000", "82000", "", "0", "70", "tomorrow", "2031-03-28"),
    *("x", "0, 5, 12.5", "5", "12.5"),
    *("n",),  # volume
    *("maybe", "y", "y", "12, 12", "a, b", "12 months, 24 months, 48 months"),
    *("100", "700", "st", "manager", "", "900", "", "dir"),
    *("y", "n"),  # payment
    *("n", "n", "y"),  # support and reference, the rule
    *("184000", "11", "", "Let it lapse", "Move away"),
)


def test_answers_go_into_the_file_and_their_notes_go(at_home: Path):
    said = typed("deal", "new", "acme.toml", answers=TALK)
    assert said.exit_code == 0, said.output
    deal = deal_at(Path("acme.toml"))
    assert (deal.customer, deal.title, deal.currency) == ("Acme & Söhne", "Deal with Acme & Söhne", "EUR")
    assert (deal.price.list_minor, deal.price.quantity, deal.price.times) == (5_990, 120, (1,))
    ours = deal.ours
    assert (ours.floor_minor, ours.target_minor, ours.walk_away_minor) == (7_500_000, 8_200_000, 6_900_500)
    assert ours.margin_share == 0.7
    assert str(ours.deadline) == "2031-03-28"
    assert [term.key for term in deal.terms] == ["discount", "length", "payment"]
    assert [option.name for option in deal.terms[0].options] == ["none", "5 %", "12.5 %"]
    assert [option.discount_share for option in deal.terms[0].options] == [0, 0.05, 0.125]
    assert [option.by for option in deal.terms[0].options] == [Authority.SELLER, Authority.SELLER, Authority.MANAGER]
    year, two, four = deal.terms[1].options
    assert (year.amount, two.amount, four.amount) == (12, 24, 48)
    assert (two.cost_minor, two.worth.likely_minor, two.worth.source) == (10_000, -70_000, Source.STATED)
    assert (four.cost_minor, four.worth.likely_minor, four.worth.source) == (0, 90_000, Source.INFERRED)
    assert (two.by, four.by) == (Authority.MANAGER, Authority.DIRECTOR)
    assert [rule.needs[0].options for rule in ours.rules] == [(1, 2)]
    values = [(line.kind, line.money_minor or line.weeks) for line in deal.value]
    assert values == [
        (ValueKind.VALUE_A_YEAR, 18_400_000),
        (ValueKind.PAYBACK, 11),
        (ValueKind.COST_OF_WAITING_A_WEEK, 353_846),
    ]
    assert (ours.alternatives[0].name, ours.their_alternatives[0].name) == ("Let it lapse", "Move away")
    text = (at_home / "acme.toml").read_text("utf-8")
    assert "floor = 75000\n" in text
    assert "walk_away = 69005 # a guess" in text


def test_what_does_not_fit_is_asked_again_with_a_reason():
    said = typed("deal", "new", "acme.toml", answers=TALK).output
    for sentence in (
        "“boat”: this is none of them. Write one of subscription, machine, services.",
        "“euro”: this is no currency. Write a code of three letters, such as EUR.",
        "“-5”: a sum below zero does not fit here. Write it without the minus.",
        "“0”: a price must be over 0. Write a number such as 60.",
        "“no”: this is no whole number over 0. Write a number such as 12.",
        "the floor (90,000.00 EUR) is above the list price",
        "“0”: this must be over 0 %. Press Enter if you do not know it.",
        "“tomorrow”: this is no day. Write it as 2026-12-18.",
        "“x”: this must be a percentage from 0 to 100.",
        "“maybe”: this is neither yes nor no. Write y or n.",
        "“12, 12”: these are not two or more different ones. Separate them with commas.",
        "“a, b”: each needs a whole number over 0. Write them like the ones in brackets.",
    ):
        assert f"  {sentence}" in said


def test_a_price_that_cannot_be_counted_ends_the_talk():
    said = typed("deal", "new", "acme.toml", answers=answers("", "", "machine", "", "", "900000000000", "9"))
    assert str(said.exception).startswith("price: the largest contract comes to 16,200,000,000,000.00 USD, more than")


def test_answers_that_contradict_each_other_are_kept_and_what_to_mend_is_said(at_home: Path):
    lines = (
        "",
        "",
        "machine",
        "",
        "",
        "150000",
        "1",
        *[""] * 5,
        "0",
        "0, 5",
        "",
        "",
        "",
        "y",
        "1 machine, 900000000 machines",
    )
    said = typed("deal", "new", "acme.toml", answers=answers(*lines))
    assert said.exit_code == 1
    assert "“0”: this is no list of discounts. Write them like 0, 5, 10." in said.output
    assert "To mend: price: the largest contract comes to 135,000,000,000,000.00 USD" in said.output
    assert (at_home / "acme.toml").exists()


def test_a_checked_deal_is_shown_as_it_was_understood():
    said = typed("deal", "check", example_deals()[1]).output.splitlines()
    plain = [line.strip() for line in said[1:] if line[0] not in "┏┃┡│└"]
    assert plain == snapshot(
        [
            "Renewal of the route planner (Halden Logistics)",
            "Opening deal at the list price: $72,000 ($60 a seat a month)",
            "Target $69,000, floor $63,000, walk-away $55,000",
            "Deadline 2031-03-28",
            "Of what a larger contract adds, 12 % counts for you",
            "5 % off takes 6.4 % of the profit",
            "Discount",
            "Seats",
            "Length of contract",
            "Payment",
            "Support",
            "Reference",
            (
                "Coupled: Discount, Seats, Length of contract, Payment. "
                "Of 144 combinations you may grant 54, the manager 90, the director 117."
            ),
            (
                "Note: terms: of 12 figures on what an option is worth to them, 8 are guesses. "
                "Ask, and write down what you hear with its source."
            ),
            "All of this is yours alone, not the customer's.",
        ]
    )
    assert "│ 15 %        │ 15 % of the price │ what it takes off │           │ director   │" in said
    assert "│ case study       │ earns $4,500 │ −$1,000 (−$2,500 to −$500) │ guess     │ you        │" in said


def test_a_plain_deal_is_shown_without_what_it_does_not_have(at_home: Path):
    (at_home / "a.toml").write_text(PLAIN, encoding="utf-8")
    said = typed("deal", "check", "a.toml").output
    assert "Deadline" not in said
    assert "of the profit" not in said
    assert "larger contract" not in said
    assert "20 % of the price + €5" in said
    assert "€7 " in said


PLAIN = """title = "A"
customer = "B"
currency = "EUR"
price = { list = 100, per = "box" }
ours = { floor = 70, target = 90, walk_away = 60 }
[terms.discount]
options = [{ name = "none" }, { name = "a fifth", discount = "20 %", cost = 5, worth = 7 }]
"""


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("floor = 70", "floor = 95", "a.toml, ours.floor: the floor (95.00 EUR) is above the target (90.00 EUR)."),
        ("floor = 70", "floor = -70", "a.toml, ours.floor: a sum below zero does not fit here. "),
        ("floor = 70", "floor = ", "a.toml: this is not TOML: Invalid value (at line 5, column 18). "),
    ],
)
def test_a_deal_that_does_not_hold_together_ends_with_two_and_one_sentence(
    at_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    was: str,
    becomes: str,
    sentence: str,
):
    (at_home / "a.toml").write_text(PLAIN.replace(was, becomes), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["standfast", "deal", "check", "a.toml"])
    with pytest.raises(SystemExit) as ended:
        run()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.startswith(f"standfast: {sentence}")
    assert said.count("\n") == 1
