"""Learn a team's own labels from labelled talks and, laid over them, people's corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from standfast.app.labelled_talks import corrected, labelled_talks
from standfast.app.ports import LabelTrainer
from standfast.domain.own_labels import Corrections, Training


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """JSON lines, and what to call them in an error."""

    source: str
    lines: Iterable[str]


def train_labels(
    data: Lines,
    folder: Path,
    train: LabelTrainer,
    *,
    corrections: Lines | None = None,
) -> tuple[Training, Corrections]:
    """Learn and write a model.

    Args:
        data: labelled talks.
        folder: where the model goes; it appears there whole or not at all.
        train: learns and writes.
        corrections: what people changed in the labels.

    Raises:
        BadRequest: a line does not fit, no label can be learnt, or the folder cannot be written.
    """
    talks = labelled_talks(data.lines, source=data.source)
    changes = Corrections()
    if corrections is not None:
        talks, changes = corrected(talks, corrections.lines, source=corrections.source)
    return train(talks, changes, folder), changes
