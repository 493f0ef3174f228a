"""The HTML of a mail → lines of text, quotes marked with ">" as in plain mail. Nothing in it is run or fetched."""

import re
from dataclasses import dataclass, field

from lxml import etree

from standfast.transcripts.mail.message import MAX_DEPTH

MAX_HTML = 8 * 1024 * 1024
"""Characters that are read (a guess): Outlook writes ten times as many as a mail has in words."""
BAR = "_" * 32
"""What Outlook writes above a quoted mail in plain text; here for the rule or border that stands there in HTML."""

_UNNUMBERED = -1
_DROPPED = frozenset(
    "script style head title meta link template object embed applet iframe svg math canvas audio video select textarea".split()
)
_BLOCKS = frozenset(
    "address article aside body center dd details dir div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header html li main"
    " menu nav ol p pre section table tbody tfoot thead tr ul blockquote".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 pre table".split())
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_BORDER_TOP = re.compile(
    r"border-top\s*:\s*(?!none|0)[^;]*solid|border\s*:\s*none\s*;\s*border-top\s*:\s*solid", re.IGNORECASE
)
_INDENT = re.compile(r"border\s*:\s*(?:none|0|medium none)", re.IGNORECASE)
_LEFT_BORDER = re.compile(r"border-left\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:^|[\s_])(?:x_)?(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|protonmail_signature_block)\b|^(?:x_)*signature$",
    re.IGNORECASE,
)
_REPLY_HEAD = re.compile(
    r"^(?:x_)*(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container|olk_src_body_section)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Page:
    """Lines while they are written."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    depth: int = 0
    verbatim: int = 0
    numbers: list[int] = field(default_factory=list)
    """For every open list the number of its last item, `_UNNUMBERED` where they have bullets."""

    def add(self, text: str) -> None:
        """Carry on the line; white space counts once, but in <pre>."""
        if self.verbatim and "\n" in text:
            first, *others = text.split("\n")
            self.words.append(first)
            for line in others:
                self.end_line()
                self.words.append(line)
        elif text:
            self.words.append(text if self.verbatim else re.sub(r"[ \t\r\n\f]+", " ", text))

    def end_line(self, *, always: bool = True) -> None:
        """Close the line; `always`: also an empty one."""
        written = "".join(self.words)
        line = re.sub(r" {2,}", " ", written).strip()
        self.words.clear()
        if line or always or "\xa0" in written:  # Word writes an empty line as a blank that does not break
            self.lines.append(">" * self.depth + (" " if self.depth else "") + line if self.depth else line)

    def bullet(self) -> str:
        """What stands before an item: a hyphen, or the next number in an ordered list."""
        if not self.numbers or self.numbers[-1] == _UNNUMBERED:
            return "- "
        self.numbers[-1] += 1
        return f"{self.numbers[-1]}. "

    def gap(self) -> None:
        """Close the line, and leave one empty below it."""
        self.end_line(always=False)
        if self.lines and self.lines[-1].strip("> "):
            self.end_line()


def text_of(html: str, *, signatures: bool = False) -> str:
    """The text that a reader sees; `signatures`: also what mail programs mark as such."""
    root = _tree(html)
    if root is None:
        return ""
    page = _Page()
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                page.add(element.tail or "")
        elif event == "start" and _is_dropped(element, signatures=signatures):
            skipped = element
        elif event == "start":
            _open(page, element)
        else:
            _close(page, element)
    page.end_line(always=False)
    return "\n".join(page.lines)


def _tree(html: str) -> "etree._Element | None":
    """The document; None for an empty one. libxml2 mends what is broken, and goes 2,048 elements deep."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    data = html[:MAX_HTML].replace("\x00", "").encode("utf-8", "replace")
    return etree.fromstring(data, parser)


def _is_dropped(element: "etree._Element", *, signatures: bool) -> bool:
    """Whether a reader does not see the element, or it is marked as signature."""
    if element.tag in _DROPPED or "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
        return True
    marks = ((element.get("class") or "")[:200], (element.get("id") or "")[:200])
    return not signatures and any(_SIGNATURE.search(mark) for mark in marks)


def _open(page: _Page, element: "etree._Element") -> None:
    tag = element.tag
    if tag == "br":
        page.end_line()
    elif tag == "hr" or _begins_quote(element):
        page.end_line(always=False)
        page.words.append(BAR)
        page.end_line()
    elif tag in _BLOCKS:
        page.gap() if _is_spaced(element) else page.end_line(always=False)
    if tag == "blockquote" and _is_quote(element) and page.depth < MAX_DEPTH:
        page.gap()
        page.depth += 1
    if tag == "li":
        page.words.append(page.bullet())
    elif tag in {"ol", "ul"}:
        page.numbers.append(0 if tag == "ol" else _UNNUMBERED)
    elif tag == "pre":
        page.verbatim += 1
    page.add(element.text or "")


def _close(page: _Page, element: "etree._Element") -> None:
    tag = element.tag
    if tag in _BLOCKS:
        page.gap() if _is_spaced(element) else page.end_line(always=False)
    elif tag in {"td", "th"}:
        page.words.append(" ")
    if tag == "blockquote" and _is_quote(element) and page.depth:
        page.depth -= 1
    elif tag in {"ol", "ul"}:
        page.numbers.pop()
    elif tag == "pre":
        page.verbatim -= 1
    page.add(element.tail or "")


def _is_spaced(element: "etree._Element") -> bool:
    """Whether an empty line stands around it; Word's own paragraphs have none."""
    return element.tag in _SPACED and not (element.get("class") or "").lower().lstrip("x_").startswith(
        ("mso", "plaintext")
    )


def _is_quote(element: "etree._Element") -> bool:
    """Whether a blockquote quotes: Gmail's button for indenting writes one too, without a border."""
    style = element.get("style") or ""
    marked = element.get("type") == "cite" or "quote" in (element.get("class") or "")
    return marked or not _INDENT.search(style) or _LEFT_BORDER.search(style) is not None


def _begins_quote(element: "etree._Element") -> bool:
    """Whether an element is the head of a quoted mail, as the Outlooks mark it: by an id, or a border above."""
    if element.tag != "div":
        return False
    return bool(
        _REPLY_HEAD.match((element.get("id") or "")[:80]) or _BORDER_TOP.search((element.get("style") or "")[:400])
    )
