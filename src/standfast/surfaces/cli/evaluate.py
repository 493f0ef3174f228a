"""`standfast evaluate`: labels that are read held against labels that people gave."""

import json
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from standfast.app import wiring
from standfast.app.evaluate_labels import Evaluation, Mistake, evaluation_document
from standfast.app.labelled_talks import labelled_talks
from standfast.surfaces.cli.output import write_text
from standfast.surfaces.cli.paths import lines_of

LONGEST = 110
"""Characters of a turn in the list of mistakes."""


def evaluate_file(data: Path, *, model: Path | None = None, target: Path | None = None) -> None:
    """Print the figures, and write them as JSON where asked.

    Raises:
        BadRequest: a line of the data does not fit, or the JSON cannot be written.
        DamagedContent: the model is not there, broken, or made for another reader.
    """
    evaluation = wiring.evaluate(labelled_talks(lines_of(data), source=str(data)), model)
    if target:
        write_text(target, json.dumps(evaluation_document(evaluation), ensure_ascii=False, indent=1))
    console = Console(highlight=False)
    console.print(_figures(evaluation))
    macro = "–" if evaluation.macro_f1 is None else f"{evaluation.macro_f1:.2f}"
    console.print(f"Macro-F1 {macro} over {evaluation.talks} talks, {evaluation.turns} turns.")
    if evaluation.confusions:
        console.print("\nMost often mixed up", _confusions(evaluation), sep="\n")
    if evaluation.worst:
        console.print("\nSurest mistakes")
        for mistake in evaluation.worst:
            console.print(_sentence(mistake), soft_wrap=True, markup=False)


def _figures(evaluation: Evaluation) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("label")
    for name in ("precision", "recall", "F1", "support", "ECE"):
        table.add_column(name, justify="right")
    for found in evaluation.labels:
        shares = [f"{share:.2f}" for share in (found.precision, found.recall, found.f1)]
        ece = "–" if found.ece is None else f"{found.ece:.3f}"
        table.add_row(escape(found.label), *shares, str(found.support), ece)
    return table


def _confusions(evaluation: Evaluation) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("true")
    table.add_column("read as")
    table.add_column("turns", justify="right")
    for true, read, n in evaluation.confusions:
        table.add_row(escape(true), escape(read), str(n))
    return table


def _sentence(mistake: Mistake) -> str:
    how = "missed" if mistake.missed else "false alarm"
    p = "no probability" if mistake.p is None else f"p {mistake.p:.2f}"
    text = _printed(" ".join(mistake.text.split()))
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"  {_printed(mistake.id)}, turn {mistake.turn}: {mistake.label} {how} ({p}): “{short}”"


def _printed(text: str) -> str:
    """Words of a user's file with nothing in them that steers a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
