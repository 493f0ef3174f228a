"""What was read out of a talk, before anything is judged."""

from dataclasses import dataclass
from enum import StrEnum

from standfast.domain.moment import Quote, Reading
from standfast.domain.money import PricePath


class CueKind(StrEnum):
    """Small things that words show for certain, beside the labels."""

    ASKS_LEAVE = "asks_leave"
    """The seller asks whether it is all right to come back to an ask later."""
    NAMES_ROLE = "names_role"
    """A role on the customer's side is named ("your controller", "legal")."""
    GIVES_REASON = "gives_reason"
    """A reason is given ("because", "they will ask about")."""
    NAMES_TIME = "names_time"
    """A day, date or hour is named."""
    SURPRISE = "surprise"
    """The customer is set thinking ("I never looked at it like that")."""
    EASY_AGREEMENT = "easy_agreement"
    """The customer agrees at once, which says that nothing was new ("totally agree")."""
    ULTIMATUM = "ultimatum"
    """Take it or leave it."""
    BELITTLES = "belittles"
    """The other side is talked down."""
    SCARES = "scares"
    """Fear of what happens without us is played up, with nothing behind it."""
    MISFIT = "misfit"
    """The customer says why it cannot apply: the thing, the need or the right to buy is not there."""
    ANXIOUS = "anxious"
    """The customer fears a mistake more than a bad price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One such thing and the words that show it."""

    kind: CueKind
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that the judgement may use.

    `unsure` are readings just under their threshold; `remarks` are plain sentences on how the reading went.
    """

    readings: tuple[Reading, ...]
    cues: tuple[Cue, ...]
    prices: PricePath
    unsure: tuple[Reading, ...] = ()
    remarks: tuple[str, ...] = ()
