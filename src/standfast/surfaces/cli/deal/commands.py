"""The verbs of `standfast deal`. As in `main`, the parts that do the work are imported inside the commands."""

from pathlib import Path
from typing import Annotated

import typer

deal_app = typer.Typer(
    help="Your deal desk: what can be traded, what it costs, and where the floor is.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

DealFile = Annotated[Path, typer.Argument(help="A deal file (docs/reference/deal-file.md).")]


@deal_app.command()
def new(
    path: Annotated[Path, typer.Argument(help="The deal file to write, such as acme.toml.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: write a template with a guess everywhere.")] = False,
    kind: Annotated[str | None, typer.Option(help="What is sold: subscription, machine or services.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write a deal file, question by question; Enter takes the guess."""
    from standfast.surfaces.cli.deal.new import Wish, new_deal  # noqa: PLC0415 - see the module's docstring

    raise typer.Exit(new_deal(Wish(path=path, ask=not yes, kind=kind, over=force)))


@deal_app.command()
def check(path: DealFile) -> None:
    """Say whether a deal file holds together, and what it comes to. For your eyes, not the customer's."""
    from standfast.surfaces.cli.deal.check import show_check  # noqa: PLC0415 - see the module's docstring

    show_check(path)
