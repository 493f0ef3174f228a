"""Learning a team's own labels and giving them."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.app.labelled_talks import labelled_talks
from standfast.domain.call import Call, Side
from standfast.domain.errors import BadRequest, DamagedContent
from standfast.domain.own_labels import Corrections, LabelledTalk
from standfast.language.own_labels.choosing import Frame, best_thresholds, chosen, f1_of
from standfast.language.own_labels.features import piece_counts, traits_of
from standfast.language.own_labels.fitting import fit_own_labels
from standfast.language.own_labels.heads import Heads, OwnLabels
from standfast.language.own_labels.rows import dealt, plan_of
from standfast.language.own_labels.shipped import ShippedLabels
from standfast.language.own_labels.stored import heads_from, store
from standfast.language.reader.turn_reader import shipped_turn_reader
from tests.labelled import labelled, lines
from tests.talks import talk

READER = shipped_turn_reader()


def talks_of(raw: list[dict]) -> tuple[LabelledTalk, ...]:
    return labelled_talks(lines(raw).splitlines(), source="data.jsonl")


TALKS = talks_of(labelled(14))
TRAITS = [traits_of(one.call, READER) for one in TALKS]
HEADS, TRAINING = fit_own_labels(TALKS, TRAITS)


def given_to(call: Call, heads: Heads = HEADS) -> list[tuple[str, ...]]:
    return [turn.labels for turn in OwnLabels(heads, READER).judged(call)]


def test_labels_that_are_plain_in_the_words_are_learnt():
    found = given_to(
        talk(
            "S: Hello, good morning.",
            "C: Could you deliver the pallets?",
            "S: They are wonderful, they last for ages.",
            "C: I see, go on.",
        )
    )
    assert found == [("greets",), ("asks_delivery",), ("praises",), ()]
    assert TRAINING.macro_f1 > 0.9


def test_a_label_belongs_to_the_sides_on_which_it_occurs():
    sides = dict(zip(HEADS.labels, HEADS.sides, strict=True))
    assert sides["greets"] == {Side.SELLER, Side.CUSTOMER}
    assert sides["asks_delivery"] == {Side.CUSTOMER}
    assert given_to(talk("S: When would you deliver the pallets?")) == [()]
    judged = OwnLabels(HEADS, READER).judged(talk("S: Hello", "C: Hello"))
    assert [set(turn.chances) for turn in judged] == [{"greets", "praises"}, {"greets", "asks_delivery"}]


def test_a_turn_without_words_or_without_a_side_gets_no_label():
    assert given_to(talk("S: ", "U: Hello there, good morning to you.")) == [(), ()]
    assert given_to(replace(talk("S: x"), turns=())) == []


def test_learning_twice_gives_the_same():
    again, training = fit_own_labels(TALKS, TRAITS)
    assert training == TRAINING
    assert np.array_equal(again.thresholds, HEADS.thresholds)
    assert np.array_equal(again.word_lines, HEADS.word_lines)
    assert np.array_equal(again.state_lines, HEADS.state_lines)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.integers(1, 8))
def test_labels_so_far_do_not_change_as_the_talk_goes_on(seed: int, cut: int):
    (one,) = talks_of(labelled(1, seed=seed))
    so_far = replace(one.call, turns=one.call.turns[:cut])
    assert given_to(one.call)[:cut] == given_to(so_far)


def test_a_label_with_few_examples_is_learnt_with_a_warning_and_one_with_hardly_any_is_refused():
    raw = labelled(14)
    for n in range(4):
        raw[n]["labels"].setdefault("0", []).append("hardly_any")
    for n in range(7):
        raw[n]["labels"].setdefault("1", []).append("a_few")
    plan = plan_of(talks_of(raw))
    assert "hardly_any" not in plan.labels
    assert plan.refused == ("“hardly_any” is refused: it has 4 example(s), and 5 is the least to learn from.",)
    assert "“a_few” has 7 examples: from 20 upwards a label can be relied on." in plan.warnings
    _, training = fit_own_labels(talks_of(raw), TRAITS)
    assert [found.label for found in training.labels] == ["a_few", "asks_delivery", "greets", "praises"]


def test_a_label_of_one_conversation_alone_is_refused_and_so_is_one_that_every_turn_carries():
    raw = labelled(6)
    for one in raw:
        one["group"] = "same deal" if one["id"] < "talk 5" else one["id"]
        one["labels"] |= {n: [*one["labels"].get(n, []), "always"] for n in "0246"}
    for n in range(3):
        raw[n]["labels"]["1"] = raw[n]["labels"]["3"] = ["one_deal"]
    plan = plan_of(talks_of(raw))
    assert "all its examples stand in one conversation" in " ".join(plan.refused)
    assert "every turn of its side carries it" in " ".join(plan.refused)


@pytest.mark.parametrize("raw", [[], labelled(3, share=0.0), labelled(1)])
def test_nothing_to_learn_is_said_so(raw: list[dict]):
    with pytest.raises(BadRequest, match="the labelled talks: "):
        plan_of(talks_of(raw))


def test_where_turns_carry_one_label_the_best_one_is_given():
    assert HEADS.one_a_turn == {Side.SELLER, Side.CUSTOMER}
    assert HEADS.always_one == frozenset()
    full = talks_of(labelled(14, share=1.0))
    heads, training = fit_own_labels(full, [traits_of(one.call, READER) for one in full])
    assert training.always_one == (Side.CUSTOMER, Side.SELLER)
    assert all(len(labels) == 1 for labels in given_to(talk("S: Whatever.", "C: Something else."), heads))


def test_where_labels_stand_side_by_side_each_is_given_for_itself():
    raw = labelled(14)
    for one in raw:
        for index in "1357":
            if "asks_delivery" in one["labels"].get(index, []):
                one["labels"][index].append("asks")
    heads, _ = fit_own_labels(talks_of(raw), TRAITS)
    assert Side.CUSTOMER not in heads.one_a_turn
    assert set(given_to(talk("C: When would you deliver the pallets?"), heads)[0]) == {"asks", "asks_delivery"}


shares = st.floats(0.01, 0.99)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(shares, shares, st.booleans(), st.booleans()), min_size=4, max_size=30))
def test_picked_thresholds_are_never_worse_than_a_half(found: list[tuple[float, float, bool, bool]]):
    p = np.array([row[:2] for row in found])
    y = np.array([[row[2], row[3] and not row[2]] for row in found])
    for one, always in ((False, False), (True, False), (True, True)):
        frame = Frame(allowed=np.ones_like(y), one=np.full(len(y), one), always=np.full(len(y), always))
        given = chosen(p, best_thresholds(p, y, frame), frame)
        assert f1_of(y, given).mean() >= f1_of(y, chosen(p, np.array([0.5, 0.5]), frame)).mean() - 1e-9
        assert not one or given.sum(1).max() <= 1
        assert not always or given.sum(1).min() == 1


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), min_size=2, max_size=40))
def test_folds_keep_a_conversation_whole(rows: list[tuple[str, bool]]):
    folds = dealt([group for group, _ in rows], np.array([[yes] for _, yes in rows]))
    for group in {group for group, _ in rows}:
        assert len({int(fold) for fold, (name, _) in zip(folds, rows, strict=True) if name == group}) == 1
    assert folds.min() >= 0
    if len({group for group, yes in rows if yes}) >= 2:
        assert len({int(fold) for fold, (_, yes) in zip(folds, rows, strict=True) if yes}) >= 2


def test_pieces_of_words_are_counted_however_often_a_word_stands():
    once, twice = piece_counts("pallets"), piece_counts("Pallets pallets")
    assert np.array_equal(once[0], twice[0])
    assert (twice[1] > once[1]).all()
    assert piece_counts("")[0].size == 0


def test_a_stored_model_gives_the_same_labels(tmp_path: Path):
    kept(tmp_path / "mine")
    again = heads_from(tmp_path / "mine", reader_version=READER.version)
    for one in TALKS:
        assert given_to(one.call, again) == given_to(one.call)
        assert np.allclose(
            again.chances(traits_of(one.call, READER)), HEADS.chances(traits_of(one.call, READER)), atol=0.01
        )
    card = json.loads((tmp_path / "mine/card.json").read_text("utf-8"))
    assert card["labels"]["praises"]["sides"] == ["seller"]
    assert card["reader"] == READER.version
    assert card["corrections"] == {"turns": 2, "changed": 1, "by": {"Ann": 2}}


def kept(folder: Path) -> Path:
    corrections = Corrections(turns=2, changed=1, by=(("Ann", 2),))
    store(folder, HEADS, TRAINING, corrections, reader_version=READER.version)
    return folder


def test_a_model_of_another_reader_is_refused(tmp_path: Path):
    with pytest.raises(DamagedContent, match=r"made for .*, and this is another"):
        heads_from(kept(tmp_path / "mine"), reader_version="another")


@pytest.mark.parametrize("name", ["heads.npz", "card.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x80 broken", b"[1]", b"[" * 9000])
def test_a_broken_model_is_named(tmp_path: Path, name: str, content: bytes):
    (kept(tmp_path / "mine") / name).write_bytes(content)
    with pytest.raises(DamagedContent, match="are broken or do not fit together"):
        heads_from(tmp_path / "mine", reader_version=READER.version)


def test_two_conversations_are_enough_to_learn_from():
    raw = talks_of(labelled(2, turns=24))
    heads, training = fit_own_labels(raw, [traits_of(one.call, READER) for one in raw])
    assert training.talks == 2
    assert given_to(talk("C: Can you deliver the pallets by truck?"), heads) == [("asks_delivery",)]


def test_where_one_conversation_says_nothing_but_one_label_learning_still_works():
    raw = talks_of(labelled(3, turns=12, share=1.0)[:1] + labelled(4, turns=12, share=0.2)[1:])
    heads, _ = fit_own_labels(raw, [traits_of(one.call, READER) for one in raw])
    assert np.isfinite(heads.blend).all()


def test_numbers_that_are_none_are_named(tmp_path: Path):
    bad = replace(HEADS, state_lines=np.full_like(HEADS.state_lines, np.nan))
    store(tmp_path / "mine", bad, TRAINING, Corrections(), reader_version="x")
    with pytest.raises(DamagedContent, match="are broken or do not fit together"):
        heads_from(tmp_path / "mine", reader_version="x")


def test_files_of_two_models_do_not_go_together(tmp_path: Path):
    card = kept(tmp_path / "mine") / "card.json"
    raw = json.loads(card.read_text("utf-8"))
    raw["labels"].pop("praises")
    card.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(DamagedContent, match="are broken or do not fit together"):
        heads_from(tmp_path / "mine", reader_version=READER.version)


def test_an_older_model_is_replaced_and_nothing_else_is(tmp_path: Path):
    kept(kept(tmp_path / "mine"))
    assert sorted(item.name for item in tmp_path.iterdir()) == ["mine"]
    (tmp_path / "mine/notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadRequest, match="holds other files than a model"):
        kept(tmp_path / "mine")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(BadRequest, match="is a file"):
        kept(tmp_path / "file")
    with pytest.raises(BadRequest, match="No such file or directory"):
        kept(tmp_path / "nowhere/mine")
    assert (tmp_path / "mine/notes.txt").read_text("utf-8") == "mine"


def test_labelling_needs_numpy_alone(tmp_path: Path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom standfast.app import wiring\n"
        f"wiring.label_reader(Path({str(kept(tmp_path / 'mine'))!r}))\n"
        "assert not {'sklearn', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_our_own_labels_are_judged_as_they_are_read():
    call = talk("S: It is $100 a seat.", "C: Could you do $80 instead?", "S: ", "U: Could you do $70?")
    from standfast.domain.money import PricePath

    sure, _ = READER.read(call, PricePath())
    judged = ShippedLabels(READER).judged(call)
    assert [(r.turn, r.label.value) for r in sure] == [(n, name) for n, t in enumerate(judged) for name in t.labels]
    assert [len(turn.chances) for turn in judged] == [14, 7, 0, 0]
    assert set(ShippedLabels(READER).thresholds) == {label.value for label in READER.thresholds}
