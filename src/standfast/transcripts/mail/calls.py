"""Mails → calls: a call a thread, a turn a mail."""

import re
from collections.abc import Iterable, Sequence

from standfast.domain.call import Call, Channel, TimeQuality
from standfast.domain.errors import EmptyTalk, SpeakerlessTalk
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.mail.endings import has_words
from standfast.transcripts.mail.history import Thread, Told, completed
from standfast.transcripts.mail.message import Mail, Person, bare_subject, names_of
from standfast.transcripts.mail.threads import in_order, once_each, threads_of
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece, Voice

_NARROWEST, _WIDEST = 60, 80
"""Columns at which mail programs break lines: 72 to 78, less what a long word leaves free."""
_LINK = re.compile(
    r"[ \t]?<(?:https?://|mailto:|tel:)[^>\s]*>|\[(?:cid|image|https?):[^\]\n]*\]|^_{10,}$", re.MULTILINE
)
_LIST_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)]|[a-z]\))\s")
_MANY = 5
"""Names of attachments that a note gives."""


def calls_from(source: Source, mails: Iterable[Mail], key: str, notes: tuple[str, ...] = ()) -> tuple[Call, ...]:
    """The calls that the mails are.

    Args:
        source: where they come from; only its name is used, for the encoding of mail is told by the mails.
        mails: in any order.
        key: the format.
        notes: on the file as a whole; they go to every call.

    Raises:
        EmptyTalk: no mail has words that somebody wrote.
        SpeakerlessTalk: no mail says who sent it.
    """
    given = once_each(mails)
    calls = [call for thread in threads_of(given) for call in _call(source, thread, key, notes)]
    if not calls:
        raise _nothing_said(source, given)
    return tuple(calls)


def _nothing_said(source: Source, mails: Sequence[Mail]) -> EmptyTalk | SpeakerlessTalk:
    if any(mail.encrypted for mail in mails):
        return EmptyTalk(source.name, "the mail is encrypted", "Open it in the mail program and save it as text")
    if mails and all(mail.automatic for mail in mails):
        return EmptyTalk(source.name, "it holds nothing but automatic replies", "Give the mails that people wrote")
    if any(has_words([mail.text]) for mail in mails):
        return SpeakerlessTalk(
            source.name, "its mails do not say who sent them", "Save the mail again with its headers"
        )
    return EmptyTalk(source.name, "its mails hold no text", "Save the mail again with its text")


def _call(source: Source, mails: Sequence[Mail], key: str, notes: tuple[str, ...]) -> list[Call]:
    """The call of one thread, in a list; none where nobody who is known says anything."""
    written = [mail for mail in mails if not mail.automatic]
    thread = completed(written)
    told = {id(one.mail): one for one in thread.told}
    ordered = [told[id(mail)] for mail in in_order([one.mail for one in thread.told])]
    spoken = [one for one in ordered if has_words([one.words])]
    if not any(one.mail.sender.known for one in spoken):
        return []
    names = names_of(someone for one in ordered for someone in (one.mail.sender, *one.mail.others))
    facts = Facts(
        format=key,
        time_quality=TimeQuality.NONE,
        channel=Channel.MAIL,
        title=next((title for one in ordered if (title := bare_subject(one.mail.subject))), None),
        started_at=next((one.mail.sent_at for one in spoken if one.mail.sent_at), None),
        notes=(*notes, *_notes(mails, spoken, thread)),
    )
    return [assemble(Source(source.name), (_piece(one, names) for one in spoken), facts)]


def _piece(told: Told, names: dict[str, str]) -> Piece:
    text = _LINK.sub("", told.words)
    return Piece(
        text=unwrapped(text) if told.mail.wrapped else text,
        voice=_voice(told.mail.sender, names),
        sent_at=told.mail.sent_at,
    )


def _voice(sender: Person, names: dict[str, str]) -> Voice:
    if not sender.known:
        return Voice(name="Unknown sender")
    name = sender.name or sender.address or ""
    if not sender.address:
        return Voice(name=name)
    return Voice(name=names.get(sender.address, name), ident=sender.address, email=sender.address)


def unwrapped(text: str) -> str:
    """Lines that a mail program broke, made whole: where the next word had no room, the line goes on."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    if not _NARROWEST <= widest <= _WIDEST:
        return text
    whole, last = [lines[0]], lines[0]
    for line in lines[1:]:
        word = line.split(" ", 1)[0]
        if (
            line.strip()
            and len(last) >= _NARROWEST - 20
            and len(last) + 1 + len(word) > widest
            and not _ends(last, line)
        ):
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
        else:
            whole.append(line)
        last = line
    return "\n".join(whole)


def _ends(line: str, following: str) -> bool:
    """Whether a line ended by itself: a list goes on below it, or a sentence and a new one begins."""
    if _LIST_ITEM.match(following):
        return True
    return line.rstrip().endswith((":", ".", "!", "?")) and len(line) < _NARROWEST


def _notes(mails: Sequence[Mail], spoken: Sequence[Told], thread: Thread) -> list[str]:
    """What was left out or taken from elsewhere, as plain sentences."""
    notes = []
    if automatic := sum(mail.automatic for mail in mails):
        notes.append(f"{_count(automatic, 'automatic reply', 'automatic replies')} left out.")
    if recovered := sum(one.quoted for one in spoken):
        notes.append(
            f"{_count(recovered, 'mail was', 'mails were')} taken from the history that later mails quote;"
            " author and time are as written there."
        )
    if thread.nameless:
        notes.append(f"{_count(thread.nameless, 'quoted passage', 'quoted passages')} without an author left out.")
    if thread.left_out:
        notes.append(f"{_count(thread.left_out, 'quoted mail', 'quoted mails')} left out, for the thread is too long.")
    if unsigned := sum(not one.mail.sender.known for one in spoken):
        notes.append(f"{_count(unsigned, 'mail does', 'mails do')} not say who sent it: “Unknown sender”.")
    if undated := sum(one.mail.sent_at is None for one in spoken):
        notes.append(f"{_count(undated, 'mail has', 'mails have')} no date that can be read.")
    if silent := sum(not mail.automatic for mail in mails) - sum(not one.quoted for one in spoken):
        notes.append(f"{_count(silent, 'mail', 'mails')} without words of its own left out.")
    attached = [name for mail in mails for name in mail.left_out]
    if attached:
        more = f" and {len(attached) - _MANY} more" if len(attached) > _MANY else ""
        notes.append(f"Attachments were not read: {', '.join(attached[:_MANY])}{more}.")
    if any(mail.encrypted for mail in mails):
        notes.append("An encrypted part was not read.")
    return notes


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
