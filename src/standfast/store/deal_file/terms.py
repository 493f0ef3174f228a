"""The terms of a deal file and their options."""

from standfast.domain.deal import Authority, MoneyRange, Option, Source, Term, TermKind
from standfast.store.deal_file.table import MOST_ENTRIES, Table, is_line, shown

TERM_KEYS = ("name", "kind", "unit", "open", "usual", "options")
OPTION_KEYS = ("name", "amount", "discount", "cost", "gain", "worth", "source", "by")
AUTHORITIES = {level.name.lower(): level for level in Authority}


def term_from(key: str, table: Table) -> Term:
    """Read one term.

    Raises:
        BadRequest: something does not fit.
    """
    table.only(TERM_KEYS)
    options = _options(table)
    names = [option.name for option in options]
    opening = option_in(table, "open", names, table.values.get("open", names[0]))
    return Term(
        key=key,
        name=table.text("name", key) or key,
        options=options,
        kind=table.word("kind", TermKind, TermKind.ORDERED),
        unit=table.text("unit", "") or None,
        opening=opening,
        usual=option_in(table, "usual", names, table.values.get("usual", names[opening])),
    )


def option_in(table: Table, key: str, names: list[str], value: object) -> int:
    """The number of the option that a key names.

    Raises:
        BadRequest: there is none of that name.
    """
    if value not in names:
        known = ", ".join(f"“{name}”" for name in names[:8]) + (" …" if len(names) > 8 else "")
        raise table.misfit(key, f"“{shown(str(value))}” is no option of this term", f"Write one of {known}")
    return names.index(str(value))


def authority_in(table: Table, key: str) -> Authority:
    """Who may grant something.

    Raises:
        BadRequest: it is none of the three.
    """
    value = table.values.get(key, "seller")
    if not isinstance(value, str) or value not in AUTHORITIES:
        raise table.misfit(key, "this must be seller, manager or director", f'Write {key} = "manager"')
    return AUTHORITIES[value]


def range_from(table: Table) -> MoneyRange:
    """What something is worth to them: one sum, or low, likely and high.

    Raises:
        BadRequest: it is neither, or the three do not rise.
    """
    value = table.values.get("worth", 0)
    values = value if isinstance(value, list) else [value] * 3
    if len(values) != 3:
        raise table.misfit(
            "worth", "this must be one sum, or three: low, likely, high", "Write worth = [400, 900, 1500]"
        )
    low, likely, high = (table.minor_of("worth", each, signed=True) for each in values)
    if not low <= likely <= high:
        raise table.misfit("worth", "low, likely and high must rise in this order", "Write worth = [400, 900, 1500]")
    source = table.word("source", Source, Source.GUESS)
    return MoneyRange(low_minor=low, likely_minor=likely, high_minor=high, source=source)


def _options(table: Table) -> tuple[Option, ...]:
    values = table.values.get("options", [])
    if not isinstance(values, list) or not 2 <= len(values) <= MOST_ENTRIES:
        found = f"it has {len(values)}" if isinstance(values, list) else "this is no list"
        what = f"a term needs 2 to {MOST_ENTRIES} options, and {found}"
        raise table.misfit("options", what, 'Write options = [{ name = "…" }, { name = "…" }]')
    options: list[Option] = []
    for number, value in enumerate(values, start=1):
        option = _option(_at(table, number, value))
        if option.name.casefold() in {other.name.casefold() for other in options}:
            what = f"there are two options called “{shown(option.name)}”"
            raise table.misfit("options", what, "Give each a name of its own")
        options.append(option)
    return tuple(options)


def _at(table: Table, number: int, value: object) -> Table:
    """An option with its number and, as far as it has one, its name as its place."""
    name = value.get("name") if isinstance(value, dict) else None
    called = f" ({shown(name)})" if is_line(name) and name else ""
    option = table.within("options", value)
    return Table(
        values=option.values,
        source=table.source,
        place=f"{table.place}, option {number}{called}",
        currency=table.currency,
    )


def _option(table: Table) -> Option:
    table.only(OPTION_KEYS)
    if "cost" in table.values and "gain" in table.values:
        raise table.misfit("gain", "an option has a cost or a gain, not both", "Write what is left of the two")
    cost = table.minor("cost", 0) - table.minor("gain", 0)
    return Option(
        name=table.text("name"),
        amount=table.count("amount"),
        discount_share=table.share("discount", 0.0) or 0.0,
        cost_minor=cost,
        worth=range_from(table),
        by=authority_in(table, "by"),
    )
