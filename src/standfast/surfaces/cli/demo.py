"""`standfast demo`: a real negotiation that ships with the product, reviewed from file to page."""

import webbrowser
from pathlib import Path

from rich.console import Console

from standfast.app import wiring
from standfast.app.name_sides import SideHints
from standfast.surfaces.cli.review import write_page
from standfast.surfaces.pages.terminal import print_review

EXAMPLE = "flat-at-2698.json"
PAGE = Path("standfast-demo.html")


def show_demo(*, browser: bool) -> int:
    """Review the example, write its page into the current folder, and open it where there is a screen."""
    console = Console()
    call = wiring.read_file(wiring.example_path(EXAMPLE))[0]
    review = wiring.review(call, SideHints())
    print_review(review, console)
    write_page(PAGE, review)
    opened = browser and webbrowser.open(PAGE.resolve().as_uri())
    console.print(f"The page is in {PAGE}{' and open in your browser' if opened else ''}.", soft_wrap=True)
    return 0
