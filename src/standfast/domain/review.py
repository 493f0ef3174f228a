"""The judgement on one talk, whole: a `Review` cannot half-exist."""

from dataclasses import dataclass
from enum import StrEnum

from standfast.domain.call import Call
from standfast.domain.moment import Front, Label, Moment, Quote, Reading, Verdict
from standfast.domain.money import PricePath


class Conduct(StrEnum):
    """Where the seller stood on the scale: both ends are faults."""

    PASSIVE = "passive"
    ASSERTIVE = "assertive"
    AGGRESSIVE = "aggressive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """One line of the ledger: what was given, what came back for it, and who asked.

    `given_minor` is None where no sum can be read from the words (an extra, a term). `tied` says that the give had a
    get; `get` are the words of what was asked in return. `asked` are the customer's words, None for an unasked give.
    `planned` is None while no deal plan is at hand.
    """

    give: Quote
    label: Label
    tied: bool
    asked: Quote | None
    get: Quote | None = None
    given_minor: int | None = None
    planned: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All gives of a talk in order, and what they add up to.

    `given_minor` is opening price minus agreed (or last offered) price; None if no price path was read.
    `spread_share` in [0, 1] is the part of the way from the opening price to the customer's first ask that was given.
    `steps_grow` says that a later price cut was larger than the one before it; `profit_share` is the share of the
    profit on this deal that the given sum is, None without the user's margin.
    """

    concessions: tuple[Concession, ...]
    currency: str | None = None
    given_minor: int | None = None
    given_share: float | None = None
    spread_share: float | None = None
    steps_grow: bool = False
    profit_share: float | None = None

    @property
    def unasked(self) -> tuple[Concession, ...]:
        """Gives that nobody asked for."""
        return tuple(c for c in self.concessions if c.asked is None)

    @property
    def one_sided(self) -> tuple[Concession, ...]:
        """Gives that brought nothing back."""
        return tuple(c for c in self.concessions if not c.tied)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One small yes/no on the seller's conduct.

    `passed` is None when the talk gave no occasion. A yes or a no carries at least one quote.
    """

    name: str
    question: str
    front: Front
    passed: bool | None
    quotes: tuple[Quote, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a reader should know before judging the seller: misfit, an anxious customer, an aggressive turn."""

    name: str
    sentence: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkMeasures:
    """What can be counted. Anything that the file's time quality cannot carry is None.

    Shares in [0, 1], times in seconds, pace in words a minute.
    """

    seller_word_share: float | None = None
    seller_time_share: float | None = None
    longest_monologue_words: int | None = None
    longest_monologue_s: float | None = None
    longest_monologue_turn: int | None = None
    seller_questions: int = 0
    pause_after_pressure_s: float | None = None
    pace_wpm: float | None = None
    pace_after_pressure_wpm: float | None = None
    words_after_pressure: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Control on one front (or in all, `front` None), 0 to 100, and how it was made.

    `value` is None while nothing pressed on that front.
    """

    front: Front | None
    value: int | None
    moments: int
    by_verdict: tuple[tuple[Verdict, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A response card that an enablement lead keeps: a situation, and words that hold.

    `answers` are alternatives, best first; `instead_of` are the yielding labels that it cures.
    """

    key: str
    title: str
    pressures: tuple[Label, ...]
    front: Front
    stages: tuple[str, ...]
    instead_of: tuple[Label, ...]
    when: str
    do: str
    why: str
    answers: tuple[str, ...]
    avoid: str
    shows: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The one behaviour to work on: "when X, you will Y instead of Z", with the seller's own moment beside it."""

    moment: Moment
    card: Card
    sentence: str
    said: Quote | None
    better: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something that somebody undertook to do after the talk; `due` in the talk's own words."""

    owner: str
    what: str
    due: str | None
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything that Standfast says about one talk, and what it rests on."""

    call: Call
    readings: tuple[Reading, ...]
    unsure: tuple[Reading, ...]
    prices: PricePath
    moments: tuple[Moment, ...]
    ledger: Ledger
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    measures: TalkMeasures
    scores: tuple[Score, ...]
    conduct: Conduct | None
    strengths: tuple[Moment, ...]
    advice: Advice | None
    reader_version: str
