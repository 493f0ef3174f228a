"""`standfast train`: a team's own labels from talks that carry them."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from standfast.app import wiring
from standfast.app.train_labels import Lines
from standfast.domain.own_labels import Corrections, Training
from standfast.surfaces.cli.paths import lines_of


def train_from(data: Path, target: Path, *, corrections: Path | None = None) -> None:
    """Learn, write the model, and say how well each label was read on talks that it was not learnt from.

    Raises:
        BadRequest: a line does not fit, no label can be learnt, or the folder cannot be written.
    """
    changes = Lines(source=str(corrections), lines=lines_of(corrections)) if corrections else None
    training, changed = wiring.train(Lines(source=str(data), lines=lines_of(data)), target, corrections=changes)
    for sentence in (*training.refused, *training.warnings):
        Console(stderr=True, highlight=False).print(sentence, soft_wrap=True, markup=False)
    console = Console(highlight=False)
    if changed.turns:
        console.print(_corrections(changed), soft_wrap=True, markup=False)
    console.print(_table(training))
    console.print(
        f"Macro-F1 {training.macro_f1:.2f} by cross-validation over {training.talks} talks, {training.turns} turns. "
        f"The model is in {target}; see its card.json.",
        soft_wrap=True,
        markup=False,
    )


def _corrections(changed: Corrections) -> str:
    people = ", ".join(f"{who} ({n})" for who, n in changed.by)
    return f"Corrections: {changed.turns} turns named, {changed.changed} of them changed; by {people}."


def _table(training: Training) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("label")
    table.add_column("side")
    for name in ("examples", "precision", "recall", "F1"):
        table.add_column(name, justify="right")
    for found in training.labels:
        sides = " and ".join(side.value for side in found.sides)
        shares = (found.precision, found.recall, found.f1)
        table.add_row(escape(found.label), sides, str(found.examples), *(f"{share:.2f}" for share in shares))
    return table
