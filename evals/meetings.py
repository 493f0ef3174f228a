"""False alarms in business meetings in which nobody sells, an hour of talk.

    python evals/meetings.py [FOLDER]

The meetings (evals/meetings, written for this and used for nothing else) are read by the shipped reader as if the one who
leads were the seller, and again as if the others were. Hours are counted at 150 words a minute. Any label at or above its
threshold is an alarm; pressures, which make the moments that a seller sees, are counted on their own too.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from standfast.app.label_talk import call_from
from standfast.domain.money import PricePath
from standfast.language.reader.turn_reader import shipped_turn_reader

ROOT = Path(__file__).resolve().parent
TURN = re.compile(r"([SC]) [^:]{1,40}: (.+)")
WORDS_AN_HOUR = 9000
PRESSURES = frozenset(
    ("discount_request", "terms_request", "price_objection", "leverage", "doubts_claim", "stalls", "gatekeeps")
)
WAYS = {"who leads sells": {"S": "seller", "C": "customer"}, "who leads buys": {"S": "customer", "C": "seller"}}


def meetings(folder: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for path in sorted(folder.glob("*.txt")):
        for block in path.read_text("utf-8").split("=== ")[1:]:
            turns = [m for line in block.splitlines() if (m := TURN.fullmatch(line.rstrip()))]
            found.append((block.split()[0], [(m[1], m[2].partition(" ## ")[0].replace("\\n", " ")) for m in turns]))
    return found


def main() -> None:
    every = meetings(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "meetings")
    words = sum(len(text.split()) for _, turns in every for _, text in turns)
    hours, reader = words / WORDS_AN_HOUR, shipped_turn_reader()
    print(f"{len(every)} meetings, {sum(len(turns) for _, turns in every)} turns, {hours:.1f} hours of talk")
    for name, sides in WAYS.items():
        found: Counter[str] = Counter()
        for ident, turns in every:
            talk = {"id": ident, "turns": [{"who": sides[side], "text": text} for side, text in turns]}
            sure, _ = reader.read(call_from(talk, where=ident), PricePath())
            found.update(reading.label.value for reading in sure)
        pressed = sum(n for label, n in found.items() if label in PRESSURES)
        print(
            f"{name}: {sum(found.values()) / hours:.1f} labels an hour, {pressed / hours:.1f} pressures; {dict(found)}"
        )


if __name__ == "__main__":
    main()
