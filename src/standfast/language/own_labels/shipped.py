"""The shipped reader's labels in the form of a team's own, so that both are evaluated alike."""

from standfast.domain.call import Call
from standfast.domain.own_labels import JudgedTurn
from standfast.language.reader.turn_reader import ALLOWED, EncoderReader


class ShippedLabels:
    """Probabilities and labels of the shipped reader, by the labels' names."""

    def __init__(self, reader: EncoderReader) -> None:
        self._reader = reader

    @property
    def thresholds(self) -> dict[str, float]:
        """Each label's own threshold, a probability."""
        return {label.value: share for label, share in self._reader.thresholds.items()}

    def judged(self, call: Call) -> tuple[JudgedTurn, ...]:
        """Probabilities and labels of every turn; one without words, or of unknown side, gets none."""
        limits = self._reader.thresholds
        out = []
        for turn, row in zip(call.turns, self._reader.chances(call), strict=True):
            allowed = ALLOWED[call.side_of(turn.index)] if turn.text.strip() else frozenset()
            p = {label: float(share) for label, share in zip(limits, row, strict=True) if label in allowed}
            given = tuple(label.value for label, share in p.items() if share >= limits[label])
            out.append(JudgedTurn(chances={label.value: share for label, share in p.items()}, labels=given))
        return tuple(out)
