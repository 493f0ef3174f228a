"""The concession ledger as rows of the page, and what it adds up to in sentences."""

from dataclasses import dataclass

from standfast.domain.review import Concession, Ledger, Review
from standfast.surfaces.pages.page_quotes import Cited, Kind, cite, kind_of, unbroken
from standfast.surfaces.pages.words import LABELS, money, percent, profit_words, spread_words

_PLANNED = {True: "planned", False: "not planned", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRow:
    """One give. `given` is "" where no sum can be read; `get` and `asked` are None where nothing stands in the talk."""

    given: str
    done: str
    kind: Kind
    give: Cited
    tied: bool
    get: Cited | None
    asked: Cited | None
    planned: str


def give_rows(review: Review) -> tuple[GiveRow, ...]:
    """Put every give, in order of the talk."""
    return tuple(_row(review, line) for line in review.ledger.concessions)


def ledger_sentences(review: Review) -> tuple[str, ...]:
    """Say what the gives add up to: the sum, its share of the spread and of the profit, and how the steps went."""
    ledger = review.ledger
    said = (
        _sum_words(ledger),
        spread_words(ledger),
        profit_words(review),
        "A later step down was larger than the one before it." if ledger.steps_grow else "",
        _balance_words(ledger),
    )
    return tuple(unbroken(sentence) for sentence in said if sentence)


def _sum_words(ledger: Ledger) -> str:
    if not ledger.given_minor or ledger.given_minor < 0:
        return ""
    share = "" if ledger.given_share is None else f" ({percent(ledger.given_share)})"
    return f"{money(ledger.given_minor, ledger.currency)} came off the price{share}."


def _balance_words(ledger: Ledger) -> str:
    gives, free, unasked = len(ledger.concessions), len(ledger.one_sided), len(ledger.unasked)
    if not gives:
        return ""
    lead = (
        f"{free} of {gives} concessions brought nothing back" if gives > 1 else f"The concession brought {_back(free)}"
    )
    return f"{lead}; {unasked} {'was' if unasked == 1 else 'were'} not asked for." if unasked else f"{lead}."


def _back(free: int) -> str:
    return "nothing back" if free else "something back"


def _row(review: Review, line: Concession) -> GiveRow:
    call = review.call
    return GiveRow(
        given=money(line.given_minor, review.ledger.currency) if line.given_minor else "",
        done=LABELS[line.label],
        kind=kind_of(line.label),
        give=cite(call, line.give),
        tied=line.tied,
        get=None if line.get is None else cite(call, line.get),
        asked=None if line.asked is None else cite(call, line.asked),
        planned=_PLANNED[line.planned],
    )
