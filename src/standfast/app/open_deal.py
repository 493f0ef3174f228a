"""Open a deal that a person wrote, and hold it against itself before anything is built on it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from standfast.app.draft_deal import Draft
from standfast.app.ports import DealReader, DealWriter
from standfast.domain.deal import Deal, Remark
from standfast.domain.errors import BadRequest
from standfast.engines.negotiate.flaws import flaws
from standfast.engines.negotiate.remarks import remarks
from standfast.engines.negotiate.worth import Worth, contract_minor, opening_package, profit_effect_share, worth_of

EXAMPLE_SHARE = 0.05
"""The discount that customers ask for first; only to show what one does to the profit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDeal:
    """A deal without flaws, what it is in money, and what its owner should know.

    `start_minor` is the contract amount of the opening deal. `example_share` is the part of the profit that
    `EXAMPLE_SHARE` off takes, None without a margin.
    """

    deal: Deal
    worth: Worth
    start_minor: int
    example_share: float | None
    remarks: tuple[Remark, ...]


def open_deal(path: Path, read: DealReader) -> Deal:
    """Read a deal that holds together.

    Raises:
        BadRequest: the file cannot be read as a deal, or contradicts itself; the first flaw is named with its place.
    """
    deal = read(path)
    for flaw in flaws(deal):
        raise BadRequest(flaw.what, f"{path}, {flaw.where}", flaw.remedy)
    return deal


def check_deal(path: Path, read: DealReader, *, today: date) -> CheckedDeal:
    """Read a deal, lay it out in money and say what is worth a second look.

    Raises:
        BadRequest: as `open_deal`.
    """
    deal = open_deal(path, read)
    return CheckedDeal(
        deal=deal,
        worth=worth_of(deal),
        start_minor=contract_minor(deal, opening_package(deal)),
        example_share=profit_effect_share(deal, EXAMPLE_SHARE),
        remarks=remarks(deal, today),
    )


def keep_draft(path: Path, draft: Draft, write: DealWriter, *, over: bool) -> tuple[Remark, ...]:
    """Write a draft, flaws or not: a person's answers are not thrown away.

    Returns:
        The flaws that are to be mended before the deal can be used.

    Raises:
        BadRequest: the file is there already and `over` is false, or it cannot be written.
    """
    write(path, draft.deal, draft.notes, over=over)
    return flaws(draft.deal)
