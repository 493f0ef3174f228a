"""A body → the words of its own mail, and the mails that it quotes.

Quotes come as lines that begin with ">" (answers may stand between them), or as everything below a head. Both are
nested in each other, as threads go through many programs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from standfast.transcripts.mail.endings import has_words, without_banner, without_ending
from standfast.transcripts.mail.heads import Head, head_at
from standfast.transcripts.mail.message import MAX_DEPTH

MAX_QUOTED = 500
"""Mails of one quoted history (a guess); those below them are the oldest, and are left out."""

_MARK = re.compile(r"[ \t]{0,3}>[ \t]?")
_AMOUNT = re.compile(r"[ \t]{0,3}>\s?[~€$£]?\d")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A mail inside another: its head, None where nothing says whose it is, and its own words."""

    head: Head | None
    text: str


@dataclass(frozen=True, slots=True)
class Split:
    """A body taken apart. `quoted` comes in the order of the body: the newest first, as mail is mostly written."""

    own: str
    quoted: tuple[Quoted, ...]
    left_out: int = 0
    """Quoted mails beyond `MAX_QUOTED`."""


@dataclass(slots=True)
class _Part:
    """One mail while its lines are read: stretches of its own words, and what stands quoted between them."""

    head: Head | None = None
    stretches: list[list[str]] = field(default_factory=lambda: [[]])
    quotes: list[tuple[Head | None, list[str]]] = field(default_factory=list)

    def quote(self, lines: list[str]) -> None:
        """Add quoted lines to the last quote, and begin a new stretch of own words."""
        if not self.quotes:
            self.quotes.append((None, []))
        if any(line.strip() for line in self.stretches[-1]):
            self.quotes[-1][1].append("")
            self.stretches.append([])
        self.quotes[-1][1].extend(lines)

    def words(self) -> str:
        """The own words, without what stands around them."""
        stretches = [without_banner(self.stretches[0]), *self.stretches[1:]]
        kept = [without_ending(stretch, may_vanish=True) for stretch in stretches]
        if not any(has_words(stretch) for stretch in kept):
            spoken = [stretch for stretch in stretches if has_words(stretch)]
            kept = [without_ending(stretch, may_vanish=False) for stretch in spoken[:1]]
        return "\n\n".join(text for stretch in kept if (text := _joined(stretch)))


def split(body: str) -> Split:
    """Take a body apart."""
    parts = list(_parts(body.split("\n"), None, 0))
    own, *others = parts
    quoted = (Quoted(part.head, stripped(part.words())) for part in others[:MAX_QUOTED])
    return Split(
        stripped(own.words()),
        tuple(mail for mail in quoted if has_words([mail.text])),
        left_out=max(0, len(others) - MAX_QUOTED),
    )


def stripped(body: str) -> str:
    """The words of a mail itself. Done twice it changes nothing more.

    What is left when quotes and endings are gone can end in what was no ending before, so it is done until it stands.
    """
    while True:
        words = next(_parts(body.split("\n"), None, 0)).words()
        if words == body:
            return words
        body = words


def _parts(lines: Sequence[str], head: Head | None, depth: int) -> Iterator[_Part]:
    """The mails in the lines, each before those that it quotes."""
    for number, part in enumerate(_level(lines)):
        if number == 0:
            part.head = head
        yield part
        if depth < MAX_DEPTH:
            for quote_head, quoted in part.quotes:
                yield from _parts(quoted, quote_head, depth + 1)


def _level(lines: Sequence[str]) -> list[_Part]:
    """The mails that stand below each other in the lines, quoted lines put away."""
    parts = [_Part()]
    sole = sum(_is_quoted(line) for line in lines) == 1
    at = 0
    while at < len(lines):
        part = parts[-1]
        if _is_quoted(lines[at]) and not (sole and _AMOUNT.match(lines[at]) and not part.quotes):
            end = _run_end(lines, at)
            part.quote([_MARK.sub("", line, count=1) for line in lines[at:end]])
            at = end
        elif head := head_at(lines, at):
            at += head.size
            below = _next_words(lines, at)
            if below < len(lines) and _is_quoted(lines[below]):
                part.quotes.append((head, []))
            elif head.labels or head.strong or not head.sender.known:
                parts.append(_Part(head))
            else:
                part.stretches[-1].extend(lines[at - head.size : at])
        else:
            part.stretches[-1].append(lines[at])
            at += 1
    return parts


def _is_quoted(line: str) -> bool:
    return _MARK.match(line) is not None


def _run_end(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and _is_quoted(lines[at]):
        at += 1
    return at


def _next_words(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _joined(lines: Sequence[str]) -> str:
    """Lines as a text: no blanks at their ends, never two empty lines on end."""
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
