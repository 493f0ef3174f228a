"""What the owner of a deal should know before the call: nothing of it is wrong."""

from collections.abc import Iterator
from datetime import date

from standfast.domain.deal import Authority, Deal, MoneyRange, Remark, Source, Term
from standfast.engines.negotiate.couplings import allowed, coupled_groups, may_grant
from standfast.engines.negotiate.flaws import place, spelled
from standfast.engines.negotiate.worth import opening_package


def remarks(deal: Deal, today: date) -> tuple[Remark, ...]:
    """Find what is worth a second look, in order of the file.

    Args:
        deal: without flaws (`flaws`).
        today: the day to hold the deadline against.
    """
    return (*_time(deal, today), *_money(deal), *_permissions(deal), *_knowledge(deal))


def _time(deal: Deal, today: date) -> Iterator[Remark]:
    deadline = deal.ours.deadline
    if deadline is not None and deadline < today:
        what = f"the deadline ({deadline.isoformat()}) is past"
        yield Remark(where="ours.deadline", what=what, remedy="Set a new one, or leave it out")


def _money(deal: Deal) -> Iterator[Remark]:
    ours = deal.ours
    best = max((other.worth_minor for other in ours.alternatives), default=None)
    if best is None:
        remedy = "Write down what you do instead: [[ours.alternatives]]"
        yield Remark(where="ours.alternatives", what="you name no alternative to this deal", remedy=remedy)
    elif best > ours.walk_away_minor:
        what = f"your best alternative brings {spelled(deal, best)}, more than the walk-away"
        yield Remark(where="ours.walk_away", what=what, remedy="Raise the walk-away and the floor to it")
    if ours.margin_share is None:
        remedy = 'Write margin = "35 %" under [ours]'
        yield Remark(where="ours.margin", what="without a margin the profit effect is not shown", remedy=remedy)


def _permissions(deal: Deal) -> Iterator[Remark]:
    """What we open with, and what we normally grant, should be the seller's to grant."""
    package = opening_package(deal)
    own = may_grant(deal)[Authority.SELLER]
    coupled = [(terms, allowed(deal, terms)[Authority.SELLER]) for terms in coupled_groups(deal)]
    beyond = [term for term, option in enumerate(package) if not own[term][option]]
    beyond += [terms[0] for terms, mask in coupled if not mask[tuple(package[term] for term in terms)]]
    for term in sorted(set(beyond)):
        remedy = "Get the word before the call, or open with less"
        where = place(deal, term, package[term])
        yield Remark(where=where, what="you open with what you may not grant alone", remedy=remedy)
    for number, settled in enumerate(deal.terms):
        if settled.usual != settled.opening and not own[number][settled.usual]:
            what = "what you normally grant is not yours to grant alone"
            yield Remark(where=place(deal, number, settled.usual), what=what, remedy="Check “usual” and “by”")


def _knowledge(deal: Deal) -> Iterator[Remark]:
    if not deal.value:
        remedy = "Write down what they gain: [[value]]"
        yield Remark(where="value", what="there is no value case to go back to", remedy=remedy)
    sources = [
        option.worth.source
        for term in deal.terms
        for number, option in enumerate(term.options)
        if number != term.opening and not (_is_price(term) and option.worth == MoneyRange())
    ]
    guesses = sources.count(Source.GUESS)
    if guesses:
        what = f"of {len(sources)} figures on what an option is worth to them, {guesses} are guesses"
        remedy = "Ask, and write down what you hear with its source"
        yield Remark(where="terms", what=what, remedy=remedy)


def _is_price(term: Term) -> bool:
    """A discount is worth to them what it takes off; that needs no figure."""
    return any(option.discount_share for option in term.options)
