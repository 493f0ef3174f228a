"""Response cards: ours, and a team's own."""

from collections import Counter
from pathlib import Path

import pytest

from standfast.content.cards import card_from, cards_with, shipped_cards
from standfast.domain.errors import DamagedContent
from standfast.domain.moment import HOLDING, PRESSURES, YIELDING, Front

CARDS = shipped_cards()
FORM = {
    "key": "k",
    "title": "t",
    "pressures": ["discount_request"],
    "stages": ["negotiation"],
    "instead_of": ["gives_in"],
    "when": "w",
    "do": "d",
    "why": "y",
    "answers": ["a"],
    "avoid": "v",
    "shows": ["probes"],
}
STAGES = {"first meeting", "discovery", "proposal", "negotiation", "procurement", "renewal", "closing"}


def test_at_least_sixty_cards_cover_every_pressure_front_and_stage():
    assert len(CARDS) >= 60
    assert len({card.key for card in CARDS}) == len(CARDS)
    assert {label for card in CARDS for label in card.pressures} == set(PRESSURES)
    assert {card.front for card in CARDS} == set(Front)
    assert {stage for card in CARDS for stage in card.stages} == STAGES


def test_every_habit_has_a_card_that_cures_it():
    assert {label for card in CARDS for label in card.instead_of} >= YIELDING


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_card_reads_as_one_sentence_and_holds(card):
    assert card.when[0].islower() or card.when.startswith("I ")
    assert card.do[0].islower()
    assert not card.when.endswith(".")
    assert not card.do.endswith(".")
    assert set(card.instead_of) <= YIELDING
    assert set(card.shows) <= HOLDING
    assert all(answer.strip() == answer for answer in card.answers)
    assert "challenger" not in repr(card).casefold()


def test_no_two_cards_say_the_same():
    assert max(Counter(answer for card in CARDS for answer in card.answers).values()) == 1


def test_a_teams_own_card_replaces_ours_by_its_key(tmp_path: Path):
    key = CARDS[0].key
    (tmp_path / "own.toml").write_text(
        "".join(
            ["[[card]]\n", *(f"{name} = {value!r}\n" for name, value in (FORM | {"key": key}).items())],
        ),
        encoding="utf-8",
    )
    (tmp_path / "notes.md").write_text("not a card", encoding="utf-8")
    cards = cards_with(tmp_path)
    assert len(cards) == len(CARDS)
    assert next(card for card in cards if card.key == key).title == "t"
    assert cards_with(None) == CARDS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "“title” is missing or empty"),
        ({"stages": "negotiation"}, "“stages” must be a list"),
        ({"pressures": ["gives_in"]}, "customer labels of one front"),
        ({"pressures": ["discount_request", "stalls"]}, "customer labels of one front"),
        ({"pressures": ["haggles"]}, "“haggles” is no label of the codebook"),
        ({"answers": []}, "“answers” is empty"),
    ],
)
def test_a_card_that_does_not_fit_is_named(change: dict[str, object], words: str):
    with pytest.raises(DamagedContent, match=words):
        card_from(FORM | change, where="own.toml, card 1")


@pytest.mark.parametrize(("text", "words"), [("[[card]\n", "this is not TOML"), ("a = 1\n", "there is no")])
def test_a_file_that_holds_no_cards_is_named(tmp_path: Path, text: str, words: str):
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedContent, match=words):
        cards_with(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(DamagedContent, match="not a folder of cards"):
        cards_with(tmp_path / "none")
