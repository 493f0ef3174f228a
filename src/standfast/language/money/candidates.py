"""Which of the prices said is the one that both sides meant in the end: what the talk shows of each."""

from dataclasses import dataclass

from standfast.domain.call import Side
from standfast.language.money.figures import Certainty
from standfast.language.money.roles import Role
from standfast.language.money.sayings import Saying
from standfast.language.money.scene import Scene
from standfast.language.money.steps import same

FEATURES = (
    "is the seller's standing price",
    "is the customer's last ask",
    "is the opening price, and the seller never left it",
    "is over the seller's standing price",
    "is under the customer's last ask",
    "is under half the opening price",
    "was the last price said",
    "was last said by the customer",
    "was said by both sides",
    "was said more than once",
    "was taken in the turn that says it",
    "was turned down where it was last said",
    "was something else's price or an extra",
    "was put as a question",
    "was a bare number",
    "came before another price in its turn",
    "tens of turns since it was said",
    "pairs of other prices said after it",
    "nobody answered it",
    "the other side took it",
    "the other side was warm to it",
    "the other side refused",
    "the other side answered with another price",
    "is the standing price, and the seller refused the last ask",
    "is the last ask, and the seller said yes and nothing else",
)
"""What each number of a candidate's features says, in order; the coefficients follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One price that may be the agreed one.

    `turn` is where it was last put forward, -1 for a list price that nobody spoke; `saying` are the words, if any.
    `features` has shape (len(FEATURES),).
    """

    minor: int
    turn: int
    side: Side
    saying: Saying | None
    features: tuple[float, ...]


def candidates_of(scene: Scene) -> tuple[Candidate, ...]:
    """The distinct prices of a talk, in order of their first appearance."""
    groups: list[tuple[int, list[Saying]]] = []
    spoken = [(saying.minor, saying) for saying in scene.sayings if saying.minor is not None]
    for minor, saying in (*spoken, *((step.price.minor, None) for step in scene.steps)):
        group = next((where for other, where in groups if same(minor, other)), None)
        if group is None:
            group = []
            groups.append((minor, group))
        if saying is not None:
            group.append(saying)
    return tuple(_candidate(scene, minor, where) for minor, where in groups)


def _candidate(scene: Scene, minor: int, where: list[Saying]) -> Candidate:
    last = where[-1] if where else None
    moved = [step.quote.turn for step in scene.steps if step.quote is not None and same(step.price.minor, minor)]
    turn = last.turn if last else max(moved, default=-1)
    side = last.side if last else Side.SELLER
    features = (
        *_place(scene, minor),
        *_saying(scene, minor, where),
        *_since(scene, minor, turn, last),
        *_answer(scene, minor, turn, side),
        *_last_word(scene, minor),
    )
    return Candidate(minor=minor, turn=turn, side=side, saying=last, features=features)


def _place(scene: Scene, minor: int) -> tuple[float, ...]:
    """Where the price lies between the two sides."""
    standing = scene.offers[-1] if scene.offers else None
    ask = scene.asks[-1] if scene.asks else None
    is_standing = standing is not None and same(minor, standing)
    return (
        float(is_standing),
        float(ask is not None and same(minor, ask)),
        float(is_standing and same(minor, scene.offers[0])),
        float(standing is not None and minor > standing and not is_standing),
        float(ask is not None and minor < ask and not same(minor, ask)),
        float(standing is not None and minor < scene.offers[0] / 2),
    )


def _saying(scene: Scene, minor: int, where: list[Saying]) -> tuple[float, ...]:
    """How it was said."""
    last = where[-1] if where else None
    opened = bool(scene.offers) and same(minor, scene.offers[0])
    sides = {saying.side for saying in where} | ({Side.SELLER} if opened else set())
    is_last = bool(scene.prices) and same(scene.prices[-1].minor or 0, minor)
    if last is None:
        return (float(is_last), 0.0, float(len(sides) > 1), *(0.0,) * 7)
    tail = scene.texts[last.turn][last.figure.end :][:40]
    later_here = any(s.turn == last.turn and s.figure.start > last.figure.start for s in scene.prices)
    return (
        float(is_last),
        float(last.side is Side.CUSTOMER),
        float(len(sides) > 1),
        float(len(where) > 1),
        float(scene.stances[last.turn].takes),
        float(last.role is Role.REFUSED),
        float(last.role in {Role.RIVAL, Role.EXTRA}),
        float("?" in tail),
        float(last.figure.certainty is Certainty.BARE),
        float(later_here),
    )


def _since(scene: Scene, minor: int, turn: int, last: Saying | None) -> tuple[float, ...]:
    """What came after it; capped, so that a long good-bye does not outweigh the words."""
    where = (last.turn, last.figure.start) if last else (len(scene.sides), 0)
    after = [s for s in scene.prices if (s.turn, s.figure.start) > where and not same(s.minor or 0, minor)]
    return min(len(scene.sides) - turn, 20) / 10, min(len(after), 5) / 2


def _answer(scene: Scene, minor: int, turn: int, side: Side) -> tuple[float, ...]:
    """What the other side said to it next."""
    reply = scene.answer_to(turn, side) if turn >= 0 else None
    if reply is None:
        return (float(turn >= 0), 0.0, 0.0, 0.0, 0.0)
    heard, other = scene.stances[reply], scene.names_another(reply, minor)
    return (
        0.0,
        float(heard.takes and not other),
        float(heard.warm and not other),
        float(heard.refuses and not heard.takes),
        float(other),
    )


def _last_word(scene: Scene, minor: int) -> tuple[float, ...]:
    """What the seller said to the customer's last ask."""
    if not scene.asks:
        return (0.0, 0.0)
    ask = scene.asks[-1]
    asked = max((s.turn for s in scene.prices if s.side is Side.CUSTOMER and same(s.minor or 0, ask)), default=-1)
    reply = scene.answer_to(asked, Side.CUSTOMER) if asked >= 0 else None
    if reply is None:
        return (0.0, 0.0)
    heard = scene.stances[reply]
    is_standing = bool(scene.offers) and same(minor, scene.offers[-1]) and not same(minor, ask)
    taken = (heard.takes or heard.warm) and not heard.refuses and not scene.names_another(reply, minor)
    return float(is_standing and heard.refuses and not heard.takes), float(same(minor, ask) and taken)
