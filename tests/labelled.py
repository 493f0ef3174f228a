"""Labelled talks whose labels are plain in the words, made by hand and by a seed."""

import json
from random import Random

SAID = {
    "greets": ["Hello there, good morning to you.", "Hi, good morning, nice to meet you."],
    "asks_delivery": ["When would you deliver the pallets?", "Can you deliver the pallets by truck?"],
    "praises": ["Our pallets are wonderful and last for ages.", "They are wonderful, they last for ages."],
}
SIDES = {"greets": ("seller", "customer"), "asks_delivery": ("customer",), "praises": ("seller",)}
PLAIN = ["The weather was rainy on our side.", "I see, go on.", "We talked about it in the office."]


def labelled(talks: int, *, turns: int = 8, seed: int = 0, share: float = 0.6) -> list[dict]:
    """Talks by a seed: a turn carries one of the labels in `share` of the cases, else none."""
    rng = Random(seed)
    out = []
    for n in range(talks):
        said, labels = [], {}
        for index in range(turns):
            who = ("seller", "customer")[index % 2]
            label = rng.choice([name for name, sides in SIDES.items() if who in sides])
            if rng.random() < share:
                labels[str(index)] = [label]
                said.append({"who": who, "text": rng.choice(SAID[label])})
            else:
                said.append({"who": who, "text": rng.choice(PLAIN)})
        out.append({"id": f"talk {n}", "turns": said, "labels": labels})
    return out


def lines(talks: list[dict]) -> str:
    """As a file of JSON lines."""
    return "".join(f"{json.dumps(talk)}\n" for talk in talks)
