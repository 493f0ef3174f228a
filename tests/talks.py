"""Small talks and readings, built by hand."""

from standfast.domain.call import Call, Channel, Side, Speaker, TimeQuality, Turn
from standfast.domain.evidence import Cue, CueKind
from standfast.domain.moment import Label, Quote, Reading
from standfast.domain.money import Money, PricePath, PriceStep, Step

SIDES = {"S": Side.SELLER, "C": Side.CUSTOMER, "U": Side.UNKNOWN}


def talk(*lines: str, **facts: object) -> Call:
    """`talk("S: Hello.", "C: Hi.")`: S sells, C buys, U nobody knows."""
    keys = list(dict.fromkeys(line[0] for line in lines))
    call = Call(
        source="talk.txt",
        format="plain-text",
        time_quality=TimeQuality.NONE,
        channel=Channel.CALL,
        speakers=tuple(
            Speaker(key=key, name={"S": "Sam", "C": "Cleo", "U": "Una"}[key], side=SIDES[key]) for key in keys
        ),
        turns=tuple(Turn(index=n, speaker=line[0], text=line[3:]) for n, line in enumerate(lines)),
    )
    from dataclasses import replace

    return replace(call, **facts) if facts else call


def quote(call: Call, turn: int, words: str | None = None) -> Quote:
    """Words of a turn, or all of it."""
    text = call.turns[turn].text
    start = 0 if words is None else text.index(words)
    end = len(text) if words is None else start + len(words)
    return Quote(turn=turn, start=start, end=end, text=text[start:end])


def reading(call: Call, turn: int, label: Label, p: float = 0.9) -> Reading:
    """One label on a whole turn."""
    return Reading(label=label, p=p, quote=quote(call, turn))


def readings(call: Call, marks: dict[int, str]) -> tuple[Reading, ...]:
    """`readings(call, {1: "discount_request leverage"})`."""
    return tuple(reading(call, turn, Label(name)) for turn, names in marks.items() for name in names.split())


def cue(call: Call, turn: int, kind: CueKind, words: str | None = None) -> Cue:
    """One cue."""
    return Cue(kind=kind, quote=quote(call, turn, words))


def path(call: Call, *steps: tuple[Step, int | None, int], agreed: int | None = None, tied: bool = False) -> PricePath:
    """`path(call, (Step.LIST, None, 100), (Step.ASK, 1, 80))`: step, turn, whole dollars."""
    made = tuple(
        PriceStep(
            step=step,
            side=Side.CUSTOMER if step is Step.ASK else Side.SELLER,
            price=Money(minor=price * 100, currency="USD"),
            quote=None if turn is None else quote(call, turn),
            tied=tied,
        )
        for step, turn, price in steps
    )
    struck = next((s for s in made if agreed is not None and s.price.minor == agreed * 100), None)
    return PricePath(steps=made, agreed=struck, agreed_p=0.9 if struck else 0.1)
