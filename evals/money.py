"""How well the agreed price is recovered from words, on real haggling with the button events removed.

    python evals/money.py ../shared/data/craigslistbargain.jsonl

Five folds grouped by listing: the reader is fitted on four and asked about the fifth, so that no figure is a figure on
training data. Needs the libraries of training/requirements.txt.

- recovered: of the talks with a deal, those whose price is claimed within 2 %.
- claimed: of the talks without a deal, those for which a price is claimed all the same.
- spread: of the talks with a deal, those in which the share of the way from the list price to the buyer's secret target
  that was given is right within 5 points.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
from money import Example, example_of, fit

from standfast.language.money.agreement import Weights, likeliest
from standfast.language.money.closing import closing_features

FOLDS = 5
LEVELS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.7)


def fold_of(group: str) -> int:
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def asked(example: Example | None, weights: Weights) -> tuple[float | None, float]:
    """The likeliest price in major units, and how sure a deal at it is."""
    if example is None:
        return None, 0.0
    pick, score, share = likeliest(example.found, weights.price)
    features = np.array(closing_features(example.scene, pick, score, share))
    return pick.minor / 100, float(1 / (1 + np.exp(-(features @ weights.deal + weights.deal_constant))))


def last_number(example: Example | None) -> float | None:
    prices = [] if example is None else [s.minor for s in example.scene.prices if s.minor]
    return prices[-1] / 100 if prices else None


def right(price: float | None, row: dict) -> bool:
    return price is not None and abs(price - row["agreed_price"]) <= 0.02 * row["agreed_price"]


def near(price: float | None, row: dict) -> bool:
    room = row["list_price"] - row["buyer_target"]
    return price is not None and room > 0 and abs(price - row["agreed_price"]) / room <= 0.05


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    examples = [example_of(row) for row in rows]
    folds = [fold_of(str(row["post_id"])) for row in rows]
    answers: list[tuple[float | None, float]] = [(None, 0.0)] * len(rows)
    for fold in range(FOLDS):
        weights = fit([e for e, f in zip(examples, folds, strict=True) if e is not None and f != fold])
        for at, (example, f) in enumerate(zip(examples, folds, strict=True)):
            if f == fold:
                answers[at] = asked(example, weights)
    deal = [at for at, row in enumerate(rows) if row["agreed_price"] is not None]
    none = [at for at, row in enumerate(rows) if row["agreed_price"] is None]
    floor = [last_number(example) for example in examples]
    said = [any(abs(c.minor / 100 - rows[at]["agreed_price"]) <= 0.02 * rows[at]["agreed_price"] for c in e.found)
            for at in deal if (e := examples[at]) is not None]  # fmt: skip
    print(
        f"{len(deal)} talks with a deal, {len(none)} without; the price stands in the words of {sum(said) / len(deal):.3f}"
    )
    print(f"{'the last number said':24} recovered {np.mean([right(floor[at], rows[at]) for at in deal]):.3f} "
          f"claimed {np.mean([floor[at] is not None for at in none]):.3f}")  # fmt: skip
    for level in LEVELS:
        claimed = [price if p >= level else None for price, p in answers]
        print(
            f"ours, claimed from p {level:.2f}  recovered {np.mean([right(claimed[at], rows[at]) for at in deal]):.3f} "
            f"claimed {np.mean([claimed[at] is not None for at in none]):.3f} "
            f"spread {np.mean([near(claimed[at], rows[at]) for at in deal]):.3f}"
        )


if __name__ == "__main__":
    main()
