"""What can go wrong, in one tree.

StandfastError
├── UnreadableFile          a file that cannot be read as a talk
│   ├── UnknownFormat       no reader knows its content
│   ├── DamagedFile         a reader knows it, but it is cut off, broken or not what it claims
│   ├── EmptyTalk           it was read, and nobody said anything
│   ├── OversizedFile       larger than a talk can be
│   └── SpeakerlessTalk     it holds words but not who said them
├── UnknownSpeaker          a name was given that is not in the talk
├── BadRequest              an option or a line of input that does not fit
│   └── TooManyCombinations terms that together make more combinations than can be weighed
├── NoAgreementPossible     no package clears both walk-away values
├── DamagedContent          a card or model that ships with us, or that a team wrote, does not fit its form
└── ProviderFailed          a model provider that the user switched on gave no readings
    └── BudgetSpent         the user's own limit of requests or tokens was reached
"""

from pathlib import PurePath


class StandfastError(Exception):
    """What the user can read and act on: one sentence, with what to do next."""


class UnreadableFile(StandfastError):
    """A file that cannot be read as a talk. `source` is the file as given, `reason` and `remedy` are plain words."""

    def __init__(self, source: str | PurePath, reason: str, remedy: str) -> None:
        super().__init__(str(source), reason, remedy)
        self.source, self.reason, self.remedy = str(source), reason, remedy

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}. {self.remedy}."


class UnknownFormat(UnreadableFile):
    """No reader recognises the content."""


class DamagedFile(UnreadableFile):
    """The content is of a known kind but broken."""


class EmptyTalk(UnreadableFile):
    """The file was read and holds no talk."""


class OversizedFile(UnreadableFile):
    """The file is larger than a talk can be, or unpacks to more."""


class SpeakerlessTalk(UnreadableFile):
    """The file holds words, but not who said them."""


class UnknownSpeaker(StandfastError):
    """A speaker was named who is not in the talk."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        some = ", ".join(self.known[:8]) + (" …" if len(self.known) > 8 else "")
        return f"nobody called “{self.name}” speaks in this talk. Those who do: {some}."


class BadRequest(StandfastError):
    """An option or a line of input does not fit. `what`, `where` and `remedy` are plain words."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(what, where, remedy)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}."


class TooManyCombinations(BadRequest):
    """Terms that together make more combinations than can be weighed."""


class NoAgreementPossible(StandfastError):
    """No package on the list clears both walk-away values.

    `packages` is how many were on the list, the other two how many of them each side would take by itself.
    """

    def __init__(self, packages: int, seller_would_take: int, buyer_would_take: int) -> None:
        super().__init__(packages, seller_would_take, buyer_would_take)
        self.packages = packages
        self.seller_would_take, self.buyer_would_take = seller_would_take, buyer_would_take

    def __str__(self) -> str:
        if not self.packages:
            return "no package is left: limits on terms and combinations rule out every one. Lift one of the limits."
        return (
            f"of {self.packages} packages the seller would take {self.seller_would_take} and the buyer "
            f"{self.buyer_would_take}, none in common. Add a term to trade, or lower a reserve."
        )


class DamagedContent(StandfastError):
    """A card, persona or model file does not fit its form."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(where, what, remedy)
        self.where, self.what, self.remedy = where, what, remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}."


class ProviderFailed(StandfastError):
    """A model provider gave no readings. `what`, `where` and `remedy` are plain words, never the key or the talk.

    `lasting` says that asking again in the same run is no use.
    """

    def __init__(self, what: str, where: str, remedy: str, *, lasting: bool = False) -> None:
        super().__init__(what, where, remedy)
        self.what, self.where, self.remedy, self.lasting = what, where, remedy, lasting

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}."


class BudgetSpent(ProviderFailed):
    """The next request would go over the limit that the user set for a run."""
