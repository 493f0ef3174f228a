"""The RTF body of an Outlook message → text. [MS-OXRTFCP] is the packing, [MS-OXRTFEX] the HTML inside."""

import struct

from compressed_rtf import decompress
from compressed_rtf.crc32 import crc32
from striprtf.striprtf import rtf_to_text

MAX_PACKED = 1024 * 1024
"""Bytes (a guess): unpacking is slow, and only messages without plain text and HTML come to it."""
_HEADER = struct.Struct("<II4sI")


def text_in(packed: bytes) -> str:
    """The text of a compressed RTF body; "" where it is broken."""
    if len(packed) <= _HEADER.size or len(packed) > MAX_PACKED:
        return ""
    size, _, kind, check = _HEADER.unpack_from(packed)
    if (kind, check) not in {(b"MELA", 0), (b"LZFu", crc32(packed[_HEADER.size : size + 4]))}:
        return ""  # decompress would raise a bare Exception
    try:
        rtf = decompress(packed)
        text: str = rtf_to_text(rtf.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (struct.error, ValueError, TypeError, LookupError, OverflowError):  # what both let through on broken input
        return ""
    return text
