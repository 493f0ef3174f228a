"""`standfast formats`."""

from rich.console import Console
from rich.table import Table


def list_formats() -> None:
    """Print every format that can be read, with its key for `--format`."""
    from standfast.transcripts.formats import FORMATS  # noqa: PLC0415 - only this command needs the list
    table = Table(box=None, pad_edge=False)
    table.add_column("format")
    table.add_column("what it is")
    for known in FORMATS:
        table.add_row(known.key, known.description)
    Console().print(table)
