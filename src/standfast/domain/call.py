"""A conversation as it was held: who spoke, on which side, when, and what was said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """Which side of the table a speaker sits on."""

    SELLER = "seller"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


class TimeQuality(StrEnum):
    """How finely a file's times can be trusted; decides which measures may be shown."""

    WORD = "word"
    """Times a word: pauses and pace can be measured."""
    TURN = "turn"
    """Start and end a turn: pauses and pace can be measured, a little coarsely."""
    START = "start"
    """Only starts a turn: lengths are known roughly, pauses are not."""
    MINUTE = "minute"
    """An anchor about once a minute: nothing about a single turn can be said."""
    NONE = "none"


class Channel(StrEnum):
    """How the talk was held."""

    CALL = "call"
    MAIL = "mail"
    CHAT = "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One voice of a talk.

    `key` is unique inside the call and stable over reads of the same file. `side_p` in [0, 1] is how sure the side is;
    `side_basis` says in a few words what it rests on ("affiliation", "e-mail domain", "--seller", "the talk itself").
    """

    key: str
    name: str
    side: Side = Side.UNKNOWN
    side_p: float = 0.0
    side_basis: str = ""
    email: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's uninterrupted talk, or one mail.

    `index` counts from 0 and is the turn's place in `Call.turns`. `start_s` and `end_s` are seconds from the
    beginning of the recording, None where the file does not say. `sent_at` is a mail's or chat line's wall clock.
    """

    index: int
    speaker: str
    text: str
    start_s: float | None = None
    end_s: float | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A whole talk, as values.

    `source` names the file as the user gave it, `format` the reader that read it ("zoom-vtt"). `notes` are plain
    sentences on what the reader had to leave out or guess. `turns[i].index == i`, and every `turn.speaker` is the
    key of exactly one of `speakers`.
    """

    source: str
    format: str
    time_quality: TimeQuality
    channel: Channel
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    title: str | None = None
    started_at: datetime | None = None
    list_price_minor: int | None = None
    currency: str | None = None
    notes: tuple[str, ...] = ()

    def speaker_of(self, turn: Turn) -> Speaker:
        """Who said `turn`."""
        return next(s for s in self.speakers if s.key == turn.speaker)

    def side_of(self, index: int) -> Side:
        """The side that said turn `index`."""
        return self.speaker_of(self.turns[index]).side
