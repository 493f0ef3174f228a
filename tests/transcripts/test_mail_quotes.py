"""What is a mail's own, what it quotes, and what stands around its words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from standfast.transcripts.mail.quotes import split, stripped

HEAD = "On Tue, May 5, 2026 at 3:04 PM Jo Marsh <jo@x.example> wrote:"
LINES = st.sampled_from(
    [
        "Could you do 80?", "", "", "> It is 95.", ">> older", ">", HEAD, f"> {HEAD}", "Thanks,", "Best regards", "Jo", "Jo Marsh",
        "Jo Marsh, CFO", "-- ", "--", "Sent from my iPhone", "+49 30 1234567", "www.x.example", "PS: 90 at most.", "From: Jo",
        "Sent: May 5, 2026 3:04 PM", "To: Al", "Subject: Offer", "-----Original Message-----", "_" * 32, "On Tue, May 5, 2026",
        "This e-mail is confidential and intended solely for the addressee.", "[EXTERNAL EMAIL] Do not click links", "Viele Grüße",
        "This is a longer line which runs on and on until a program breaks it and", "> 50 seats", "wrote:", "*From:* Jo <jo@x.example>",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.one_of(st.lists(LINES, max_size=30).map("\n".join), st.text(), st.text(alphabet="> \n-:a@wrote", max_size=80))
)
@example("Thanks,\nJo\n\nThanks,\nJo\n> q\nBest,\nJo")
@example("> 1\n\n-- \n> 2")
def test_stripping_twice_changes_nothing_more(body: str):
    once = stripped(body)
    assert stripped(once) == once
    assert split(body).own == once


@settings(deadline=None)
@given(st.lists(LINES, max_size=30))
def test_nothing_is_made_up(lines: list[str]):
    kept = split("\n".join(lines))
    for text in (kept.own, *(quoted.text for quoted in kept.quoted)):
        assert all(any(line in given_line for given_line in [*lines, ""]) for line in text.split("\n"))


def own(body: str) -> str:
    return split(body).own


def quoted(body: str) -> list[tuple[str, str]]:
    return [(one.head.sender.name if one.head else "", one.text) for one in split(body).quoted]


@pytest.mark.parametrize(
    "below",
    [
        f"{HEAD}\n> It is 95.\n",
        f"{HEAD}\n\nIt is 95.\n",
        "On Tue, May 5, 2026 at 3:04 PM Jo Marsh\n<jo@x.example>\nwrote:\n\n> It is 95.\n",
        f"> {HEAD}\n>\n> It is 95.\n",
        "From: Jo Marsh <jo@x.example>\nSent: Tuesday, May 5, 2026 3:04 PM\nTo: Al\nSubject: Offer\n\nIt is 95.\n",
        "*From:* Jo Marsh\n*Sent:* May 5\n*To:* Al;\nBo <bo@x.example>;\n*Subject:* Offer\n\nIt is 95.\n",
        "________________________________\nFrom: Jo Marsh\nSent: May 5\n\nIt is 95.\n",
        "-----Original Message-----\nFrom: Jo Marsh\nSent: May 5\n\nIt is 95.\n",
        "---------- Forwarded message ---------\nFrom: Jo Marsh <jo@x.example>\nDate: May 5\nSubject: Offer\n\nIt is 95.\n",
        "Begin forwarded message:\n\n> From: Jo Marsh <jo@x.example>\n> Subject: Offer\n> Date: May 5\n>\n> It is 95.\n",
        "Von: Jo Marsh\nGesendet: Dienstag, 5. Mai 2026 15:04\nAn: Al\nBetreff: Angebot\n\nIt is 95.\n",
        "De : Jo Marsh\nEnvoyé : mardi 5 mai 2026 15:04\nÀ : Al\nObjet : Offre\n\nIt is 95.\n",
        "De: Jo Marsh\n\nEnviado el: martes, 5 de mayo de 2026 15:04\n\nPara: Al\n\nAsunto: Oferta\n\nIt is 95.\n",
        "Am 05.05.2026 um 15:04 schrieb Jo Marsh:\n> It is 95.\n",
        "Le mar. 5 mai 2026 à 15:04, Jo Marsh <jo@x.example> a écrit :\n> It is 95.\n",
        "El mar, 5 may 2026 a las 15:04, Jo Marsh (<jo@x.example>) escribió:\n\n> It is 95.\n",
    ],
)
def test_a_quoted_mail_below_is_taken_off_with_its_author(below: str):
    body = f"Could you do 80?\n\n{below}"
    assert own(body) == "Could you do 80?"
    assert [one for one in quoted(body) if one[1]] == [("Jo Marsh", "It is 95.")]


def test_an_answer_below_the_quote_stays():
    assert own(f"{HEAD}\n> It is 95.\n> For a year.\n\nCould you do 80?\n") == "Could you do 80?"


def test_a_separator_without_headers_still_divides():
    assert own("Could you do 80?\n\n-----Original Message-----\nIt is 95.") == "Could you do 80?"


def test_mails_inside_each_other_come_newest_first():
    body = (
        f"A\n\n{HEAD}\n> B\n>\n> Am 04.05.2026 um 15:04 schrieb Al Ray:\n>> C\n>>\n>> -----Original Message-----\n"
        ">> From: Jo Marsh\n>> Sent: May 3\n>> Subject: Offer\n>>\n>> D\n"
    )
    assert own(body) == "A"
    assert quoted(body) == [("Jo Marsh", "B"), ("Al Ray", "C"), ("Jo Marsh", "D")]


@pytest.mark.parametrize(
    "body",
    [
        "Hi Jo,\nThanks, but that is too much. Could you do 80?\nSue",
        "We need\n- 10% off\n- 60 days\nIs that ok?",
        "Thanks,\nthat works for us at 80 if we pay in 60 days.",
        "Thanks Jo,\n\nUnderstood.",
        "On Monday Jo wrote: it is 95.\nOn our side the price we wrote on 5 May 2026:\n80.",
        "I fly\nFrom: London\nTo: Paris\nDate: 5 May",
        "We need:\n> 50 seats\nat 80 each.",
        "Best price wins.\nRegards the term: one year.",
        "We cap it at 80.\n--\nIs 84 possible?",
        "From: what I hear\nthe price is fixed.",
        "Our Offer\nis at 80",
        "On 5 May 2026, Jo Marsh wrote:\nthe price is 80.",
    ],
)
def test_what_only_looks_like_an_ending_stays(body: str):
    assert own(body) == body


@pytest.mark.parametrize(
    "ending",
    [
        "-- \nJo Marsh\nNorthwind",
        "--\nJo",
        "Best regards,\nJo Marsh\nAccount Executive | Northwind\n+49 30 1234567\nwww.northwind.example",
        "Best regards, Jo",
        "Thanks!\nJo",
        "Thanks & regards\n\nJo B. Marsh Jr.\nNorthwind Ltd\nHigh Street 1, London",
        "Mit freundlichen Grüßen / Best regards\n\ni. A. Jo Marsh\nVertrieb\n\nNorthwind GmbH\nAmtsgericht Hamburg HRB 1",
        "Cordialement,\nJo",
        "Un saludo,\nJo",
        "VG\njo",
        "Sent from my iPhone",
        "Jo\n\nGet Outlook for iOS",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Jo Marsh\nNorthwind\nTel: +49 30 1234567",
        "Jo Marsh | Sales\n\nNorthwind GmbH\nwww.northwind.example",
        "This e-mail and any files with it are confidential and\nintended solely for the use of the individual.",
        "Best,\nJo\n\nCONFIDENTIALITY NOTICE: this message is meant for one.\n\nIf you are not the intended recipient, delete it.",
        "Sent from my iPhone\n\nJo Marsh\nNorthwind",
        "Thanks!\n\nJo Marsh | Director, IT Procurement\nNorthwind\nm: +1 (408) 555-0142",
        "Best,\nJo Marsh, CFO",
    ],
)
def test_signatures_and_notices_go(ending: str):
    expected = "Could you do 80?" + ("\n\nJo" if ending.startswith("Jo\n\nGet") else "")
    assert own(f"Could you do 80?\n\n{ending}\n") == expected


def test_a_postscript_below_a_signature_stays():
    body = "Could you do 80?\n\nBest,\nJo Marsh\nNorthwind\n\nPS: 90 would be the most."
    assert own(body) == "Could you do 80?\n\nPS: 90 would be the most."


def test_a_question_below_a_signature_stays():
    assert own("It is 95.\n\nBest,\nJo\n\nCould you sign today?") == "It is 95.\n\nCould you sign today?"


def test_a_line_of_a_telephone_goes_and_the_words_below_it_stay():
    assert own("It is 95.\nSent from my iPhone\nBut only if you sign today, for it ends on Friday.") == (
        "It is 95.\nBut only if you sign today, for it ends on Friday."
    )


def test_a_mail_that_is_all_signature_is_kept():
    assert own("Thanks,\nJo") == "Thanks,\nJo"
    assert own(f"Thanks,\nJo\n\n{HEAD}\n> It is 95.") == "Thanks,\nJo"


def test_a_notice_with_a_question_in_it_stays():
    assert own("Are you the intended recipient?") == "Are you the intended recipient?"


def test_a_banner_above_goes():
    banner = "CAUTION: This email originated from outside of the organization.\nDo not click links.\n\n"
    assert own(f"{banner}Could you do 80?") == "Could you do 80?"


def test_a_long_mail_keeps_its_beginning_when_its_end_is_stripped():
    body = "\n\n".join(f"Point {number}." for number in range(200))
    assert own(f"{body}\n\nBest,\nJo") == body


def test_a_signature_of_thirty_lines_is_none():
    body = "Could you do 80?\n\nBest regards,\nJo Marsh\n" + "\n".join(f"Item {number}" for number in range(29))
    assert "Item 28" in own(body)
