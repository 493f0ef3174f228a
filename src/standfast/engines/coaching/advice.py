"""Choose the one behaviour to work on, with the seller's own moment beside a better answer.

One behaviour a review, put as "when X, you will Y instead of Z": more than one is not kept (the PAUSE rule of
Dixon and Adamson's coaching; Gollwitzer's implementation intentions for the form).
"""

import re

from standfast.domain.call import Call, Side
from standfast.domain.moment import YIELDING, Label, Moment, Quote, Verdict
from standfast.domain.review import Advice, Card

INSTEAD = {
    Label.GIVES_IN: "granting it for nothing",
    Label.MEETS_HALFWAY: "coming part of the way for nothing",
    Label.ASKS_PERMISSION: "handing the decision to somebody on your own side",
    Label.BACKS_DOWN: "taking your own claim back",
    Label.FOLLOWS: "leaving the next step to them",
}
NOTHING = "letting it pass"
WORD = re.compile(r"[a-z']{4,}")


def one_advice(call: Call, moments: tuple[Moment, ...], cards: tuple[Card, ...]) -> Advice | None:
    """Pick the costliest habit of the talk, its clearest moment, and the card that cures it.

    The habit is what the seller did most often where control was lost; money given decides between equals. None
    when nothing was lost, or no card speaks to the front.
    """
    lost = [moment for moment in moments if moment.verdict in {Verdict.GAVE_WAY, Verdict.MISSED}]
    if not lost:
        return None
    habits = [habit_of(moment) for moment in lost]
    worst = max(lost, key=lambda moment: (_cost(moment), habits.count(habit_of(moment)), -moment.turn))
    card = fitting_card(call, worst, cards)
    if card is None:
        return None
    habit = habit_of(worst)
    sentence = f"When {card.when}, you will {card.do} instead of {INSTEAD[habit] if habit else NOTHING}."
    return Advice(moment=worst, card=card, sentence=sentence, said=_said(call, worst), better=card.answers[0])


def habit_of(moment: Moment) -> Label | None:
    """The yielding label that lost the moment; None where nothing answered it."""
    yielded = [reading for reading in moment.answers if reading.label in YIELDING]
    return max(yielded, key=lambda reading: reading.p).label if yielded else None


def fitting_card(call: Call, moment: Moment, cards: tuple[Card, ...]) -> Card | None:
    """Pick the card for this moment: same front, then the habit it cures, the pressure, and shared words.

    Of equals the first by key.
    """
    same_front = sorted((card for card in cards if card.front is moment.front), key=lambda card: card.key)
    return max(same_front, key=lambda card: _fit(call, moment, card), default=None)


def _fit(call: Call, moment: Moment, card: Card) -> float:
    pressed = {reading.label for reading in moment.pressures}
    habit = habit_of(moment)
    asked = set(WORD.findall(call.turns[moment.turn].text.lower()))
    about = set(WORD.findall(f"{card.title} {card.when}".lower()))
    about_to = set(card.pressures)
    shared = len(asked & about) / (1 + len(about))
    return 2.0 * (habit in card.instead_of) + 2.0 * len(pressed & about_to) / len(pressed | about_to) + shared


def _cost(moment: Moment) -> int:
    return moment.given_minor or 0


def _said(call: Call, moment: Moment) -> Quote | None:
    """The seller's own words in the moment: the yielding ones, else what was said next."""
    yielded = [reading for reading in moment.answers if reading.label in YIELDING]
    if yielded:
        return yielded[0].quote
    later = (turn for turn in call.turns[moment.turn + 1 :] if call.side_of(turn.index) is Side.SELLER)
    after = next((turn for turn in later if turn.text.strip()), None)
    return Quote(turn=after.index, start=0, end=len(after.text), text=after.text) if after else None


def strong_moments(moments: tuple[Moment, ...], *, most: int = 3) -> tuple[Moment, ...]:
    """What the seller should keep doing: the surest moments in which control was taken."""
    taken = [moment for moment in moments if moment.verdict is Verdict.TOOK_CONTROL]
    best = sorted(taken, key=lambda moment: (-max(reading.p for reading in moment.answers), moment.turn))[:most]
    return tuple(sorted(best, key=lambda moment: moment.turn))
