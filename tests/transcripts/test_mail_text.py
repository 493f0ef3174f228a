"""Threads pasted as text."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfast.domain.call import Call
from standfast.domain.errors import OversizedFile
from standfast.transcripts.formats import best_format, read_calls
from standfast.transcripts.source import Source, read_source

SAMPLE = Path(__file__).parent / "samples" / "mail" / "pasted-thread.txt"
NEWER = "From: Jo Marsh <jo@x.example>\nSent: Tuesday, May 5, 2026 3:04 PM\nTo: Al\nSubject: RE: Offer\n\nThen 90?\n"
OLDER = "From: Al\nSent: Monday, May 4, 2026 3:04 PM\nTo: Jo Marsh\nSubject: Offer\n\nIt is 100.\n"


def read(text: str, key: str | None = None) -> Call:
    (call,) = read_calls(Source("upload", text.encode()), format=key)
    return call


def said(call: Call) -> list[tuple[str, str]]:
    return [(call.speaker_of(turn).name, turn.text) for turn in call.turns]


def test_a_thread_pasted_out_of_outlook_is_read_oldest_first():
    (call,) = read_calls(read_source(SAMPLE))
    assert (call.format, call.title) == ("mail-text", "Offer for 120 seats")
    assert said(call) == [
        ("Priya Nair", "€96,000 is too much for us. What can you do?"),
        ("Tom Becker", "I can hold €90,000 if you commit to three years."),
        ("Priya Nair", "Could you do €80,000 if we sign this month?\n\nPriya"),
    ]
    assert len(call.speakers) == 2  # the name without an address is the name with one
    assert call.started_at == datetime(2026, 5, 5, 11, 2, tzinfo=UTC)
    assert "name no time zone" in call.notes[0]


@pytest.mark.parametrize("text", [f"{NEWER}\n{OLDER}", f"{OLDER}\n{NEWER}"])
def test_a_thread_can_be_pasted_in_either_order(text: str):
    assert said(read(text)) == [("Al", "It is 100."), ("Jo Marsh", "Then 90?")]


def test_words_above_the_first_block_are_of_an_unknown_sender():
    call = read(f"Fine with us.\n\n{NEWER}\n{OLDER}")
    assert said(call)[-1] == ("Unknown sender", "Fine with us.")


def test_one_block_is_enough_at_the_top_with_an_address():
    assert best_format(Source("upload", NEWER.encode())).key == "mail-text"
    assert said(read(NEWER)) == [("Jo Marsh", "Then 90?")]


@pytest.mark.parametrize(
    "text",
    [
        NEWER.replace(" <jo@x.example>", ""),
        f"Notes of the call\n\n{NEWER}",
        NEWER.replace("Tuesday, May 5, 2026 3:04 PM", "yesterday"),
        NEWER.replace("Sent", "Where"),
    ],
)
def test_one_block_that_leaves_a_doubt_is_not_taken_for_mail(text: str):
    assert max(known for known in [_score(text)]) == 0.0


def _score(text: str) -> float:
    from standfast.transcripts.mail import pasted

    return pasted.sniff(Source("upload", text.encode()))


def test_gmail_text_can_be_forced():
    text = "Then 90?\n\nOn Mon, May 4, 2026 at 3:04 PM Al Ray <al@y.example> wrote:\n> It is 100.\n"
    assert said(read(text, "mail-text")) == [("Al Ray", "It is 100."), ("Unknown sender", "Then 90?")]


def test_more_text_than_a_thread_can_have_is_refused():
    with pytest.raises(OversizedFile, match="longer than a thread"):
        read(NEWER + "word " * 300_000, "mail-text")
