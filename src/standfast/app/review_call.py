"""Review one talk: evidence, then judgement, then one piece of advice."""

from dataclasses import dataclass, replace

from standfast.app.ports import CueReader, PriceReader, RemarkingReader, TurnReader
from standfast.domain.call import Call
from standfast.domain.evidence import Evidence
from standfast.domain.moment import Reading
from standfast.domain.money import PricePath
from standfast.domain.review import Card, Review
from standfast.engines.coaching.advice import one_advice, strong_moments
from standfast.engines.control.conduct import Talk, conduct_checks
from standfast.engines.control.findings import findings_of
from standfast.engines.control.ledger import ledger_of
from standfast.engines.control.measures import talk_measures
from standfast.engines.control.moments import find_moments
from standfast.engines.control.price_cuts import price_cuts
from standfast.engines.control.scores import conduct_of, counted_moments, scores_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """What turns a talk into evidence. `provider`, if the user switched one on, reads in the place of `turns`."""

    turns: TurnReader
    prices: PriceReader
    cues: CueReader
    provider: RemarkingReader | None = None

    @property
    def chosen(self) -> TurnReader:
        """The turn reader whose version and thresholds count."""
        return self.provider or self.turns

    def read_turns(
        self, call: Call, prices: PricePath
    ) -> tuple[tuple[Reading, ...], tuple[Reading, ...], tuple[str, ...]]:
        """Sure and unsure readings, and remarks on how they came about."""
        if self.provider is not None:
            return self.provider.read_with_remarks(call, prices)
        return (*self.turns.read(call, prices), ())


def read_evidence(call: Call, readers: Readers) -> Evidence:
    """Read labels, prices and cues out of a talk whose sides are known."""
    prices = readers.prices(call)
    readings, unsure, remarks = readers.read_turns(call, prices)
    return Evidence(readings=readings, unsure=unsure, cues=readers.cues(call), prices=prices, remarks=remarks)


def review_call(
    call: Call,
    readers: Readers,
    cards: tuple[Card, ...],
    *,
    margin_share: float | None = None,
) -> Review:
    """Review one talk whose sides are known.

    Args:
        call: the talk.
        readers: turn reader, money reader, cue reader.
        cards: response cards to advise from.
        margin_share: the user's gross margin in (0, 1], for the profit effect; None to leave it out.
    """
    evidence = read_evidence(call, readers)
    cuts = price_cuts(evidence.prices)
    moments = find_moments(call, evidence.readings, cuts)
    ledger = ledger_of(call, moments, evidence.readings, evidence.prices, cuts, margin_share=margin_share)
    counted = counted_moments(call, moments, evidence.cues)
    talk = Talk(call=call, evidence=evidence, moments=moments, ledger=ledger, cuts=cuts)
    return Review(
        call=replace(call, notes=(*call.notes, *evidence.remarks)),
        readings=evidence.readings,
        unsure=evidence.unsure,
        prices=evidence.prices,
        moments=moments,
        ledger=ledger,
        checks=conduct_checks(talk),
        findings=findings_of(evidence.cues),
        measures=talk_measures(call, evidence.readings),
        scores=scores_of(counted),
        conduct=conduct_of(counted, evidence.cues),
        strengths=strong_moments(counted),
        advice=one_advice(call, counted, cards),
        reader_version=readers.chosen.version,
    )
