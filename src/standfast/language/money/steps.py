"""From what was said to the path of the price: list, asks and offers, in order of the talk."""

from dataclasses import dataclass, replace

from standfast.domain.call import Call, Side
from standfast.domain.money import Money, PriceStep, Step
from standfast.language.money.roles import Role
from standfast.language.money.sayings import Saying

_SAME = 0.005
"""Two prices closer than this share are one price; a guess."""
_BELOW_ASK = 0.98
"""A seller's figure under this share of the customer's own last ask is no offer but something else; a guess."""

_FALLEN = 0.5
"""A customer's figure under this share of the own last ask is a part or a difference, for asks go up; a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where both sides stand, minor units; `told` are all prices that the seller stood at."""

    price: int | None = None
    ask: int | None = None
    told: frozenset[int] = frozenset()


def steps_of(call: Call, sayings: tuple[Saying, ...]) -> tuple[PriceStep, ...]:
    """Fold the sayings into the path."""
    steps: list[PriceStep] = []
    standing = Standing()
    common = currency_of(call, sayings)
    if call.list_price_minor:
        price = Money(minor=call.list_price_minor, currency=call.currency)
        steps.append(PriceStep(step=Step.LIST, side=Side.SELLER, price=price, quote=None))
        standing = Standing(price=price.minor, told=frozenset({price.minor}))
    for saying in sayings:
        minor = price_of(saying, standing)
        step = None if minor is None else _step(saying, minor, standing)
        beside = step is Step.OFFER and _opened_in(steps, saying.turn) and not saying.own
        if step is None or minor is None or beside:  # two prices in the opening turn are two versions of the thing
            continue
        currency = saying.figure.currency or common
        money = Money(minor=minor, currency=currency)
        side = Side.SELLER if step is Step.LIST else saying.side  # the seller's price, whoever names it
        steps.append(PriceStep(step=step, side=side, price=money, quote=saying.quote, tied=saying.tied))
        standing = (
            replace(standing, ask=minor)
            if step is Step.ASK
            else replace(standing, price=minor, told=standing.told | {minor})
        )
    return tuple(steps)


def currency_of(call: Call, sayings: tuple[Saying, ...]) -> str | None:
    """The talk's currency: the file's, else the first that anyone says."""
    return call.currency or next((saying.figure.currency for saying in sayings if saying.figure.currency), None)


def _opened_in(steps: list[PriceStep], turn: int) -> bool:
    """Whether the path's only step yet is the opening price, said in `turn`."""
    return len(steps) == 1 and steps[0].quote is not None and steps[0].quote.turn == turn


def price_of(saying: Saying, standing: Standing) -> int | None:
    """The price that a saying puts forward, given where both sides stand; None where it puts none forward."""
    if saying.role in {Role.REFUSED, Role.RIVAL, Role.EXTRA, Role.SUPPOSED}:
        return None
    if saying.role is Role.CURRENT and standing.price is not None:
        return None
    if saying.share is not None:
        return None if standing.price is None else round(standing.price * (1 - saying.share))
    if saying.role is Role.CUT:
        return None if standing.price is None else standing.price - saying.delta
    if saying.role is Role.RISE:
        return None if standing.ask is None else standing.ask + saying.delta
    return saying.minor


def _step(saying: Saying, minor: int, standing: Standing) -> Step | None:
    """What a price put forward does; None where it only repeats."""
    if minor <= 0:
        return None
    if saying.role is Role.CURRENT:
        return Step.LIST
    if saying.side is Side.CUSTOMER:
        over = standing.price is not None and minor >= standing.price * (1 - _SAME)
        apart = standing.ask is not None and minor < standing.ask * _FALLEN
        return None if over or apart or minor == standing.ask else Step.ASK
    echo = standing.ask is not None and same(minor, standing.ask) and not saying.granted
    if standing.price is None:
        return None if echo else Step.LIST
    repeats = same(minor, standing.price) or (minor > standing.price and minor in standing.told)
    too_low = standing.ask is not None and minor < standing.ask * _BELOW_ASK
    return None if repeats or too_low or echo else Step.OFFER


def same(one: int, other: int) -> bool:
    """Whether two prices are one, up to rounding."""
    return abs(one - other) <= _SAME * max(one, other)
