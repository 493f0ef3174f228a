"""How long a review of an hour's call takes, and how much memory: whole processes, model load included.

    python bench/review.py [--runs 5]

The call is made of the authored talks of training/corpus, one after the other, until it holds 9,000 words, with a time a
turn at 150 words a minute. Prints the median and the extremes of the runs.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = 9000
WORDS_A_SECOND = 2.5


def an_hour(target: Path) -> int:
    lines, words, clock = ["WEBVTT", ""], 0, 0.0
    for path in sorted((ROOT / "training/corpus/authored").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if words >= WORDS:
                break
            if line[:2] not in {"S ", "C "} or ": " not in line:
                continue
            side, text = line[0], line.partition(": ")[2].partition(" ## ")[0].replace("\\n", " ")
            length = len(text.split()) / WORDS_A_SECOND
            name = "Sam Seller" if side == "S" else "Cleo Customer"
            lines += [f"{stamp(clock)} --> {stamp(clock + length)}", f"{name}: {text}", ""]
            clock += length + 0.4
            words += len(text.split())
    target.write_text("\n".join(lines), encoding="utf-8")
    return words


def stamp(seconds: float) -> str:
    return f"{int(seconds // 3600):02d}:{int(seconds // 60 % 60):02d}:{seconds % 60:06.3f}"


def timed(command: list[str], cwd: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one process."""
    before = time.perf_counter()
    done = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(done.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return time.perf_counter() - before, usage.ru_maxrss / 1024


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--runs", type=int, default=5)
    runs = ap.parse_args().runs
    standfast = [sys.executable, "-m", "standfast.surfaces.cli"]
    with tempfile.TemporaryDirectory() as folder:
        words = an_hour(Path(folder) / "hour.vtt")
        jobs = {
            f"review of {words} words": [
                *standfast,
                "review",
                "hour.vtt",
                "--seller",
                "Sam Seller",
                "--json",
                "a.json",
            ],
            "--help": [*standfast, "--help"],
        }
        for name, command in jobs.items():
            found = [timed(command, Path(folder)) for _ in range(runs)]
            seconds = sorted(s for s, _ in found)
            print(
                f"{name:24} median {statistics.median(seconds):.2f} s (least {seconds[0]:.2f}, most {seconds[-1]:.2f}), "
                f"peak {max(m for _, m in found):.0f} MiB"
            )


if __name__ == "__main__":
    main()
