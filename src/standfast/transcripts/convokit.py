"""ConvoKit: a corpus as a folder, or its `utterances.jsonl` alone; one call a conversation.

`utterances.jsonl` holds `{"id", "speaker", "conversation_id", "reply_to", "timestamp", "text", "meta"}` a line,
`speakers.json` and `conversations.json` hold `{id: {"meta": {…}}}` (convokit.cornell.edu, "Data Format"); the first
versions wrote `user`, `root`, `reply-to` and `users.json`, and `meta` without a level of its own. Timestamps are
seconds since 1970 where they are that large; anything smaller is a count of unknown meaning and only orders.
"""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from standfast.domain.call import Call, Channel, Side, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.clock import number
from standfast.transcripts.json_calls import calls_in, left_out, on_side, speaker_called
from standfast.transcripts.json_fields import (
    Fields,
    documents,
    inside,
    is_list_of,
    moment,
    text_of,
    word,
    word_of,
)
from standfast.transcripts.label_words import SIDES
from standfast.transcripts.source import CORPUS_MARK, Container, Source
from standfast.transcripts.timeline import Piece, Voice

_EPOCH_S = range(10**9, 10**11)
"""Seconds since 1970 from 2001 on; what is larger is milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corpus:
    """The files of a corpus: utterances as they come, and what is known of speakers and conversations, by id."""

    utterances: tuple[object, ...]
    speakers: Fields
    conversations: Fields
    notes: tuple[str, ...]
    file: Source
    """`utterances.jsonl`, under the name by which the user knows it."""


def sniff(source: Source) -> float:
    """A folder with the file that no corpus lacks, or utterances that belong to conversations."""
    if source.container is Container.FOLDER:
        return 1.0 if any(file.name == CORPUS_MARK for file in source.files) else 0.0
    return 1.0 if is_list_of(list(documents(source)), _is_utterance) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """Every conversation that somebody speaks in, in the order in which they first appear."""
    corpus = _corpus(source)
    talks: dict[str, list[Fields]] = defaultdict(list)
    lost = 0
    for utterance in corpus.utterances:
        if isinstance(utterance, dict) and _is_utterance(utterance):
            talks[word_of(utterance, "conversation_id", "root") or ""].append(utterance)
        else:
            lost += 1
    calls = calls_in(
        corpus.file,
        [{"id": ident, "utterances": talk} for ident, talk in talks.items()],
        partial(_call, source, key, corpus),
        looked_for="utterances with “conversation_id”, “speaker” and “text”",
    )
    notes = (*corpus.notes, *left_out((), lost))
    return (replace(calls[0], notes=(*notes, *calls[0].notes)), *calls[1:])


def _corpus(source: Source) -> _Corpus:
    if source.container is not Container.FOLDER:
        return _Corpus(utterances=documents(source), speakers={}, conversations={}, notes=(), file=source)
    files = {file.name: replace(file, name=f"{source.name}/{file.name}") for file in source.files}
    utterances = files.pop(CORPUS_MARK, Source(f"{source.name}/{CORPUS_MARK}"))
    tables = {name: file.json for name, file in files.items() if isinstance(file.json, dict)}
    unread = tuple(f"{name} is no JSON object and was left out." for name in files if name not in tables)
    return _Corpus(
        utterances=documents(utterances),
        speakers={**tables.get("users.json", {}), **tables.get("speakers.json", {})},
        conversations=tables.get("conversations.json", {}),
        notes=(*utterances.notes, *unread),
        file=utterances,
    )


def _is_utterance(entry: Fields) -> bool:
    named = "speaker" in entry or "user" in entry
    return named and ("conversation_id" in entry or "root" in entry) and text_of(entry, "text") is not None


def _call(source: Source, key: str, corpus: _Corpus, talk: Fields) -> Call:
    ordered = in_order(talk["utterances"])
    about = _meta(corpus.conversations.get(talk["id"]))
    pieces = [
        Piece(text=entry["text"], voice=_voice(entry, corpus.speakers), sent_at=_sent_at(entry)) for entry in ordered
    ]
    first = next((piece.sent_at for piece in pieces if piece.sent_at), None)
    facts = Facts(
        format=key,
        time_quality=TimeQuality.NONE,
        channel=Channel.CHAT if first else Channel.CALL,
        title=word_of(about, "title", "name") or talk["id"],
        started_at=first,
        notes=left_out(pieces, 0),
    )
    return assemble(source, pieces, facts)


def in_order(utterances: Sequence[Fields]) -> list[Fields]:
    """Utterances by their timestamps, none before the one that it replies to; in the order of the file where neither tells.

    Timestamps count only if every utterance has one. What replies to itself in a circle comes last.
    """
    places = {ident: at for at, entry in enumerate(utterances) if (ident := word_of(entry, "id"))}
    parents = [places.get(word_of(entry, "reply_to", "reply-to") or "") for entry in utterances]
    stamps = [_stamp(entry) for entry in utterances]
    timed = None not in stamps
    ranks = [(stamp if timed and stamp is not None else 0.0, at) for at, stamp in enumerate(stamps)]
    replies: dict[int | None, list[int]] = defaultdict(list)
    for at, parent in enumerate(parents):
        replies[parent].append(at)
    ready = [ranks[at] for at in replies[None]]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, at = heapq.heappop(ready)
        order.append(at)
        for reply in replies[at]:
            heapq.heappush(ready, ranks[reply])
    circles = sorted(set(ranks) - {ranks[at] for at in order})
    return [utterances[at] for at in (*order, *(at for _, at in circles))]


def _stamp(entry: Fields) -> float | None:
    value = entry.get("timestamp")
    found = number(value)
    if found is None and (at := moment(value)):
        return at.timestamp()
    return found


def _sent_at(entry: Fields) -> datetime | None:
    stamp = _stamp(entry)
    if stamp is None or stamp < _EPOCH_S.start:
        return None
    return datetime.fromtimestamp(stamp, UTC) if stamp < _EPOCH_S.stop else moment(stamp)


def _voice(entry: Fields, speakers: Fields) -> Voice:
    """Who speaks, on the side that the utterance or else the speaker has in its metadata."""
    ident = word_of(entry, "speaker", "user")
    about = _meta(speakers.get(ident or ""))
    voice = speaker_called(word_of(about, "name", "display_name") or ident)
    if ident:
        voice = replace(voice, ident=ident, email=word_of(about, "email"), title=word_of(about, "title"))
    return on_side(voice, _side(inside(entry, "meta")) or _side(about) or Side.UNKNOWN, "corpus metadata")


def _meta(entry: object) -> object:
    """The metadata of a speaker or conversation; the entry itself in the first versions."""
    nested = inside(entry, "meta")
    return nested if isinstance(nested, dict) else entry


def _side(meta: object) -> Side | None:
    is_seller = inside(meta, "is_seller")
    if isinstance(is_seller, bool):
        return Side.SELLER if is_seller else Side.CUSTOMER
    named = (word(inside(meta, field)) for field in ("side", "role"))
    return next((SIDES[name.casefold()] for name in named if name and name.casefold() in SIDES), None)
