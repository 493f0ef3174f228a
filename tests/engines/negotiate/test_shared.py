"""What we may concede never reaches the customer: by type, by value, and by import."""

import ast
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfast.domain import deal as nouns
from standfast.domain.deal import Authority, CoupledRule, Deal, MoneyRange, OurAlternative, OurSide, People
from standfast.domain.shared_deal import SharedDeal
from standfast.engines.negotiate.shared import shared_deal
from tests.deals import acme, sound_deals, sums, with_ours, worth

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CROSSING = ROOT / "src/standfast/engines/negotiate/shared.py"
"""The one module that sees both."""
OURS = {field.name for field in fields(OurSide)} | {"cost_minor", "worth", "by", "usual", "ours", "may_grant"}
RIGHT = "from standfast.domain.shared_deal import SharedDeal\ndef f(deal: SharedDeal): return deal.title\n"


def reachable(kind: object) -> set[type]:
    """Every class that a value of this type can hold."""
    if args := get_args(kind):
        return set().union(*(reachable(arg) for arg in args if arg is not ...))
    found = {kind} if isinstance(kind, type) else set()
    if is_dataclass(kind):
        found |= set().union(*(reachable(hint) for hint in get_type_hints(kind).values()))
    return found


def mixes_ours_in(source: str) -> list[str]:
    """What a module that works with the customer's deal names of ours."""
    tree = ast.parse(source)
    imports = [
        (node.module or "", [a.name for a in node.names]) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    ]
    imports += [(a.name, []) for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names]
    if not any(module.endswith("shared_deal") or "shared_deal" in names for module, names in imports):
        return []
    rooms = ("standfast.domain.deal", "standfast.engines.negotiate", "standfast.store.deal_file")
    taken = [module for module, _ in imports if module.startswith(rooms)]
    taken += [name for module, names in imports for name in names if f"{module}.{name}" in rooms]
    return taken + [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in OURS]


def test_no_type_of_ours_can_be_reached_from_what_a_customer_sees():
    ours = {kind for kind in vars(nouns).values() if isinstance(kind, type) and kind.__module__ == nouns.__name__}
    assert reachable(SharedDeal) & ours == set()
    assert {Deal, OurSide, MoneyRange, Authority} <= reachable(Deal)


def test_no_field_that_a_customer_sees_is_named_like_one_of_ours():
    names = {field.name for kind in reachable(SharedDeal) if is_dataclass(kind) for field in fields(kind)}
    assert names & OURS == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_who_works_with_the_customers_deal_works_with_nothing_of_ours(path: Path):
    assert path == CROSSING or mixes_ours_in(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "from standfast.domain.deal import Deal",
        "from standfast.domain import deal",
        "import standfast.engines.negotiate.worth",
        "from standfast.store.deal_file.reading import read_deal_file",
        "def g(deal): return deal.floor_minor",
        "def g(option): return option.cost_minor",
        "def g(deal): return deal.ours",
    ],
)
def test_the_wall_before_the_customer_bites(line: str):
    assert mixes_ours_in(RIGHT) == []
    assert mixes_ours_in(line) == []
    assert mixes_ours_in(f"{RIGHT}{line}\n") != []
    assert mixes_ours_in(f"from standfast.domain import shared_deal\n{line}\n") != []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(deal=sound_deals(), data=st.data())
def test_whatever_our_side_is_the_customer_sees_the_same(deal: Deal, data: st.DataObject):
    package = tuple(data.draw(st.integers(0, len(term.options) - 1)) for term in deal.terms)
    assert shared_deal(deal, package) == shared_deal(with_other_secrets(deal, data, package), package)


def with_other_secrets(deal: Deal, data: st.DataObject, package: tuple[int, ...]) -> Deal:
    """Another floor, other costs, other worth, other names for the options that are not on the table."""
    terms = tuple(
        replace(
            term,
            usual=chosen,
            options=tuple(
                replace(
                    option,
                    name=option.name if n == chosen else f"other {n}",
                    discount_share=option.discount_share if n == chosen else 0.25,
                    cost_minor=data.draw(sums()),
                    worth=worth(data.draw(sums())),
                    by=data.draw(st.sampled_from(Authority)),
                )
                for n, option in enumerate(term.options)
            ),
        )
        for term, chosen in zip(deal.terms, package, strict=True)
    )
    ours = OurSide(
        floor_minor=data.draw(sums()),
        target_minor=data.draw(sums()),
        walk_away_minor=data.draw(sums()),
        margin_share=0.5,
        growth_share=0.5,
        deadline=date(2026, 1, 1),
        alternatives=(OurAlternative(name="another", worth_minor=1),),
        rules=(CoupledRule(when=(), by=Authority.DIRECTOR),),
        people=People(director="Somebody"),
    )
    return replace(deal, terms=terms, ours=ours, value=tuple(replace(line, heard="elsewhere") for line in deal.value))


def test_the_opening_deal_is_shown_with_what_it_costs_them():
    shared = shared_deal(acme())
    assert [(term.name, term.option) for term in shared.terms] == [
        ("Discount", "none"),
        ("Volume", "100 seats"),
        ("Length", "12 months"),
        ("Payment", "net 30"),
    ]
    assert (shared.amount_minor, shared.list_minor, shared.per) == (7_200_000, 6_000, "seat a month")
    assert shared_deal(acme(), (1, 1, 2, 0)).amount_minor == 41_040_000


def test_our_money_is_in_no_text_that_a_deal_gives_of_itself():
    deal = with_ours(acme(), floor_minor=6_123_457, target_minor=6_765_433)
    said = f"{deal} {deal!r} {deal.ours} {deal.ours!r} {deal.terms!r}"
    assert "6123457" not in said
    assert "6765433" not in said
    assert "cost" not in said
    assert "worth" not in said
    assert "ours alone" in said
