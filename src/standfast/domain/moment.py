"""What the product is about: one pressure by the customer, and how the seller answered it.

The labels are those of the codebook (docs/reference/codebook.md).
"""

from dataclasses import dataclass
from enum import StrEnum


class Front(StrEnum):
    """Where control is kept or lost: the idea (teach), the process (guide), the terms (negotiate)."""

    IDEA = "idea"
    PROCESS = "process"
    TERMS = "terms"


class Label(StrEnum):
    """What a turn does. Seven pressures (customer), five ways to yield and nine ways to hold (seller)."""

    DISCOUNT_REQUEST = "discount_request"
    TERMS_REQUEST = "terms_request"
    PRICE_OBJECTION = "price_objection"
    LEVERAGE = "leverage"
    DOUBTS_CLAIM = "doubts_claim"
    STALLS = "stalls"
    GATEKEEPS = "gatekeeps"

    GIVES_IN = "gives_in"
    MEETS_HALFWAY = "meets_halfway"
    ASKS_PERMISSION = "asks_permission"
    BACKS_DOWN = "backs_down"
    FOLLOWS = "follows"

    DEFERS = "defers"
    RETURNS_TO_VALUE = "returns_to_value"
    TRADES = "trades"
    HOLDS_FIRM = "holds_firm"
    STANDS_GROUND = "stands_ground"
    PROBES = "probes"
    TEACHES = "teaches"
    LEADS_NEXT_STEP = "leads_next_step"
    ENGAGES_STAKEHOLDER = "engages_stakeholder"


PRESSURES: dict[Label, Front] = {
    Label.DISCOUNT_REQUEST: Front.TERMS,
    Label.TERMS_REQUEST: Front.TERMS,
    Label.PRICE_OBJECTION: Front.TERMS,
    Label.LEVERAGE: Front.TERMS,
    Label.DOUBTS_CLAIM: Front.IDEA,
    Label.STALLS: Front.PROCESS,
    Label.GATEKEEPS: Front.PROCESS,
}
"""The customer's labels and the front each presses on."""

YIELDING = frozenset(
    {Label.GIVES_IN, Label.MEETS_HALFWAY, Label.ASKS_PERMISSION, Label.BACKS_DOWN, Label.FOLLOWS},
)
HOLDING = frozenset(
    {
        Label.DEFERS,
        Label.RETURNS_TO_VALUE,
        Label.TRADES,
        Label.HOLDS_FIRM,
        Label.STANDS_GROUND,
        Label.PROBES,
        Label.TEACHES,
        Label.LEADS_NEXT_STEP,
        Label.ENGAGES_STAKEHOLDER,
    },
)
CUSTOMER_LABELS: tuple[Label, ...] = tuple(PRESSURES)
SELLER_LABELS: tuple[Label, ...] = tuple(label for label in Label if label not in PRESSURES)


class Verdict(StrEnum):
    """How a moment ended, by the codebook."""

    GAVE_WAY = "gave_way"
    HELD = "held"
    TOOK_CONTROL = "took_control"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of one turn: `text == call.turns[turn].text[start:end]`, half-open, never empty."""

    turn: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One label on one turn, how probable it is, and the words that it rests on."""

    label: Label
    p: float
    quote: Quote

    @property
    def turn(self) -> int:
        """The turn that was read."""
        return self.quote.turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One pressure by the customer and the seller turns that answer it.

    No quote, no moment: a reader can always check the judgement against the talk. `pressures` are the readings of
    one customer turn on one front (at least one); `answers` those of the seller turns that answer it, in order of
    the talk. `deferred` is true while the last word on it was to put it off. `given` is what it cost, in minor units
    of the talk's currency; None where no money moved or none could be read.
    """

    front: Front
    pressures: tuple[Reading, ...]
    answers: tuple[Reading, ...]
    verdict: Verdict
    deferred: bool = False
    given_minor: int | None = None

    @property
    def turn(self) -> int:
        """The customer turn that opened the moment."""
        return self.pressures[0].turn

    @property
    def pressure(self) -> Quote:
        """The words that opened the moment: the surest reading's quote."""
        return max(self.pressures, key=lambda reading: reading.p).quote
