"""Mails that only the quoted history of others holds."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from standfast.transcripts.mail.dates import date_in
from standfast.transcripts.mail.message import Mail, Person
from standfast.transcripts.mail.quotes import Quoted, Split, split

MAX_RECOVERED = 1000
"""Mails of a thread, beyond which no more are taken from quotes (a guess)."""
_NEAREST = 100
"""Mails of one person that a quote is compared with (a guess)."""
_QUARTER_S = 900
"""Time zones differ by quarters of an hour, and the line above a quote rarely names one."""
_FURTHEST = timedelta(hours=26)
"""Between the clocks of two time zones."""
_SHORT = 5
"""Words: "OK, thanks" is said more than once in a thread, so the author must fit too (a guess)."""
_LIKE = 0.8
"""Share of words in common: programs wrap, cut and correct what they quote (a guess)."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mail with its own words. `quoted`: it was taken from the history of another."""

    mail: Mail
    words: str
    quoted: bool = False


@dataclass(slots=True)
class Thread:
    """A thread while its quotes are compared with what is there.

    `nameless` counts quoted passages that name no author and stand nowhere else, `left_out` quoted mails beyond
    `MAX_RECOVERED`.
    """

    told: list[Told] = field(default_factory=list)
    nameless: int = 0
    left_out: int = 0
    _people: dict[str, Person] = field(default_factory=dict)
    _by_words: dict[str, int] = field(default_factory=dict)
    _by_person: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, told: Told) -> int:
        """Put a mail in the thread; its place."""
        here = len(self.told)
        name = told.mail.message_id or f"mail {here}"
        self.told.append(replace(told, mail=replace(told.mail, message_id=name)))
        self._by_words.setdefault(_plain(told.words), here)
        for key in _keys(told.mail.sender):
            self._by_person[key].append(here)
        return here

    def known(self, one: Person) -> Person:
        """`one` with the address that the thread gives elsewhere for the name."""
        return one if one.address else self._people.get(_folded(one.name), one)

    def meet(self, people: Sequence[Person]) -> None:
        """Remember who has which address."""
        for one in people:
            if one.name and one.address:
                self._people.setdefault(_folded(one.name), one)

    def place_of(self, found: Mail, words: str, *, timed: bool) -> int | None:
        """Where a quoted mail is in the thread already; None where it is not. `timed`: its date has a time of day."""
        plain = _plain(words)
        same = self._by_words.get(plain)
        if same is not None and (plain.count(" ") >= _SHORT or _same_person(found.sender, self.told[same].mail.sender)):
            return same
        near = {here for key in _keys(found.sender) for here in self._by_person[key][-_NEAREST:]}
        for here in sorted(near):
            there = self.told[here]
            if (timed and _same_time(found.sent_at, there.mail.sent_at)) or _alike(plain, _plain(there.words)):
                return here
        return None

    def holds(self, words: str) -> bool:
        """Whether some mail of the thread has the words in it."""
        plain = _plain(words)
        return any(plain in _plain(there.words) for there in self.told[:MAX_RECOVERED])


def completed(mails: Sequence[Mail]) -> Thread:
    """The mails with their own words, and with those that their quotes alone hold."""
    splits = [split(mail.text) for mail in mails]
    thread = Thread()
    for mail, parts in zip(mails, splits, strict=True):
        thread.meet((mail.sender, *mail.others))
        for quoted in parts.quoted:
            if quoted.head:
                thread.meet((quoted.head.sender, *quoted.head.others))
    thread.left_out = sum(parts.left_out for parts in splits)
    for mail, parts in zip(mails, splits, strict=True):
        thread.add(Told(replace(mail, sender=thread.known(mail.sender)), parts.own))
    for number in range(len(mails) - 1, -1, -1):  # the newest first: it quotes the most
        _add_history(thread, number, splits[number])
    return thread


def _add_history(thread: Thread, number: int, parts: Split) -> None:
    """Add what a mail quotes, each quoted mail as the one that the mail above it answers."""
    above = number
    for quoted in parts.quoted:
        found = _mail_of(thread, quoted, thread.told[number].mail)
        if not found.sender.known:
            thread.nameless += not thread.holds(quoted.text)
            continue
        there = thread.place_of(found, quoted.text, timed=quoted.head is not None and quoted.head.timed)
        if there is None and len(thread.told) >= MAX_RECOVERED:
            thread.left_out += 1
            continue
        if there is None:
            there = thread.add(Told(found, quoted.text, quoted=True))
        elif thread.told[there].quoted and len(quoted.text) > len(thread.told[there].words):
            thread.told[there] = replace(thread.told[there], words=quoted.text)
        _answers(thread, above, there)
        above = there


def _answers(thread: Thread, above: int, below: int) -> None:
    """Say that one mail answers another, unless both are given in full: then their own references tell."""
    answer, answered = thread.told[above], thread.told[below]
    if above != below and (answer.quoted or answered.quoted):
        parents = (*answer.mail.parents, answered.mail.message_id or "")
        thread.told[above] = replace(answer, mail=replace(answer.mail, parents=parents))


def _mail_of(thread: Thread, quoted: Quoted, inside: Mail) -> Mail:
    """The quoted mail, as far as its head tells. Its clock is that of the mail that quotes it."""
    if quoted.head is None:
        return Mail()
    zone = (inside.sent_at.tzinfo if inside.sent_at else None) or UTC
    return Mail(
        sender=thread.known(quoted.head.sender),
        others=tuple(thread.known(one) for one in quoted.head.others),
        subject=quoted.head.subject,
        sent_at=date_in(quoted.head.date, zone=zone, before=inside.sent_at),
        wrapped=inside.wrapped,
    )


def _alike(one: str, other: str) -> bool:
    """Whether two plain texts are one: nearly all of the shorter in the longer, and not much more there."""
    first, second = one.split(" "), other.split(" ")
    shorter, longer = min(len(first), len(second)), max(len(first), len(second))
    if one == other:
        return bool(one)
    if shorter < _SHORT:
        return False
    if f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return 2 * shorter >= longer or shorter >= 4 * _SHORT
    common = len(set(first) & set(second))
    return common >= _LIKE * max(len(set(first)), len(set(second)))


def _plain(text: str) -> str:
    """The words of a text in small letters, one blank between two."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _keys(one: Person) -> list[str]:
    """By what a person can be found."""
    return [key for key in (one.address, _folded(one.name)) if key]


def _same_person(one: Person, other: Person) -> bool:
    return bool(set(_keys(one)) & set(_keys(other)))


def _same_time(one: datetime | None, other: datetime | None) -> bool:
    """Whether two clocks can have shown the same minute."""
    if one is None or other is None or abs(one - other) > _FURTHEST:
        return False
    off_s = abs(one - other).total_seconds() % _QUARTER_S
    return min(off_s, _QUARTER_S - off_s) < 60


def _folded(name: str) -> str:
    """A name to compare: `Marsh, Jo` and `Jo Marsh` are one."""
    return " ".join(sorted(_plain(name).split()))
