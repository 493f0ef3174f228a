"""Talk measures: counted, never guessed, and only where the file's times can carry them."""

from itertools import pairwise
from statistics import median

from standfast.domain.call import Call, Channel, Side, TimeQuality, Turn
from standfast.domain.moment import PRESSURES, Reading
from standfast.domain.review import TalkMeasures

TIMED = frozenset({TimeQuality.WORD, TimeQuality.TURN})
"""Qualities with a start and an end a turn: the least that a pause needs."""
FEWEST_WORDS_FOR_PACE = 8
"""Shorter turns ("Yeah, sure") say nothing about pace. A guess until calibrated."""


def talk_measures(call: Call, readings: tuple[Reading, ...]) -> TalkMeasures:
    """Count what can be counted in a talk.

    Word counts need no times. Shares of time, pauses and pace are None unless the file's times carry them, and for
    mail and chat always.
    """
    timed = call.time_quality in TIMED and call.channel is Channel.CALL
    seller = [turn for turn in call.turns if call.side_of(turn.index) is Side.SELLER]
    after = _turns_after_pressure(call, readings)
    longest = max(seller, key=lambda turn: _words(turn.text), default=None)
    return TalkMeasures(
        seller_word_share=_share(seller, call.turns),
        seller_time_share=_time_share(seller, call.turns) if timed else None,
        longest_monologue_words=_words(longest.text) if longest else None,
        longest_monologue_s=max((_seconds(turn) or 0.0 for turn in seller), default=None) if timed else None,
        longest_monologue_turn=longest.index if longest else None,
        seller_questions=sum(turn.text.count("?") for turn in seller),
        pause_after_pressure_s=_median([_pause(before, turn) for before, turn in after]) if timed else None,
        pace_wpm=_median([_pace(turn) for turn in seller]) if timed else None,
        pace_after_pressure_wpm=_median([_pace(turn) for _, turn in after]) if timed else None,
        words_after_pressure=_median([float(_words(turn.text)) for _, turn in after]),
    )


def _turns_after_pressure(call: Call, readings: tuple[Reading, ...]) -> list[tuple[Turn, Turn]]:
    pressed = {reading.turn for reading in readings if reading.label in PRESSURES}
    return [
        (turn, answer)
        for turn, answer in pairwise(call.turns)
        if turn.index in pressed and call.side_of(answer.index) is Side.SELLER
    ]


def _words(text: str) -> int:
    return len(text.split())


def _share(some: list[Turn], every: tuple[Turn, ...]) -> float | None:
    total = sum(_words(turn.text) for turn in every)
    return sum(_words(turn.text) for turn in some) / total if total else None


def _time_share(some: list[Turn], every: tuple[Turn, ...]) -> float | None:
    total = sum(_seconds(turn) or 0.0 for turn in every)
    return sum(_seconds(turn) or 0.0 for turn in some) / total if total else None


def _seconds(turn: Turn) -> float | None:
    if turn.start_s is None or turn.end_s is None or turn.end_s <= turn.start_s:
        return None
    return turn.end_s - turn.start_s


def _pause(before: Turn, answer: Turn) -> float | None:
    if before.end_s is None or answer.start_s is None:
        return None
    return max(0.0, answer.start_s - before.end_s)


def _pace(turn: Turn) -> float | None:
    length_s = _seconds(turn)
    if length_s is None or _words(turn.text) < FEWEST_WORDS_FOR_PACE:
        return None
    return 60.0 * _words(turn.text) / length_s


def _median(values: list[float | None] | list[float]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
