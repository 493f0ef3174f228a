"""The review page as a file: whole, escaped, and closed to the world outside."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.call import Side
from standfast.domain.moment import Label, Quote, Reading, Verdict
from standfast.domain.money import Step
from standfast.domain.review import Review
from standfast.engines.control.scores import WEIGHTS
from standfast.surfaces.pages.html import review_page
from standfast.surfaces.pages.page_transcript import pieces_of
from tests.surfaces.reviews import HOSTILE, Found, haggle, hostile, long, mails, overlapping, quiet, reviewed, wordless
from tests.surfaces.selecting import select
from tests.talks import path, talk

ALL = [haggle, overlapping, quiet, wordless, hostile, mails, long]


def dom(review: Review):
    return lxml.html.document_fromstring(review_page(review))


def words(page, selector: str) -> str:
    return " ".join(" ".join(part.text_content() for part in select(page, selector)).split())


def shown(turn) -> str:
    return select(turn, ".text")[0].text_content()


@pytest.mark.parametrize("make", ALL)
def test_every_link_leads_to_something_on_the_page(make: Callable[[], Review]):
    page = dom(make())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page.xpath("//*[local-name()='a' or local-name()='use']/@href")
    assert links
    assert {link[1:] for link in links} <= set(ids)
    referred = page.xpath("//@aria-labelledby | //@aria-describedby")
    assert set(referred) <= set(ids)


@pytest.mark.parametrize("make", ALL)
def test_the_page_reaches_for_nothing_outside(make: Callable[[], Review]):
    page = dom(make())
    assert {value[0] for value in page.xpath("//@href")} <= {"#", "d"}
    assert page.xpath("//link/@href") == ["data:,"]
    assert not page.xpath("//@src | //@srcset | //@action | //@style | //@background | //@*[starts-with(name(), 'on')]")
    assert not page.xpath("//img | //iframe | //object | //embed | //base | //form | //video | //audio")
    own = page.xpath("string(//style)") + page.xpath("string(//script)")
    assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp|localStorage|cookie", own)


@pytest.mark.parametrize("make", ALL)
def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else(make: Callable[[], Review]):
    text = review_page(make())
    policy = lxml.html.document_fromstring(text).xpath("string(//meta[@http-equiv]/@content)")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for tag in ("style", "script"):
        found = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert rules.pop(f"{tag}-src") == f"'sha256-{digest}'"
    assert rules == {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}


def test_hostile_text_is_shown_and_never_obeyed():
    review = hostile()
    text = review_page(review)
    text.encode("utf-8")
    assert "<script>alert" not in text
    assert "\x00" not in text
    assert "49" not in text.partition("<body>")[2]
    page = lxml.html.document_fromstring(text)
    assert not page.xpath("//b[text()='&'] | //b[text()='&amp;']")
    assert page.xpath("string(//h1)") == HOSTILE
    assert "\u202e" not in page.xpath("string(//title)")
    assert shown(select(page, "#t0")[0]) == review.call.turns[0].text
    assert {name.text_content() for name in select(page, ".name")} == {HOSTILE}


@pytest.mark.parametrize("make", ALL)
def test_the_transcript_holds_every_turn_as_it_was_said(make: Callable[[], Review]):
    review = make()
    turns = select(dom(review), "#turns .turn")
    assert [turn.get("id") for turn in turns] == [f"t{turn.index}" for turn in review.call.turns]
    for turn, row in zip(review.call.turns, turns, strict=True):
        assert shown(row) == re.sub("[\x00\ud800-\udfff]", "\ufffd", turn.text)


@pytest.mark.parametrize("make", [haggle, overlapping, mails, long])
def test_marks_are_exactly_the_words_that_were_read(make: Callable[[], Review]):
    review = make()
    page = dom(review)
    for reading in review.readings:
        marks = select(page, f"#t{reading.turn} mark[data-labels~={reading.label.value}]")
        assert "".join(mark.text_content() for mark in marks) == reading.quote.text
    read = sum(len(mark.get("data-labels").split()) for mark in select(page, "mark"))
    assert read >= len(review.readings)


def test_overlapping_readings_are_cut_where_they_meet():
    marks = select(dom(overlapping()), "#t0 mark")
    assert [(mark.text_content(), mark.get("data-labels")) for mark in marks] == [
        ("Could you do ", "discount_request"),
        ("80?", "discount_request leverage doubts_claim"),
        (" The other shop does.", "leverage doubts_claim"),
    ]


@given(text=st.text(min_size=1, max_size=40), data=st.data())
def test_pieces_of_a_turn_join_to_the_turn_however_readings_overlap(text: str, data: st.DataObject):
    places = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    spans = data.draw(st.lists(st.tuples(places, st.sampled_from(Label)), max_size=6))
    found = [
        Reading(label=label, p=0.9, quote=Quote(turn=0, start=start, end=end, text=text[start:end]))
        for (start, end), label in spans
    ]
    pieces = pieces_of(text, found)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    covered = [piece.labels for piece in pieces for _ in piece.text]
    for place, labels in enumerate(covered):
        assert set(labels) == {label for (start, end), label in spans if start <= place < end}


def test_the_parts_stand_in_the_order_in_which_they_are_read():
    page = dom(haggle())
    assert [" ".join(head.text_content().split()) for head in page.xpath("//h1 | //h2")] == [
        "A desk",
        "Control",
        "One thing to work on",
        "What went well",
        "Pressure and answer",
        "The price",
        "Moments",
        "Concessions",
        "Checks",
        "The talk in numbers",
        "Transcript",
    ]


def test_headings_never_skip_a_level():
    levels = [int(head.tag[1]) for head in dom(haggle()).xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_weights_on_the_page_are_those_of_the_score():
    said = words(dom(haggle()), "#control details")
    names = {
        Verdict.TOOK_CONTROL: "took control",
        Verdict.HELD: "held",
        Verdict.MISSED: "missed",
        Verdict.GAVE_WAY: "gave way",
    }
    assert set(names) == set(WEIGHTS)
    for verdict, name in names.items():
        assert re.search(rf"{name} {WEIGHTS[verdict]:g}\b", said)


def test_a_moment_and_its_turns_link_to_each_other():
    review = haggle()
    page = dom(review)
    for number, moment in enumerate(review.moments, 1):
        assert f"#t{moment.turn}" in page.xpath(f"//li[@id='m{number}']//a/@href")
        for turn in {moment.turn, *(answer.turn for answer in moment.answers)}:
            assert f"#m{number}" in page.xpath(f"//li[@id='t{turn}']//a/@href")
        assert f"#t{moment.turn}" in page.xpath("//section[@id='timeline']//*[local-name()='svg']//@href")


def test_a_pressure_that_nothing_answered_keeps_the_next_seller_turn_in_view():
    call = talk("C: Could you do 80?", "C: Hello?", "S: It is blue.", "S: And heavy.")
    page = dom(reviewed(call, Found(marks=((0, Label.DISCOUNT_REQUEST, "Could you do 80?"),))))
    assert [turn.get("id") for turn in select(page, ".in-moment")] == ["t0", "t2"]
    assert "Nothing answered it." in words(page, "#m1")


def test_the_ledger_says_what_was_given_for_what_and_what_it_adds_up_to():
    page = dom(haggle())
    said = words(page, "#concessions")
    assert "$20 came off the price (20 %)." in said
    assert "50 % of the way from the opening price to the first ask was given." in said
    assert "That is 50 % of the profit on this deal." in said
    rows = [" ".join(row.text_content().split()) for row in select(page, "#concessions tbody tr")]
    assert rows == [
        "$10 nothing yes, turn 2 comes part of the way I could come down to $90. turn 3",
        "$10 If you pay cash today turn 7 yes, turn 6 trades If you pay cash today, $80. turn 7",
    ]


def test_a_plan_adds_its_column_to_the_ledger():
    review = haggle()
    planned = tuple(replace(line, planned=line.tied) for line in review.ledger.concessions)
    page = dom(replace(review, ledger=replace(review.ledger, concessions=planned)))
    assert [cell.text_content() for cell in select(page, "td[data-head=Plan]")] == ["not planned", "planned"]


def test_labels_that_were_unsure_are_said_to_be_so():
    chips = [chip.text_content() for chip in select(dom(haggle()), "#t5 .chip")]
    assert chips == ["uses leverage", "perhaps stalls"]


def test_the_price_path_is_drawn_and_told_in_words():
    page = dom(haggle())
    told = "opening price $100, ask $60, offer $90, ask $70, agreed $80."
    assert page.xpath("string(//*[@id='price-desc'])") == told
    drawn = words(page, "#price svg.picture .on-wide")
    assert drawn.split() == "agreed $80 seller $100 customer $60 $90 $70".split()


def test_no_price_no_picture_and_one_price_only_a_table():
    assert not select(dom(quiet()), "#price")
    call = talk("S: The desk is $100.", "C: Fine.")
    page = dom(reviewed(call, Found(prices=path(call, (Step.LIST, 0, 100)))))
    assert not select(page, "#price svg")
    assert page.xpath("//section[@id='price']/details/@open")


def test_a_quiet_talk_says_so_and_still_shows_the_transcript():
    page = dom(quiet())
    assert "No pressure was found in this talk." in words(page, ".headline")
    assert "Nobody pressed, or the reader did not see it." in words(page, "#control")
    assert not select(page, "#moments, #timeline, #concessions, #work-on, #filter")
    assert len(select(page, ".turn")) == 2


def test_where_nobody_is_known_to_sell_no_number_is_put_on_the_seller():
    review = quiet()
    unknown = tuple(replace(speaker, side=Side.UNKNOWN) for speaker in review.call.speakers)
    page = dom(replace(review, call=replace(review.call, speakers=unknown)))
    assert "Nobody is known to be the seller" in words(page, "#control")
    assert not select(page, "#numbers")


def test_advice_stands_beside_the_sellers_own_words():
    page = dom(haggle())
    assert words(page, ".resolve").startswith("When a lower price is put forward, you will put it off")
    assert words(page, ".said blockquote") == "I could come down to $90."
    assert words(page, ".better blockquote") == "I hear you on the price. What makes that the number?"
    assert page.xpath("//div[@class='said']//a/@href") == ["#t2"]


def test_nothing_to_work_on_is_said_in_words():
    assert "Nothing was given way to" in words(dom(mails()), "#work-on")
    review = replace(haggle(), advice=None)
    assert "No response card speaks to what was lost" in words(dom(review), "#work-on")


def test_mails_keep_their_lines_and_their_dates():
    page = dom(mails())
    assert shown(select(page, "#t0")[0]).split("\n") == ["Dear Sam,", "", "could you do 80?", "", "Cleo"]
    assert words(page, "#t0 .time") == "2 Mar 2026, 09:30"


def test_only_what_was_counted_stands_in_the_numbers():
    names = [name.text_content() for name in select(dom(mails()), "#numbers dt")]
    assert "Seller’s share of the words" in names
    assert not [name for name in names if "time" in name or "pace" in name.lower() or "Pause" in name]


def test_every_table_has_a_caption_and_heads_with_a_scope():
    for table in select(dom(haggle()), "table"):
        assert select(table, "caption")
        assert not table.xpath(".//th[not(@scope)]")


def test_a_price_path_without_a_talk_about_it_is_possible():
    call = talk("S: Hello.")
    page = dom(reviewed(call, Found(prices=path(call, (Step.LIST, None, 100)))))
    assert "from the file" in words(page, "#price")
