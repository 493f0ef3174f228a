"""Drafted deals: sound whatever they begin with, and still sound after they are changed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfast.app.change_draft import named_options, term_of, with_options, without_rules, without_term
from standfast.app.draft_deal import DealKind, Draft, Outline, draft_deal, with_longer_first
from standfast.app.open_deal import check_deal, keep_draft, open_deal
from standfast.app.ports import DealReader
from standfast.domain.deal import Deal
from standfast.domain.errors import BadRequest
from standfast.engines.negotiate.flaws import flaws
from standfast.engines.negotiate.worth import contract_minor, opening_package
from tests.deals import acme, with_ours

outlines = st.builds(
    Outline,
    kind=st.sampled_from(DealKind),
    customer=st.just("Acme"),
    title=st.just("Renewal"),
    currency=st.sampled_from(["USD", "JPY", "KWD"]),
    list_minor=st.integers(1, 10**7) | st.integers(1, 200),
    per=st.just("seat"),
    amount=st.integers(1, 10_000) | st.integers(1, 3),
)
SEATS = Outline(
    kind=DealKind.SUBSCRIPTION, customer="A", title="A", currency="USD", list_minor=6_000, per="seat", amount=100
)


def always(deal: Deal) -> DealReader:
    def read(path: Path) -> Deal:
        return deal

    return read


def start(deal: Deal) -> int:
    return contract_minor(deal, opening_package(deal))


@settings(deadline=None)
@given(outline=outlines)
def test_a_draft_holds_together_whatever_it_begins_with(outline: Outline):
    draft = draft_deal(outline)
    assert flaws(draft.deal) == ()
    assert start(draft.deal) % (outline.list_minor * outline.amount) == 0


@settings(deadline=None)
@given(outline=outlines, data=st.data())
def test_a_draft_holds_together_without_any_of_its_terms(outline: Outline, data: st.DataObject):
    draft = without_rules(draft_deal(outline))
    before = start(draft.deal)
    gone = data.draw(st.lists(st.sampled_from([term.key for term in draft.deal.terms[1:]]), unique=True))
    for key in gone:
        draft = without_term(draft, key)
    assert flaws(with_longer_first(draft.deal)) == ()
    assert start(draft.deal) == before
    assert not any(place.split(".")[1] in gone for place in draft.notes)


def test_every_guess_that_costs_or_is_worth_something_says_so():
    draft = draft_deal(SEATS)
    guessed = {
        f"terms.{term.key}.{number}"
        for term in draft.deal.terms
        for number, option in enumerate(term.options, start=1)
        if option.cost_minor or option.worth.likely_minor
    }
    assert guessed == {place for place in draft.notes if place.startswith("terms.")}
    assert {"ours.floor", "ours.target", "ours.walk_away", "ours.margin", "ours.growth_counts"} <= set(draft.notes)


def test_other_options_keep_the_figures_and_notes_of_those_that_stay():
    draft = draft_deal(SEATS)
    term = term_of(draft.deal, "payment")
    changed = with_options(draft, "payment", named_options(term, ("net 45", "net 120", "at once"), amounts=True))
    options = term_of(changed.deal, "payment").options
    assert [option.amount for option in options] == [45, 120, None]
    assert options[0] == term.options[1]
    assert term_of(changed.deal, "payment").opening == 0
    assert {place for place in changed.notes if "payment" in place} == {"terms.payment.1"}
    back = with_options(draft, "payment", named_options(term, ("net 90", "net 30"), amounts=False))
    assert term_of(back.deal, "payment").opening == 1


def test_the_deepest_discount_needs_a_longer_contract():
    [rule] = draft_deal(SEATS).deal.ours.rules
    assert (rule.when[0].options, rule.needs[0].options) == ((3,), (1, 2))


def test_a_deal_is_opened_only_if_it_holds_together():
    assert open_deal(Path("a.toml"), always(acme())) == acme()
    flawed = with_ours(acme(), floor_minor=7_000_000)
    with pytest.raises(BadRequest, match=r"^a\.toml, ours\.floor: the floor \(70,000\.00 USD\) is above the target"):
        open_deal(Path("a.toml"), always(flawed))


def test_a_deadline_that_is_past_is_a_remark_and_no_error():
    late = with_ours(acme(), deadline=date(2026, 1, 1), margin_share=0.5)
    checked = check_deal(Path("a.toml"), always(late), today=date(2026, 1, 2))
    assert checked.remarks[0].what == "the deadline (2026-01-01) is past"
    assert (checked.start_minor, checked.example_share) == (7_200_000, 0.1)


def test_a_draft_that_contradicts_itself_is_written_and_what_to_mend_is_said():
    written: list[tuple[object, ...]] = []

    def write(path: Path, deal: Deal, notes: object, *, over: bool) -> None:
        written.append((path, deal, notes, over))

    flawed = with_ours(acme(), floor_minor=7_000_000)
    [flaw] = keep_draft(Path("a.toml"), Draft(deal=flawed, notes={}), write, over=True)
    assert flaw.where == "ours.floor"
    assert written == [(Path("a.toml"), flawed, {}, True)]
