"""The rules of a deal file: which options go only with others, never with others, or need somebody's word."""

from standfast.domain.deal import Choice, CoupledRule, Term
from standfast.store.deal_file.table import Table, shown
from standfast.store.deal_file.terms import authority_in, option_in

RULE_KEYS = ("if", "needs", "never_with", "by", "why")
HALVES = ("needs", "never_with", "by")


def rules_from(tables: tuple[Table, ...], terms: tuple[Term, ...]) -> tuple[CoupledRule, ...]:
    """Read all rules.

    Raises:
        BadRequest: a rule names no term or option of the deal, or does not say one thing.
    """
    return tuple(_rule(table.only(RULE_KEYS), terms) for table in tables)


def _rule(table: Table, terms: tuple[Term, ...]) -> CoupledRule:
    given = [key for key in HALVES if key in table.values]
    if len(given) != 1:
        said = " and ".join(given) if given else "none"
        what = f"a rule has one of needs, never_with and by, and this has {said}"
        raise table.misfit("", what, "Write a rule of its own for each")
    half = given[0]
    return CoupledRule(
        when=_choices(table, "if", terms),
        needs=_choices(table, "needs", terms) if half == "needs" else (),
        never_with=_choices(table, "never_with", terms) if half == "never_with" else (),
        by=authority_in(table, "by") if half == "by" else None,
        why=table.text("why", ""),
    )


def _choices(table: Table, key: str, terms: tuple[Term, ...]) -> tuple[Choice, ...]:
    """Read `{ discount = ["15 %", "20 %"] }`, in order of the deal's terms."""
    named = table.table(key)
    if not named.values:
        raise table.misfit(key, "this names no option", f'Write {key} = {{ {terms[0].key} = ["…"] }}')
    known = {term.key: number for number, term in enumerate(terms)}
    for name in named.values:
        if name not in known:
            what = f"“{shown(name)}” is no term of this deal"
            raise table.misfit(key, what, f"Write some of {', '.join(known)}")
    made = (_choice(named, known[name], terms) for name in named.values)
    return tuple(sorted(made, key=lambda choice: choice.term))


def _choice(named: Table, term: int, terms: tuple[Term, ...]) -> Choice:
    key = terms[term].key
    value = named.values[key]
    values = value if isinstance(value, list) else [value]
    if not values:
        raise named.misfit(key, "this names no option", f'Write {key} = ["{terms[term].options[0].name}"]')
    names = [option.name for option in terms[term].options]
    return Choice(term=term, options=tuple(sorted({option_in(named, key, names, each) for each in values})))
