"""Settle who sells and who buys: the user's word first, then the file's, the address book's, and last the talk's."""

from dataclasses import dataclass, replace

from standfast.app.ports import AddressBook, SideTeller
from standfast.domain.call import Call, Side, Speaker
from standfast.domain.errors import UnknownSpeaker


@dataclass(frozen=True, slots=True, kw_only=True)
class SideHints:
    """What the user said about the people of a talk. Names are compared without case."""

    sellers: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


def name_sides(call: Call, hints: SideHints, book: AddressBook, tell: SideTeller) -> Call:
    """Give every speaker a name and a side.

    Raises:
        UnknownSpeaker: a hint names somebody who does not speak.
    """
    named = replace(call, speakers=tuple(replace(s, name=book.name_of(s.name)) for s in call.speakers))
    _check_hints(named, hints)
    known = replace(named, speakers=tuple(_from_record(speaker, hints, book) for speaker in named.speakers))
    sides = {speaker.side for speaker in known.speakers}
    if hints.sellers and Side.CUSTOMER not in sides:
        known = replace(known, speakers=tuple(_rest(speaker, Side.CUSTOMER, "--seller") for speaker in known.speakers))
    elif hints.customers and Side.SELLER not in sides:
        known = replace(known, speakers=tuple(_rest(speaker, Side.SELLER, "--customer") for speaker in known.speakers))
    return tell(known) if any(speaker.side is Side.UNKNOWN for speaker in known.speakers) else known


def _check_hints(call: Call, hints: SideHints) -> None:
    known = {speaker.name.casefold() for speaker in call.speakers}
    for name in (*hints.sellers, *hints.customers):
        if name.casefold() not in known:
            raise UnknownSpeaker(name, tuple(speaker.name for speaker in call.speakers))


def _from_record(speaker: Speaker, hints: SideHints, book: AddressBook) -> Speaker:
    name = speaker.name.casefold()
    if name in {hint.casefold() for hint in hints.sellers}:
        return replace(speaker, side=Side.SELLER, side_p=1.0, side_basis="--seller")
    if name in {hint.casefold() for hint in hints.customers}:
        return replace(speaker, side=Side.CUSTOMER, side_p=1.0, side_basis="--customer")
    if speaker.side is not Side.UNKNOWN:
        return speaker
    recorded = book.side_of(speaker.name, speaker.email)
    if recorded is not None:
        return replace(speaker, side=recorded, side_p=1.0, side_basis="address book")
    return speaker


def _rest(speaker: Speaker, side: Side, basis: str) -> Speaker:
    if speaker.side is not Side.UNKNOWN:
        return speaker
    return replace(speaker, side=side, side_p=1.0, side_basis=basis)
