"""Whether a deal was struck: what the end of a talk shows, as numbers with names."""

from standfast.domain.call import Side
from standfast.domain.money import Step
from standfast.language.money import candidates
from standfast.language.money.acceptance import Stance
from standfast.language.money.candidates import Candidate
from standfast.language.money.scene import Scene

_PER_TURN = ("takes", "is warm", "refuses", "closes", "proposes", "asks", "is the seller's", "hundreds of letters")
FEATURES = (
    *(f"the price {name}" for name in candidates.FEATURES),
    "the price's score",
    "the price's share among all prices",
    "the price was never spoken",
    *(f"the last turn {name}" for name in _PER_TURN),
    *(f"the turn before it {name}" for name in _PER_TURN),
    *(f"the third last turn {name}" for name in _PER_TURN),
    "tens of turns",
    "fewer than four turns",
    "turns that take",
    "one of the last four turns takes",
    "any turn takes",
    "how many of the last three turns close",
    "the last turn breaks off",
    "one of the last two turns breaks off",
    "one of the last four turns breaks off",
    "the gap between both sides",
    "the gap is closed",
    "the gap is small",
    "nothing was asked",
    "asks",
    "offers",
    "the seller never moved",
    "the standing price over the opening price",
    "the last ask over the opening price",
    "the last step was an ask",
    "nothing was asked and the seller never moved",
    "turns since the last step",
    "the last step was in the last turn",
    "no step was spoken",
    "a turn after the last step takes",
    "a turn after the last step is warm and refuses nothing",
    "a turn after the last step refuses",
    "a turn since the last step breaks off",
    "the last step's turn refuses",
    "the last step's turn takes",
    "the last step's turn is warm",
    "the only turn after the last step is warm",
    "turns since the price was said",
    "a turn after the price takes",
    "a turn after the price is warm",
    "a turn after the price refuses",
    "a turn after the price closes",
    "a turn after the price proposes",
    "a turn after the price asks",
    "the price over the opening price",
)
"""What each number of `closing_features` says, in order; the coefficients follow it."""


def closing_features(scene: Scene, pick: Candidate, score: float, share: float) -> tuple[float, ...]:
    """The end of one talk, seen from its likeliest price; shape (len(FEATURES),).

    Args:
        scene: the talk.
        pick: the likeliest price.
        score: its linear score.
        share: its part of the softmax over all candidates, in [0, 1].
    """
    return (
        *pick.features,
        score,
        share,
        float(pick.saying is None),
        *_last_turns(scene),
        *_whole(scene.stances),
        *_distance(scene),
        *_since_step(scene),
        *_since_price(scene, pick),
    )


def _last_turns(scene: Scene) -> tuple[float, ...]:
    values: list[float] = []
    for back in (1, 2, 3):
        if len(scene.sides) < back:
            values.extend((0.0,) * len(_PER_TURN))
            continue
        stance = scene.stances[-back]
        flags = (stance.takes, stance.warm, stance.refuses, stance.closes, stance.proposes, stance.asks)
        values.extend(float(flag) for flag in flags)
        values.extend((float(scene.sides[-back] is Side.SELLER), min(len(scene.texts[-back]), 500) / 100))
    return tuple(values)


def _whole(stances: tuple[Stance, ...]) -> tuple[float, ...]:
    takes = [stance.takes for stance in stances]
    breaks = [stance.breaks for stance in stances]
    return (
        min(len(stances), 30) / 10,
        float(len(stances) < 4),
        float(min(sum(takes), 5)),
        float(any(takes[-4:])),
        float(any(takes)),
        float(sum(stance.closes for stance in stances[-3:])),
        float(any(breaks[-1:])),
        float(any(breaks[-2:])),
        float(any(breaks[-4:])),
    )


def _distance(scene: Scene) -> tuple[float, ...]:
    """How far both sides are apart, as shares of the opening price."""
    opening = scene.offers[0] if scene.offers else scene.asks[0]
    standing = scene.offers[-1] if scene.offers else opening
    asked = bool(scene.asks)
    gap = (standing - scene.asks[-1]) / opening if asked else 0.0
    still = len(scene.offers) <= 1
    return (
        gap,
        float(asked and gap == 0),
        float(0 < gap < 0.06),
        float(not asked),
        min(len(scene.asks), 8) / 4,
        min(len(scene.offers), 8) / 4,
        float(still),
        standing / opening,
        scene.asks[-1] / opening if asked else 0.7,
        float(scene.steps[-1].step is Step.ASK),
        float(still and not asked),
    )


def _since_step(scene: Scene) -> tuple[float, ...]:
    """What was said to the last step of the path."""
    quote = scene.steps[-1].quote
    if quote is None:
        return (min(len(scene.sides), 10) / 5, 0.0, 1.0, *(0.0,) * 8)
    after, here = scene.stances[quote.turn + 1 :], scene.stances[quote.turn]
    return (
        min(len(after), 10) / 5,
        float(not after),
        0.0,
        float(any(stance.takes for stance in after)),
        float(any(stance.warm and not stance.refuses for stance in after)),
        float(any(stance.refuses for stance in after)),
        float(any(stance.breaks for stance in (here, *after))),
        float(here.refuses),
        float(here.takes),
        float(here.warm),
        float(len(after) == 1 and after[0].warm),
    )


def _since_price(scene: Scene, pick: Candidate) -> tuple[float, ...]:
    opening = scene.offers[0] if scene.offers else scene.asks[0]
    after = scene.stances[pick.turn + 1 :] if pick.turn >= 0 else ()
    return (
        min(len(after), 10) / 5,
        float(any(stance.takes for stance in after)),
        float(any(stance.warm for stance in after)),
        float(any(stance.refuses for stance in after)),
        float(any(stance.closes for stance in after)),
        float(any(stance.proposes for stance in after)),
        float(any(stance.asks for stance in after)),
        min(pick.minor / opening, 2.0),
    )
