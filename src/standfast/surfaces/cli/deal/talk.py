"""The questions of `standfast deal new`, in the order in which a seller thinks of a deal."""

import re
from dataclasses import replace

import typer

from standfast.app.change_draft import named_options, term_of, with_options, without_rules, without_term
from standfast.app.draft_deal import AMOUNT, LIST_UNITS, PER, DealKind, Draft, Outline, draft_deal, with_longer_first
from standfast.app.wiring import money_from, to_mend
from standfast.domain.deal import (
    Authority,
    MoneyRange,
    Option,
    OurAlternative,
    Source,
    Term,
    TheirAlternative,
    ValueKind,
    ValueStatement,
)
from standfast.domain.errors import BadRequest
from standfast.domain.money import minor_digits
from standfast.surfaces.cli.deal.asking import (
    ask,
    ask_count,
    ask_day,
    ask_list,
    ask_percent,
    ask_percents,
    ask_share,
    ask_sum,
    ask_sum_or_none,
    ask_text,
    ask_weeks,
    ask_word,
    ask_yes,
)
from standfast.surfaces.pages.words import money

AUTHORITIES = {level.name.lower(): level for level in Authority}
WORDS_FOR_AMOUNT = {
    DealKind.SUBSCRIPTION: "How many seats do they ask for",
    DealKind.MACHINE: "How many machines do they ask for",
    DealKind.SERVICES: "How many such projects",
}


def talk_through(outline: Outline, *, kind_given: bool) -> Draft:
    """Ask everything, from the customer's name to the value case, and give the drafted deal.

    Args:
        outline: what is assumed; Enter keeps it.
        kind_given: what is sold was said already.

    Raises:
        BadRequest: the price times the amount is more than can be counted.
        typer.Abort: the talk was broken off.
    """
    typer.echo("Enter takes what stands in brackets. Nothing is written before the end.")
    draft = without_rules(draft_deal(ask_outline(outline, kind_given=kind_given)))
    for flaw in to_mend(draft.deal):
        raise BadRequest(flaw.what, flaw.where, flaw.remedy)
    draft = _discounts(_limits(draft))
    for term in draft.deal.terms[1:]:
        draft = _term(draft, term)
    keys = {term.key for term in draft.deal.terms}
    if "length" in keys and ask_yes("Your deepest discount only for a longer contract", guess=True):
        draft = Draft(deal=with_longer_first(draft.deal), notes=draft.notes)
    return _other_side(draft)


def ask_outline(outline: Outline, *, kind_given: bool) -> Outline:
    """Ask for the customer, what is sold, its price and how much of it."""
    customer = ask_text("Who is the customer", outline.customer)
    title = ask_text("What is the deal called", f"Deal with {customer}")
    kinds = tuple(kind.value for kind in DealKind)
    kind = outline.kind if kind_given else DealKind(ask_word("What do you sell", kinds, outline.kind.value))
    currency = ask("In which currency", outline.currency, _currency, outline.currency).value
    per = ask_text("What is the list price for", PER[kind])
    list_guess = LIST_UNITS[kind] * 10 ** minor_digits(currency)
    list_minor = ask(
        f"The list price a {per}", f"a guess: {money(list_guess, currency)}", lambda t: _price(t, currency), list_guess
    ).value
    amount = ask_count(WORDS_FOR_AMOUNT[kind], AMOUNT[kind])
    return Outline(
        kind=kind, customer=customer, title=title, currency=currency, list_minor=list_minor, per=per, amount=amount
    )


def _limits(draft: Draft) -> Draft:
    """Ask for floor, target, walk-away, margin and deadline until they fit each other; a guess keeps its note."""
    currency, ours = draft.deal.currency, draft.deal.ours
    while True:
        floor = ask_sum("Your floor: the least that you sign for", ours.floor_minor, currency)
        target = ask_sum("Your target", max(ours.target_minor, floor.value), currency)
        away = ask_sum("What you have without this deal", min(ours.walk_away_minor, floor.value), currency)
        changed = replace(ours, floor_minor=floor.value, target_minor=target.value, walk_away_minor=away.value)
        flaws = to_mend(replace(draft.deal, ours=changed))
        if not flaws:
            break
        typer.echo(f"  {flaws[0].what}. {flaws[0].remedy}.")
    margin = ask_share("Your gross margin in percent", ours.margin_share or 1.0)
    changed = replace(changed, margin_share=margin.value, deadline=ask_day("Your deadline, as 2026-12-18"))
    guessed = {"floor": floor.guessed, "target": target.guessed, "walk_away": away.guessed, "margin": margin.guessed}
    said = {f"ours.{key}" for key, guess in guessed.items() if not guess}
    notes = {place: note for place, note in draft.notes.items() if place not in said}
    return Draft(deal=replace(draft.deal, ours=changed), notes=notes)


def _discounts(draft: Draft) -> Draft:
    """Ask which discounts there are and who may grant them."""
    percents = ask_percents("Which discounts, in percent", (0, 5, 10, 15))
    seller = ask_percent("Up to which may you grant alone", percents[1])
    manager = ask_percent("Up to which may your manager", max(seller, percents[-2]))
    options = tuple(
        Option(
            name=f"{percent:g} %" if percent else "none",
            discount_share=round(percent / 100, 6),
            by=Authority.SELLER
            if percent <= seller
            else Authority.MANAGER
            if percent <= manager
            else Authority.DIRECTOR,
        )
        for percent in percents
    )
    return with_options(draft, "discount", options)


def _term(draft: Draft, term: Term) -> Draft:
    """Ask whether a term is traded at all, and with which options and figures."""
    names = tuple(option.name for option in term.options)
    if not ask_yes(f"{term.name} ({', '.join(names)}): can this be traded", guess=True):
        return without_term(draft, term.key)
    if not ask_yes("  Go through its options, what they cost you and are worth to them", guess=False):
        return draft
    multiplies = term.key in {draft.deal.terms[n].key for n in draft.deal.price.times}
    wanted = ask_list("  Its options, the one that you open with first", names, numbers=multiplies)
    draft = with_options(draft, term.key, named_options(term, wanted, amounts=term.unit is not None))
    notes, options = dict(draft.notes), []
    for number, option in enumerate(term_of(draft.deal, term.key).options, start=1):
        changed, all_said = _option(option, draft.deal.currency) if number > 1 else (option, False)
        options.append(changed)
        if all_said:
            notes.pop(f"terms.{term.key}.{number}", None)
    return with_options(Draft(deal=draft.deal, notes=notes), term.key, tuple(options))


def _option(option: Option, currency: str) -> tuple[Option, bool]:
    """Ask for cost or gain, and for worth or burden, as the guess has it; says whether both were answered."""
    earns, burden = option.cost_minor < 0, option.worth.likely_minor < 0
    says = "earns you" if earns else "costs you"
    cost = ask_sum(f"  {option.name} {says}", abs(option.cost_minor), currency)
    says = "is a burden to them of" if burden else "is worth to them"
    worth = ask_sum(f"  {option.name} {says}", abs(option.worth.likely_minor), currency)
    known = option.worth
    if not worth.guessed:
        words = (Source.STATED.value, Source.INFERRED.value, Source.GUESS.value)
        source = Source(ask_word("  How do you know", words, Source.INFERRED.value))
        likely = -worth.value if burden else worth.value
        known = MoneyRange(low_minor=likely, likely_minor=likely, high_minor=likely, source=source)
    by = ask_word("  Who may grant it", tuple(AUTHORITIES), option.by.name.lower())
    changed = replace(option, cost_minor=-cost.value if earns else cost.value, worth=known, by=AUTHORITIES[by])
    return changed, not cost.guessed and not worth.guessed


def _other_side(draft: Draft) -> Draft:
    """Ask for the value case and for what both sides do without the deal."""
    deal, currency = draft.deal, draft.deal.currency
    value = []
    year = ask_sum_or_none("What is it worth to them a year", currency)
    if year is not None:
        value.append(ValueStatement(kind=ValueKind.VALUE_A_YEAR, money_minor=year))
    weeks = ask_weeks("After how many weeks has it paid for itself")
    if weeks is not None:
        value.append(ValueStatement(kind=ValueKind.PAYBACK, weeks=weeks))
    if year is None:
        waiting = ask_sum_or_none("What does each week of waiting cost them", currency)
    else:
        waiting = ask_sum("What does each week of waiting cost them", year // 52, currency).value
    if waiting is not None:
        value.append(ValueStatement(kind=ValueKind.COST_OF_WAITING_A_WEEK, money_minor=waiting))
    notes = draft.notes | {
        f"value.{n}.source": "how you know it: stated, inferred or guess" for n in range(1, len(value) + 1)
    }
    mine, theirs = ask_text("What do you do without this deal", ""), ask_text("What do they do without it", "")
    ours = replace(
        deal.ours,
        alternatives=(OurAlternative(name=mine, worth_minor=deal.ours.walk_away_minor),) if mine else (),
        their_alternatives=(TheirAlternative(name=theirs, worth=MoneyRange()),) if theirs else (),
    )
    return Draft(deal=replace(deal, value=tuple(value), ours=ours), notes=notes)


def _currency(typed: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", typed):
        raise BadRequest("this is no currency", f"“{typed}”", "Write a code of three letters, such as EUR")
    return typed.upper()


def _price(typed: str, currency: str) -> int:
    minor = money_from(typed, currency)
    if not minor:
        raise BadRequest("a price must be over 0", f"“{typed}”", "Write a number such as 60")
    return minor
