"""Word documents → paragraphs. The zip is looked over before anything in it is unpacked."""

import io
import lzma
import struct
import zipfile
import zlib

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from standfast.domain.errors import DamagedFile, OversizedFile, UnknownFormat

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
"""As for a plain file; python-docx holds all of it in memory. zipfile never unpacks more than a member declares."""
MAX_MEMBERS = 2000
"""Parts of a document; a Teams transcript has about twenty (a guess)."""
MAX_RATIO = 200
"""Unpacked to packed bytes of a part above 1 MiB. Deflate reaches 1,032 on zeros, transcripts about 20 (a guess)."""
_BODY = "word/document.xml"


def paragraphs(name: str, data: bytes) -> tuple[str, ...]:
    """The text of every paragraph in order, those in tables and content controls too; a line break splits one.

    Raises:
        OversizedFile: it unpacks to more than a talk can be.
        DamagedFile: the archive is cut off, or what it holds is broken.
        UnknownFormat: a sound zip archive, but no Word document.
    """
    _look_over(name, data)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
        texts = [paragraph.text for paragraph in body.iter(qn("w:p"))]
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        struct.error,
        OpcError,
        InvalidXmlError,
        LxmlError,
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
        EOFError,
        RuntimeError,
        OSError,
    ) as error:  # what zipfile, lxml and python-docx let through on broken parts
        raise _damaged(name) from error
    return tuple(line for text in texts for line in text.split("\n"))


def _look_over(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, RuntimeError, OSError, EOFError) as error:
        raise _damaged(name) from error
    large = [member for member in members if member.file_size > 2**20]
    if (
        len(members) > MAX_MEMBERS
        or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES
        or any(member.file_size > MAX_RATIO * max(member.compress_size, 1) for member in large)
    ):
        raise OversizedFile(
            name,
            "it unpacks to more than a talk can be",
            "Check that it is the transcript, and save it again from Word",
        )
    if _BODY not in {member.filename for member in members}:
        raise UnknownFormat(
            name, "is a zip archive that holds no Word document", "Unpack it and give the files in it one by one"
        )


def _damaged(name: str) -> DamagedFile:
    return DamagedFile(name, "the Word document is cut off or broken", "Export or copy it again")
