"""Mails → threads, each in the order in which it was written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from standfast.transcripts.mail.message import Mail, bare_subject, is_answer

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Groups:
    """Which mails belong together (union-find)."""

    above: list[int]

    def of(self, one: int) -> int:
        """The group of a mail: one of its mails stands for all."""
        while self.above[one] != one:
            self.above[one] = self.above[self.above[one]]
            one = self.above[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make one group of two; the earlier mail stands for it."""
        first, second = sorted((self.of(one), self.of(other)))
        self.above[second] = first


def once_each(mails: Iterable[Mail]) -> list[Mail]:
    """Each mail once: mailboxes hold what was sent to oneself, and Gmail's one copy a label."""
    kept: dict[object, Mail] = {}
    for mail in mails:
        key = mail.message_id or (mail.sender, mail.sent_at, mail.subject, mail.text)
        if key not in kept or len(mail.text) > len(kept[key].text):
            kept[key] = mail
    return list(kept.values())


def threads_of(mails: Sequence[Mail]) -> list[list[Mail]]:
    """Threads in the order of their first mails; inside each the mails in order.

    Ids tell what belongs together. A mail that answers another whose id is not there joins the thread of the same
    subject among the same people.
    """
    groups = _Groups(list(range(len(mails))))
    by_id: dict[str, int] = {}
    for number, mail in enumerate(mails):
        for name in (mail.message_id, *mail.parents):
            if name:
                groups.join(number, by_id.setdefault(name, number))
    _join_by_subject(mails, groups)
    threads: dict[int, list[Mail]] = defaultdict(list)
    for number, mail in enumerate(mails):
        threads[groups.of(number)].append(mail)
    ordered = [in_order(thread) for thread in threads.values()]
    return sorted(ordered, key=lambda thread: min(mail.sent_at or _NEVER for mail in thread))


def _join_by_subject(mails: Sequence[Mail], groups: _Groups) -> None:
    """Join groups that begin with an answer to one that came before under their subject among the same people."""
    subjects: dict[str, list[int]] = defaultdict(list)
    numbers = sorted(range(len(mails)), key=lambda number: (mails[number].sent_at or _NEVER, number))
    for number in numbers:
        subject = bare_subject(mails[number].subject).casefold()
        before = subjects[subject]
        if subject and before and is_answer(mails[number].subject):
            near = next((one for one in reversed(before[-50:]) if _share_people(mails[one], mails[number])), None)
            if near is not None:
                groups.join(near, number)
        before.append(number)


def _share_people(one: Mail, other: Mail) -> bool:
    """Whether two mails go between the same people: two of them, or all of the smaller circle."""
    first, second = _circle(one), _circle(other)
    return len(first & second) >= min(2, len(first), len(second)) > 0


def _circle(mail: Mail) -> set[str]:
    return {one.address or one.name.casefold() for one in (mail.sender, *mail.others) if one.known}


def in_order(thread: Sequence[Mail]) -> list[Mail]:
    """The mails of a thread, each after those that it answers, else by date; undated ones where they stand.

    References that run in a circle are cut where it closes.
    """
    at = {mail.message_id: number for number, mail in enumerate(thread) if mail.message_id}
    answered = [[at[name] for name in mail.parents if name in at] for mail in thread]
    keys = _keys(thread, answered)
    done: list[Mail] = []
    seen: set[int] = set()
    for first in sorted(range(len(thread)), key=keys.__getitem__):
        waiting = [] if first in seen else [first]
        seen.add(first)
        while waiting:
            before = [one for one in answered[waiting[-1]] if one not in seen]
            if before:
                waiting.append(min(before, key=keys.__getitem__))
                seen.add(waiting[-1])
            else:
                done.append(thread[waiting.pop()])
    return done


def _keys(thread: Sequence[Mail], answered: Sequence[Sequence[int]]) -> list[tuple[datetime, int]]:
    """What a mail is sorted by: its date, else the latest that it answers, else that of the one that it stands behind."""
    keys: list[tuple[datetime, int]] = []
    last = datetime.min.replace(tzinfo=UTC)
    for number, mail in enumerate(thread):
        known = [found for one in answered[number] if (found := thread[one].sent_at)]
        last = mail.sent_at or max(known, default=last)
        keys.append((last, number))
    return keys
