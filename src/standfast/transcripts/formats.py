"""The formats that can be read, and which of them a source is."""

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from standfast.domain.call import Call
from standfast.domain.errors import BadRequest, UnknownFormat
from standfast.transcripts.json_fields import broken_json, documents
from standfast.transcripts.source import Container, Source, checked, not_text

ENOUGH = 0.3
"""A source that fits no format this well is not read. A guess: the loosest text form scores 0.4 at its weakest."""


class Reader(Protocol):
    """The two functions of a format's module; see the room's docstring."""

    def sniff(self, source: Source) -> float:
        """How well the content fits, in [0, 1]."""
        ...

    def read(self, source: Source, key: str) -> tuple[Call, ...]:
        """The calls in it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of transcript: `module` of this room reads it, and is loaded only when it is asked."""

    key: str
    description: str
    container: Container
    module: str

    def sniff(self, source: Source) -> float:
        """How well the content fits, in [0, 1]; 0 for another container."""
        if source.container is not self.container:
            return 0.0
        return self._reader().sniff(source)

    def read(self, source: Source) -> tuple[Call, ...]:
        """The calls of `source`, at least one.

        Raises:
            UnreadableFile: the content is not of this format, broken, or holds no talk.
        """
        if source.container is not self.container:
            raise UnknownFormat(
                source.name,
                f"it cannot be {self.key} ({self.description}), for it is {_WORDS[source.container]}",
                "Leave the format out, and it will be found",
            )
        return self._reader().read(source, self.key)

    def _reader(self) -> Reader:
        return cast("Reader", import_module(f"standfast.transcripts.{self.module}"))


_WORDS = {
    Container.TEXT: "plain text",
    Container.WEBVTT: "WebVTT",
    Container.WORD: "a Word document or zip archive",
    Container.OLE: "an old Office document or Outlook message",
    Container.FOLDER: "a folder",
    Container.BINARY: "not text",
}

FORMATS: tuple[Format, ...] = (
    Format(key="teams-vtt", description="Microsoft Teams, voice tags", container=Container.WEBVTT, module="teams_vtt"),
    Format(
        key="teams-metadata",
        description="Teams via Graph, JSON in cues",
        container=Container.WEBVTT,
        module="teams_metadata",
    ),
    Format(key="zoom-vtt", description="Zoom, cues “Name: text”", container=Container.WEBVTT, module="zoom_vtt"),
    Format(key="teams-docx", description="Teams, Word document", container=Container.WORD, module="teams_text"),
    Format(key="meet-docx", description="Google Meet, Word document", container=Container.WORD, module="meet_text"),
    Format(key="otter-docx", description="Otter, Word document", container=Container.WORD, module="otter_text"),
    Format(
        key="plain-docx", description="“Name: text” in a Word document", container=Container.WORD, module="plain_text"
    ),
    Format(
        key="standfast-json",
        description="our own JSON or JSON lines",
        container=Container.TEXT,
        module="standfast_json",
    ),
    Format(key="gong-json", description="Gong, API JSON", container=Container.TEXT, module="gong_json"),
    Format(key="fireflies-json", description="Fireflies, API JSON", container=Container.TEXT, module="fireflies_json"),
    Format(key="avoma-json", description="Avoma, API JSON", container=Container.TEXT, module="avoma_json"),
    Format(key="fathom-json", description="Fathom, API JSON", container=Container.TEXT, module="fathom_json"),
    Format(key="vexa-json", description="Vexa, API JSON", container=Container.TEXT, module="vexa_json"),
    Format(key="recall-json", description="Recall.ai, JSON", container=Container.TEXT, module="recall_json"),
    Format(key="grain-json", description="Grain, API JSON", container=Container.TEXT, module="grain_json"),
    Format(
        key="assemblyai-json",
        description="AssemblyAI, JSON with speaker labels",
        container=Container.TEXT,
        module="assemblyai_json",
    ),
    Format(
        key="deepgram-json",
        description="Deepgram, JSON with speakers",
        container=Container.TEXT,
        module="deepgram_json",
    ),
    Format(
        key="whisper-json",
        description="Whisper and WhisperX, JSON with speakers",
        container=Container.TEXT,
        module="whisper_json",
    ),
    Format(key="convokit", description="ConvoKit, a corpus folder", container=Container.FOLDER, module="convokit"),
    Format(key="convokit-jsonl", description="ConvoKit, utterances.jsonl", container=Container.TEXT, module="convokit"),
    Format(key="eml", description="one mail (.eml)", container=Container.TEXT, module="mail.eml"),
    Format(key="mbox", description="a mailbox (.mbox)", container=Container.TEXT, module="mail.mbox"),
    Format(key="msg", description="one Outlook message (.msg)", container=Container.OLE, module="mail.msg"),
    Format(
        key="mail-text",
        description="a thread of mails pasted as text",
        container=Container.TEXT,
        module="mail.pasted",
    ),
    Format(key="srt", description="SubRip subtitles with names", container=Container.TEXT, module="srt"),
    Format(key="sbv", description="YouTube captions with names", container=Container.TEXT, module="sbv"),
    Format(key="meet-text", description="Google Meet, text or Markdown", container=Container.TEXT, module="meet_text"),
    Format(key="otter-text", description="Otter, text", container=Container.TEXT, module="otter_text"),
    Format(key="teams-text", description="Teams, pasted from Word", container=Container.TEXT, module="teams_text"),
    Format(
        key="plain-text",
        description="“Name: text”, with or without times",
        container=Container.TEXT,
        module="plain_text",
    ),
)


def read_calls(source: Source, *, format: str | None = None) -> tuple[Call, ...]:  # noqa: A002 the word users type
    """Read every call in `source`, with the format that fits best or the one named.

    Raises:
        BadRequest: there is no format of that name.
        UnknownFormat: the content fits none.
        UnreadableFile: it fits one, but is broken or holds no talk with names.
    """
    checked(source)
    chosen = best_format(source) if format is None else named_format(format)
    return chosen.read(source)


def named_format(key: str) -> Format:
    """The format called `key`, without regard to case.

    Raises:
        BadRequest: there is none; the sentence lists those there are.
    """
    for known in FORMATS:
        if known.key == key.strip().casefold():
            return known
    known_keys = ", ".join(known.key for known in FORMATS)
    raise BadRequest("there is no format “" + key + "”", "format", f"Known are {known_keys}")


def best_format(source: Source) -> Format:
    """The format that fits `source` best; the first of equals.

    Raises:
        UnknownFormat: none fits.
    """
    scores = [known.sniff(source) for known in FORMATS]
    best = max(scores)
    if best < ENOUGH:
        raise _nothing_fits(source)
    return FORMATS[scores.index(best)]


def _nothing_fits(source: Source) -> Exception:
    if source.container not in {Container.TEXT, Container.WEBVTT, Container.WORD}:
        return not_text(source)
    if broken := broken_json(source):
        return broken
    if documents(source):
        return _unknown_json(source)
    looked_for = ", ".join(known.key for known in FORMATS if known.container is source.container)
    return UnknownFormat(
        source.name,
        f"it is {_WORDS[source.container]}, but no talk was found in it (looked for: {looked_for})",
        "Write each line as “Name: text”, or export the transcript as VTT, Word or text",
    )


def _unknown_json(source: Source) -> UnknownFormat:
    looked_for = ", ".join(known.key for known in FORMATS if "json" in known.key)
    return UnknownFormat(
        source.name,
        f"it is JSON, but of no form in which talk is known (looked for: {looked_for})",
        'Give each talk as {"turns": [{"who": …, "text": …}]}, or export the transcript as VTT, Word or text',
    )
