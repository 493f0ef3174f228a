"""The HTML of mails as a reader sees it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfast.transcripts.formats import read_calls
from standfast.transcripts.mail.html_text import BAR, text_of
from standfast.transcripts.source import Source

TAGS = st.sampled_from("div p blockquote ol ul li table tr td br hr pre b span script style o:p".split())


def said(html: str, *, plain: str | None = None) -> list[str]:
    """The turns of a mail with this HTML, and perhaps a plain text beside it."""
    parts = [("plain", plain)] * (plain is not None) + [("html", html)]
    body = "\n".join(f"--x\nContent-Type: text/{kind}; charset=utf-8\n\n{text}" for kind, text in parts)
    mail = (
        "From: Al Ray <al@y.example>\nDate: Tue, 5 May 2026 15:04:00 +0000\nMessage-ID: <a@y>\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/alternative; boundary=x\n\n{body}\n--x--\n"
    )
    (call,) = read_calls(Source("upload", mail.encode()))
    return [turn.text for turn in call.turns]


def test_gmails_quote_is_a_mail_of_its_own():
    html = (
        '<div dir="ltr">Could you do 80?<div><br></div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
        'On Mon, May 4, 2026 at 3:04&#8239;PM Jo Marsh &lt;<a href="mailto:jo@x.example">jo@x.example</a>&gt; wrote:<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid"><div>It is <b>95</b>.</div>'
        "</blockquote></div>"
    )
    assert said(html) == ["It is 95.", "Could you do 80?"]


@pytest.mark.parametrize(
    "mark",
    [
        '<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3pt 0 0 0">',
        '<div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg">',
        '<div id="x_divRplyFwdMsg">',
        "<hr><div>",
    ],
)
def test_outlooks_border_or_rule_begins_a_quote_in_a_language_that_is_not_known(mark: str):
    html = f"<p>Could you do 80?</p>{mark}<b>Feladó:</b> Jo &lt;jo@x.example&gt;<br><b>Zeitpunkt:</b> 5.5.2026 15:04<br><b>Címzett:</b> Al</div><p>It is 95.</p>"
    assert said(html) == ["It is 95.", "Could you do 80?"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=x_MsoNormal>b</p>", "a\n\nb"),
        ("<ul><li>a<li>b</ul><ol><li>c</li><li>d<ol><li>e</ol></ol>", "- a\n- b\n1. c\n2. d\n1. e"),
        ("<li>a", "- a"),
        ("<table><tr><th>seats<td>price<tr><td>50<td>80</table>", "seats price\n50 80"),
        ("a<script>alert('b')</script><style>c{}</style><!-- d --><title>e</title>f", "af"),
        ("a<span style='DISPLAY: none'>b</span><span hidden>c</span><div style='mso-hide:all'>d</div>e", "ae"),
        ("<pre>a  b\n\n  c</pre>", "a b\n\nc"),
        ("<blockquote type=cite>a<blockquote type=cite>b</blockquote></blockquote>c", "> a\n> \n>> b\nc"),
        ('<blockquote style="margin:0 0 0 40px;border:none;padding:0px">a</blockquote>', "a"),
        ('<blockquote style="border:none;border-left:solid #CCC 1.0pt">a</blockquote>', "> a"),
        ("<?xml version='1.0' encoding='utf-16'?><p>fü&auml;r &lt;b&gt;</p>", "füär <b>"),
        ("<div>a<div>b</div></div>c<hr>d", f"a\nb\nc\n{BAR}\nd"),
        ("<td>a</td>", "a"),
        ("", ""),
        ("<!-- nothing -->", ""),
        ("a<b", "a"),
        ("<p>x\x00y</p>", "xy"),
    ],
)  # fmt: skip
def test_html_becomes_lines(html: str, text: str):
    assert text_of(html).strip() == text


def test_a_signature_that_is_marked_goes_unless_nothing_else_is_there():
    marked = '<div class="gmail_signature" data-smartmail="x">Jo, Northwind</div>'
    assert text_of(f"<p>It is 95.</p>{marked}").strip() == "It is 95."
    assert text_of(f"<div id=Signature>{marked}</div>b").strip() == "b"
    assert text_of(marked, signatures=True).strip() == "Jo, Northwind"
    assert said(marked) == ["Jo, Northwind"]


def test_plain_text_counts_before_html_unless_it_is_a_stub():
    assert said("<p>It is 95 in HTML.</p>", plain="It is 95.") == ["It is 95."]
    assert said("<p>It is 95.</p>", plain="Please view this in an HTML mail program.") == ["It is 95."]
    assert said("<p>It is 95.</p>", plain="\n") == ["It is 95."]


def test_html_in_names_and_subjects_is_text():
    mail = (
        'From: "<script>alert(1)</script>" <jo@x.example>\nSubject: <b>Offer</b>\nDate: Tue, 5 May 2026 15:04:00 +0000\n'
        "Message-ID: <a@y>\n\n<img src=x onerror=alert(1)> it is 95.\n"
    )
    (call,) = read_calls(Source("upload", mail.encode()))
    assert (call.speakers[0].name, call.title) == ("script>alert(1)</script", "<b>Offer</b>")
    assert call.turns[0].text == "<img src=x onerror=alert(1)> it is 95."


@settings(deadline=None)
@given(st.text())
def test_any_text_is_html_of_some_kind(html: str):
    assert isinstance(text_of(html), str)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.sampled_from(["a", "\n", "&nbsp;", ">"])),
        max_size=40,
    )
)
def test_every_word_of_broken_html_is_kept_once(pieces: list[str]):
    seen = text_of("".join(pieces), signatures=True)
    dropped = any(piece in {"<script>", "<style>"} for piece in pieces)
    assert dropped or seen.count("a") == pieces.count("a")


@pytest.mark.parametrize("tag", ["div", "blockquote", "ol><li", "table><tr><td", "b"])
def test_elements_inside_each_other_without_end_are_read_as_far_as_they_go(tag: str):
    assert "first" in text_of(f"first<{tag}>" + f"<{tag}>" * 100_000 + "last")
