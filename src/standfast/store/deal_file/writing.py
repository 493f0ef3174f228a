"""Write a deal as a file that a person reads: headings, one option a line, and notes beside what is only a guess."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Array, InlineTable, Item

from standfast.domain.deal import (
    Authority,
    Choice,
    CoupledRule,
    Deal,
    MoneyRange,
    Option,
    Source,
    Term,
    TermKind,
    ValueStatement,
)
from standfast.domain.errors import BadRequest
from standfast.store.deal_file.figures import figure_of, percent_of

HEAD = (
    "# Ours alone: floor, costs and rules of this deal. Not for the customer.\n# All keys: docs/reference/deal-file.md"
)
HEADS = {
    "price": "The list price, and the terms whose amounts it is multiplied by.",
    "ours": "Sums on the scale of the list price of the deal that you open with.",
    "ours.alternatives": "What you do without this deal, and what that brings.",
    "theirs.alternatives": "What they can do instead; worth is counted from the deal that you open with.",
    "value": "The value case: what to go back to when the price is pressed.",
    "terms": "What can be traded. cost, gain: to us. worth: to them at an unchanged price, as low, likely, high.",
    "rules": "What goes only with something else, never with it, or needs somebody's word.",
}

HINTS = {
    "ours.alternatives": 'name = "Sell the seats to the next on the list"\nworth = 50000',
    "theirs.alternatives": 'name = "Stay with the old system"\nworth = [-5000, -2000, 1000]\nsource = "inferred"',
    "value": (
        'kind = "value a year"\nmoney = 84000\nsource = "stated"\nheard = "Priya, call of 3 June"\n\n'
        '[[value]]\nkind = "payback"\nweeks = 11\n\n'
        '[[value]]\nkind = "cost of waiting a week"\nmoney = 1600'
    ),
}
"""What a draft shows behind # where its owner has written nothing yet."""


def write_deal_file(path: Path, deal: Deal, notes: Mapping[str, str], *, over: bool) -> None:
    """Write a deal; the file appears whole or not at all.

    Args:
        path: where to.
        deal: the deal.
        notes: as `deal_text`.
        over: write over what is there already.

    Raises:
        BadRequest: a file is there already and `over` is false, or it cannot be written.
    """
    remedy = "Name a file in a folder that you may write to"
    try:
        handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as problem:
        raise BadRequest(problem.strerror or "it cannot be written", str(path), remedy) from problem
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(deal_text(deal, notes))
        if path.exists() and not over:
            raise BadRequest("there is a file of this name already", str(path), "Name another file, or say --force")
        Path(fresh).replace(path)
    except OSError as problem:
        raise BadRequest(problem.strerror or "it cannot be written", str(path), remedy) from problem
    finally:
        Path(fresh).unlink(missing_ok=True)


def deal_text(deal: Deal, notes: Mapping[str, str] | None = None) -> str:
    """Lay a deal out as TOML; reading it gives the same deal.

    Args:
        deal: the deal.
        notes: comments beside keys, by their place: `ours.floor`, `terms.payment.2` for the second option.
    """
    return "\n".join([HEAD, "", *_sections(deal, notes or {})])


def _sections(deal: Deal, notes: Mapping[str, str]) -> Iterator[str]:
    ours, currency = deal.ours, deal.currency
    top = {"title": deal.title, "customer": deal.customer, "currency": currency}
    yield _section("", top, notes)
    people = {"seller": ours.people.seller, "manager": ours.people.manager, "director": ours.people.director}
    if any(people.values()):
        yield _section("people", {key: name for key, name in people.items() if name}, notes)
    yield _section("price", _price(deal), notes)
    hint = "# deadline = 2026-12-18\n" if notes and ours.deadline is None else ""
    yield _section("ours", _ours(deal), notes) + hint
    mine = [{"name": other.name, "worth": _sum(other.worth_minor, currency)} for other in ours.alternatives]
    yield from _list("ours.alternatives", mine, notes)
    theirs = [{"name": other.name, **_worth(other.worth, currency)} for other in ours.their_alternatives]
    yield from _list("theirs.alternatives", theirs, notes)
    yield from _list("value", [_statement(line, currency) for line in deal.value], notes)
    for number, term in enumerate(deal.terms):
        head = "" if number else f"# {HEADS['terms']}\n"
        yield head + _section(f"terms.{term.key}", _term(term, currency, notes), notes)
    yield from _list("rules", [_rule(rule, deal.terms) for rule in ours.rules], notes)


def _section(place: str, values: Mapping[str, Any], notes: Mapping[str, str]) -> str:
    """A table under its heading, with its notes."""
    head = f"# {HEADS[place]}\n" if place in HEADS else ""
    return head + (f"[{place}]\n" if place else "") + _lines(place, values, notes)


def _list(place: str, tables: Sequence[Mapping[str, Any]], notes: Mapping[str, str]) -> Iterator[str]:
    if not tables and notes and place in HINTS:
        shown = f"[[{place}]]\n{HINTS[place]}".replace("\n\n", "\n").splitlines()
        yield "\n".join([f"# {HEADS[place]} Take the # away to use it:", *(f"# {line}" for line in shown), ""])
    for number, values in enumerate(tables, start=1):
        head = f"# {HEADS[place]}\n" if number == 1 else ""
        yield f"{head}[[{place}]]\n" + _lines(f"{place}.{number}", values, notes)


def _lines(place: str, values: Mapping[str, Any], notes: Mapping[str, str]) -> str:
    document = tomlkit.document()
    for key, value in values.items():
        made = value if isinstance(value, Item) else tomlkit.item(value)
        note = notes.get(f"{place}.{key}" if place else key)
        if note:
            made.comment(note)
        document.add(key, made)
    return tomlkit.dumps(document)


def _sum(minor: int, currency: str) -> Item:
    """A sum with the digits that a person writes: 59.90, and 1200 without a point."""
    return tomlkit.value(figure_of(minor, currency))


def _price(deal: Deal) -> dict[str, Any]:
    price = deal.price
    values: dict[str, Any] = {"list": _sum(price.list_minor, deal.currency), "per": price.per}
    if price.quantity != 1:
        values["quantity"] = price.quantity
    if price.times:
        values["times"] = [deal.terms[term].key for term in price.times]
    return values


def _ours(deal: Deal) -> dict[str, Any]:
    ours, currency = deal.ours, deal.currency
    values: dict[str, Any] = {
        "floor": _sum(ours.floor_minor, currency),
        "target": _sum(ours.target_minor, currency),
        "walk_away": _sum(ours.walk_away_minor, currency),
    }
    if ours.margin_share is not None:
        values["margin"] = percent_of(ours.margin_share)
    if ours.growth_share:
        values["growth_counts"] = percent_of(ours.growth_share)
    if ours.deadline is not None:
        values["deadline"] = ours.deadline
    return values


def _statement(line: ValueStatement, currency: str) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": line.kind.value}
    if line.money_minor is not None:
        values["money"] = _sum(line.money_minor, currency)
    if line.weeks is not None:
        values["weeks"] = line.weeks
    texts = {"statement": line.statement, "source": line.source.value, "heard": line.heard}
    return values | {key: text for key, text in texts.items() if text}


def _term(term: Term, currency: str, notes: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {"name": term.name}
    if term.kind is not TermKind.ORDERED:
        values["kind"] = term.kind.value
    if term.unit is not None:
        values["unit"] = term.unit
    values["open"] = term.options[term.opening].name
    if term.usual != term.opening:
        values["usual"] = term.options[term.usual].name
    options: Array = tomlkit.array()
    for number, option in enumerate(term.options, start=1):
        options.add_line(_option(option, currency), comment=notes.get(f"terms.{term.key}.{number}"), indent="  ")
    options.add_line(indent="")
    return values | {"options": options}


def _option(option: Option, currency: str) -> InlineTable:
    values: dict[str, Any] = {"name": option.name}
    if option.amount is not None:
        values["amount"] = option.amount
    if option.discount_share:
        values["discount"] = percent_of(option.discount_share)
    if option.cost_minor:
        values["cost" if option.cost_minor > 0 else "gain"] = _sum(abs(option.cost_minor), currency)
    if option.worth != MoneyRange():
        values |= _worth(option.worth, currency)
    if option.by is not Authority.SELLER:
        values["by"] = option.by.name.lower()
    return _inline(values)


def _worth(worth: MoneyRange, currency: str) -> dict[str, Any]:
    """One sum where the three are the same; a guess is what stands there without a source."""
    three = (worth.low_minor, worth.likely_minor, worth.high_minor)
    values: dict[str, Any] = {
        "worth": _sum(three[0], currency) if len(set(three)) == 1 else [_sum(minor, currency) for minor in three]
    }
    return values if worth.source is Source.GUESS else values | {"source": worth.source.value}


def _rule(rule: CoupledRule, terms: tuple[Term, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {"if": _choices(rule.when, terms)}
    if rule.needs:
        values["needs"] = _choices(rule.needs, terms)
    if rule.never_with:
        values["never_with"] = _choices(rule.never_with, terms)
    if rule.by is not None:
        values["by"] = rule.by.name.lower()
    return values | ({"why": rule.why} if rule.why else {})


def _choices(choices: tuple[Choice, ...], terms: tuple[Term, ...]) -> InlineTable:
    return _inline(
        {
            terms[choice.term].key: [terms[choice.term].options[option].name for option in choice.options]
            for choice in choices
        }
    )


def _inline(values: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(values)
    return table
