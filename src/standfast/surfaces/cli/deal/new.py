"""`standfast deal new`: a deal file from a talk with its owner, or a template."""

import re
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from standfast.app.draft_deal import AMOUNT, LIST_UNITS, PER, DealKind, Draft, Outline, draft_deal
from standfast.app.wiring import write_draft
from standfast.domain.errors import BadRequest
from standfast.domain.money import minor_digits
from standfast.surfaces.cli.deal.asking import ask_yes
from standfast.surfaces.cli.deal.talk import talk_through

CURRENCY = "USD"
"""What a template is in until its owner says otherwise; a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was typed. `kind` is what is sold, None to be asked or guessed; `over` allows writing over a file."""

    path: Path
    ask: bool
    kind: str | None
    over: bool


def new_deal(wish: Wish) -> int:
    """Write the file; nothing is written before the last answer.

    Returns:
        0, or 1 if the answers contradict each other and the file is to be mended.

    Raises:
        BadRequest: the kind is none, the file is there already, its folder is not, or it cannot be written.
    """
    kinds = [kind.value for kind in DealKind]
    if wish.kind is not None and wish.kind not in kinds:
        raise BadRequest(f"“{wish.kind}” is no kind of deal", "--kind", f"Write one of {', '.join(kinds)}")
    if wish.path.is_dir() or not wish.path.parent.is_dir():
        what = "this is a folder" if wish.path.is_dir() else "there is no such folder to write to"
        raise BadRequest(what, str(wish.path), "Name a file in a folder that is there")
    there = wish.path.exists()
    over = wish.over or (there and wish.ask and _may_write_over(wish.path))
    if there and not over:
        remedy = "Name another file, or add --force to write over it"
        raise BadRequest("there is a file of this name already", str(wish.path), remedy)
    outline = opening_outline(wish.path, DealKind(wish.kind) if wish.kind else DealKind.SUBSCRIPTION)
    draft = _answered(wish, outline) if wish.ask else draft_deal(outline)
    return _write(wish.path, draft, over=over)


def opening_outline(path: Path, kind: DealKind) -> Outline:
    """What is assumed before anything is said: the customer is called like the file."""
    customer = re.sub(r"[\W_]+", " ", path.stem).strip().title() or "The customer"
    return Outline(
        kind=kind,
        customer=customer,
        title=f"Deal with {customer}",
        currency=CURRENCY,
        list_minor=LIST_UNITS[kind] * 10 ** minor_digits(CURRENCY),
        per=PER[kind],
        amount=AMOUNT[kind],
    )


def _may_write_over(path: Path) -> bool:
    try:
        return ask_yes(f"{path} is there already. Write over it", guess=False)
    except typer.Abort as stopped:
        raise _broken_off(path) from stopped


def _answered(wish: Wish, outline: Outline) -> Draft:
    try:
        return talk_through(outline, kind_given=wish.kind is not None)
    except typer.Abort as stopped:
        raise _broken_off(wish.path) from stopped


def _broken_off(path: Path) -> BadRequest:
    typer.echo()
    remedy = "Run it again, or with --yes for a template without questions"
    return BadRequest("the questions were broken off, and nothing was written", str(path), remedy)


def _write(path: Path, draft: Draft, *, over: bool) -> int:
    there = path.exists()
    to_mend = write_draft(path, draft, over=over)
    console = Console()
    guesses = len(draft.notes)
    console.print(f"{'Written over' if there else 'Written'}: {path}", soft_wrap=True, markup=False)
    if guesses:
        console.print(f"{guesses} lines in it are guesses and say so; put your own figures there.", soft_wrap=True)
    for flaw in to_mend:
        text = f"To mend: {flaw.where}: {flaw.what}. {flaw.remedy}."
        console.print(text, soft_wrap=True, markup=False)
    console.print(f"Then: standfast deal check {path}", soft_wrap=True, markup=False)
    return 1 if to_mend else 0
