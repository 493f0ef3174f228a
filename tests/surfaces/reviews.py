"""Small reviews, made by hand from words and labels and judged by the real engines."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from standfast.app.review_call import Readers, review_call
from standfast.domain.call import Call, Channel, Turn
from standfast.domain.evidence import Cue, CueKind
from standfast.domain.moment import Front, Label, Reading
from standfast.domain.money import PricePath, Step
from standfast.domain.review import Card, Review
from tests.talks import cue, path, quote, talk

HOSTILE = "</script><script>alert('x')</script>\" onload=\"alert(1)' {{ 7 * 7 }} <b>&amp;</b> \u202eelbon\u202c"
CARD = Card(
    key="first-ask",
    title="The first ask for money off",
    pressures=(Label.DISCOUNT_REQUEST,),
    front=Front.TERMS,
    stages=("closing",),
    instead_of=(Label.MEETS_HALFWAY, Label.GIVES_IN),
    when="a lower price is put forward",
    do="put it off and ask what lies behind it",
    why="A price that moves at the first push was never the price.",
    answers=("I hear you on the price. What makes that the number?",),
    avoid="Naming a lower figure.",
    shows=(Label.DEFERS, Label.PROBES),
)
NO_PRICES = PricePath()
Mark = tuple[int, Label, str]
"""Turn, label, and the words that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the readers find, decided beforehand."""

    marks: tuple[Mark, ...] = ()
    unsure: tuple[Mark, ...] = ()
    prices: PricePath = NO_PRICES
    cues: tuple[Cue, ...] = ()
    version: str = "by hand"
    thresholds: dict[Label, float] | None = None

    def read(self, call: Call, _: PricePath) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        return readings(call, *self.marks), readings(call, *self.unsure)


def readings(call: Call, *marks: Mark) -> tuple[Reading, ...]:
    return tuple(Reading(label=label, p=0.9, quote=quote(call, turn, words)) for turn, label, words in marks)


def reviewed(call: Call, found: Found, *, cards: tuple[Card, ...] = (CARD,), margin: float | None = None) -> Review:
    readers = Readers(turns=found, prices=lambda _: found.prices, cues=lambda _: found.cues)
    return review_call(call, readers, cards, margin_share=margin)


def haggle() -> Review:
    """A talk with something in every part of the page."""
    call = talk(
        "S: The desk is $100.",
        "C: That's steep, and I doubt that it is new. Could you do $60?",
        "S: It was bought in May, here is the slip. I could come down to $90.",
        "C: I'd have to ask my wife.",
        "S: Of course, just let me know.",
        "C: The other shop wants $70, take it or leave it.",
        "S: What else matters to you? If you pay cash today, $80.",
        "C: Deal.",
        title="A desk",
        notes=("One turn was joined to the turn before.",),
        started_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    )
    steps = ((Step.LIST, 0, 100), (Step.ASK, 1, 60), (Step.OFFER, 2, 90), (Step.ASK, 5, 70), (Step.AGREED, 6, 80))
    prices = path(call, *steps, agreed=80)
    marks = (
        (1, Label.PRICE_OBJECTION, "That's steep"),
        (1, Label.DOUBTS_CLAIM, "I doubt that it is new."),
        (1, Label.DISCOUNT_REQUEST, "Could you do $60?"),
        (2, Label.STANDS_GROUND, "It was bought in May, here is the slip."),
        (2, Label.MEETS_HALFWAY, "I could come down to $90."),
        (3, Label.GATEKEEPS, "I'd have to ask my wife."),
        (4, Label.FOLLOWS, "just let me know"),
        (5, Label.LEVERAGE, "The other shop wants $70, take it or leave it."),
        (6, Label.PROBES, "What else matters to you?"),
        (6, Label.TRADES, "If you pay cash today, $80."),
    )
    cues = (cue(call, 1, CueKind.ANXIOUS, "I doubt"), cue(call, 6, CueKind.ULTIMATUM, "If you pay cash today"))
    found = Found(marks=marks, unsure=((5, Label.STALLS, "leave it"),), prices=prices, cues=cues)
    return reviewed(call, found, margin=0.4)


def overlapping() -> Review:
    """Three readings that lie over one another in one turn, one of them twice over the same words."""
    call = talk("C: Could you do 80? The other shop does.", "S: No.")
    marks = (
        (0, Label.DISCOUNT_REQUEST, "Could you do 80?"),
        (0, Label.LEVERAGE, "80? The other shop does."),
        (0, Label.DOUBTS_CLAIM, "80? The other shop does."),
        (1, Label.HOLDS_FIRM, "No."),
    )
    return reviewed(call, Found(marks=marks))


def quiet() -> Review:
    """Nobody presses."""
    return reviewed(talk("S: Hello.", "C: Hello, and thanks for the desk."), Found())


def wordless() -> Review:
    """A file without a single turn."""
    return reviewed(replace(talk("S: x"), turns=(), speakers=()), Found())


def hostile() -> Review:
    """Every text that comes from outside tries to leave its place."""
    call = talk(f"C: Could you do 80? {HOSTILE}", f"S: {HOSTILE} \x00\ud800 " + "W" * 400)
    call = replace(
        call,
        title=HOSTILE,
        source=HOSTILE,
        format=HOSTILE,
        notes=(HOSTILE,),
        channel=Channel.CHAT,
        speakers=tuple(replace(speaker, name=HOSTILE, side_basis=HOSTILE) for speaker in call.speakers),
    )
    card = replace(CARD, title=HOSTILE, when=HOSTILE, do=HOSTILE, why=HOSTILE, answers=(HOSTILE,), avoid=HOSTILE)
    marks = ((0, Label.DISCOUNT_REQUEST, call.turns[0].text), (1, Label.GIVES_IN, HOSTILE[:30]))
    return reviewed(call, Found(marks=marks, version=HOSTILE), cards=(card,))


def mails() -> Review:
    """Two mails with line breaks and a date."""
    sent = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    call = talk("C: Dear Sam,\n\ncould you do 80?\n\nCleo", "S: Dear Cleo,\n\nno.\n\nSam", channel=Channel.MAIL)
    call = replace(call, turns=tuple(replace(turn, sent_at=sent) for turn in call.turns))
    marks = ((0, Label.DISCOUNT_REQUEST, "could you do 80?"), (1, Label.HOLDS_FIRM, "no."))
    return reviewed(call, Found(marks=marks))


def long() -> Review:
    """Three hundred turns, with a pressure in every tenth and times for all."""
    lines = [f"{'CS'[n % 2]}: {'Could you do 80?' if n % 10 == 0 else 'And so on, and so on.'}" for n in range(300)]
    call = talk(*lines)
    timed: tuple[Turn, ...] = tuple(replace(turn, start_s=9.0 * turn.index) for turn in call.turns)
    marks = tuple((n, Label.DISCOUNT_REQUEST, "Could you do 80?") for n in range(0, 300, 10))
    answers = tuple((n + 1, Label.HOLDS_FIRM, "And so on") for n in range(0, 300, 20))
    return reviewed(replace(call, turns=timed), Found(marks=(*marks, *answers)))
