"""Reading labelled talks, laying corrections over them, and holding what is read against what people said."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.app.evaluate_labels import calibration_error, evaluate_labels, evaluation_document
from standfast.app.labelled_talks import corrected, labelled_talks
from standfast.app.train_labels import Lines, train_labels
from standfast.domain.call import Call
from standfast.domain.errors import BadRequest
from standfast.domain.own_labels import Corrections, JudgedTurn, LabelledTalk, Training
from tests.labelled import labelled, lines

TURNS = [{"who": "seller", "text": "It is $100."}, {"who": "customer", "text": "Could you do $80?"}]


def read(*raw: object) -> tuple[LabelledTalk, ...]:
    return labelled_talks([json.dumps(one) for one in raw], source="data.jsonl")


def test_labels_stand_at_their_turns_and_a_talk_is_a_group_of_its_own_unless_it_says_otherwise():
    a, b = read(
        {"id": 7, "turns": TURNS, "labels": {"1": [" asks ", "asks"]}, "list_price": 100},
        {"id": "b", "turns": TURNS, "group": 3},
    )
    assert (a.call.source, a.group, a.labels) == ("7", "7", (frozenset(), {"asks"}))
    assert a.call.list_price_minor == 10_000
    assert (b.group, b.labels) == ("3", (frozenset(), frozenset()))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"turns": TURNS}, "there is no “id”"),
        ({"id": True, "turns": TURNS}, "there is no “id”"),
        ({"id": "a"}, "there is no list “turns”"),
        ({"id": "a", "turns": TURNS, "labels": []}, "“labels” is no object"),
        ({"id": "a", "turns": TURNS, "labels": {"2": ["x"]}}, "names turn 2, which is not there"),
        ({"id": "a", "turns": TURNS, "labels": {"-1": ["x"]}}, "names turn -1"),
        ({"id": "a", "turns": TURNS, "labels": {"²": ["x"]}}, "names turn ²"),
        ({"id": "a", "turns": TURNS, "labels": {"9" * 5000: ["x"]}}, "which is not there"),
        ({"id": "a", "turns": TURNS, "labels": {"01": ["x"]}}, "names turn 01, which is not there"),
        ({"id": "a", "turns": TURNS, "labels": {"1": ["\ud800"]}}, "the labels of turn 1 are no list of names"),
        ({"id": "a", "turns": TURNS, "labels": {"1": "x"}}, "the labels of turn 1 are no list of names"),
        ({"id": "a", "turns": TURNS, "labels": {"1": [" "]}}, "the labels of turn 1 are no list of names"),
        ({"id": "a", "turns": TURNS, "group": []}, "“group” is no name"),
        ([], "this is no object"),
    ],
)
def test_a_wrong_line_of_data_is_named(raw: object, sentence: str):
    with pytest.raises(BadRequest, match=r"data\.jsonl, line 2: ") as said:
        read({"id": "first", "turns": TURNS}, raw)
    assert sentence in str(said.value)


def test_two_talks_with_one_id_are_an_error():
    with pytest.raises(BadRequest, match=r"line 2: the id “a” was there before"):
        read({"id": "a", "turns": TURNS}, {"id": "a", "turns": TURNS})


def test_a_line_that_is_no_json_is_an_error():
    with pytest.raises(BadRequest, match=r"data\.jsonl, line 3: this is not JSON"):
        labelled_talks([json.dumps({"id": "a", "turns": TURNS}), "", "{"], source="data.jsonl")


def change(turn: object = 1, **facts: object) -> str:
    made = {"id": "a", "turn": turn, "was": ["asks"], "should_be": ["begs"], "who": "Ann", "why": "no number"}
    return json.dumps(made | facts)


def test_corrections_stand_over_the_labels_and_people_are_counted():
    talks = read({"id": "a", "turns": TURNS, "labels": {"0": ["offers"], "1": ["asks"]}})
    (talk,), found = corrected(
        talks,
        [change(), change(should_be=[], who="Ben"), change(0, should_be=["offers"])],
        source="c",
    )
    assert talk.labels == ({"offers"}, frozenset())
    assert found == Corrections(turns=2, changed=1, by=(("Ann", 2), ("Ben", 1)))
    assert talks[0].labels[1] == {"asks"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (change(id="zz"), "there is no talk “zz” in the data"),
        (change(2), "the talk “a” has no turn 2"),
        (change(-1), "the talk “a” has no turn -1"),
        (change("1"), "needs “id” and “turn”"),
        (change(True), "needs “id” and “turn”"),
        (change(who=""), "needs “who”"),
        (change(should_be=None), "the labels of “should_be” are no list of names"),
        (change(was="asks"), "the labels of “was” are no list of names"),
        ("[]", "this is no object"),
    ],
)
def test_a_correction_that_fits_nothing_is_an_error_with_its_line(line: str, sentence: str):
    talks = read({"id": "a", "turns": TURNS})
    with pytest.raises(BadRequest, match=r"fix\.jsonl, line 2: ") as said:
        corrected(talks, [change(), line], source="fix.jsonl")
    assert sentence in str(said.value)


def test_the_trainer_gets_the_corrected_talks():
    seen: list[object] = []

    def trainer(talks: Sequence[LabelledTalk], corrections: Corrections, folder: Path) -> Training:
        seen.append((talks[0].labels[1], corrections.turns, folder))
        return Training(labels=(), refused=(), warnings=(), one_a_turn=(), always_one=(), turns=0, talks=0)

    data = Lines(source="data", lines=[json.dumps({"id": "a", "turns": TURNS})])
    _, changes = train_labels(data, Path("m"), trainer, corrections=Lines(source="fix", lines=[change()]))
    assert seen == [({"begs"}, 1, Path("m"))]
    assert changes.by == (("Ann", 1),)


class Told:
    """A reader that says what it was told."""

    thresholds = {"asks": 0.5, "begs": 0.5}  # noqa: RUF012 - never changed

    def __init__(self, *turns: dict[str, float]) -> None:
        self.turns = turns

    def judged(self, call: Call) -> tuple[JudgedTurn, ...]:
        assert len(call.turns) == len(self.turns)
        return tuple(
            JudgedTurn(chances=turn, labels=tuple(name for name, p in turn.items() if p >= 0.5)) for turn in self.turns
        )


def test_figures_confusions_and_the_surest_mistakes_are_counted():
    said = [{"who": "customer", "text": text} for text in ("a", "b", "c", "d")]
    talks = read({"id": "t", "turns": said, "labels": {"0": ["asks"], "1": ["asks"], "3": ["odd"]}})
    reader = Told({"asks": 0.9, "begs": 0.1}, {"asks": 0.2, "begs": 0.8}, {"asks": 0.6, "begs": 0.0}, {})
    found = evaluate_labels(talks, reader)
    asks, begs, odd = found.labels
    assert (asks.precision, asks.recall, asks.f1, asks.support, asks.given) == (0.5, 0.5, 0.5, 2, 2)
    assert (begs.f1, begs.support, begs.given) == (0.0, 0, 1)
    assert (odd.f1, odd.support, odd.ece) == (0.0, 1, None)
    assert found.macro_f1 == 0.25  # labels that the data carries
    assert found.confusions == (("asks", "begs", 1), ("none", "asks", 1), ("odd", "none", 1))
    worst = [(m.turn, m.label, m.missed, m.surety) for m in found.worst]
    assert worst == [(3, "odd", True, 1.0), (1, "asks", True, 0.8), (1, "begs", False, 0.8), (2, "asks", False, 0.6)]
    document = json.loads(json.dumps(evaluation_document(found)))
    assert document["worst"][1] == {
        "id": "t",
        "turn": 1,
        "label": "asks",
        "mistake": "missed",
        "p": 0.2,
        "text": "b",
    }
    assert document["labels"]["odd"]["ece"] is None


def test_data_without_labels_has_no_macro_figure():
    talks = labelled_talks(lines(labelled(1, turns=1, share=0.0)).splitlines(), source="x")
    found = evaluate_labels(talks, Told({"asks": 0.1, "begs": 0.1}))
    assert found.macro_f1 is None
    assert evaluation_document(found)["macro_f1"] is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_a_calibration_error_is_a_share(pairs: list[tuple[float, bool]]):
    assert 0 <= calibration_error(pairs) <= 1
    assert calibration_error([(float(true), true) for _, true in pairs]) == 0
