"""The price of a whole talk: list, asks, offers, and what was agreed."""

from standfast.domain.call import Call, Side
from standfast.domain.moment import Quote
from standfast.domain.money import Money, PricePath, PriceStep, Step
from standfast.language.money.agreement import AGREED_AT, Agreement, agreement_in, shipped_weights, taking_turn
from standfast.language.money.figures import as_mention
from standfast.language.money.roles import Role
from standfast.language.money.sayings import sayings_of
from standfast.language.money.scene import Scene, scene_of
from standfast.language.money.steps import currency_of, steps_of

_SOON = 3
"""A yes more turns after a price than this is a yes to something else; a guess."""


def read_prices(call: Call) -> PricePath:
    """Read the path of the price from the words of a talk.

    A file's list price opens the path; without one the seller's first price does. A talk with a list price is read as
    a sale that may close without words; without one a deal must be said: silence, and a talk that ends in a stall,
    agree on nothing.

    Returns:
        The path. `agreed` is also the last of `steps`. `agreed_p` is calibrated on haggling over listed goods only.
    """
    sayings, seen = sayings_of(call)
    steps = steps_of(call, sayings)
    mentions = tuple(as_mention(call.turns[turn].text, figure, turn=turn) for turn, figure in seen)
    scene = scene_of(call, sayings, steps)
    agreement = agreement_in(scene, shipped_weights())
    if agreement is None:
        return PricePath(steps=steps, mentions=mentions)
    p = _probability(call, scene, agreement)
    if p < AGREED_AT:
        return PricePath(steps=steps, agreed_p=p, mentions=mentions)
    agreed = _agreed(call, scene, agreement)
    return PricePath(steps=(*steps, agreed), agreed=agreed, agreed_p=p, mentions=mentions)


def _probability(call: Call, scene: Scene, agreement: Agreement) -> float:
    """The reader's probability, held down where nothing but words could have closed the deal and no word did."""
    if call.list_price_minor:
        return agreement.p
    price = agreement.price
    taken = taking_turn(scene, price)
    late = taken is not None and taken > price.turn + _SOON
    put = price.turn >= 0 if price.saying is None else price.saying.role is Role.PRICE
    if taken is None or late or not put or not scene.offers or any(stance.breaks for stance in scene.stances[taken:]):
        return min(agreement.p, AGREED_AT / 2)
    return agreement.p


def _agreed(call: Call, scene: Scene, agreement: Agreement) -> PriceStep:
    """The agreed price, with the words that took it, else those that put it forward last."""
    price = agreement.price
    turn = taking_turn(scene, price)
    if turn is not None and turn != price.turn:
        side, quote = scene.sides[turn], _whole_turn(call, turn)
    else:
        side, quote = price.side, price.saying.quote if price.saying else None
    said = price.saying.figure.currency if price.saying else None
    return PriceStep(
        step=Step.AGREED,
        side=side if side is not Side.UNKNOWN else price.side,
        price=Money(minor=price.minor, currency=said or currency_of(call, scene.sayings)),
        quote=quote,
        tied=price.saying.tied if price.saying else False,
    )


def _whole_turn(call: Call, turn: int) -> Quote | None:
    text = call.turns[turn].text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return Quote(turn=turn, start=start, end=end, text=text[start:end]) if end > start else None
