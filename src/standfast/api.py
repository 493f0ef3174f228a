"""The Python door: what is promised to programs. Everything else may move without notice.

from pathlib import Path
import standfast.api as standfast

for call in standfast.read(Path("call.vtt")):
review = standfast.review(call, sellers=["Dwayne"])
for moment in review.moments:
print(moment.verdict, moment.pressure.text)
"""

from collections.abc import Sequence
from pathlib import Path

from standfast.app import wiring
from standfast.app.name_sides import SideHints
from standfast.app.ports import RemarkingReader
from standfast.app.review_document import review_document, review_json
from standfast.domain.call import Call, Side, Speaker, Turn
from standfast.domain.errors import StandfastError
from standfast.domain.moment import Label, Moment, Quote, Verdict
from standfast.domain.review import Review

__all__ = [
    "Call",
    "Label",
    "Moment",
    "Quote",
    "Review",
    "Side",
    "Speaker",
    "StandfastError",
    "Turn",
    "Verdict",
    "open_provider",
    "read",
    "review",
    "review_document",
    "review_json",
]


def read(path: Path, *, format: str | None = None) -> tuple[Call, ...]:  # noqa: A002 - the flag's name
    """Read every talk in a file: a call, a mail thread, or several.

    Raises:
        StandfastError: the file cannot be read as a talk; the message says what to do.
    """
    return wiring.read_file(path, format=format)


def review(
    call: Call,
    *,
    sellers: Sequence[str] = (),
    customers: Sequence[str] = (),
    margin_share: float | None = None,
    provider: RemarkingReader | None = None,
) -> Review:
    """Review one talk with the shipped readers, cards and the user's address book.

    Args:
        call: the talk.
        sellers: names of who sells; sides that nobody states are told from the talk itself.
        customers: names of who buys.
        margin_share: gross margin in (0, 1], for the profit effect.
        provider: what `open_provider` gave, to have the turns read there; without it no talk leaves this machine.

    Raises:
        UnknownSpeaker: a name is not in the talk.
        ProviderFailed: the provider did not read a turn, and its file says `fallback = false`.
    """
    hints = SideHints(sellers=tuple(sellers), customers=tuple(customers))
    return wiring.review(call, hints, margin_share=margin_share, provider=provider)


def open_provider(path: Path) -> RemarkingReader:
    """Switch on the model provider that a TOML file names (docs/reference/provider.md), for use in `review`.

    Its budget is for all talks that are reviewed with it.

    Raises:
        StandfastError: the file does not fit; the message says what to do.
    """
    return wiring.open_provider(path)
