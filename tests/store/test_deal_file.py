"""The deal file: what is written is read back, and what does not fit is one sentence with its place."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.domain.deal import Deal
from standfast.domain.errors import BadRequest
from standfast.engines.negotiate.flaws import flaws
from standfast.store.deal_file.figures import figure_of, minor_from, percent_of, share_from, typed_minor, typed_share
from standfast.store.deal_file.reading import KEYS, deal_from, parsed, read_deal_file
from standfast.store.deal_file.writing import HINTS, deal_text, write_deal_file
from tests.deals import acme, deals, shares, sums

EXAMPLE = """title = "Renewal"
customer = "Acme"
currency = "USD"

[price]
list = 60
per = "seat a month"
times = ["volume"]

[ours]
floor = 5_000.50
target = "5,800 USD"
walk_away = "USD 4000"
margin = "35 %"
deadline = 2026-12-18

[[ours.alternatives]]
name = "Sell elsewhere"
worth = 4000

[[theirs.alternatives]]
name = "Stay"
worth = [-900, 0, 200]

[[value]]
kind = "value a year"
money = 8000

[terms.discount]
options = [{ name = "none" }, { name = "5 %", discount = "5 %" }, { name = "15 %", discount = "15 %", by = "manager" }]

[terms.volume]
name = "Volume"
unit = "seats"
usual = "200"
options = [{ name = "100", amount = 100 }, { name = "200", amount = 200, gain = 40.25, worth = -90 }]

[[rules]]
if = { discount = "15 %" }
needs = { volume = ["200"] }
"""


def read(text: str | bytes) -> Deal:
    return deal_from(parsed(text.encode() if isinstance(text, str) else text, "acme.toml"), source="acme.toml")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deal=deals())
def test_a_deal_that_was_written_is_read_as_the_same_deal(deal: Deal):
    assert read(deal_text(deal)) == deal


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(deal=deals())
def test_notes_beside_keys_change_nothing(deal: Deal):
    notes = {"ours.floor": "a guess # twice", "value.1.kind": "say more", f"terms.{deal.terms[0].key}.1": "a guess"}
    assert read(deal_text(deal, notes)) == deal


def test_the_deal_of_the_example_is_what_it_says():
    deal = read(EXAMPLE)
    assert flaws(deal) == ()
    assert (deal.ours.floor_minor, deal.ours.target_minor, deal.ours.walk_away_minor) == (500_050, 580_000, 400_000)
    assert deal.terms[0].name == "discount"
    assert deal.terms[1].options[1].cost_minor == -4_025
    assert deal.terms[1].options[1].worth.likely_minor == -9_000
    assert (deal.terms[1].opening, deal.terms[1].usual) == (0, 1)
    assert deal.ours.rules[0].when[0].options == (2,)


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('customer = "Acme"\n', "", "acme.toml, customer: this is missing. "),
        ('"Acme"', '"A\\nB"', "acme.toml, customer: this must be a text on one line"),
        ('"Acme"', '""', "acme.toml, customer: this must be a text on one line"),
        ('"USD"', '"$"', "acme.toml, currency: this must be a code of three capitals"),
        ("customer =", "custmer =", "acme.toml: there is no key “custmer” here. Did you mean “customer”."),
        ("customer =", "xyz =", "acme.toml: there is no key “xyz” here. Write one of title, customer"),
        ("list = 60", "list = -60", "acme.toml, price.list: a sum below zero does not fit here"),
        ("list = 60", "list = 0", "acme.toml, price.list: this must be over 0"),
        ("list = 60", "list = true", "acme.toml, price.list: this must be a sum of money"),
        ("list = 60", "list = nan", "acme.toml, price.list: this must be a sum of money"),
        ("list = 60", "list = 1e999999999999999999999", "acme.toml, price.list: this must be a sum of money"),
        ("list = 60", "list = 1e15", "acme.toml, price.list: this sum is too large"),
        ("list = 60", "list = 1e999999", "acme.toml, price.list: this sum is too large"),
        ("list = 60", "list = 59.999", "acme.toml, price.list: USD has 2 digits after the point"),
        ("list = 60", 'list = "60 dollars"', "acme.toml, price.list: this must be a sum of money"),
        ("list = 60", "list = 60\nquantity = 0", "acme.toml, price.quantity: this must be over 0"),
        ("list = 60", "list = 60\nquantity = 1.5", "acme.toml, price.quantity: this must be a whole number"),
        ('times = ["volume"]', 'times = "volume"', "acme.toml, price.times: this must be a list of terms"),
        ('times = ["volume"]', 'times = ["seats"]', "acme.toml, price.times: “seats” is no term of this deal"),
        ('["volume"]', '["volume", "volume"]', "acme.toml, price.times: “volume” is named twice"),
        ("floor = 5_000.50\n", "", "acme.toml, ours.floor: this is missing. Write floor = the sum in USD."),
        (
            "floor = 5_000.50",
            'floor = "5000 EUR"',
            (
                "acme.toml, ours.floor: this is in EUR, and the deal is in USD: one deal is counted in one currency. "
                "Write it in USD."
            ),
        ),
        ('margin = "35 %"', "margin = 0.35", "acme.toml, ours.margin: this must be a percentage from 0 to 100"),
        ('margin = "35 %"', 'margin = "135 %"', "acme.toml, ours.margin: this must be a percentage from 0 to 100"),
        ('margin = "35 %"', 'margin = "0 %"', "acme.toml, ours.margin: this must be over 0 %"),
        ("2026-12-18", '"2026-12-18"', "acme.toml, ours.deadline: this must be a day"),
        ("2026-12-18", "2026-12-18T10:00:00", "acme.toml, ours.deadline: this must be a day"),
        ("worth = 4000", "worth = -1", "acme.toml, ours.alternatives 1, worth: a sum below zero"),
        ("worth = [-900, 0, 200]", "", "acme.toml, theirs.alternatives 1, worth: this is missing"),
        ("[-900, 0, 200]", "[900, 0, 200]", "acme.toml, theirs.alternatives 1, worth: low, likely and high must rise"),
        ("[-900, 0, 200]", "[900, 0]", "acme.toml, theirs.alternatives 1, worth: this must be one sum, or three"),
        ('"value a year"', '"value"', "acme.toml, value 1, kind: this must be one of value a year, payback"),
        ('"value a year"', '"payback"', "acme.toml, value 1, weeks: this is missing for “payback”"),
        ("money = 8000", "money = 1\nweeks = 2", "acme.toml, value 1, weeks: “value a year” is counted in money"),
        ("[[value]]", "[value]", "acme.toml, value: this must be a list of tables. Begin each with [[value]]."),
        ("[[ours.alternatives]]", "[ours.alternatives]", "acme.toml, ours.alternatives: this must be a list of tables"),
        ("[price]", "[[price]]", "acme.toml, price: this must be a table"),
        ("[terms.volume]", "[terms.Volume]", "acme.toml, terms: “Volume” cannot be the key of a term"),
        (
            '[{ name = "100", amount = 100 }, ',
            "[",
            "acme.toml, terms.volume.options: a term needs 2 to 200 options, and it has 1. ",
        ),
        (
            'usual = "200"',
            'options2 = ""',
            "acme.toml, terms.volume: there is no key “options2” here. Did you mean “op",
        ),
        ('usual = "200"', 'usual = "300"', "acme.toml, terms.volume.usual: “300” is no option of this term. Write one"),
        ('usual = "200"', 'open = ["200"]', "acme.toml, terms.volume.open: “['200']” is no option of this term"),
        ('usual = "200"', 'kind = "loose"', "acme.toml, terms.volume.kind: this must be one of ordered, categorical"),
        ('name = "200"', 'name = "100"', "acme.toml, terms.volume.options: there are two options called “100”"),
        ('name = "200", ', "", "acme.toml, terms.volume, option 2, name: this is missing"),
        ("gain = 40.25", "gain = -1", "acme.toml, terms.volume, option 2 (200), gain: a sum below zero does not fit"),
        (
            "gain = 40.25",
            "cost = -1",
            (
                "acme.toml, terms.volume, option 2 (200), cost: a sum below zero does not fit here. "
                "Write gain = … for the contrary."
            ),
        ),
        (
            "gain = 40.25",
            "gain = 1, cost = 2",
            "acme.toml, terms.volume, option 2 (200), gain: an option has a cost or",
        ),
        ("gain = 40.25", 'gain = "1 GBP"', "acme.toml, terms.volume, option 2 (200), gain: this is in GBP, and the"),
        ("worth = -90", "worth = [1, -90, 3]", "acme.toml, terms.volume, option 2 (200), worth: low, likely and high"),
        ("worth = -90", 'source = "rumour"', "acme.toml, terms.volume, option 2 (200), source: this must be one of st"),
        ('by = "manager"', 'by = "boss"', "acme.toml, terms.discount, option 3 (15 %), by: this must be seller, mana"),
        ('by = "manager"', "by = 3", "acme.toml, terms.discount, option 3 (15 %), by: this must be seller, manager or"),
        ('discount = "5 %"', "discount = 5", "acme.toml, terms.discount, option 2 (5 %), discount: this must be a per"),
        ("options = [{ name", "options = [3, { name", "acme.toml, terms.discount.options: this must be a table"),
        ("if = { discount", "if = { rebate", "acme.toml, rules 1, if: “rebate” is no term of this deal. Write some of"),
        ('"15 %" }\n', '"20 %" }\n', "acme.toml, rules 1.if, discount: “20 %” is no option of this term. Write one of"),
        ('{ discount = "15 %" }', "{ }", "acme.toml, rules 1, if: this names no option"),
        ('{ discount = "15 %" }', "{ discount = [] }", "acme.toml, rules 1.if, discount: this names no option"),
        ("needs = {", "never = {", "acme.toml, rules 1: there is no key “never” here. Did you mean “never_with”."),
        (
            '["200"] }\n',
            '["200"] }\nby = "manager"\n',
            "acme.toml, rules 1: a rule has one of needs, never_with and by",
        ),
        (
            'needs = { volume = ["200"] }',
            "",
            "acme.toml, rules 1: a rule has one of needs, never_with and by, and this",
        ),
        (
            "[terms.volume]",
            "[terms.discount]",
            "acme.toml: this is not TOML: [terms.discount] stands there twice (at line 32, column 16). Mend",
        ),
        (
            "list = 60",
            "list = ",
            "acme.toml: this is not TOML: Invalid value (at line 6, column 8). Mend the line that",
        ),
        (
            'needs = { volume = ["200"] }',
            "needs = {",
            "acme.toml: this is not TOML: Invalid initial character for a key",
        ),
        ("list = 60", "list = " + "9" * 5_000, "acme.toml: this holds a number or a list that is too long for a deal"),
        ("list = 60", "list = " + "[" * 9_000, "acme.toml: this holds a number or a list that is too long for a deal"),
    ],
)
def test_what_does_not_fit_is_one_sentence_with_its_place(was: str, becomes: str, sentence: str):
    assert was in EXAMPLE
    with pytest.raises(BadRequest) as problem:
        read(EXAMPLE.replace(was, becomes, 1))
    assert str(problem.value).startswith(sentence)
    assert "\n" not in str(problem.value)


def test_the_line_of_broken_toml_is_named_at_the_end_of_the_file_too():
    with pytest.raises(BadRequest, match=r"line 3"):
        read('title = "a"\n\ncustomer = "b')
    with pytest.raises(BadRequest, match=r"at line 2"):
        read(b'title = "a"\ncustomer = "\xff"')


def test_forty_terms_are_traded_and_one_more_is_a_catalogue():
    many = [f'[terms.t{n}]\noptions = [{{ name = "a" }}, {{ name = "b" }}]\n' for n in range(41)]
    head = EXAMPLE[: EXAMPLE.index("[terms.")].replace('times = ["volume"]', "")
    assert len(read(head + "".join(many[:40])).terms) == 40
    with pytest.raises(BadRequest, match="terms: there are 41 terms, more than 40"):
        read(head + "".join(many))
    with pytest.raises(BadRequest, match="terms: there are no terms to trade"):
        read(head)


def test_lists_have_an_end():
    with pytest.raises(BadRequest, match="value: there are 201 entries, more than 200"):
        read(EXAMPLE + '[[value]]\nkind = "payback"\nweeks = 1\n' * 200)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path):
    with pytest.raises(BadRequest, match=r"none\.toml: there is no such file.*standfast deal new"):
        read_deal_file(tmp_path / "none.toml")
    with pytest.raises(BadRequest, match="directory"):
        read_deal_file(tmp_path)
    (tmp_path / "large.toml").write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(BadRequest, match="larger than a deal file can be"):
        read_deal_file(tmp_path / "large.toml")


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path):
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode())
    assert read_deal_file(tmp_path / "a.toml") == read(EXAMPLE)


@given(minor=sums(-(10**14)), currency=st.sampled_from(["USD", "JPY", "KWD"]))
def test_a_sum_that_was_written_is_read_as_the_same_sum(minor: int, currency: str):
    assert minor_from(f"{figure_of(minor, currency)} {currency}", currency) == minor


@given(share=shares)
def test_a_share_that_was_written_is_read_as_the_same_share(share: float):
    assert share_from(percent_of(share)) == share


def test_figures_are_written_as_people_write_them():
    assert [figure_of(minor, "USD") for minor in (6_000, 5_990, -1)] == ["60", "59.90", "-0.01"]
    assert figure_of(6_000, "JPY") == "6000"
    assert [percent_of(share) for share in (0.07, 0.075, 1.0, 0.1)] == ["7 %", "7.5 %", "100 %", "10 %"]


def test_what_a_person_types_may_leave_out_sign_and_currency():
    assert (typed_minor("1,200.50", "USD"), typed_minor("1200 USD", "USD")) == (120_050, 120_000)
    assert (typed_share("35"), typed_share("35 %")) == (0.35, 0.35)
    for typed in ("-5", "x", "5 EUR"):
        with pytest.raises(BadRequest, match=f"^“{typed}”: "):
            typed_minor(typed, "USD")
    with pytest.raises(BadRequest, match=r"^“x”: "):
        typed_share("x")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path):
    path = tmp_path / "acme.toml"
    write_deal_file(path, acme(), {}, over=False)
    assert read_deal_file(path) == acme()
    before = path.read_bytes()
    with pytest.raises(BadRequest, match="there is a file of this name already"):
        write_deal_file(path, acme(title="Other"), {}, over=False)
    assert path.read_bytes() == before
    write_deal_file(path, acme(title="Other"), {}, over=True)
    assert read_deal_file(path).title == "Other"
    with pytest.raises(BadRequest, match="nowhere"):
        write_deal_file(tmp_path / "nowhere" / "acme.toml", acme(), {}, over=False)
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadRequest, match="folder"):
        write_deal_file(tmp_path / "folder", acme(), {}, over=True)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["acme.toml", "folder"]


def test_the_hints_of_a_draft_are_good_as_soon_as_the_signs_are_taken_away():
    text = deal_text(acme(), {"ours.floor": "a guess"})
    live = re.sub(r"^# (?=\[\[|\w+ = )", "", text, flags=re.MULTILINE)
    deal = read(live)
    assert len(deal.value) == 3
    assert (len(deal.ours.alternatives), len(deal.ours.their_alternatives)) == (1, 1)
    assert deal.ours.deadline is not None
    assert all(f"[[{place}]]" in live for place in HINTS)
    assert "[[value]]" not in deal_text(acme())


VALUES = st.sampled_from(
    'true 0 -1 1e9 1e-9 nan inf "" "x" "5 %" "EUR" "5 EUR" [] [1] [1,2,3] [[]] {} {name="a"} 2026-01-01 07:32:00'.split()
)
WORDS = st.sampled_from(sorted({key for keys in KEYS.values() for key in keys} | {"discount", "volume", "x y", "é"}))


@st.composite
def broken_files(draw: st.DrawFn) -> str:
    """The example with some lines lost, doubled, moved, or given another key or value."""
    lines = EXAMPLE.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        key, sign, value = line.partition(" = ")
        lines[number : number + 1] = draw(
            st.sampled_from([[], [line, line], [line[::-1]]])
            | VALUES.map(lambda new, key=key: [f"{key} = {new}"])
            | WORDS.map(lambda new, sign=sign, value=value: [f"{new}{sign}{value}"])
            | st.tuples(WORDS, VALUES).map(lambda pair, line=line: [line, f"{pair[0]} = {pair[1]}"])
            | WORDS.map(lambda new, line=line: [line.replace("options", new).replace("name", new)])
        )
        lines = lines or [""]
    return "\n".join(lines)


def outcome(text: str) -> Deal | str:
    try:
        return read(text)
    except BadRequest as problem:
        return str(problem)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(text=broken_files())
def test_a_broken_file_is_a_deal_or_one_sentence(text: str):
    found = outcome(text)
    if isinstance(found, str):
        assert found.startswith("acme.toml")
        assert "\n" not in found
    else:
        flaws(found)
        assert read(deal_text(found)) == found


@settings(deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_deal_or_one_sentence(content: bytes):
    with pytest.raises(BadRequest) as problem:
        read(content)
    assert str(problem.value).isprintable()
