"""Where the seller's price came down, and by how much: what the price did, whatever was said."""

from dataclasses import dataclass

from standfast.domain.moment import Quote
from standfast.domain.money import PricePath, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCut:
    """One drop of the seller's standing price. Minor units; `before_minor > after_minor`."""

    turn: int
    quote: Quote
    before_minor: int
    after_minor: int
    tied: bool

    @property
    def given_minor(self) -> int:
        """What the drop cost the seller."""
        return self.before_minor - self.after_minor


def price_cuts(path: PricePath) -> tuple[PriceCut, ...]:
    """List the drops of the seller's standing price, in order of the talk.

    The first price that the seller stood at is the list price or the first offer; an agreement under the standing
    price is a drop too. A price that goes up again moves the standing price, but is no cut.
    """
    standing: int | None = None
    cuts: list[PriceCut] = []
    for step in path.steps:
        if step.step is Step.ASK:
            continue
        price = step.price.minor
        if standing is not None and price < standing and step.quote is not None:
            cut = PriceCut(
                turn=step.quote.turn,
                quote=step.quote,
                before_minor=standing,
                after_minor=price,
                tied=step.tied,
            )
            cuts.append(cut)
        standing = price
    return tuple(cuts)


def opening_minor(path: PricePath) -> int | None:
    """The seller's first price, in minor units; None if the seller never stood at one."""
    return next((step.price.minor for step in path.steps if step.step in {Step.LIST, Step.OFFER}), None)


def closing_minor(path: PricePath) -> int | None:
    """Where the seller's price ended: the agreed price, else the last one offered; minor units."""
    if path.agreed is not None:
        return path.agreed.price.minor
    return next((s.price.minor for s in reversed(path.steps) if s.step in {Step.LIST, Step.OFFER}), None)


def first_ask_minor(path: PricePath) -> int | None:
    """The first price that the customer put forward, in minor units."""
    return next((step.price.minor for step in path.steps if step.step is Step.ASK), None)
