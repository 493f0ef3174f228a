"""Our own JSON: one talk, a list of talks, or one talk a line.

`{"id"?, "title"?, "turns": [{"who"|"speaker"|"name", "side"?, "text", "start_s"?, "end_s"?}], "list_price"?,
"currency"?}`. `who` is "seller" or "customer", or a name. Documented in docs/reference.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from standfast.domain.call import Call, Side, TimeQuality
from standfast.domain.errors import DamagedFile
from standfast.domain.money import minor_digits
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.clock import seconds
from standfast.transcripts.json_fields import broken_json
from standfast.transcripts.label_words import SIDES
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice


def sniff(source: Source) -> float:
    """A talk with turns that have a text."""
    talks = _talks(source)
    return 1.0 if talks and all(_is_talk(talk) for talk in talks) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The calls in the file, in order.

    Raises:
        DamagedFile: it is no JSON of this form.
    """
    talks = _talks(source)
    if not talks or not any(_is_talk(talk) for talk in talks):
        raise broken_json(source) or DamagedFile(
            source.name,
            "it is no JSON with “turns” that each have a “who” and a “text”",
            "Check it against the reference, or leave the format out",
        )
    return tuple(_call(source, talk, key) for talk in talks if _is_talk(talk))


def _talks(source: Source) -> tuple[Any, ...]:
    value = source.json
    if value is None:
        return source.json_lines
    return tuple(value) if isinstance(value, list) else (value,)


def _is_talk(value: Any) -> bool:
    turns = value.get("turns") if isinstance(value, dict) else None
    return isinstance(turns, list) and any(
        isinstance(turn, dict) and isinstance(turn.get("text"), str) for turn in turns
    )


def _call(source: Source, talk: dict[str, Any], key: str) -> Call:
    turns = [turn for turn in talk["turns"] if isinstance(turn, dict) and isinstance(turn.get("text"), str)]
    lost = len(talk["turns"]) - len(turns)
    currency = _currency(talk.get("currency"))
    facts = Facts(
        format=key,
        time_quality=TimeQuality.TURN,
        title=_word(talk, "title") or _word(talk, "id"),
        list_price_minor=_minor(talk.get("list_price"), currency),
        currency=currency,
        notes=(f"{lost} turns without a text were left out.",) if lost else (),
    )
    return assemble(source, _pieces(turns), facts)


def _pieces(turns: list[dict[str, Any]]) -> Iterator[Piece]:
    for turn in turns:
        yield Piece(
            text=turn["text"],
            voice=_voice(turn),
            start_s=seconds(turn.get("start_s")),
            end_s=seconds(turn.get("end_s")),
        )


def _voice(turn: dict[str, Any]) -> Voice | None:
    """Whoever speaks: a name beats "seller" or "customer" as a name, and both state the side."""
    names = [name for name in (_word(turn, "name"), _word(turn, "speaker"), _word(turn, "who")) if name]
    if not names:
        return None
    sides = [SIDES[word.casefold()] for word in (_word(turn, "side"), *names) if word and word.casefold() in SIDES]
    if not sides:
        return Voice(name=names[0])
    basis = "the file"
    name = names[0].capitalize() if names[0].casefold() in SIDES else names[0]
    return Voice(name=name, side=sides[0], side_p=1.0 if sides[0] is not Side.UNKNOWN else 0.0, side_basis=basis)


def _word(talk: dict[str, Any], field: str) -> str | None:
    value = talk.get(field)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _currency(value: object) -> str | None:
    if isinstance(value, str) and len(value.strip()) == 3 and value.strip().isascii() and value.strip().isalpha():
        return value.strip().upper()
    return None


def _minor(value: object, currency: str | None) -> int | None:
    """The list price in minor units; two digits where no currency is given."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        amount = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    if not amount.is_finite() or not 0 < amount < 10**15:
        return None
    return int(amount.scaleb(minor_digits(currency)).to_integral_value())
