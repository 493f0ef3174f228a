"""Tell seller from customer by the talk itself, with a stated probability, or say that it cannot be told."""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import product

import numpy as np

from standfast.domain.call import Call, Side, Speaker
from standfast.language.sides.traits import Floats, count_traits, word_traits

SURE_P = 0.7
"""Under this probability of the whole table a side is left open and said so. A guess until users complain."""
MOST_VOICES = 10
"""Tables with more unknown voices are settled voice by voice: 2^n seatings would be too many."""
BASIS = "the talk itself"
SUREST, MOST_TURNS = 4.0, 16
"""A single turn counts for so much at most, and further turns add nothing. Guesses, as the weight is fitted on them."""


@dataclass(frozen=True, slots=True)
class SideWeights:
    """A linear model: `words` shape (BUCKETS,), `counts` shape (len(COUNTS),), `constant`; positive means seller.

    `turns` is what the turn reader's own opinion counts beside it (see `voice_opinion`).
    """

    words: Floats
    counts: Floats
    constant: float
    turns: float


@cache
def shipped_weights() -> SideWeights:
    """The weights that come with Standfast, made by training/sides.py."""
    with files("standfast.language.sides").joinpath("weights.npz").open("rb") as file:
        stored = np.load(file)
        words = stored["words"].astype(np.float32) * float(stored["scale"])
        return SideWeights(
            words, stored["counts"].astype(np.float32), float(stored["constant"]), float(stored["turns"])
        )


def tell_sides(call: Call, selling: Floats, weights: SideWeights | None = None) -> Call:
    """Fill in the sides that are unknown; those that are known stay, and count when the rest is settled.

    Args:
        call: the talk.
        selling: the turn reader's logit a turn, shape (turns,): does it sound like the seller's?
        weights: the linear model; the shipped one if None.

    Every table has somebody on each side. Where the likeliest seating is not likely enough, the sides stay open,
    `side_p` holds the chance that the voice sells, and a note says so.
    """
    chances = seller_chances(call, selling, weights or shipped_weights())
    unknown = [speaker for speaker in call.speakers if speaker.side is Side.UNKNOWN]
    if not unknown or len(call.speakers) < 2:
        return call
    unsure = [s.name for s in unknown if max(chances[s.key], 1 - chances[s.key]) < SURE_P]
    speakers = tuple(_seated(speaker, chances) for speaker in call.speakers)
    notes = call.notes
    if unsure:
        names = ", ".join(unsure)
        notes = (*notes, f"It is unsure which side {names} is on; say so with --seller NAME or --customer NAME.")
    return replace(call, speakers=speakers, notes=notes)


def seller_chances(call: Call, selling: Floats, weights: SideWeights) -> dict[str, float]:
    """How probable it is that each voice of unknown side sells, given that somebody sells and somebody buys."""
    scores = voice_scores(call, selling, weights)
    known = {s.side for s in call.speakers if s.side is not Side.UNKNOWN}
    keys = [s.key for s in call.speakers if s.side is Side.UNKNOWN]
    alone = {key: 1 / (1 + np.exp(-scores[key])) for key in keys}
    if len(keys) > MOST_VOICES or not keys:
        return {key: float(p) for key, p in alone.items()}
    total, sells = 0.0, dict.fromkeys(keys, 0.0)
    for seats in product((True, False), repeat=len(keys)):
        here = known | {Side.SELLER if seat else Side.CUSTOMER for seat in seats}
        if len(call.speakers) > 1 and not {Side.SELLER, Side.CUSTOMER} <= here:
            continue
        weight = float(np.prod([alone[key] if seat else 1 - alone[key] for key, seat in zip(keys, seats, strict=True)]))
        total += weight
        for key, seat in zip(keys, seats, strict=True):
            sells[key] += weight * seat
    return {key: value / total if total else 0.5 for key, value in sells.items()}


def voice_opinion(selling: Floats) -> float:
    """One voice's turns as one number: their mean logit, surer the more there are."""
    return float(np.clip(selling, -SUREST, SUREST).mean() * np.sqrt(min(len(selling), MOST_TURNS)))


def voice_scores(call: Call, selling: Floats, weights: SideWeights) -> dict[str, float]:
    """The score of each voice, a logit: positive means seller."""
    every = sum(len(turn.text.split()) for turn in call.turns)
    scores = {}
    for speaker in call.speakers:
        own = [turn.index for turn in call.turns if turn.speaker == speaker.key]
        texts = [call.turns[index].text for index in own]
        places, values = word_traits(texts)
        opened = bool(call.turns) and call.turns[0].speaker == speaker.key
        counts = count_traits(texts, opened=opened, every_words=every)
        line = float(weights.words[places] @ values + weights.counts @ counts) + weights.constant
        scores[speaker.key] = line + (weights.turns * voice_opinion(selling[own]) if own else 0.0)
    return scores


def _seated(speaker: Speaker, chances: dict[str, float]) -> Speaker:
    if speaker.side is not Side.UNKNOWN:
        return speaker
    sells = chances[speaker.key]
    if max(sells, 1 - sells) < SURE_P:
        return replace(speaker, side_p=sells, side_basis="unsure")
    side = Side.SELLER if sells >= 0.5 else Side.CUSTOMER
    return replace(speaker, side=side, side_p=max(sells, 1 - sells), side_basis=BASIS)
