"""Bytes → text. Byte order marks, UTF-8, UTF-16 without a mark, then a guess."""

import codecs
import re
from dataclasses import dataclass

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 256 * 1024
"""Bytes that a guess looks at: more does not make it better, only slower (a guess until measured)."""
_FORBIDDEN = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_GUESSES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "shift_jis", "gb18030", "big5", "euc_kr"]
"""What Windows and older exporters write, by region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the Python name of its encoding, and what had to be guessed."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decoded(data: bytes) -> Decoded:
    """Decode `data`, whatever it is; line ends become newlines and a byte order mark is dropped."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding)
    if unmarked := _unmarked_utf16(data):
        return _lenient(data, unmarked)
    try:
        return Decoded(text=_tidy(data.decode("utf-8")), encoding="utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 3 and error.reason == "unexpected end of data":
            return _cut_off(data[: error.start])
        return _mostly_utf8(data) or _guessed(data)


def is_binary(data: bytes) -> bool:
    """Whether `data` holds bytes that no text has: NUL outside UTF-16 and UTF-32, or many control characters."""
    head = data[:_SAMPLE]
    if any(head.startswith(mark) for mark, _ in _MARKS[1:]) or _unmarked_utf16(data):
        return False
    if b"\x00" in data:
        return True
    return len(head) - len(head.translate(None, _FORBIDDEN)) > len(head) // 100


def _tidy(text: str) -> str:
    return _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 of a mostly Latin text without its mark: every other byte is NUL."""
    head = data[:4096]
    if len(head) < 16 or len(data) % 2:
        return None
    half = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    return Decoded(text=_tidy(text), encoding=encoding, notes=_broken_note(broken))


def _cut_off(data: bytes) -> Decoded:
    note = "The file ends in the middle of a character; it may have been cut off."
    return Decoded(text=_tidy(data.decode("utf-8", errors="replace")), encoding="utf-8", notes=(note,))


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes: most that lies beyond ASCII decodes, which chance does not bring about."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return Decoded(text=_tidy(text), encoding="utf-8", notes=_broken_note(broken)) if sound > 4 * broken else None


def _guessed(data: bytes) -> Decoded:
    """What the bytes look like; Windows-1252 and then Latin-1 where nothing can be told."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 takes 30 ms to load and few files need it

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSES).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(text=_tidy(text), encoding=encoding, notes=(_guess_note(encoding),))
    return Decoded(text=_tidy(data.decode("latin-1")), encoding="latin-1", notes=(_guess_note("latin-1"),))


def _guess_note(encoding: str) -> str:
    return f"The file does not say its encoding; it was read as {encoding}."


def _broken_note(broken: int) -> tuple[str, ...]:
    return (f"{broken} broken characters were replaced by �.",) if broken else ()
