"""Fit the money reader's two linear readers and write their coefficients.

    python training/money.py ../shared/data/craigslistbargain.jsonl

Needs scikit-learn and scipy beside the product's own libraries; the product itself runs on numpy alone. The talks are
CraigslistBargain development talks with every button event removed: the reader sees words and the list price, as it
does in use.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from standfast.domain.call import Call, Channel, Side, Speaker, TimeQuality, Turn
from standfast.language.money import candidates, closing
from standfast.language.money.agreement import Floats, Weights, likeliest
from standfast.language.money.candidates import Candidate, candidates_of
from standfast.language.money.closing import closing_features
from standfast.language.money.sayings import sayings_of
from standfast.language.money.scene import Scene, scene_of
from standfast.language.money.steps import steps_of

PRICE_RIDGE = 0.3
DEAL_RIDGE = 0.03
"""Strengths of the two ridge penalties, picked by cross-validation grouped by listing."""
NEAR = 0.02
"""A price within two per cent of the button's is that price."""
TARGET = Path(__file__).resolve().parents[1] / "src/standfast/language/money/agreement.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One talk: its scene, its candidate prices, which of them are right, and whether there was a deal."""

    group: str
    scene: Scene
    found: tuple[Candidate, ...]
    right: tuple[int, ...]
    struck: bool


def spoken_call(row: dict[str, object]) -> Call:
    """A talk of the data as the product would read it: words only, and the list price."""
    spoken = [turn for turn in row["turns"] if "text" in turn]
    return Call(
        source=str(row["id"]),
        format="craigslistbargain",
        time_quality=TimeQuality.NONE,
        channel=Channel.CHAT,
        speakers=(
            Speaker(key="seller", name="seller", side=Side.SELLER),
            Speaker(key="customer", name="customer", side=Side.CUSTOMER),
        ),
        turns=tuple(Turn(index=at, speaker=turn["who"], text=turn["text"]) for at, turn in enumerate(spoken)),
        list_price_minor=round(row["list_price"] * 100),
        currency="USD",
    )


def example_of(row: dict[str, object]) -> Example | None:
    """One talk as an example; None where nobody spoke."""
    call = spoken_call(row)
    sayings, _ = sayings_of(call)
    steps = steps_of(call, sayings)
    scene = scene_of(call, sayings, steps)
    found = candidates_of(scene)
    if not call.turns or not found:
        return None
    price = row["agreed_price"]
    right = (
        ()
        if price is None
        else tuple(at for at, candidate in enumerate(found) if abs(candidate.minor - price * 100) <= NEAR * price * 100)
    )
    return Example(group=str(row["post_id"]), scene=scene, found=found, right=right, struck=price is not None)


def fit(examples: list[Example]) -> Weights:
    """Fit both readers: first which price, then, seen from it, whether it was struck."""
    price = _fit_price(examples)
    features = []
    for example in examples:
        pick, score, share = likeliest(example.found, price)
        features.append(closing_features(example.scene, pick, score, share))
    matrix = np.array(features)
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    struck = np.array([example.struck for example in examples])
    model = LogisticRegression(C=DEAL_RIDGE, max_iter=5000).fit((matrix - mean) / spread, struck)
    deal = np.where(spread > 1e-6, model.coef_[0] / spread, 0.0)
    return Weights(price=price, deal=deal, deal_constant=float(model.intercept_[0] - deal @ mean))


def _fit_price(examples: list[Example]) -> Floats:
    """Conditional logit: the right candidates' share of the softmax, summed, is made as large as can be."""
    pairs = [(np.array([c.features for c in e.found]), list(e.right)) for e in examples if e.right]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = PRICE_RIDGE * float(weights @ weights), 2 * PRICE_RIDGE * weights
        for features, right in pairs:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            hit = shares[right].sum()
            aim = np.zeros_like(shares)
            aim[right] = shares[right] / hit
            total -= float(np.log(hit))
            slope = slope - features.T @ (aim - shares)
        return total, slope

    return minimize(loss, np.zeros(len(candidates.FEATURES)), jac=True, method="L-BFGS-B").x


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    examples = [example for row in rows if (example := example_of(row)) is not None]
    weights = fit(examples)
    stored = {
        "source": "training/money.py on CraigslistBargain development talks, words only",
        "price": dict(zip(candidates.FEATURES, weights.price.round(4).tolist(), strict=True)),
        "deal": dict(zip(closing.FEATURES, weights.deal.round(4).tolist(), strict=True)),
        "deal_constant": round(weights.deal_constant, 4),
    }
    TARGET.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    print(f"{len(examples)} talks, {sum(e.struck for e in examples)} with a deal -> {TARGET.name}")


if __name__ == "__main__":
    main()
