"""What a reader should know before judging the seller."""

from standfast.domain.evidence import Cue, CueKind
from standfast.domain.review import Finding

SENTENCES = {
    CueKind.MISFIT: (
        "A true misfit, perhaps",
        "The customer says why this cannot apply. If it is so, letting go is right: it is not counted as a loss.",
    ),
    CueKind.ANXIOUS: (
        "Afraid of a mistake",
        "The customer fears getting it wrong more than the price. Recommend, narrow the choice, take risk off.",
    ),
    CueKind.ULTIMATUM: ("Forced", "Take it or leave it, before any plan called for it, is force and not control."),
    CueKind.BELITTLES: ("Talked down", "The customer or a rival is talked down. A claim stands on evidence alone."),
    CueKind.SCARES: ("Frightened", "Fear with nothing behind it makes an undecided customer freeze."),
}
"""Name and sentence a finding. On indecision: M. Dixon and T. McKenna, "The JOLT Effect", 2022."""


def findings_of(cues: tuple[Cue, ...]) -> tuple[Finding, ...]:
    """Gather the cues that change how a talk is to be judged, one finding a kind, with all quotes."""
    return tuple(
        Finding(name=name, sentence=sentence, quotes=quotes)
        for kind, (name, sentence) in SENTENCES.items()
        if (quotes := tuple(cue.quote for cue in cues if cue.kind is kind))
    )
