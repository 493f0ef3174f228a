"""Asking on a terminal: every question takes Enter for a guess that it names, and what does not fit is asked again."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import typer

from standfast.app.wiring import money_from, share_from
from standfast.domain.errors import BadRequest
from standfast.surfaces.pages.words import money

T = TypeVar("T")
YES, NO = ("y", "yes"), ("n", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T]):
    """What was answered; `guessed` says that Enter took the guess."""

    value: T
    guessed: bool


def ask(question: str, guess: str, read: Callable[[str], T], value: T) -> Answer[T]:
    """Ask until the answer can be read.

    Args:
        question: without a mark at its end.
        guess: how the guess is shown, "" for none.
        read: reads what was typed.
        value: what Enter stands for.
    """
    shown = f" [{guess}]" if guess else ""
    while True:
        typed = typer.prompt(f"{question}{shown}", default="", show_default=False).strip()
        if not typed:
            return Answer(value=value, guessed=True)
        try:
            return Answer(value=read(typed), guessed=False)
        except BadRequest as problem:
            typer.echo(f"  {problem}")


def ask_text(question: str, guess: str) -> str:
    """Ask for a text on one line."""
    return ask(question, guess, _line, guess).value


def ask_sum(question: str, guess_minor: int, currency: str) -> Answer[int]:
    """Ask for a sum that is guessed, in minor units."""
    shown = f"a guess: {money(guess_minor, currency)}"
    return ask(question, shown, lambda typed: money_from(typed, currency), guess_minor)


def ask_sum_or_none(question: str, currency: str) -> int | None:
    """Ask for a sum that may be unknown."""
    found: Answer[int | None] = ask(question, "not known", lambda typed: money_from(typed, currency), None)
    return found.value


def ask_share(question: str, guess_share: float) -> Answer[float]:
    """Ask for a percentage over 0."""

    def read(typed: str) -> float:
        share = share_from(typed)
        if not share:
            raise BadRequest("this must be over 0 %", f"“{typed}”", "Press Enter if you do not know it")
        return share

    return ask(question, f"a guess: {guess_share * 100:g} %", read, guess_share)


def ask_count(question: str, guess: int) -> int:
    """Ask for a whole number over 0."""
    return ask(question, f"{guess}", _count, guess).value


def ask_weeks(question: str) -> int | None:
    """Ask for a number of weeks that may be unknown."""
    found: Answer[int | None] = ask(question, "not known", _count, None)
    return found.value


def ask_day(question: str) -> date | None:
    """Ask for a day; Enter is none."""
    found: Answer[date | None] = ask(question, "none", _day, None)
    return found.value


def ask_word(question: str, words: tuple[str, ...], guess: str) -> str:
    """Ask for one of some words; the first letters are enough."""

    def read(typed: str) -> str:
        fitting = [word for word in words if word.startswith(typed.casefold())]
        if len(fitting) != 1:
            raise BadRequest("this is none of them", f"“{typed}”", f"Write one of {', '.join(words)}")
        return fitting[0]

    return ask(f"{question} ({', '.join(words)})", guess, read, guess).value


def ask_list(question: str, guess: tuple[str, ...], *, numbers: bool) -> tuple[str, ...]:
    """Ask for two or more different texts, separated by commas; with `numbers` each must hold a whole number."""

    def read(typed: str) -> tuple[str, ...]:
        texts = tuple(text.strip() for text in _line(typed).split(",") if text.strip())
        if len({text.casefold() for text in texts}) < max(2, len(texts)):
            raise BadRequest("these are not two or more different ones", f"“{typed}”", "Separate them with commas")
        if numbers and not all(re.search("[1-9]", text) for text in texts):
            raise BadRequest("each needs a whole number over 0", f"“{typed}”", "Write them like the ones in brackets")
        return texts

    return ask(question, ", ".join(guess), read, guess).value


def ask_percents(question: str, guess: tuple[float, ...]) -> tuple[float, ...]:
    """Ask for two or more percentages, separated by commas; they come back in order, 0 first."""

    def read(typed: str) -> tuple[float, ...]:
        percents = {round(share_from(text.strip()) * 100, 4) for text in typed.split(",") if text.strip()}
        if len(percents | {0}) < 2:
            raise BadRequest("this is no list of discounts", f"“{typed}”", "Write them like 0, 5, 10")
        return tuple(sorted(percents | {0}))

    return ask(question, ", ".join(f"{percent:g}" for percent in guess), read, guess).value


def ask_percent(question: str, guess: float) -> float:
    """Ask for one percentage, 0 and up."""
    return ask(question, f"{guess:g} %", lambda typed: round(share_from(typed) * 100, 4), guess).value


def ask_yes(question: str, *, guess: bool) -> bool:
    """Ask for yes or no."""

    def read(typed: str) -> bool:
        if typed.casefold() not in {*YES, *NO}:
            raise BadRequest("this is neither yes nor no", f"“{typed}”", "Write y or n")
        return typed.casefold() in YES

    return ask(question, "Y/n" if guess else "y/N", read, guess).value


def _line(typed: str) -> str:
    if not typed.isprintable() or len(typed) > 200:
        raise BadRequest("this must be a text on one line", "your answer", "Write it shorter, without special signs")
    return typed


def _count(typed: str) -> int:
    figure = typed.replace(",", "")
    if not (figure.isascii() and figure.isdigit() and len(figure) <= 9 and int(figure)):
        raise BadRequest("this is no whole number over 0", f"“{typed}”", "Write a number such as 12")
    return int(figure)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as problem:
        raise BadRequest("this is no day", f"“{typed}”", "Write it as 2026-12-18") from problem
