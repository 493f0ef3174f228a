"""The axis that both pictures of a talk share: its turns from left to right, in percent of the width.

Percentages keep marks and letters at their size on any screen; only the distances between them change.
"""

from dataclasses import dataclass

LEFT, RIGHT = 3.0, 97.0
"""Where the first and the last turn stand, so that their marks are not cut off."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MOST_TICKS = 8
"""What fits on a phone."""
FIRST_IS_CLEAR = 16.0
"""Percent: no tick stands to the left of this but the first turn's, whose words take that room on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisTick:
    """A turn number under the picture."""

    x: float
    words: str


def x_of(turn: int, turns: int) -> float:
    """Where a turn stands, in percent."""
    if turns < 2:
        return (LEFT + RIGHT) / 2
    return round(LEFT + (RIGHT - LEFT) * turn / (turns - 1), 3)


def axis_ticks(turns: int) -> tuple[AxisTick, ...]:
    """Number every fifth, tenth … turn, so that at most `MOST_TICKS` stand there; the first turn is named apart."""
    step = next((step for step in STEPS if turns / step <= MOST_TICKS), turns or 1)
    later = [number for number in range(step, turns + 1, step) if x_of(number - 1, turns) >= FIRST_IS_CLEAR]
    return tuple(AxisTick(x=x_of(number - 1, turns), words=str(number)) for number in later)
