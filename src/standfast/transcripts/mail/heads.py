"""The line or block that stands above a quoted mail and says whose it is and when it was sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standfast.transcripts.mail.dates import date_span
from standfast.transcripts.mail.message import Person, holds_address, person_in
from standfast.transcripts.mail.words import HEAD_STARTS, LABELS, SEPARATORS, WROTE, Label

MAX_LINES = 30
"""Lines of a header block, blank ones and long lists of recipients too (a guess)."""
MAX_WROTE = 400
"""Characters of “On …, Jo wrote:”, which mail programs break into two or three lines (a guess)."""

_LABELLED = re.compile(r"[\s*_|]{0,8}([^\W\d_][^:：\n*]{0,24}?)[\s*_]{0,3}[:：]\s*[*_]{0,3}\s*(.*)")
_BAR = re.compile(r"\s*(?:_{10,}|-{20,}|={20,})\s*")
_BETWEEN = re.compile(r"\s*[-=*]{2,}\s*([^-=*\n][^\n]{1,58}?)\s*[-=*]{2,}\s*")
_VERBS = "|".join(sorted(map(re.escape, WROTE), key=len, reverse=True))
_VERB = re.compile(rf"(?:(?<=\s)|(?<=[>)\]\"'年月日0-9])|^)(?:{_VERBS})(?=[\s:：]|$)", re.IGNORECASE)
_CLOCK = re.compile(r"\d[:h.]\d\d")
_FIRST_WORD = re.compile(r"[\s>*_]*([^\W\d_]+\.?)")
_GLUE = re.compile(
    r"^(?:[\s,;.:)(-]|(?:at|um|uhr|à|a|las|alle|ore|om|às|kl|klo|o|v|ve|schrieb|hat|har|heeft|odesílatel|uživatel|użytkownik|am|on|le"
    r"|den|gmt|utc|[+-]\d{1,2}(?::?\d{2})?)\b\.?)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """Whose mail stands below. `date` is the text that holds its date; `size` counts the lines of the head."""

    sender: Person
    date: str
    size: int
    others: tuple[Person, ...] = ()
    subject: str = ""
    labels: frozenset[Label] = frozenset()

    @property
    def strong(self) -> bool:
        """Whether it is sure even where no quote mark follows: it has an address, or a date with a time of day."""
        return self.sender.address is not None or self.timed

    @property
    def timed(self) -> bool:
        """Whether its date has a time of day."""
        return _CLOCK.search(self.date) is not None


def head_at(lines: Sequence[str], at: int) -> Head | None:
    """The head that begins at line `at`: a separator, a header block, or “On …, Jo wrote:”; None where none does."""
    line = lines[at]
    if not line.strip() or len(line) > MAX_WROTE * 2:
        return None
    skipped = _separator(lines, at)
    block = _block(lines, at + skipped, after_bar=skipped > 0) or (_foreign(lines, at + skipped) if skipped else None)
    if block:
        return block if not skipped else _grown(block, skipped)
    if skipped and not _BAR.fullmatch(line) and _is_named(line):
        return Head(Person(), "", 1)
    return None if skipped else _wrote(lines, at)


def _grown(head: Head, lines: int) -> Head:
    return Head(head.sender, head.date, head.size + lines, head.others, head.subject, head.labels)


def _separator(lines: Sequence[str], at: int) -> int:
    """How many lines a separator takes with the blank ones below it; 0 where there is none."""
    if not (_BAR.fullmatch(lines[at]) or _BETWEEN.fullmatch(lines[at]) or _is_named(lines[at])):
        return 0
    below = at + 1
    while below < min(len(lines), at + 4) and not lines[below].strip():
        below += 1
    return below - at


def _is_named(line: str) -> bool:
    """Whether a line says “Original Message” or the like, and nothing else."""
    return len(line) < 120 and line.strip(" \t-=*_:>").casefold() in SEPARATORS


def label_of(line: str) -> tuple[Label, str] | None:
    """The label of a line of a header block and the text after it; None for any other line."""
    found = _LABELLED.fullmatch(line[:2000]) if ":" in line[:60] or "：" in line[:60] else None
    label = LABELS.get(found[1].strip().casefold()) if found else None
    return (label, found[2].strip(" *")) if found and label else None


def _block(lines: Sequence[str], at: int, *, after_bar: bool) -> Head | None:
    """A header block: three labels, or two below a separator, of them the one that names the sender."""
    values: dict[Label, str] = {}
    below, last = at, None
    while below < min(len(lines), at + MAX_LINES):
        if labelled := label_of(lines[below]):
            last, value = labelled
            if last in values and last is not Label.OTHER:
                break
            values[last] = value
        elif lines[below].strip():
            if last not in {Label.TO, Label.CC, Label.FROM} or not _is_list_of_people(lines[below]):
                break
        elif below + 1 >= len(lines) or not label_of(lines[below + 1]) or last is None:
            break
        below += 1
    wanted = {Label.FROM, Label.SENT, Label.TO, Label.SUBJECT} & values.keys()
    if Label.FROM not in wanted or len(wanted) < (2 if after_bar else 3) or not values[Label.FROM]:
        return None
    if not (
        after_bar or Label.SUBJECT in wanted or holds_address(values[Label.FROM]) or _CLOCK.search(values[Label.SENT])
    ):
        return None  # from London, to Paris, on the fifth
    return Head(
        sender=person_in(values[Label.FROM]),
        date=values.get(Label.SENT, ""),
        size=below - at,
        others=_people(values.get(Label.TO, "") + ";" + values.get(Label.CC, "")),
        subject=values.get(Label.SUBJECT, ""),
        labels=frozenset(values),
    )


def _foreign(lines: Sequence[str], at: int) -> Head | None:
    """A header block below a separator in a language that is not known: an address in its first line, a date below."""
    values: list[str] = []
    while at + len(values) < len(lines) and len(values) < 8:
        found = _LABELLED.fullmatch(lines[at + len(values)][:2000])
        if not found:
            break
        values.append(found[2])
    date = next((value for value in values if date_span(value)), "")
    if len(values) < 3 or not date or not holds_address(values[0]):
        return None
    return Head(person_in(values[0]), date, len(values), labels=frozenset({Label.FROM}))


def _is_list_of_people(line: str) -> bool:
    """Whether a line can carry on a list of recipients."""
    return holds_address(line) or (";" in line and len(line) < 500 and not line.rstrip().endswith((".", "?", "!")))


def _people(text: str) -> tuple[Person, ...]:
    """The people of a list. Outlook divides them by semicolons, others by commas after an address."""
    parts = re.split(r";|(?<=[>\]])\s*,", text[:5000])
    return tuple(one for part in parts if (one := person_in(part)).known)


def _wrote(lines: Sequence[str], at: int) -> Head | None:
    """“On …, Jo wrote:” in one to four lines. A line inside that opens such a head itself ends the attempt."""
    if not any(line.rstrip(" *_").endswith((":", "：")) for line in lines[at : at + 4]):
        return None
    joined = ""
    opens = _opens(lines[at])
    for size in range(1, 5 if opens else 2):
        if at + size > len(lines) or not lines[at + size - 1].strip():
            return None
        part = lines[at + size - 1].strip()
        if size > 1 and (joined.endswith((".", "!", "?")) or (_opens(part) and _said(part))):
            return None
        joined = f"{joined} {part}".strip()
        if len(joined) > MAX_WROTE:
            return None
        if joined.rstrip(" *_").endswith((":", "：")):
            said = _said(joined)
            return Head(said[0], said[1], size) if said else None
    return None


def _opens(line: str) -> bool:
    """Whether a line begins as such heads do: “On”, a weekday, a date."""
    first = _FIRST_WORD.match(line[:40])
    return line.lstrip(" >*_")[:1].isdigit() or (first is not None and first[1].casefold().rstrip(".") in HEAD_STARTS)


def _said(text: str) -> tuple[Person, str] | None:
    """Who wrote and when, from the text of a head; None where it is none.

    A verb and either an address or a date must be in it; without a verb, a date and an address at its end.
    """
    bare = text.strip(" *_>").rstrip(":： ")
    verbs = list(_VERB.finditer(bare))
    dated = date_span(bare)
    addressed = holds_address(bare)
    if not verbs:
        ends_in_address = bare.endswith((">", ")")) and holds_address(bare[-80:])
        return (person_in(_after_date(bare, dated)), bare) if ends_in_address and dated else None
    if not (addressed or dated):
        return None
    verb = verbs[-1]
    after, before = bare[verb.end() :].strip(), bare[: verb.start()].strip()
    if after and not date_span(after):
        named = after
    elif after:
        named = before
    else:
        named = _after_date(before, dated)
    sender = person_in(_GLUE.sub("", named))
    return (sender, bare) if sender.address or _is_name(sender.name) else None


def _is_name(text: str) -> bool:
    """Whether it can be a name: few words, the first not in small letters."""
    return bool(text) and not text[0].islower() and text.count(" ") < 6


def _after_date(text: str, dated: tuple[int, int] | None) -> str:
    """What follows the date: the name. Where nothing does, what stands before it."""
    if not dated or dated[0] >= len(text):
        return text
    after = _GLUE.sub("", text[dated[1] :])
    return after or text[: dated[0]]
