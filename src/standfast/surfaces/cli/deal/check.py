"""`standfast deal check`: whether a deal holds together, and what it comes to. For the seller's eyes alone."""

from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from standfast.app.open_deal import EXAMPLE_SHARE, CheckedDeal
from standfast.app.wiring import checked_deal
from standfast.domain.deal import Authority, Deal, Option, Source, Term
from standfast.surfaces.pages.words import money

GRANTS = {Authority.SELLER: "you", Authority.MANAGER: "manager", Authority.DIRECTOR: "director"}


def show_check(path: Path) -> None:
    """Print the deal as it was understood, and what is worth a second look.

    Raises:
        BadRequest: the file cannot be read as a deal, or contradicts itself.
    """
    checked = checked_deal(path, date.today())  # noqa: DTZ011 - a deadline is a day where the seller sits
    console = Console()
    console.print(f"{path} holds together.", soft_wrap=True, markup=False)
    _print_limits(checked, console)
    for term in checked.deal.terms:
        console.print(_term_table(checked.deal, term))
    for line in _groups(checked):
        console.print(line, soft_wrap=True, markup=False)
    for remark in checked.remarks:
        text = f"Note: {remark.where}: {remark.what}. {remark.remedy}."
        console.print(text, soft_wrap=True, markup=False)
    console.print("All of this is yours alone, not the customer's.", soft_wrap=True)


def _print_limits(checked: CheckedDeal, console: Console) -> None:
    deal, ours = checked.deal, checked.deal.ours
    start, each = money(checked.start_minor, deal.currency), money(deal.price.list_minor, deal.currency)
    limits = (ours.target_minor, ours.floor_minor, ours.walk_away_minor)
    target, floor, walk_away = (money(limit, deal.currency) for limit in limits)
    lines = [
        f"{deal.title} ({deal.customer})",
        f"Opening deal at the list price: {start} ({each} a {deal.price.per})",
        f"Target {target}, floor {floor}, walk-away {walk_away}",
    ]
    if ours.deadline is not None:
        lines.append(f"Deadline {ours.deadline.isoformat()}")
    if ours.growth_share:
        lines.append(f"Of what a larger contract adds, {percent_exactly(ours.growth_share)} counts for you")
    if checked.example_share is not None:
        lines.append(f"{percent_exactly(EXAMPLE_SHARE)} off takes {checked.example_share * 100:.2g} % of the profit")
    for line in lines:
        console.print(line, soft_wrap=True, markup=False)


def _term_table(deal: Deal, term: Term) -> Table:
    table = Table(title=term.name, title_justify="left", title_style="bold")
    for heading in ("option", "costs you", "worth to them", "how known", "granted by"):
        table.add_column(heading, justify="right" if heading == "costs you" else "left")
    for number, option in enumerate(term.options):
        mark = " (open)" if number == term.opening else " (usual)" if number == term.usual else ""
        table.add_row(f"{option.name}{mark}", _cost(deal, option), *_worth(deal, option), GRANTS[option.by])
    return table


def _cost(deal: Deal, option: Option) -> str:
    shares = [f"{percent_exactly(option.discount_share)} of the price"] if option.discount_share else []
    if option.cost_minor < 0:
        return ", ".join([*shares, f"earns {money(-option.cost_minor, deal.currency)}"])
    return " + ".join([*shares, *([money(option.cost_minor, deal.currency)] if option.cost_minor else [])]) or "–"


def _worth(deal: Deal, option: Option) -> tuple[str, str]:
    worth, currency = option.worth, deal.currency
    ends = (worth.low_minor, worth.likely_minor, worth.high_minor)
    if not any(ends) and worth.source is Source.GUESS:
        return ("what it takes off" if option.discount_share else "–"), ""
    if len(set(ends)) == 1:
        return _signed(worth.likely_minor, currency), worth.source.value
    low, likely, high = (_signed(end, currency) for end in ends)
    return f"{likely} ({low} to {high})", worth.source.value


def _groups(checked: CheckedDeal) -> list[str]:
    """What is coupled, and how many combinations each may grant."""
    said = []
    for group in checked.worth.coupled:
        names = ", ".join(checked.deal.terms[term].name for term in group.terms)
        you, manager, director = (int(group.allowed[level].sum()) for level in Authority)
        counts = f"you may grant {you:,}, the manager {manager:,}, the director {director:,}"
        said.append(f"Coupled: {names}. Of {group.ours.size:,} combinations {counts}.")
    return said


def _signed(minor: int, currency: str) -> str:
    return f"−{money(-minor, currency)}" if minor < 0 else money(minor, currency)


def percent_exactly(share: float) -> str:
    """A share as a percentage with as many digits as it has."""
    return f"{share * 100:.6g} %"
