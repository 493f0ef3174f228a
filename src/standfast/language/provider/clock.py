"""Time as an argument: what an impatient test may replace."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The hour, seconds that only run forward, and a way to wait."""

    now: Callable[[], datetime]
    elapsed_s: Callable[[], float]
    sleep: Callable[[float], None]


WALL_CLOCK = Clock(now=lambda: datetime.now(UTC), elapsed_s=time.monotonic, sleep=time.sleep)
