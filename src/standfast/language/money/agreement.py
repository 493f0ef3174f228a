"""Was a deal struck in words, and at which price: two small linear readers over what the talk shows.

Their coefficients are fitted by `training/money.py` on human haggling and kept in `agreement.json`.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from standfast.domain.call import Side
from standfast.language.money import candidates, closing
from standfast.language.money.candidates import Candidate, candidates_of
from standfast.language.money.closing import closing_features
from standfast.language.money.scene import Scene
from standfast.language.money.steps import same

AGREED_AT = 0.55
"""From this probability on a deal is claimed; picked so that under cross-validation (grouped by listing) at most a fifth
of the CraigslistBargain development talks without a deal get a price."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`price`, shape (len(candidates.FEATURES),); `deal`, shape (len(closing.FEATURES),), with its constant."""

    price: Floats
    deal: Floats
    deal_constant: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The likeliest price of the deal, and how probable it is that there was one."""

    price: Candidate
    p: float


@cache
def shipped_weights() -> Weights:
    """The coefficients that come with the product."""
    stored = json.loads(resources.files(__package__).joinpath("agreement.json").read_text("utf-8"))
    return Weights(
        price=np.array([stored["price"][name] for name in candidates.FEATURES]),
        deal=np.array([stored["deal"][name] for name in closing.FEATURES]),
        deal_constant=float(stored["deal_constant"]),
    )


def likeliest(found: tuple[Candidate, ...], price_weights: Floats) -> tuple[Candidate, float, float]:
    """The candidate with the best score, the score, and its share of the softmax over `found` (not empty)."""
    scores = np.array([candidate.features for candidate in found]) @ price_weights
    best = int(np.argmax(scores))
    shares = np.exp(scores - scores[best])
    return found[best], float(scores[best]), float(1 / shares.sum())


def agreement_in(scene: Scene, weights: Weights) -> Agreement | None:
    """Read the end of a talk; None where no price stands at all."""
    found = candidates_of(scene)
    if not found or not scene.sides or not scene.steps:
        return None
    pick, score, share = likeliest(found, weights.price)
    features = np.array(closing_features(scene, pick, score, share))
    logit = float(features @ weights.deal) + weights.deal_constant
    return Agreement(price=pick, p=float(1 / (1 + np.exp(-logit))))


def taking_turn(scene: Scene, price: Candidate) -> int | None:
    """The turn that took the price: its own if it takes up the other side's, else the next yes of the other side."""
    theirs = scene.asks if price.side is Side.SELLER else scene.offers
    if price.turn >= 0 and any(same(other, price.minor) for other in theirs) and not scene.stances[price.turn].refuses:
        return price.turn
    return next((at for at in range(price.turn + 1, len(scene.sides)) if _takes(scene, at, price)), None)


def _takes(scene: Scene, at: int, price: Candidate) -> bool:
    if scene.sides[at] in {price.side, Side.UNKNOWN} or scene.names_another(at, price.minor):
        return False
    stance = scene.stances[at]
    repeats = any(saying.turn == at and same(saying.minor or 0, price.minor) for saying in scene.prices)
    return stance.takes or repeats or (stance.warm and not stance.refuses and not stance.proposes)
