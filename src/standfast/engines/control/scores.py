"""Control, a front and in all: a count of moments, weighted, with the counts beside it."""

from collections import Counter

from standfast.domain.call import Call, Side
from standfast.domain.evidence import Cue, CueKind
from standfast.domain.moment import Front, Moment, Verdict
from standfast.domain.review import Conduct, Score

WEIGHTS = {Verdict.TOOK_CONTROL: 1.0, Verdict.HELD: 0.7, Verdict.MISSED: 0.3, Verdict.GAVE_WAY: 0.0}
"""What a moment counts. The order is the method's; the two middle weights are guesses until calibrated on outcomes."""
PASSIVE_SHARE = 0.5
"""From this share of moments given away or missed the seller reads as passive. A guess until calibrated."""
AGGRESSIVE = frozenset({CueKind.ULTIMATUM, CueKind.BELITTLES, CueKind.SCARES})


def counted_moments(call: Call, moments: tuple[Moment, ...], cues: tuple[Cue, ...]) -> tuple[Moment, ...]:
    """Leave out the moments that are no loss: the customer said why it truly does not fit, or feared a mistake.

    Letting such a customer go is right, so that nobody is scored for it; standing firm there is not praised either.
    A pressure after the seller's last turn is not counted: it may still be answered, as in a mail thread.
    """
    last = max((turn.index for turn in call.turns if call.side_of(turn.index) is Side.SELLER), default=-1)
    moments = tuple(moment for moment in moments if moment.turn < last)
    excused = {cue.quote.turn for cue in cues if cue.kind in {CueKind.MISFIT, CueKind.ANXIOUS}}
    return tuple(moment for moment in moments if moment.turn not in excused or moment.front is Front.TERMS)


def scores_of(moments: tuple[Moment, ...]) -> tuple[Score, ...]:
    """Score each front, then all moments together (`front` None, last)."""
    fronts = tuple(_score(front, [m for m in moments if m.front is front]) for front in Front)
    return (*fronts, _score(None, list(moments)))


def _score(front: Front | None, moments: list[Moment]) -> Score:
    counts = Counter(moment.verdict for moment in moments)
    total = sum(WEIGHTS[verdict] * count for verdict, count in counts.items())
    return Score(
        front=front,
        value=round(100 * total / len(moments)) if moments else None,
        moments=len(moments),
        by_verdict=tuple((verdict, counts[verdict]) for verdict in Verdict),
    )


def conduct_of(moments: tuple[Moment, ...], cues: tuple[Cue, ...]) -> Conduct | None:
    """Place the seller between passive and aggressive; None while nothing pressed and nothing was forced."""
    if any(cue.kind in AGGRESSIVE for cue in cues):
        return Conduct.AGGRESSIVE
    if not moments:
        return None
    lost = sum(moment.verdict in {Verdict.GAVE_WAY, Verdict.MISSED} for moment in moments)
    return Conduct.PASSIVE if lost / len(moments) >= PASSIVE_SHARE else Conduct.ASSERTIVE
