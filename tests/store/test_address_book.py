"""Who people are, remembered."""

from pathlib import Path

import pytest

from standfast.domain.call import Side
from standfast.domain.errors import BadRequest
from standfast.store.address_book import AddressBook, book_path, cache_path, read_address_book, remember

BOOK = """
# who we are
[us]
domains = ["@ourfirm.com"]
names = ["Dwayne Fox"]
margin = 35

[people."Speaker 2"]  # the one with the dog
name = "Jo Marsh"
side = "customer"
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "address-book.toml").write_text(BOOK, encoding="utf-8")
    return tmp_path / "address-book.toml"


def test_a_book_that_is_not_there_is_empty(tmp_path: Path):
    assert read_address_book(tmp_path / "none.toml") == AddressBook()


def test_names_and_sides_are_looked_up_without_case(written: Path):
    book = read_address_book(written)
    assert book.name_of("speaker 2") == "Jo Marsh"
    assert book.name_of("Somebody") == "Somebody"
    assert book.side_of("SPEAKER 2", None) is Side.CUSTOMER
    assert book.side_of("jo marsh", None) is Side.CUSTOMER
    assert book.side_of("dwayne fox", None) is Side.SELLER
    assert book.side_of("Somebody", None) is None
    assert book.margin_share == 0.35


def test_a_mail_address_tells_the_side_once_our_domains_are_known(written: Path):
    book = read_address_book(written)
    assert book.side_of("Ann", "ann@OURFIRM.com") is Side.SELLER
    assert book.side_of("Bob", "bob@else.org") is Side.CUSTOMER
    assert AddressBook().side_of("Bob", "bob@else.org") is None


def test_remembering_keeps_the_readers_comments(written: Path):
    remember(written, "Speaker 2", side=Side.SELLER)
    remember(written, "Guest 1", name="Lee Wong")
    text = written.read_text(encoding="utf-8")
    assert "# who we are" in text
    assert "# the one with the dog" in text
    book = read_address_book(written)
    assert book.side_of("Speaker 2", None) is Side.SELLER
    assert book.name_of("Guest 1") == "Lee Wong"


def test_what_was_remembered_once_is_there_the_next_time(tmp_path: Path):
    path = tmp_path / "new" / "address-book.toml"
    remember(path, "Bo.b [x]", name="Bob", side=Side.CUSTOMER)
    assert read_address_book(path).side_of("bo.b [x]", None) is Side.CUSTOMER


@pytest.mark.parametrize(
    "text",
    [
        "us = 3",
        "[us]\ndomains = 'a.com'",
        "[us]\nmargin = 0",
        "[us]\nmargin = true",
        "[people]\nBob = 3",
        "[people.Bob]\nside = 'both'",
        "[us\n",
    ],
)
def test_a_book_that_does_not_fit_is_one_sentence_with_its_path(tmp_path: Path, text: str):
    path = tmp_path / "address-book.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest, match=r"address-book\.toml"):
        read_address_book(path)


def test_a_broken_book_is_never_written_over(tmp_path: Path):
    path = tmp_path / "address-book.toml"
    path.write_text("[us\n", encoding="utf-8")
    with pytest.raises(BadRequest):
        remember(path, "Bob", name="Rob")
    assert path.read_text(encoding="utf-8") == "[us\n"


def test_the_book_moves_with_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("STANDFAST_HOME", str(tmp_path))
    assert book_path() == tmp_path / "address-book.toml"
    monkeypatch.delenv("STANDFAST_HOME")
    assert book_path().name == "address-book.toml"


def test_what_can_be_made_again_lies_beside_the_book_or_in_the_usual_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("STANDFAST_HOME", str(tmp_path))
    assert cache_path() == tmp_path / "cache"
    monkeypatch.delenv("STANDFAST_HOME")
    assert cache_path().name == "standfast"
