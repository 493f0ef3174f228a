"""Which mails belong together, in what order, and what quotes alone tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfast.domain.call import Call
from standfast.transcripts.mail.calls import calls_from, unwrapped
from standfast.transcripts.mail.history import MAX_RECOVERED, completed
from standfast.transcripts.mail.message import Mail, Person
from standfast.transcripts.mail.threads import in_order, once_each, threads_of
from standfast.transcripts.source import Source

JO, AL, BO = (Person(name=f"{name} Ray", address=f"{name.lower()}@x.example") for name in ("Jo", "Al", "Bo"))
NOON = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)
QUOTED = "> It is 95 for all of the seats."


def mail(text: str, hours: float | None = 0, **facts) -> Mail:
    sent_at = None if hours is None else NOON + timedelta(hours=hours)
    return replace(Mail(sender=JO, others=(AL,), subject="Offer", text=text, sent_at=sent_at), **facts)


def texts(threads: Sequence[Sequence[Mail]]) -> list[list[str]]:
    return [[one.text for one in thread] for thread in threads]


def calls(*mails: Mail) -> tuple[Call, ...]:
    return calls_from(Source("box"), mails, "mbox")


def said(call: Call) -> list[tuple[str, str]]:
    return [(call.speaker_of(turn).name, turn.text) for turn in call.turns]


def test_ids_make_a_thread_even_of_two_answers_to_a_mail_that_is_not_there():
    one, other = mail("a", 1, parents=("lost",)), mail("b", 0, subject="Else", parents=("lost",))
    assert texts(threads_of([one, other])) == [["b", "a"]]


def test_an_answer_without_ids_joins_the_subject_among_the_same_people():
    first, answer = mail("a", 0), mail("b", 1, sender=AL, others=(JO,), subject="AW: offer")
    assert texts(threads_of([answer, first])) == [["a", "b"]]


@pytest.mark.parametrize(
    "other",
    [
        mail("b", 1, subject="Offer"),
        mail("b", 1, subject="Re: Other"),
        mail("b", 1, sender=BO, others=(), subject="Re: Offer"),
        mail("b", 1, sender=Person(), others=(), subject="Re: Offer"),
        mail("b", 1, subject="Re:"),
    ],
)
def test_other_subjects_or_people_are_other_threads(other: Mail):
    assert texts(threads_of([mail("a", 0), other])) == [["a"], ["b"]]


def test_a_mail_stands_after_those_that_it_answers_whatever_the_clocks_say():
    early_answer = mail("b", -5, message_id="2", parents=("1",))
    assert [one.text for one in in_order([early_answer, mail("a", 0, message_id="1")])] == ["a", "b"]


def test_a_mail_without_a_date_stands_behind_what_it_answers():
    thread = [
        mail("c", 9, message_id="3"),
        mail("b", None, message_id="2", parents=("1",)),
        mail("a", 0, message_id="1"),
    ]
    assert [one.text for one in in_order(thread)] == ["a", "b", "c"]


def test_references_in_a_circle_end():
    thread = [mail("a", 0, message_id="1", parents=("2", "1")), mail("b", 1, message_id="2", parents=("1",))]
    assert sorted(one.text for one in in_order(thread)) == ["a", "b"]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=3), st.none() | st.integers(0, 9)), max_size=8
    )
)
def test_every_order_holds_each_mail_once(drawn: list[tuple[int, list[int], int | None]]):
    thread = [
        mail(str(n), at, message_id=str(own), parents=tuple(map(str, above)))
        for n, (own, above, at) in enumerate(drawn)
    ]
    assert sorted(one.text for one in in_order(thread)) == sorted(one.text for one in thread)
    assert sorted(one.text for part in threads_of(thread) for one in part) == sorted(one.text for one in thread)


def test_copies_count_once_and_the_fuller_one():
    assert [
        one.text
        for one in once_each([mail("a", message_id="1"), mail("a and b", message_id="1"), mail("c"), mail("c")])
    ] == ["a and b", "c"]


def answer(text: str, quote: str, **facts) -> Mail:
    return mail(f"{text}\n\nOn Mon, May 4, 2026 at 3:04 PM Al Ray <al@x.example> wrote:\n{quote}", 1, **facts)


def test_a_mail_that_is_given_in_full_is_not_told_again_by_a_quote():
    first = mail("It is 95 for all of the seats.\n\nBest,\nAl", 0, sender=AL, message_id="1")
    (call,) = calls(first, answer("Then 80?", QUOTED, parents=("1",)))
    assert said(call) == [("Al Ray", "It is 95 for all of the seats."), ("Jo Ray", "Then 80?")]
    assert call.notes == ()


def test_a_quote_that_a_program_has_cut_or_changed_is_still_the_same_mail():
    first = mail(
        "It is 95 for all of the seats, and the onboarding of your people is with it.", 0, sender=AL, message_id="1"
    )
    quote = "> It is 95 for all of the seats, and onboarding of your people is with it"
    (call,) = calls(first, answer("Then 80?", quote, parents=("1",)))
    assert len(call.turns) == 2


def test_a_quote_of_a_part_of_a_mail_is_still_the_same_mail():
    first = mail("Hello. It is 95 for all of the seats. The term is a year.", 0, sender=AL, message_id="1")
    (call,) = calls(first, answer("Then 80?", QUOTED, parents=("1",)))
    assert len(call.turns) == 2


def test_the_same_short_words_of_two_people_are_told_apart():
    given = (mail("OK.", 0, sender=BO, message_id="1"), mail("OK.", 0, sender=AL, message_id="2", parents=("1",)))
    (call,) = calls(*given, answer("Then 80?", "> OK.", parents=("2",)))
    assert len(call.turns) == 3


def test_a_quote_with_the_author_and_the_minute_of_a_mail_is_that_mail_in_any_zone():
    first = mail(
        "Something else by now.", 0, sender=AL, message_id="1", sent_at=datetime(2026, 5, 4, 13, 4, 30, tzinfo=UTC)
    )
    (call,) = calls(first, answer("Then 80?", QUOTED, parents=("1",)))
    assert [text for _, text in said(call)] == ["Something else by now.", "Then 80?"]


def test_the_same_short_words_of_another_person_are_another_mail():
    first = mail("OK.", 0, sender=BO, message_id="1")
    (call,) = calls(first, answer("Then 80?", "> OK.", parents=("1",)))
    assert said(call) == [("Al Ray", "OK."), ("Bo Ray", "OK."), ("Jo Ray", "Then 80?")]


def test_a_mail_that_two_others_quote_is_told_once_and_as_fully_as_either():
    (call,) = calls(
        answer("Then 80?", QUOTED, message_id="1", parents=("0",)),
        replace(
            answer("And 70?", f"{QUOTED}\n> In total.", message_id="2", parents=("0",)),
            sent_at=NOON + timedelta(hours=2),
        ),
    )
    assert said(call) == [
        ("Al Ray", "It is 95 for all of the seats.\nIn total."),
        ("Jo Ray", "Then 80?"),
        ("Jo Ray", "And 70?"),
    ]
    assert "1 mail was taken from the history" in call.notes[0]


def test_a_name_in_a_quote_gets_the_address_that_the_thread_gives_it():
    text = "Then 80?\n\nOn 4 May 2026 at 15:04, Ray, Al wrote:\n> It is 95."
    (call,) = calls(mail(text, 1))
    assert [speaker.email for speaker in call.speakers] == ["al@x.example", "jo@x.example"]


def test_a_quote_takes_its_zone_from_the_mail_that_quotes_it():
    zone = timezone(timedelta(hours=2))
    (call,) = calls(answer("Then 80?", QUOTED, sent_at=datetime(2026, 5, 5, 9, 0, tzinfo=zone)))
    assert call.turns[0].sent_at == datetime(2026, 5, 4, 15, 4, tzinfo=zone)


def test_a_quote_without_an_author_is_left_out_and_noted_unless_its_words_are_there():
    (call,) = calls(mail("> It is 95.\n\nThen 80?", 1))
    assert call.notes == ("1 quoted passage without an author left out.",)
    (call,) = calls(mail("It is 95.", 0, message_id="1"), mail("> It is 95.\n\nThen 80?", 1, parents=("1",)))
    assert call.notes == ()


def test_more_history_than_a_thread_can_have_is_left_out_and_noted():
    quote = "On {} May 2026 at {}:{:02}, Al Ray <al@x.example> wrote:\n> Offer {} is {}."
    quotes = [
        "\n".join(quote.format(n % 28 + 1, n % 24, n % 60, n, n) for n in range(k, k + 400)) for k in (0, 400, 800)
    ]
    mails = [mail(text, n, message_id=str(n), parents=("0",)) for n, text in enumerate(quotes)]
    (call,) = calls(*mails, mail("Then 80?", 9, parents=("0",)))
    assert len(completed(mails).told) <= MAX_RECOVERED
    assert any("left out, for the thread is too long" in note for note in call.notes)


def test_a_mail_that_quotes_more_than_a_thread_can_have_says_so():
    quotes = "".join(f"\nFrom: Al\nTo: Jo\nSubject: Offer {n}\n\nIt is {n}.\n" for n in range(501))
    assert "1 quoted mail left out, for the thread is too long." in calls(mail(f"Then 80?\n{quotes}"))[0].notes


def test_mails_without_words_are_left_out_and_noted():
    (call,) = calls(
        mail("Then 80?", 0, message_id="1"),
        mail("> q", 1, parents=("1",)),
        mail(" ", 2, parents=("1",), left_out=tuple("abcdefg")),
    )
    assert [text for _, text in said(call)] == ["Then 80?"]
    assert "2 mails without words of its own left out." in call.notes
    assert "Attachments were not read: a, b, c, d, e and 2 more." in call.notes


def test_an_encrypted_part_is_noted():
    assert calls(mail("Then 80?", encrypted=True))[0].notes == ("An encrypted part was not read.",)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("This line was broken by a mail program at seventy-two columns, and the\nprice is 95.", None),
        ("short\nlines\nstay", "short\nlines\nstay"),
        ("This line was broken by a mail program at seventy-two columns, as it is\n- a list\nend", "This line was broken by a mail program at seventy-two columns, as it is\n- a list\nend"),
        ("This line was broken by a mail program at seventy-two columns, and then\n\nnot.", "This line was broken by a mail program at seventy-two columns, and then\n\nnot."),
        ("x" * 200 + "\nand", "x" * 200 + "\nand"),
        ("We pay after sixty days, and that is not open to talk.\nWe will not change it, whatever you may offer us on the price\nof it.",
         "We pay after sixty days, and that is not open to talk.\nWe will not change it, whatever you may offer us on the price of it."),
    ],
)  # fmt: skip
def test_lines_that_a_program_broke_are_made_whole(text: str, whole: str | None):
    assert unwrapped(text) == (text.replace("\n", " ") if whole is None else whole)


def test_links_in_brackets_and_pictures_are_no_words():
    (call,) = calls(
        mail("See our site<https://x.example/very/long> [cid:image001.png@01D] for 80.\n____________________")
    )
    assert call.turns[0].text == "See our site for 80."
