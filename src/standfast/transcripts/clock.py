"""Times as files write them → seconds."""

import math
import re

_CLOCK = re.compile(r"\s*(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?\s*", re.ASCII)


def clock_s(text: str) -> float | None:
    """Seconds of `0:05`, `00:08`, `1:02:03`, `00:00:01.200`, `00:00:01,200`; None for anything else."""
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds, fraction = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction or 0}")


def number(value: object) -> float | None:
    """A finite number out of a JSON value: a number, or a string that holds one; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def seconds(value: object) -> float | None:
    """Seconds out of a JSON value that is a number, a string that holds one, or clock text; None for anything else."""
    found = number(value)
    return clock_s(value) if found is None and isinstance(value, str) else found
