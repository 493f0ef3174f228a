"""`standfast formats`."""

from rich.console import Console
from rich.table import Table

from standfast.app.wiring import known_formats


def list_formats() -> None:
    """Print every format that can be read, with its key for `--format`."""
    table = Table(box=None, pad_edge=False)
    table.add_column("format")
    table.add_column("what it is")
    for key, description in known_formats():
        table.add_row(key, description)
    Console().print(table)
