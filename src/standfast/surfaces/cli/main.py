"""The command line. Each command translates, calls one verb, and words the answer.

Imports of the parts that do the work stand inside the commands: `standfast --help` answers at once.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from standfast.surfaces.cli.deal.commands import deal_app

app = typer.Typer(
    name="standfast",
    help="See where a customer pressed, how the seller answered, what it cost, and what to say next time.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(deal_app, name="deal")

Names = Annotated[list[str] | None, typer.Option(help="Who sells, by name as in the talk. May be given again.")]
Buyers = Annotated[list[str] | None, typer.Option(help="Who buys, by name. May be given again.")]
FormatKey = Annotated[
    str | None,
    typer.Option("--format", help="Read as this format instead of by content (see `standfast formats`)."),
]

ProviderFile = Annotated[
    Path | None,
    typer.Option("--provider", help="Have the model provider that this TOML file names read the turns."),
]


@app.command()
def review(  # noqa: PLR0913 - one option each
    paths: Annotated[list[Path], typer.Argument(help="Transcripts, mail threads, or folders of them.")],
    html: Annotated[Path | None, typer.Option(help="Write the review page here.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write one JSON object a talk here.")] = None,
    markdown: Annotated[Path | None, typer.Option("--md", help="Write the review as Markdown here.")] = None,
    *,
    format_key: FormatKey = None,
    seller: Names = None,
    customer: Buyers = None,
    margin: Annotated[float | None, typer.Option(help="Your gross margin in percent.")] = None,
    cards: Annotated[Path | None, typer.Option(help="A folder with your own response cards.")] = None,
    provider: ProviderFile = None,
) -> None:
    """Review a talk, a mail thread or a folder of them."""
    from standfast.surfaces.cli.review import Request, review_paths  # noqa: PLC0415 - see the module's docstring

    request = Request(
        paths=tuple(paths),
        html=html,
        json=json,
        markdown=markdown,
        format=format_key,
        sellers=tuple(seller or ()),
        customers=tuple(customer or ()),
        margin=margin,
        cards=cards,
        provider=provider,
    )
    raise typer.Exit(review_paths(request))


@app.command()
def demo(
    *,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Review a real negotiation that ships with Standfast, and open the page."""
    from standfast.surfaces.cli.demo import show_demo  # noqa: PLC0415 - see the module's docstring

    raise typer.Exit(show_demo(browser=browser))


@app.command()
def label(
    source: Annotated[Path, typer.Option("--in", help="Talks, one JSON object a line.")],
    target: Annotated[Path, typer.Option("--out", help="Labels, one JSON object a line.")],
    *,
    model: Annotated[Path | None, typer.Option(help="Your own labels, as `standfast train` wrote them.")] = None,
    provider: ProviderFile = None,
) -> None:
    """Label the turns of many talks: JSON lines in, JSON lines out."""
    from standfast.surfaces.cli.label import label_file  # noqa: PLC0415 - see the module's docstring

    raise typer.Exit(label_file(source, target, model=model, provider=provider))


@app.command()
def train(
    data: Annotated[Path, typer.Option(help="Labelled talks, one JSON object a line.")],
    target: Annotated[Path, typer.Option("--out", help="The folder for the model.")],
    *,
    corrections: Annotated[Path | None, typer.Option(help="Corrections of labels, one JSON object a line.")] = None,
) -> None:
    """Teach your own labels from talks that carry them."""
    from standfast.surfaces.cli.train import train_from  # noqa: PLC0415 - see the module's docstring

    train_from(data, target, corrections=corrections)


@app.command()
def evaluate(
    data: Annotated[Path, typer.Option(help="Labelled talks, one JSON object a line.")],
    *,
    model: Annotated[Path | None, typer.Option(help="Your own labels instead of ours.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the figures as JSON here, too.")] = None,
) -> None:
    """Hold the labels that are read against labels that people gave."""
    from standfast.surfaces.cli.evaluate import evaluate_file  # noqa: PLC0415 - see the module's docstring

    evaluate_file(data, model=model, target=json)


@app.command()
def formats() -> None:
    """List the formats that can be read."""
    from standfast.surfaces.cli.formats import list_formats  # noqa: PLC0415 - see the module's docstring

    list_formats()


@app.command()
def people(
    heard: Annotated[str, typer.Argument(help="The name as it stands in the file.")],
    name: Annotated[str | None, typer.Option(help="What to call this person from now on.")] = None,
    side: Annotated[str | None, typer.Option(help="seller or customer.")] = None,
) -> None:
    """Remember who somebody is: a name to show, a side, or both."""
    from standfast.surfaces.cli.people import remember_person  # noqa: PLC0415 - see the module's docstring

    remember_person(heard, name=name, side=side)


def run() -> None:
    """Run the command line; what goes wrong is one sentence on stderr and exit code 2, or 70 for a fault of ours."""
    from standfast.domain.errors import StandfastError  # noqa: PLC0415 - see the module's docstring

    try:
        app()
    except StandfastError as problem:
        print(f"standfast: {problem}", file=sys.stderr)  # noqa: T201 - the last word of the program
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has gone; that is no failure of ours
        sys.exit(0)
    except Exception as fault:
        if os.environ.get("STANDFAST_DEBUG"):
            raise
        said = f"a fault of ours, not of your file ({type(fault).__name__}: {fault})"
        remedy = "Run it again with STANDFAST_DEBUG=1 and report what it prints."
        print(f"standfast: {said}. {remedy}", file=sys.stderr)  # noqa: T201 - the last word of the program
        sys.exit(70)
