"""A review as a JSON document: one object a talk, the same from every surface, byte for byte.

The schema is published in docs/reference/review.schema.json; a test holds the two together.
"""

import json
from typing import Any

from standfast.domain.call import Call, Speaker
from standfast.domain.moment import Moment, Quote, Reading
from standfast.domain.money import PricePath, PriceStep, major_units
from standfast.domain.review import Advice, Ledger, Review

SCHEMA_VERSION = 1


def review_json(review: Review) -> str:
    """Write one review as one line of JSON."""
    return json.dumps(review_document(review), ensure_ascii=False, separators=(",", ":"))


def review_document(review: Review) -> dict[str, Any]:
    """Lay a review out as plain values. Shares and probabilities in [0, 1], times in seconds, money in major units."""
    call = review.call
    return {
        "schema": SCHEMA_VERSION,
        "source": call.source,
        "title": call.title,
        "format": call.format,
        "channel": call.channel.value,
        "time_quality": call.time_quality.value,
        "notes": list(call.notes),
        "speakers": [_speaker(speaker) for speaker in call.speakers],
        "turns": _turns(call, review.readings),
        "unsure": [{"turn": r.turn, "label": r.label.value, "p": round(r.p, 4)} for r in review.unsure],
        "moments": [_moment(moment, review) for moment in review.moments],
        "money": _money(review.prices, review.ledger),
        "ledger": _ledger(review.ledger),
        "checks": [
            {
                "name": check.name,
                "question": check.question,
                "front": check.front.value,
                "passed": check.passed,
                "quotes": [_quote(quote) for quote in check.quotes],
            }
            for check in review.checks
        ],
        "findings": [
            {"name": f.name, "sentence": f.sentence, "quotes": [_quote(q) for q in f.quotes]} for f in review.findings
        ],
        "measures": _measures(review),
        "scores": _scores(review),
        "conduct": review.conduct.value if review.conduct else None,
        "strengths": [moment.turn for moment in review.strengths],
        "advice": _advice(review.advice),
        "reader": review.reader_version,
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "key": speaker.key,
        "name": speaker.name,
        "side": speaker.side.value,
        "side_p": round(speaker.side_p, 4),
        "side_basis": speaker.side_basis,
        "email": speaker.email,
    }


def _turns(call: Call, readings: tuple[Reading, ...]) -> list[dict[str, Any]]:
    return [
        {
            "index": turn.index,
            "speaker": call.speaker_of(turn).name,
            "side": call.side_of(turn.index).value,
            "start_s": turn.start_s,
            "end_s": turn.end_s,
            "sent_at": turn.sent_at.isoformat() if turn.sent_at else None,
            "text": turn.text,
            "labels": {r.label.value: round(r.p, 4) for r in readings if r.turn == turn.index},
        }
        for turn in call.turns
    ]


def _quote(quote: Quote) -> dict[str, Any]:
    return {"turn": quote.turn, "start": quote.start, "end": quote.end, "quote": quote.text}


def _moment(moment: Moment, review: Review) -> dict[str, Any]:
    return {
        "front": moment.front.value,
        "verdict": moment.verdict.value,
        "deferred": moment.deferred,
        "pressure": _quote(moment.pressure),
        "pressures": [reading.label.value for reading in moment.pressures],
        "answers": [{"label": r.label.value, **_quote(r.quote)} for r in moment.answers],
        "money": _major(moment.given_minor, review.ledger.currency),
        "currency": review.ledger.currency,
    }


def _major(minor: int | None, currency: str | None) -> float | None:
    return None if minor is None else major_units(minor, currency)


def _step(step: PriceStep) -> dict[str, Any]:
    return {
        "step": step.step.value,
        "side": step.side.value,
        "price": _major(step.price.minor, step.price.currency),
        "tied": step.tied,
        **(_quote(step.quote) if step.quote else {"turn": None, "start": None, "end": None, "quote": None}),
    }


def _money(prices: PricePath, ledger: Ledger) -> dict[str, Any]:
    return {
        "agreed_price": _major(prices.agreed.price.minor, prices.agreed.price.currency) if prices.agreed else None,
        "agreed_p": round(prices.agreed_p, 4),
        "currency": ledger.currency,
        "path": [_step(step) for step in prices.steps],
        "given": _major(ledger.given_minor, ledger.currency),
        "given_share": _rounded(ledger.given_share),
        "spread_share": _rounded(ledger.spread_share),
        "profit_share": _rounded(ledger.profit_share),
    }


def _ledger(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "label": c.label.value,
            "give": _quote(c.give),
            "asked": _quote(c.asked) if c.asked else None,
            "get": _quote(c.get) if c.get else None,
            "tied": c.tied,
            "money": _major(c.given_minor, ledger.currency),
            "planned": c.planned,
        }
        for c in ledger.concessions
    ]


def _measures(review: Review) -> dict[str, Any]:
    measures = review.measures
    return {name: _rounded(getattr(measures, name)) for name in type(measures).__slots__}


def _rounded(value: float | None) -> float | None:
    return round(value, 4) if isinstance(value, float) else value


def _scores(review: Review) -> dict[str, Any]:
    return {
        score.front.value if score.front else "all": {
            "value": score.value,
            "moments": score.moments,
            "by_verdict": {verdict.value: count for verdict, count in score.by_verdict},
        }
        for score in review.scores
    }


def _advice(advice: Advice | None) -> dict[str, Any] | None:
    if advice is None:
        return None
    return {
        "turn": advice.moment.turn,
        "front": advice.moment.front.value,
        "sentence": advice.sentence,
        "said": _quote(advice.said) if advice.said else None,
        "better": advice.better,
        "card": advice.card.key,
        "why": advice.card.why,
    }
