"""Make the JSON lines that training reads from what people wrote: talks as plain text, labels as lists.

    python training/corpus/compile.py authored FOLDER OUT.jsonl
    python training/corpus/compile.py real TURNS.jsonl LABELS_FOLDER OUT.jsonl

A talk that breaks the form stops the run with its file and line. `corrections.jsonl` beside this file is laid over the
labels: `{"id", "turn", "was", "should_be", "who", "why"}` a line; one that no longer fits what it corrects stops the run.
"""

import json
import re
import sys
from pathlib import Path

HEAD = re.compile(r"(kind|stage|industry|accent|seller|setting): (.*)")
TURN = re.compile(r"([SC]) ([^:]{1,40}): (.+)")
NOTE = re.compile(r"\s+>(promise|person) (.+)")
WHO = {"S": "seller", "C": "customer"}


def authored(path: Path) -> list[dict]:
    talks: list[dict] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        if line.startswith("=== "):
            ident = line[4:].strip()
            talks.append(
                {
                    "id": ident,
                    "source": "authored",
                    "writer": ident.split("-")[0],
                    "group": ident,
                    "turns": [],
                    "labels": {},
                    "promises": [],
                    "people": [],
                }
            )
        elif not talks or not _take(talks[-1], line):
            sys.exit(f"{path}, line {number}: this is neither a head, a turn nor a note: {line[:60]}")
    return talks


def _take(talk: dict, line: str) -> bool:
    if head := HEAD.fullmatch(line.rstrip()):
        talk[head[1]] = head[2].strip()
        return True
    if turn := TURN.fullmatch(line.rstrip()):
        text, _, labels = turn[3].partition(" ## ")
        if labels:
            talk["labels"][str(len(talk["turns"]))] = sorted(label.strip() for label in labels.split(","))
        text = re.sub(r" ?\\n ?", "\n", text).strip()
        talk["turns"].append({"who": WHO[turn[1]], "name": turn[2].strip(), "text": text})
        return True
    if note := NOTE.fullmatch(line.rstrip()):
        parts = [part.strip() for part in note[2].split("|")]
        at = len(talk["turns"]) - 1
        if note[1] == "promise":
            talk["promises"].append(
                {
                    "turn": at,
                    "owner": parts[0],
                    "side": parts[1],
                    "what": parts[2],
                    "due": None if parts[3] == "-" else parts[3],
                }
            )
        else:
            talk["people"].append({"turn": at, "name": parts[0], "role": parts[1], "present": parts[2] == "present"})
        return True
    return False


def real(turns: Path, labels: Path) -> list[dict]:
    talks = {row["id"]: row for row in map(json.loads, turns.read_text(encoding="utf-8").splitlines())}
    out = []
    for path in sorted(labels.glob("*.labels")):
        for line in path.read_text(encoding="utf-8").splitlines():
            ident, *found = line.split("#")[0].split() or [""]
            if ident:
                marks = dict(item.split("=") for item in found if item != "-")
                out.append(talks[ident] | {"labels": {turn: sorted(names.split(",")) for turn, names in marks.items()}})
    return out


CORRECTIONS = Path(__file__).with_name("corrections.jsonl")


def corrected(talks: list[dict]) -> int:
    """Lay the corrections over these talks' labels; how many there were."""
    by_id = {talk["id"]: talk for talk in talks}
    count = 0
    for number, line in enumerate(CORRECTIONS.read_text(encoding="utf-8").splitlines(), start=1):
        found = json.loads(line)
        talk = by_id.get(found["id"])
        if talk is None:
            continue
        turn = str(found["turn"])
        if sorted(talk["labels"].get(turn, [])) != sorted(found["was"]):
            sys.exit(
                f"{CORRECTIONS}, line {number}: turn {turn} of {found['id']} carries {talk['labels'].get(turn, [])}"
            )
        talk["labels"].pop(turn, None)
        if found["should_be"]:
            talk["labels"][turn] = sorted(found["should_be"])
        count += 1
    return count


def main() -> None:
    if sys.argv[1] == "authored":
        rows = [talk for path in sorted(Path(sys.argv[2]).glob("*.txt")) for talk in authored(path)]
    else:
        rows = real(Path(sys.argv[2]), Path(sys.argv[3]))
    count = corrected(rows) if CORRECTIONS.exists() else 0
    Path(sys.argv[-1]).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} talks, {sum(len(row['turns']) for row in rows)} turns, {count} corrections")


if __name__ == "__main__":
    main()
