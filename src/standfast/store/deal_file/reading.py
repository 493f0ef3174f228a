"""Read a deal file, strictly: what is not known or does not fit is named with its place, and nothing is passed over."""

import re
import tomllib
from pathlib import Path
from typing import Any

from standfast.domain.deal import (
    MOST_TERMS,
    Deal,
    OurAlternative,
    OurSide,
    People,
    Price,
    Source,
    Term,
    TheirAlternative,
    ValueKind,
    ValueStatement,
)
from standfast.domain.errors import BadRequest
from standfast.store.deal_file.figures import decimal_from
from standfast.store.deal_file.rules import RULE_KEYS, rules_from
from standfast.store.deal_file.table import Table, shown
from standfast.store.deal_file.terms import OPTION_KEYS, TERM_KEYS, range_from, term_from

KEYS: dict[str, tuple[str, ...]] = {
    "": ("title", "customer", "currency", "people", "price", "ours", "theirs", "value", "terms", "rules"),
    "people": ("seller", "manager", "director"),
    "price": ("list", "per", "quantity", "times"),
    "ours": ("floor", "target", "walk_away", "margin", "growth_counts", "deadline", "alternatives"),
    "ours.alternatives": ("name", "worth"),
    "theirs": ("alternatives",),
    "theirs.alternatives": ("name", "worth", "source"),
    "value": ("kind", "money", "weeks", "statement", "source", "heard"),
    "terms": TERM_KEYS,
    "terms.options": OPTION_KEYS,
    "rules": RULE_KEYS,
}
"""All keys of a deal file by table, as docs/reference/deal-file.md lists them."""

LARGEST_FILE = 1_000_000
CODE = re.compile(r"[A-Z]{3}")
TERM_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
MEASURES = {
    ValueKind.VALUE_A_YEAR: "money",
    ValueKind.PAYBACK: "weeks",
    ValueKind.COST_OF_WAITING_A_WEEK: "money",
    ValueKind.OTHER: "statement",
}
"""The key that a kind of value statement cannot do without."""


def read_deal_file(path: Path) -> Deal:
    """Read a deal.

    Raises:
        BadRequest: there is no such file, it is no TOML, or something in it does not fit; the message says where.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as problem:
        remedy = f"Check the path, or begin with `standfast deal new {path}`"
        raise BadRequest("there is no such file", str(path), remedy) from problem
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        raise BadRequest(reason, str(path), "Name a TOML file that you may read") from problem
    if len(content) > LARGEST_FILE:
        raise BadRequest("this is larger than a deal file can be", str(path), "Name a file with one deal")
    return deal_from(parsed(content, str(path)), source=str(path))


def parsed(content: bytes, source: str) -> dict[str, Any]:
    """Take a file's bytes as TOML; figures keep all their digits.

    Raises:
        BadRequest: it is none; the message names the line.
    """
    try:
        text = content.decode("utf-8-sig")
        return tomllib.loads(text, parse_float=decimal_from)
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise BadRequest(f"this is not UTF-8 (at line {line})", source, "Save it as UTF-8") from problem
    except tomllib.TOMLDecodeError as problem:
        said = _worded(str(problem), last_line=len(text.rstrip().splitlines()) or 1)
        raise BadRequest(f"this is not TOML: {said}", source, "Mend the line that is named") from problem
    except (ValueError, RecursionError) as problem:
        remedy = "Compare it with docs/reference/deal-file.md"
        raise BadRequest("this holds a number or a list that is too long for a deal", source, remedy) from problem


def _worded(said: str, *, last_line: int) -> str:
    """What the parser says, with a line in every case, and plainer where a key stands twice."""
    said = said.replace("at end of document", f"at the end, line {last_line}")
    said = re.sub(r"^Cannot declare \((.+?),?\) twice", _twice, said)
    said = re.sub(
        r"^(Cannot overwrite a value|Cannot mutate immutable \w+ .+?(?= \())", "a key stands there twice", said
    )
    return re.sub(r"^Duplicate inline table key '?(.+?)'?(?= \()", r"the key \1 stands there twice", said)


def _twice(declared: re.Match[str]) -> str:
    return f"[{declared[1].replace(', ', '.')}] stands there twice".replace("'", "")


def deal_from(values: dict[str, Any], *, source: str) -> Deal:
    """Check the content of a deal file and make a deal of it.

    Args:
        values: as parsed, figures with a point as `Decimal`.
        source: what to call the file in an error.

    Raises:
        BadRequest: something does not fit.
    """
    bare = Table(values=values, source=source).only(KEYS[""])
    currency = bare.text("currency")
    if not CODE.fullmatch(currency):
        raise bare.misfit("currency", "this must be a code of three capitals", 'Write currency = "USD"')
    top = Table(values=values, source=source, currency=currency)
    terms = _terms(top)
    return Deal(
        title=top.text("title"),
        customer=top.text("customer"),
        currency=currency,
        price=_price(top.table("price").only(KEYS["price"]), terms),
        terms=terms,
        value=tuple(_statement(table.only(KEYS["value"])) for table in top.tables("value")),
        ours=_ours(top, terms),
    )


def _terms(top: Table) -> tuple[Term, ...]:
    terms = top.table("terms")
    if not terms.values:
        remedy = "Write at least one, such as [terms.discount]"
        raise terms.misfit("", "there are no terms to trade", remedy)
    if len(terms.values) > MOST_TERMS:
        what = f"there are {len(terms.values)} terms, more than {MOST_TERMS}"
        raise terms.misfit("", what, "Keep those that are really traded")
    for key in terms.values:
        if not TERM_KEY.fullmatch(key):
            what = f"“{shown(key)}” cannot be the key of a term"
            raise terms.misfit("", what, "Write small letters, digits, - and _, such as [terms.payment]")
    return tuple(term_from(key, terms.within(key, value)) for key, value in terms.values.items())


def _price(price: Table, terms: tuple[Term, ...]) -> Price:
    list_minor = price.minor("list")
    quantity = 1 if "quantity" not in price.values else price.count("quantity")
    if not list_minor or not quantity:
        key = "quantity" if list_minor else "list"
        raise price.misfit(key, "this must be over 0", f"Write {key} = what you start from")
    keys, times = [term.key for term in terms], price.values.get("times", [])
    if not isinstance(times, list):
        raise price.misfit("times", "this must be a list of terms", 'Write times = ["volume"], or leave it out')
    for key in times:
        if key not in keys or times.count(key) > 1:
            what = f"“{shown(str(key))}” is {'named twice' if key in keys else 'no term of this deal'}"
            raise price.misfit("times", what, f"Write some of {', '.join(keys)}")
    return Price(
        list_minor=list_minor, per=price.text("per"), quantity=quantity, times=tuple(keys.index(key) for key in times)
    )


def _ours(top: Table, terms: tuple[Term, ...]) -> OurSide:
    ours, theirs = top.table("ours").only(KEYS["ours"]), top.table("theirs").only(KEYS["theirs"])
    margin = ours.share("margin", None)
    if margin == 0:
        raise ours.misfit("margin", "this must be over 0 %", "Leave it out if you do not know it")
    return OurSide(
        floor_minor=ours.minor("floor"),
        target_minor=ours.minor("target"),
        walk_away_minor=ours.minor("walk_away"),
        margin_share=margin,
        growth_share=ours.share("growth_counts", 0.0) or 0.0,
        deadline=ours.day("deadline"),
        alternatives=tuple(_our_alternative(table) for table in ours.tables("alternatives")),
        their_alternatives=tuple(_their_alternative(table) for table in theirs.tables("alternatives")),
        rules=rules_from(top.tables("rules"), terms),
        people=_people(top.table("people").only(KEYS["people"])),
    )


def _our_alternative(table: Table) -> OurAlternative:
    table.only(KEYS["ours.alternatives"])
    return OurAlternative(name=table.text("name"), worth_minor=table.minor("worth"))


def _their_alternative(table: Table) -> TheirAlternative:
    table.only(KEYS["theirs.alternatives"])
    if "worth" not in table.values:
        raise table.misfit("worth", "this is missing", "Write worth = [low, likely, high], or one sum")
    return TheirAlternative(name=table.text("name"), worth=range_from(table))


def _people(people: Table) -> People:
    return People(
        seller=people.text("seller", ""), manager=people.text("manager", ""), director=people.text("director", "")
    )


def _statement(line: Table) -> ValueStatement:
    kind = line.word("kind", ValueKind)
    needed = MEASURES[kind]
    if needed not in line.values:
        raise line.misfit(needed, f"this is missing for “{kind.value}”", f"Write {needed} = …")
    for key in {"money", "weeks"} - {needed}:
        if key in line.values and kind is not ValueKind.OTHER:
            raise line.misfit(key, f"“{kind.value}” is counted in {needed}", f"Leave {key} out")
    return ValueStatement(
        kind=kind,
        money_minor=line.minor("money") if "money" in line.values else None,
        weeks=line.count("weeks"),
        statement=line.text("statement", ""),
        source=line.word("source", Source, Source.GUESS),
        heard=line.text("heard", ""),
    )
