"""`standfast review`: one talk as a picture and a page, many as lines with a progress bar."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from standfast.app import wiring
from standfast.app.name_sides import SideHints
from standfast.app.ports import RemarkingReader
from standfast.app.review_document import review_json
from standfast.domain.call import Call
from standfast.domain.errors import BadRequest, StandfastError
from standfast.domain.review import Review
from standfast.surfaces.cli.output import lines_to, write_text
from standfast.surfaces.cli.paths import talk_paths
from standfast.surfaces.pages.markdown import review_markdown
from standfast.surfaces.pages.terminal import print_review, summary_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asked for. `margin` in percent; names as typed."""

    paths: tuple[Path, ...]
    html: Path | None = None
    json: Path | None = None
    markdown: Path | None = None
    format: str | None = None
    sellers: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    margin: float | None = None
    cards: Path | None = None
    provider: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One talk: its review, or the sentence that says why there is none."""

    source: str
    review: Review | None = None
    error: str = ""

    @property
    def line(self) -> str:
        """One JSON object, whatever came of it."""
        if self.review is None:
            return json.dumps({"source": self.source, "error": self.error}, ensure_ascii=False)
        return review_json(self.review)


def review_paths(request: Request) -> int:
    """Review everything that was named.

    Returns:
        0 if all went well, 1 if some talk could not be read.

    Raises:
        StandfastError: the only talk could not be read, or an option does not fit.
    """
    if request.margin is not None and not 0 < request.margin <= 100:
        raise BadRequest(f"{request.margin} is no margin", "--margin", "Name a percentage over 0, up to 100")
    wiring.cards(request.cards)
    provider = wiring.open_provider(request.provider) if request.provider else None
    paths = talk_paths(request.paths)
    if len(paths) == 1 and not any(path.is_dir() for path in request.paths):
        calls = wiring.read_file(paths[0], format=request.format)
        if len(calls) == 1:
            _show_one(_review(calls[0], request, provider), request)
            return 0
    return _show_many(paths, request, provider)


def _review(call: Call, request: Request, provider: RemarkingReader | None) -> Review:
    hints = SideHints(sellers=request.sellers, customers=request.customers)
    margin = request.margin / 100 if request.margin is not None else None
    return wiring.review(call, hints, margin_share=margin, folder=request.cards, provider=provider)


def _show_one(review: Review, request: Request) -> None:
    console = Console()
    print_review(review, console)
    page = request.html
    if page is None and request.json is None and request.markdown is None:
        page = Path(f"{Path(review.call.source).stem}.review.html")
    if page is not None:
        write_page(page, review)
        console.print(f"The page is in {page}.", soft_wrap=True)
    if request.json is not None:
        write_text(request.json, review_json(review))
        console.print(f"The JSON is in {request.json}.", soft_wrap=True)
    if request.markdown is not None:
        write_text(request.markdown, review_markdown(review))
        console.print(f"The Markdown is in {request.markdown}.", soft_wrap=True)


def write_page(target: Path, review: Review) -> None:
    """Write the review page."""
    from standfast.surfaces.pages.html import review_page  # noqa: PLC0415 - Jinja costs 60 ms that JSON need not pay

    write_text(target, review_page(review))


def _show_many(paths: tuple[Path, ...], request: Request, provider: RemarkingReader | None) -> int:
    console = Console(stderr=True)
    for folder in filter(None, (request.html, request.markdown)):
        if folder.exists() and not folder.is_dir():
            raise BadRequest("there are many talks, and this is one file", str(folder), "Name a folder for the pages")
        folder.mkdir(parents=True, exist_ok=True)
    failed = done = 0
    names: set[str] = set()
    with ExitStack() as stack:
        write = stack.enter_context(lines_to(request.json)) if request.json is not None else None
        for path in track(paths, description="Reviewing", console=console, transient=True):
            for outcome in _outcomes(path, request, provider):
                failed += outcome.review is None
                done += 1
                if write is not None:
                    write(outcome.line)
                if outcome.review is None:
                    console.print(f"[red]✗[/] {outcome.error}", soft_wrap=True, highlight=False)
                else:
                    console.print(summary_line(outcome.review), soft_wrap=True, highlight=False)
                    _keep(outcome.review, request, names)
    console.print(f"{done} talks, {failed} of them could not be read." if failed else f"{done} talks.")
    return 1 if failed else 0


def _outcomes(path: Path, request: Request, provider: RemarkingReader | None) -> Iterator[Outcome]:
    """Each talk of a file; whatever goes wrong with one is said and costs no other."""
    try:
        calls = wiring.read_file(path, format=request.format)
    except StandfastError as problem:
        yield Outcome(source=str(path), error=str(problem))
        return
    for call in calls:
        try:
            yield Outcome(source=call.source, review=_review(call, request, provider))
        except StandfastError as problem:
            yield Outcome(source=call.source, error=str(problem))


def _keep(review: Review, request: Request, taken: set[str]) -> None:
    name = _free_name(Path(review.call.source).stem, taken)
    if request.html is not None:
        write_page(request.html / f"{name}.html", review)
    if request.markdown is not None:
        write_text(request.markdown / f"{name}.md", review_markdown(review))


def _free_name(stem: str, taken: set[str]) -> str:
    number, name = 1, stem
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
