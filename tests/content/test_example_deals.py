"""The worked example deals that ship with Standfast."""

from datetime import date
from pathlib import Path

import pytest

from standfast.app.wiring import checked_deal, deal_at, example_deals
from standfast.domain.deal import Authority
from standfast.store.deal_file.reading import deal_from, parsed
from standfast.store.deal_file.writing import deal_text

DEALS = example_deals()
TODAY = date(2026, 3, 2)
by_name = pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)


def test_two_deals_ship_and_their_list_names_them():
    listed = (DEALS[0].parent / "README.md").read_text("utf-8")
    assert [path.name for path in DEALS] == ["machine-with-service.toml", "saas-renewal.toml"]
    assert all(f"`{path.name}`" in listed for path in DEALS)


@by_name
def test_an_example_holds_together_and_only_its_guesses_are_remarked(path: Path):
    checked = checked_deal(path, TODAY)
    assert [remark.where for remark in checked.remarks] == ["terms"]
    assert checked.example_share
    assert {statement.kind.value for statement in checked.deal.value} >= {"value a year", "payback"}


@by_name
def test_an_example_has_something_for_each_authority_to_decide(path: Path):
    for group in checked_deal(path, TODAY).worth.coupled:
        counts = [int(group.allowed[level].sum()) for level in Authority]
        assert 0 < counts[0] < counts[1] <= counts[2] < group.ours.size


@by_name
def test_an_example_survives_being_written_anew(path: Path):
    deal = deal_at(path)
    assert deal_from(parsed(deal_text(deal).encode(), "a.toml"), source="a.toml") == deal
