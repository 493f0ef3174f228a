"""Label one talk given as plain values: every label at or above its threshold, and what the money did."""

from dataclasses import replace
from typing import Any

from standfast.app.ports import LabelReader
from standfast.app.review_call import Readers
from standfast.domain.call import Call, Channel, Side, Speaker, TimeQuality, Turn
from standfast.domain.errors import BadRequest
from standfast.domain.money import PricePath, Step, major_units

SIDES = {"seller": Side.SELLER, "customer": Side.CUSTOMER}


def call_from(talk: Any, *, where: str) -> Call:
    """Check `{"id", "turns": [{"who", "text"}], "list_price"?}` and make a talk of it.

    Turns are taken as they stand: none is merged or dropped, so that the indices of the answer fit the question. An
    empty text stays a turn.

    Raises:
        BadRequest: a field is missing or of the wrong kind.
    """
    if not isinstance(talk, dict) or not isinstance(talk.get("turns"), list):
        raise BadRequest("there is no list “turns”", where, 'Write {"id": "…", "turns": [{"who": …, "text": …}]}')
    for number, turn in enumerate(talk["turns"]):
        if not isinstance(turn, dict) or turn.get("who") not in SIDES or not isinstance(turn.get("text"), str):
            what = f"turn {number} needs “who” (seller or customer) and “text”"
            raise BadRequest(what, where, 'Write {"who": "seller", "text": "…"}')
    return Call(
        source=whole_text(str(talk.get("id", ""))),
        format="standfast-json",
        time_quality=TimeQuality.NONE,
        channel=Channel.CALL,
        speakers=tuple(
            Speaker(key=who, name=who.title(), side=side, side_p=1.0, side_basis="the file")
            for who, side in SIDES.items()
        ),
        turns=tuple(
            Turn(index=index, speaker=turn["who"], text=whole_text(turn["text"]))
            for index, turn in enumerate(talk["turns"])
        ),
        list_price_minor=_list_price(talk.get("list_price"), where),
    )


def whole_text(text: str) -> str:
    """The text with halves of characters, which JSON can hold and no file can, replaced; places stay."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _list_price(price: Any, where: str) -> int | None:
    if price is None:
        return None
    if isinstance(price, bool) or not isinstance(price, int | float) or not 0 <= price < 1e13:
        raise BadRequest(f"list_price {price!r} is no amount", where, "Write a number such as 125 or 125.50")
    return round(price * 100)


def label_talk(call: Call, readers: Readers, own: LabelReader | None = None) -> dict[str, Any]:
    """Label one talk, with our labels or, if given, with a team's `own`.

    Returns:
        `labels` by turn index (text keys, as JSON wants) and label, each with its probability; `thresholds`;
        `money` with the agreed price, asks and offers in major units; `notes` where there is something to say on how
        the labels came about.
    """
    prices = readers.prices(call)
    labels, notes = (_own_labels(call, own), ()) if own else _our_labels(call, prices, readers)
    thresholds = own.thresholds if own else {label.value: share for label, share in readers.chosen.thresholds.items()}
    return {
        "id": call.source,
        "labels": labels,
        "thresholds": {name: round(share, 4) for name, share in thresholds.items()},
        "money": _money(prices),
        **({"notes": list(notes)} if notes else {}),
    }


def _our_labels(call: Call, prices: PricePath, readers: Readers) -> tuple[dict[str, dict[str, float]], tuple[str, ...]]:
    labels: dict[str, dict[str, float]] = {}
    readings, _, notes = readers.read_turns(call, prices)
    for reading in readings:
        labels.setdefault(str(reading.turn), {})[reading.label.value] = round(reading.p, 4)
    return labels, notes


def _own_labels(call: Call, own: LabelReader) -> dict[str, dict[str, float]]:
    return {
        str(index): {label: round(turn.chances[label], 4) for label in turn.labels}
        for index, turn in enumerate(own.judged(call))
        if turn.labels
    }


def _money(prices: PricePath) -> dict[str, Any]:
    def named(*steps: Step) -> list[dict[str, Any]]:
        return [
            {"turn": s.quote.turn, "price": major_units(s.price.minor, s.price.currency)}
            for s in prices.steps
            if s.step in steps and s.quote
        ]

    struck = prices.agreed.price if prices.agreed else None
    agreed = major_units(struck.minor, struck.currency) if struck else None
    return {
        "agreed_price": agreed,
        "agreed_p": round(prices.agreed_p, 4),
        "asks": named(Step.ASK),
        "offers": named(Step.OFFER, Step.LIST),
    }


def without_names(call: Call) -> Call:
    """The same talk with nobody's name, for telling sides from the talk alone."""
    hidden = tuple(
        replace(s, name=f"Speaker {n}", email=None, title=None, side=Side.UNKNOWN, side_p=0.0, side_basis="")
        for n, s in enumerate(call.speakers, start=1)
    )
    return replace(call, speakers=hidden)
