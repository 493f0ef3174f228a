"""A review as Markdown, for a ticket, a wiki or a mail."""

import re

from standfast.domain.moment import Moment
from standfast.domain.review import Check, Review
from standfast.surfaces.pages.words import (
    CONDUCT,
    FRONTS,
    PASSED,
    TIMES,
    VERDICTS,
    answer_words,
    headline,
    money,
    pressure_words,
    profit_words,
    quoted,
    sides_words,
    spread_words,
    where,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def plain(text: str) -> str:
    """Text of a talk so that Markdown shows it as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def review_markdown(review: Review) -> str:
    """Write one review."""
    call = review.call
    head = [
        f"# {plain(call.title or call.source)}",
        f"{plain(headline(review))} {profit_words(review)}".strip(),
        f"{plain(call.format)}, {TIMES[call.time_quality]}. {plain(sides_words(call))}",
    ]
    parts = [
        *head,
        *(f"- {plain(note)}" for note in call.notes),
        _scores(review),
        *_advice(review),
        *_findings(review),
        _moments(review),
        _ledger(review),
        _checks(review),
        f"Read by {plain(review.reader_version)}.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _scores(review: Review) -> str:
    rows = ["| control | score | moments |", "|---|---:|---|"]
    for score in review.scores:
        counts = ", ".join(f"{count} {VERDICTS[verdict]}" for verdict, count in score.by_verdict if count)
        name = FRONTS[score.front] if score.front else "In all"
        rows.append(f"| {name} | {'–' if score.value is None else score.value} | {counts or 'nothing pressed here'} |")
    conduct = f"\n\n{CONDUCT[review.conduct]}" if review.conduct else ""
    return "\n".join(rows) + conduct


def _advice(review: Review) -> list[str]:
    advice = review.advice
    if advice is None:
        return []
    said = f"You said: {plain(quoted(advice.said))}  \n" if advice.said is not None else ""
    return ["## One thing to work on", plain(advice.sentence), f"{said}Next time: “{plain(advice.better)}”"]


def _findings(review: Review) -> list[str]:
    return [f"**{f.name}.** {f.sentence} {plain(quoted(f.quotes[0]))}" for f in review.findings]


def _moments(review: Review) -> str:
    if not review.moments:
        return ""
    return "\n\n".join(["## Moments", *(_moment(review, number, m) for number, m in enumerate(review.moments, 1))])


def _moment(review: Review, number: int, moment: Moment) -> str:
    given = f", {money(moment.given_minor, review.ledger.currency)} given" if moment.given_minor else ""
    lines = [
        (
            f"{number}. **{VERDICTS[moment.verdict]}** · {plain(where(review.call, moment.turn))} "
            f"{pressure_words(moment)}: {plain(quoted(moment.pressure))}"
        ),
    ]
    if moment.answers:
        first = moment.answers[0].quote
        lines.append(
            f"   {plain(where(review.call, first.turn))}: {plain(quoted(first))} ({answer_words(moment)}{given})"
        )
    return "\n".join(lines)


def _ledger(review: Review) -> str:
    ledger = review.ledger
    if not ledger.concessions:
        return ""
    rows = ["## Concessions", "", "| given | for it | asked | words |", "|---:|---|---|---|"]
    rows += [
        f"| {money(c.given_minor, ledger.currency) if c.given_minor else '–'} | {'something' if c.tied else 'nothing'} "
        f"| {'yes' if c.asked else 'no'} | {plain(quoted(c.give, 90))} |"
        for c in ledger.concessions
    ]
    if spread := spread_words(ledger):
        rows += ["", spread]
    return "\n".join(rows)


def _checks(review: Review) -> str:
    rows = ["## Checks", "", "| question | answer | words |", "|---|---|---|"]
    return "\n".join([*rows, *(_check(check) for check in review.checks)])


def _check(check: Check) -> str:
    words = plain(quoted(check.quotes[0], 90)) if check.quotes else ""
    return f"| {check.question} | {PASSED[check.passed]} | {words} |"
