"""Whose word counts when sides are settled."""

from dataclasses import replace

import pytest

from standfast.app.name_sides import SideHints, name_sides
from standfast.domain.call import Call, Side
from standfast.domain.errors import UnknownSpeaker
from standfast.store.address_book import AddressBook, Person
from tests.talks import talk


def told_by_talk(call: Call) -> Call:
    return replace(call, notes=(*call.notes, "told from the talk"))


def nameless() -> Call:
    call = talk("S: Hello.", "C: Hi.")
    return replace(call, speakers=tuple(replace(s, side=Side.UNKNOWN) for s in call.speakers))


def sides(call: Call) -> dict[str, tuple[Side, str]]:
    return {speaker.name: (speaker.side, speaker.side_basis) for speaker in call.speakers}


def test_the_users_word_comes_first_and_seats_everybody_else_opposite():
    book = AddressBook(people={"sam": Person(side=Side.CUSTOMER)})
    call = name_sides(nameless(), SideHints(sellers=("SAM",)), book, told_by_talk)
    assert sides(call) == {"Sam": (Side.SELLER, "--seller"), "Cleo": (Side.CUSTOMER, "--seller")}
    assert call.notes == ()


def test_naming_the_customer_seats_the_rest_as_sellers():
    call = name_sides(nameless(), SideHints(customers=("Cleo",)), AddressBook(), told_by_talk)
    assert sides(call) == {"Sam": (Side.SELLER, "--customer"), "Cleo": (Side.CUSTOMER, "--customer")}


def test_what_the_file_states_is_kept():
    call = name_sides(talk("S: Hello.", "C: Hi."), SideHints(), AddressBook(), told_by_talk)
    assert [side for side, _ in sides(call).values()] == [Side.SELLER, Side.CUSTOMER]
    assert call.notes == ()


def test_the_address_book_gives_names_and_sides():
    book = AddressBook(people={"sam": Person(name="Samira", side=Side.SELLER), "cleo": Person(side=Side.CUSTOMER)})
    call = name_sides(nameless(), SideHints(), book, told_by_talk)
    assert sides(call) == {"Samira": (Side.SELLER, "address book"), "Cleo": (Side.CUSTOMER, "address book")}


def test_only_what_nobody_knows_is_told_from_the_talk():
    call = name_sides(nameless(), SideHints(), AddressBook(), told_by_talk)
    assert call.notes == ("told from the talk",)


def test_a_name_that_nobody_bears_is_an_error_with_those_who_speak():
    with pytest.raises(UnknownSpeaker, match="Sam, Cleo"):
        name_sides(nameless(), SideHints(sellers=("Bob",)), AddressBook(), told_by_talk)
