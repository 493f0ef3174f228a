"""A talk laid out for the question of agreement: prices said, the path so far, and each turn's yes or no."""

from dataclasses import dataclass
from functools import cached_property

from standfast.domain.call import Call, Side
from standfast.domain.money import PriceStep, Step
from standfast.language.money.acceptance import Stance, stance_of
from standfast.language.money.roles import Role
from standfast.language.money.sayings import Saying
from standfast.language.money.steps import same


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the two questions (which price, and was it struck) look at. `sides` and `stances` are one a turn."""

    sides: tuple[Side, ...]
    texts: tuple[str, ...]
    stances: tuple[Stance, ...]
    sayings: tuple[Saying, ...]
    steps: tuple[PriceStep, ...]

    @cached_property
    def prices(self) -> tuple[Saying, ...]:
        """The sayings that put a sum forward as the price."""
        return tuple(saying for saying in self.sayings if saying.minor is not None and saying.role is Role.PRICE)

    @cached_property
    def offers(self) -> tuple[int, ...]:
        """The seller's prices, list price first; minor units."""
        return tuple(step.price.minor for step in self.steps if step.step is not Step.ASK)

    @cached_property
    def asks(self) -> tuple[int, ...]:
        """The customer's prices; minor units."""
        return tuple(step.price.minor for step in self.steps if step.step is Step.ASK)

    def answer_to(self, turn: int, side: Side) -> int | None:
        """The next turn of the other side after `turn`."""
        return next((at for at in range(turn + 1, len(self.sides)) if self.sides[at] is not side), None)

    def names_another(self, turn: int, minor: int) -> bool:
        """Whether a turn puts forward a price other than `minor`."""
        return any(saying.turn == turn and not same(saying.minor or 0, minor) for saying in self.prices)


def scene_of(call: Call, sayings: tuple[Saying, ...], steps: tuple[PriceStep, ...]) -> Scene:
    """Lay out one talk."""
    sides = {speaker.key: speaker.side for speaker in call.speakers}
    return Scene(
        sides=tuple(sides.get(turn.speaker, Side.UNKNOWN) for turn in call.turns),
        texts=tuple(turn.text for turn in call.turns),
        stances=tuple(stance_of(turn.text) for turn in call.turns),
        sayings=sayings,
        steps=steps,
    )
