"""A file as it came: its name and bytes, decoded when asked. The only module of the room that touches a disk."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from standfast.domain.errors import EmptyTalk, OversizedFile, UnknownFormat, UnreadableFile
from standfast.transcripts.encoding import Decoded, decoded, is_binary

MAX_BYTES = 64 * 1024 * 1024
"""A guess with much room: ten hours of talk with times a word are about 12 MiB of JSON."""


class Container(StrEnum):
    """What a source is before anybody asks what it says."""

    TEXT = "text"
    WEBVTT = "webvtt"
    WORD = "word"
    """A zip archive; of those only Word documents are read."""
    OLE = "ole"
    """An OLE compound file, as Outlook writes its .msg."""
    FOLDER = "folder"
    BINARY = "binary"


CORPUS_MARK = "utterances.jsonl"
"""A folder with this file is a corpus as ConvoKit writes it, the only kind of folder that is read."""
_CORPUS_FILES = (CORPUS_MARK, "speakers.json", "users.json", "conversations.json")

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "is a PDF", "Export the transcript as text, Word or VTT instead"),
    (b"ID3", "is a sound recording", "Give the transcript that was made of it"),
    (b"RIFF", "is a recording", "Give the transcript that was made of it"),
    (b"OggS", "is a recording", "Give the transcript that was made of it"),
    (b"\x1aE\xdf\xa3", "is a recording", "Give the transcript that was made of it"),
    (b"\xff\xfb", "is a sound recording", "Give the transcript that was made of it"),
    (b"\x1f\x8b", "is a compressed file", "Unpack it first"),
    (b"7z\xbc\xaf", "is a compressed file", "Unpack it first"),
    (b"\x89PNG", "is a picture", "Give the text of the talk"),
    (b"\xff\xd8\xff", "is a picture", "Give the text of the talk"),
)


@dataclass(frozen=True)
class Source:
    """What is to be read: the name as the user gave it and the bytes, or the files of a folder.

    No slots: what is decoded, split or parsed once is kept, because many formats look at the same source.
    """

    name: str
    data: bytes = b""
    files: "tuple[Source, ...]" = ()
    """Set for a folder only: its files, named by their path inside it."""

    @cached_property
    def container(self) -> Container:
        """What the first bytes say."""
        if self.files:
            return Container.FOLDER
        if self.data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return Container.WORD
        if self.data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return Container.OLE
        if is_binary(self.data):
            return Container.BINARY
        return Container.WEBVTT if self._decoded.text.lstrip()[:6] == "WEBVTT" else Container.TEXT

    @cached_property
    def _decoded(self) -> Decoded:
        return decoded(self.data)

    @property
    def encoding(self) -> str:
        """The encoding that `text` was read in, by its Python name."""
        return self._decoded.encoding

    @property
    def text(self) -> str:
        r"""The whole text, every kind of line end as `\n`, without a byte order mark.

        Raises:
            UnknownFormat: the bytes are not text.
        """
        if self.container not in {Container.TEXT, Container.WEBVTT}:
            raise not_text(self)
        return self._decoded.text

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of a text, or the paragraphs of a Word document; outer whitespace kept.

        Raises:
            UnreadableFile: neither text nor a sound Word document.
        """
        if self.container is Container.WORD:
            from standfast.transcripts.word import paragraphs  # noqa: PLC0415 python-docx takes 90 ms to load

            return paragraphs(self.name, self.data)
        return tuple(self.text.split("\n"))

    @cached_property
    def json(self) -> Any:
        """The JSON value that the file is; None where it is no JSON."""
        if self.container is not Container.TEXT:
            return None
        return _json_or_none(self.text)

    @cached_property
    def json_lines(self) -> tuple[Any, ...]:
        """One value a line, for a file of two or more lines of JSON (empty lines between are allowed), else ()."""
        if self.container is not Container.TEXT or self.text.lstrip()[:1] not in {"{", "["}:
            return ()
        lines = [line for line in self.text.split("\n") if line.strip()]
        values = tuple(_json_or_none(line) for line in lines)
        return values if len(values) > 1 and None not in values else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What had to be guessed to read the bytes at all, as plain sentences."""
        if self.container not in {Container.TEXT, Container.WEBVTT}:
            return ()
        return self._decoded.notes


def _json_or_none(text: str) -> Any:
    """The value of `text`, None where it has none.

    ValueError covers broken JSON and numbers of thousands of digits, RecursionError absurdly deep nesting. Not strict,
    for `text` has a line break wherever a text inside it had another line end, such as U+2028.
    """
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def read_source(path: str | Path) -> Source:
    """Read `path` from disk, after a look at its size.

    Raises:
        OversizedFile: larger than `MAX_BYTES`; said before anything is read.
        EmptyTalk: it holds no bytes.
        UnreadableFile: it is not there, or may not be read.
    """
    name = str(path)
    try:
        if Path(path).is_dir():
            return _read_folder(name)
        if Path(path).stat().st_size > MAX_BYTES:
            raise _oversized(name)
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # a pipe or a device has no size to ask for
    except FileNotFoundError as error:
        raise UnreadableFile(name, "there is no such file", "Check the path") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableFile(name, f"it cannot be read ({reason})", "Check its path and permissions") from error
    return checked(Source(name, data))


def checked(source: Source) -> Source:
    """`source` itself, if it is neither empty nor too large; for bytes that came another way than from a disk.

    Raises:
        OversizedFile: larger than `MAX_BYTES`.
        EmptyTalk: it holds nothing but white space.
    """
    if len(source.data) + sum(len(file.data) for file in source.files) > MAX_BYTES:
        raise _oversized(source.name)
    if not source.files and not source.data.strip():
        raise EmptyTalk(source.name, "the file is empty", "Export the transcript again")
    return source


def _read_folder(name: str) -> Source:
    """A corpus as one source: only its known files, and no links, which could lead anywhere.

    Raises:
        UnknownFormat: a folder of another kind.
        OversizedFile: its files are larger than `MAX_BYTES` together.
    """
    marked = Path(name, CORPUS_MARK)
    if marked.is_symlink():
        raise UnknownFormat(name, f"its {CORPUS_MARK} is a link, which is not followed", "Name the file it points to")
    if not marked.is_file():
        raise UnknownFormat(name, "is a folder", "Name the files in it")
    paths = [path for file in _CORPUS_FILES if (path := Path(name, file)).is_file() and not path.is_symlink()]
    if sum(path.stat().st_size for path in paths) > MAX_BYTES:
        raise _oversized(name)
    files = []
    for path in paths:
        with path.open("rb") as file:
            files.append(Source(path.name, file.read(MAX_BYTES + 1)))
    return checked(Source(name, files=tuple(files)))


def _oversized(name: str) -> OversizedFile:
    return OversizedFile(
        name, f"it is larger than {MAX_BYTES // 2**20} MiB, more than a talk can be", "Check that it is a transcript"
    )


def not_text(source: Source) -> UnreadableFile:
    """The error for a source whose bytes are not text, which says what they seem to be."""
    if source.container is Container.FOLDER:
        return UnknownFormat(source.name, "is a folder of a kind that is not known", "Name the files in it")
    if source.container is Container.WORD:
        return UnknownFormat(source.name, "is a Word document or a zip archive, not text", "Leave the format out")
    if source.container is Container.OLE:
        return UnknownFormat(source.name, "is an old Office document, not text", "Save it as .docx or as text")
    if source.data[4:8] == b"ftyp":
        return UnknownFormat(source.name, "is a recording", "Give the transcript that was made of it")
    for magic, reason, remedy in _MAGIC:
        if source.data.startswith(magic):
            return UnknownFormat(source.name, reason, remedy)
    return UnknownFormat(source.name, "is not text", "Export the transcript as text, VTT, SRT, Word or JSON")
