"""Outlook's .msg → properties. [MS-OXMSG] says how messages lie in an OLE file, [MS-CFB] what that is.

The header is looked over before olefile reads the file, for it believes the sizes that stand there.
"""

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import TypeVar

import olefile

from standfast.domain.errors import DamagedFile
from standfast.transcripts.mail.mime import decoded_as

NO_MESSAGE = "it is an old Office document, no Outlook message"
"""The reason for which a sound OLE file is refused."""
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, OverflowError, RecursionError)
"""What olefile lets through on broken files."""
MAX_INSIDE = 2000
"""Attachments or recipients of one message (a guess)."""

_STREAM = "__substg1.0_"
_PROPERTIES = "__properties_version1.0"
_UNICODE, _BYTES_TEXT, _BINARY, _TIME, _NUMBER = "001F", "001E", "0102", 0x0040, 0x0003
_T = TypeVar("_T")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_CODEPAGES = {
    65001: "utf-8",
    20127: "cp1252",
    1200: "utf-16-le",
    28591: "cp1252",
    28605: "iso-8859-15",
    20866: "koi8-r",
}
_JAPANESE = {932: "cp932", 50220: "iso2022_jp", 50221: "iso2022_jp", 51932: "euc_jp"}


@dataclass(frozen=True, slots=True)
class Bag:
    """The properties of one object in the file: the message, a recipient, an attachment, a message inside.

    `path` is the storage, `fixed` the properties that are no streams by id and type, `codepage` that of 8-bit text.
    """

    ole: olefile.OleFileIO
    size: int
    path: tuple[str, ...]
    fixed: dict[tuple[int, int], bytes]
    codepage: str

    def text(self, *properties: int) -> str:
        """The first of the string properties that has one."""
        for number in properties:
            if data := self._stream(number, _UNICODE):
                return data.decode("utf-16-le", "replace").rstrip("\x00")
            if data := self._stream(number, _BYTES_TEXT):
                return decoded_as(data, self.codepage).rstrip("\x00")
        return ""

    def data(self, number: int) -> bytes:
        """A binary property; also one that somebody wrote as a string of bytes."""
        return self._stream(number, _BINARY) or self._stream(number, _BYTES_TEXT)

    def number(self, number: int) -> int | None:
        """A 32-bit integer."""
        found = self.fixed.get((number, _NUMBER))
        return int.from_bytes(found[:4], "little") if found else None

    def time(self, *properties: int) -> datetime | None:
        """The first of the times, in UTC."""
        for number in properties:
            ticks = int.from_bytes(self.fixed.get((number, _TIME), b""), "little")
            if 0 < ticks < 2_000_000_000_000_000_000:  # tenths of a microsecond since 1601, up to the year 7938
                return _EPOCH + timedelta(microseconds=ticks // 10)
        return None

    def inside(self, kind: str) -> "Iterator[Bag]":
        """The recipients (kind "recip") or attachments ("attach")."""
        paths = ((*self.path, f"__{kind}_version1.0_#{number:08X}") for number in range(MAX_INSIDE))
        for path in takewhile(lambda path: self.ole.exists(list(path)), paths):
            yield bag(self.ole, self.size, path, head=8, codepage=self.codepage)

    def message_inside(self) -> "Bag | None":
        """The message that an attachment is; None for any other attachment."""
        path = (*self.path, f"{_STREAM}3701000D")
        if not self.ole.exists([*path, _PROPERTIES]):
            return None
        return bag(self.ole, self.size, path, head=24, codepage=self.codepage)

    def _stream(self, number: int, kind: str) -> bytes:
        return _read(self.ole, self.size, (*self.path, f"{_STREAM}{number:04X}{kind}"))


def taken_from(name: str, data: bytes, take: Callable[[Bag], _T]) -> _T:
    """What `take` makes of the message in the file.

    Raises:
        DamagedFile: it is cut off or broken, or holds no message.
    """
    if not _sizes_fit(data):
        raise _damaged(name)
    try:
        ole = olefile.OleFileIO(io.BytesIO(data))
        if not is_message(ole):
            raise DamagedFile(name, NO_MESSAGE, "Save it as .docx, or as text")
        return take(bag(ole, len(data), (), head=32, codepage=""))
    except BROKEN as error:
        raise _damaged(name) from error


def is_message(ole: olefile.OleFileIO) -> bool:
    """Whether an OLE file is laid out as a message."""
    return bool(ole.exists(_PROPERTIES)) or any(path[0].startswith(_STREAM) for path in ole.listdir())


def _damaged(name: str) -> DamagedFile:
    return DamagedFile(name, "the Outlook message is cut off or broken", "Save it again from Outlook")


def bag(ole: olefile.OleFileIO, size: int, path: tuple[str, ...], *, head: int, codepage: str) -> Bag:
    """The properties in a storage, after `head` bytes of the property stream."""
    stream = _read(ole, size, (*path, _PROPERTIES))[head:]
    fixed = {
        (int.from_bytes(stream[at + 2 : at + 4], "little"), int.from_bytes(stream[at : at + 2], "little")): stream[
            at + 8 : at + 16
        ]
        for at in range(0, len(stream) - 15, 16)
    }
    own = Bag(ole, size, path, fixed, codepage)
    page = own.number(0x3FFD) or own.number(0x3FDE)
    return Bag(ole, size, path, fixed, _charset(page)) if page else own


def _charset(page: int) -> str:
    return _CODEPAGES.get(page) or _JAPANESE.get(page) or f"cp{page}"


def _read(ole: olefile.OleFileIO, size: int, path: tuple[str, ...]) -> bytes:
    """The bytes of a stream; none where it is missing, or claims to be larger than the file."""
    where = list(path)
    if not ole.exists(where) or ole.get_type(where) != olefile.STGTY_STREAM or ole.get_size(where) > size:
        return b""
    return bytes(ole.openstream(where).read())


def _sizes_fit(data: bytes) -> bool:
    """Whether the header's sizes can be those of a file of this length."""
    if len(data) < 1536:
        return False
    sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
    fat_sectors = struct.unpack_from("<I", data, 44)[0]
    mini_fat_sectors, _, difat_sectors = struct.unpack_from("<III", data, 64)
    sectors = len(data) // 512
    return sector_shift in {9, 12} and mini_shift == 6 and max(fat_sectors, mini_fat_sectors, difat_sectors) <= sectors
