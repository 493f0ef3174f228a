"""What comes back: a stranger's words, believed only where they fit the codebook, the window and the turn itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from standfast.domain.call import Call, Side
from standfast.domain.moment import CUSTOMER_LABELS, SELLER_LABELS, Label, Quote, Reading
from standfast.language.provider.asking import Window, sendable
from standfast.language.provider.quoted import place_of

ALLOWED = {
    Side.CUSTOMER: frozenset(CUSTOMER_LABELS),
    Side.SELLER: frozenset(SELLER_LABELS),
}
LEAST_P = 0.3
"""Under it a reading is not worth a look; the task says so too."""
MOST_READINGS = 4000
"""Twenty labels a turn on the largest window: more is no answer."""


class Fault(StrEnum):
    """Why a reading was left out."""

    NO_LABEL = "named no label of the codebook"
    OTHER_SIDE = "gave a label of the other side"
    OUTSIDE = "stood at a turn that was not asked about"
    NO_QUOTE = "rested on words that are not in the turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The readings of one window that held, and how many did not."""

    readings: tuple[Reading, ...]
    dropped: tuple[tuple[Fault, int], ...] = ()


class BrokenAnswer(Exception):
    """The content is not the JSON that was asked for. `problem` says it in a few words without repeating the content."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class _Said(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    turn: int
    label: Annotated[str, Field(max_length=100)]
    p: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    quote: Annotated[str, Field(max_length=100_000)]


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    readings: Annotated[list[_Said], Field(max_length=MOST_READINGS)]


def heard_in(content: str, call: Call, window: Window) -> Heard:
    """Check an answer reading by reading.

    Raises:
        BrokenAnswer: it is no JSON of the form that was asked for.
    """
    found: list[Reading] = []
    dropped: Counter[Fault] = Counter()
    for said in _parsed(content).readings:
        if said.p < LEAST_P:
            continue
        reading = _reading(said, call, window)
        if isinstance(reading, Fault):
            dropped[reading] += 1
        else:
            found.append(reading)
    return Heard(readings=surest(found), dropped=tuple(sorted(dropped.items())))


def surest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading a turn and label, the likeliest; in order of the talk, then of the codebook."""
    best: dict[tuple[int, Label], Reading] = {}
    for reading in readings:
        known = best.get((reading.turn, reading.label))
        if known is None or reading.p > known.p:
            best[reading.turn, reading.label] = reading
    order = {label: place for place, label in enumerate(Label)}
    return tuple(sorted(best.values(), key=lambda reading: (reading.turn, order[reading.label])))


def _reading(said: _Said, call: Call, window: Window) -> Reading | Fault:
    if said.turn not in window.asked:
        return Fault.OUTSIDE
    if said.label not in {label.value for label in Label}:
        return Fault.NO_LABEL
    label = Label(said.label)
    if label not in ALLOWED[call.side_of(said.turn)]:
        return Fault.OTHER_SIDE
    text = call.turns[said.turn].text
    place = place_of(said.quote, sendable(text))
    if place is None:
        return Fault.NO_QUOTE
    start, end = place
    return Reading(label=label, p=said.p, quote=Quote(turn=said.turn, start=start, end=end, text=text[start:end]))


def _parsed(content: str) -> _Answer:
    try:
        return _Answer.model_validate_json(_unfenced(content))
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        said = f"{place}: {first['msg']}" if place else first["msg"]
    raise BrokenAnswer(said)  # outside the handler: pydantic's error would carry the content along


def _unfenced(content: str) -> str:
    """The content without the fence that many models put around JSON."""
    text = content.strip()
    if not (text.startswith("```") and text.endswith("```") and "\n" in text):
        return text
    return text[text.index("\n") : -3]
