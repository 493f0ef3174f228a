"""`standfast people`: who somebody is, said once."""

from rich.console import Console

from standfast.app.wiring import remember_person as remember
from standfast.domain.call import Side
from standfast.domain.errors import BadRequest


def remember_person(heard: str, *, name: str | None, side: str | None) -> None:
    """Write a name or a side into the address book.

    Raises:
        BadRequest: nothing to remember, or a side that is none.
    """
    if name is None and side is None:
        raise BadRequest("there is nothing to remember", f"people {heard}", "Add --name or --side")
    if side not in {None, "seller", "customer"}:
        raise BadRequest(f"“{side}” is no side", f"people {heard}", "Write --side seller or --side customer")
    path = remember(heard, name=name, side=Side(side) if side else None)
    said = " and ".join(
        filter(None, [f"is called {name}" if name else "", f"sits on the {side}'s side" if side else ""])
    )
    Console().print(f"Remembered: {heard} {said} ({path}).", soft_wrap=True)
