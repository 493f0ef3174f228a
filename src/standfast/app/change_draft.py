"""Change a drafted deal so that its places still fit: terms and options are numbered, and rules and notes name them."""

import re
from dataclasses import replace

from standfast.app.draft_deal import Draft
from standfast.domain.deal import Deal, Option, Term

NUMBER = re.compile(r"[0-9][0-9,]{0,11}")


def without_rules(draft: Draft) -> Draft:
    """Leave all rules out."""
    return replace(draft, deal=replace(draft.deal, ours=replace(draft.deal.ours, rules=())))


def without_term(draft: Draft, key: str) -> Draft:
    """Leave a term out, before any rule is made; one that multiplies the price leaves its opening amount there."""
    deal = draft.deal
    gone = next(number for number, term in enumerate(deal.terms) if term.key == key)
    times = tuple(term - (term > gone) for term in deal.price.times if term != gone)
    opening = deal.terms[gone].options[deal.terms[gone].opening]
    multiplied = (opening.amount or 1) if gone in deal.price.times else 1
    price = replace(deal.price, times=times, quantity=deal.price.quantity * multiplied)
    terms = tuple(term for term in deal.terms if term.key != key)
    return Draft(deal=replace(deal, terms=terms, price=price), notes=_notes_without(draft.notes, key))


def with_options(draft: Draft, key: str, options: tuple[Option, ...]) -> Draft:
    """Give a term other options, before any rule is made. It opens with the first of them if its opening one is gone.

    Notes go with the options that stay, by name.
    """
    old = term_of(draft.deal, key)
    names = [option.name for option in options]
    opening = old.options[old.opening].name
    place = names.index(opening) if opening in names else 0
    term = replace(old, options=options, opening=place, usual=place)
    noted = {name: draft.notes.get(f"terms.{key}.{n}") for n, name in enumerate((o.name for o in old.options), start=1)}
    kept = {f"terms.{key}.{n}": note for n, name in enumerate(names, start=1) if (note := noted.get(name))}
    terms = tuple(term if other.key == key else other for other in draft.deal.terms)
    return Draft(deal=replace(draft.deal, terms=terms), notes=_notes_without(draft.notes, key) | kept)


def named_options(term: Term, names: tuple[str, ...], *, amounts: bool) -> tuple[Option, ...]:
    """Options by these names: those that the term has already, and new ones at no cost.

    With `amounts` a new one's amount is the first whole number in its name.
    """
    known = {option.name: option for option in term.options}
    return tuple(known.get(name) or Option(name=name, amount=_amount(name) if amounts else None) for name in names)


def term_of(deal: Deal, key: str) -> Term:
    """The term of that key."""
    return next(term for term in deal.terms if term.key == key)


def _amount(name: str) -> int | None:
    found = NUMBER.search(name)
    return int(found[0].replace(",", "")) if found else None


def _notes_without(notes: dict[str, str], key: str) -> dict[str, str]:
    return {place: note for place, note in notes.items() if not place.startswith(f"terms.{key}.")}
