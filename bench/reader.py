"""The turn reader's speed: turns a second over whole talks, one turn with its context as it comes live, load time, memory.

    python bench/reader.py

Talks are the authored ones of training/corpus; the line "at 20 words" scales turns a second to turns of that length.
"""

import re
import resource
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
TURN = re.compile(r"([SC]) [^:]{1,40}: (.+)")
LIVE_CONTEXT = 6


def talks() -> list[list[tuple[str, str]]]:
    found: list[list[tuple[str, str]]] = []
    for path in sorted((ROOT / "training/corpus/authored").glob("*.txt")):
        for block in path.read_text("utf-8").split("=== ")[1:]:
            turns = [m for line in block.splitlines() if (m := TURN.fullmatch(line.rstrip()))]
            found.append([(m[1], m[2].partition(" ## ")[0].replace("\\n", " ")) for m in turns])
    return found


def main() -> None:
    began = time.perf_counter()
    from standfast.domain.call import Call, Channel, Side, Speaker, TimeQuality, Turn  # noqa: PLC0415 - loading is timed
    from standfast.domain.money import PricePath  # noqa: PLC0415
    from standfast.language.reader.turn_reader import shipped_turn_reader  # noqa: PLC0415

    reader = shipped_turn_reader()
    print(f"load {time.perf_counter() - began:.2f} s, with the imports")
    speakers = tuple(Speaker(key=k, name=k, side=s) for k, s in (("S", Side.SELLER), ("C", Side.CUSTOMER)))

    def call(turns: list[tuple[str, str]]) -> Call:
        return Call(
            source="bench", format="bench", time_quality=TimeQuality.NONE, channel=Channel.CALL, speakers=speakers,
            turns=tuple(Turn(index=n, speaker=side, text=text) for n, (side, text) in enumerate(turns)),
        )  # fmt: skip

    every = talks()[:120]
    nothing = PricePath()
    reader.read(call(every[0]), nothing)
    began = time.perf_counter()
    for turns in every:
        reader.read(call(turns), nothing)
    spent = time.perf_counter() - began
    count = sum(map(len, every))
    words = sum(len(text.split()) for turns in every for _, text in turns)
    print(f"{count / spent:.0f} turns/s over {count} turns of {words / count:.1f} words; "
          f"at 20 words {words / spent / 20:.0f} turns/s")  # fmt: skip
    live = []
    for turns in every[:40]:
        for at in range(1, len(turns)):
            part = call(turns[max(0, at - LIVE_CONTEXT) : at])
            began = time.perf_counter()
            reader.read(part, nothing)
            live.append(1000 * (time.perf_counter() - began))
    print(
        f"one turn with {LIVE_CONTEXT - 1} before it: median {np.median(live):.1f} ms, p99 {np.percentile(live, 99):.1f} ms"
    )
    scale = 1024 if sys.platform == "linux" else 1024 * 1024
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale:.0f} MiB")


if __name__ == "__main__":
    main()
