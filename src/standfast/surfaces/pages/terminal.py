"""A review as a picture in the terminal."""

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from standfast.domain.moment import Front, Moment, Verdict
from standfast.domain.review import Concession, Review
from standfast.surfaces.pages.words import (
    CONDUCT,
    FRONTS,
    TIMES,
    VERDICTS,
    answer_words,
    headline,
    money,
    pressure_words,
    profit_words,
    quoted,
    short,
    sides_words,
    where,
)

COLOURS = {
    Verdict.TOOK_CONTROL: "green",
    Verdict.HELD: "cyan",
    Verdict.MISSED: "yellow",
    Verdict.GAVE_WAY: "red",
}
MARKS = {Verdict.TOOK_CONTROL: "▲", Verdict.HELD: "■", Verdict.MISSED: "○", Verdict.GAVE_WAY: "▼"}
FULL = 100


def print_review(review: Review, console: Console) -> None:
    """Print one review: the sentence, the fronts, the moments, the ledger, the one thing to work on."""
    call = review.call
    console.print()
    console.print(Text(call.title or call.source, style="bold"))
    console.print(Text(f"{call.format}, {TIMES[call.time_quality]}. {sides_words(call)}", style="dim"))
    for note in call.notes:
        console.print(Text(f"Note: {note}", style="dim"))
    console.print(Text(headline(review)))
    if profit := profit_words(review):
        console.print(Text(profit))
    for part in (_fronts(review), _moments(review), _ledger(review), _advice(review)):
        if part is not None:
            console.print()
            console.print(part)
    console.print()


def summary_line(review: Review) -> str:
    """One line for one of many talks, as rich markup."""
    whole = review.scores[-1].value
    score = "  –" if whole is None else f"{whole:3d}"
    call = review.call
    name = f"{call.source} ({call.title})" if call.title and call.title not in call.source else call.source
    return f"[green]✓[/] {score}  {escape(name)}: {escape(headline(review))}"


def _fronts(review: Review) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_header=False)
    for name in ("front", "bar", "score"):
        table.add_column(name, no_wrap=True)
    for score in review.scores:
        name = FRONTS[score.front] if score.front else "In all"
        if score.value is None:
            table.add_row(name, "", Text("nothing pressed here", style="dim"))
            continue
        filled = round(score.value / FULL * 20)
        bar = Text("█" * filled, style="green") + Text("░" * (20 - filled), style="dim")
        counts = ", ".join(f"{count} {VERDICTS[verdict]}" for verdict, count in score.by_verdict if count)
        table.add_row(name, bar, f"{score.value:3d}", counts)
    conduct = Text(CONDUCT[review.conduct]) if review.conduct else Text("")
    return Group(table, conduct, *(Text(f"{f.name}: {f.sentence}") for f in review.findings))


def _moments(review: Review) -> RenderableType | None:
    if not review.moments:
        return None
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(ratio=1)
    for moment in review.moments:
        table.add_row(Text(MARKS[moment.verdict], style=COLOURS[moment.verdict]), _moment(review, moment))
    return table


def _moment(review: Review, moment: Moment) -> Text:
    call = review.call
    text = Text(f"{where(call, moment.turn)} {pressure_words(moment)}: ", style="bold")
    text.append(Text(quoted(moment.pressure, 110), style="not bold"))
    text.append(Text(f"\n{VERDICTS[moment.verdict]}", style=f"not bold {COLOURS[moment.verdict]}"))
    words = f": {answer_words(moment)}"
    if moment.given_minor:
        words += f", {money(moment.given_minor, review.ledger.currency)} given"
    text.append(Text(words, style="not bold"))
    if moment.answers:
        text.append(Text(f" {quoted(moment.answers[0].quote, 110)}", style="not bold dim"))
    return text


def _ledger(review: Review) -> RenderableType | None:
    if not review.ledger.concessions:
        return None
    table = Table(title="Concessions", title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("given", "for it", "asked", "words"):
        table.add_column(head, style="dim" if head == "words" else "")
    for line in review.ledger.concessions:
        given = money(line.given_minor, review.ledger.currency) if line.given_minor else "–"
        table.add_row(
            given,
            _got(line),
            "yes" if line.asked else Text("no", style="red"),
            Text(quoted(line.give, 70)),
        )
    return table


def _got(line: Concession) -> Text:
    if not line.tied:
        return Text("nothing", style="red")
    return Text(short(line.get.text, 40) if line.get else "something")


def _advice(review: Review) -> RenderableType | None:
    advice = review.advice
    if advice is None:
        return None
    lines = [Text(advice.sentence, style="bold")]
    if advice.said is not None:
        lines.append(Text(f"You said: {quoted(advice.said)}"))
    lines.append(Text(f"Next time: “{advice.better}”", style="green"))
    title = f"One thing to work on · {FRONTS[Front(advice.moment.front)].lower()}"
    return Panel(Group(*lines), title=title, title_align="left", border_style="dim")
