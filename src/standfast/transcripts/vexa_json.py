"""Vexa: `/transcripts/{platform}/{native_meeting_id}`, or its list of segments alone.

`{"platform", "native_meeting_id", "start_time", "segments": [{"segment_id", "speaker", "text", "start", "end",
"completed", "absolute_start_time"}]}` (docs.vexa.ai). Times are seconds; older versions call them `start_time` and
`end_time`. A segment with `"completed": false` is a draft that a later one replaces.
"""

from functools import partial

from standfast.domain.call import Call, TimeQuality
from standfast.transcripts.assemble import Facts, assemble
from standfast.transcripts.json_calls import calls_in, counted, left_out, speaker_called
from standfast.transcripts.json_fields import (
    Fields,
    bare_list,
    is_list_of,
    moment,
    objects_of,
    present,
    spoken,
    text_of,
    time_s,
    word_of,
)
from standfast.transcripts.source import Source
from standfast.transcripts.timeline import Piece

_MARKS = ("completed", "start_time", "absolute_start_time")


def sniff(source: Source) -> float:
    """Segments that can be drafts, or that have a wall clock or the older names of the times."""
    return 1.0 if _meetings(source) else 0.0


def read(source: Source, key: str) -> tuple[Call, ...]:
    """The meetings in the file."""
    return calls_in(
        source,
        _meetings(source),
        partial(_call, source, key),
        looked_for="“segments” with “speaker”, “text” and “completed”",
    )


def _meetings(source: Source) -> list[Fields]:
    found = (*bare_list(source, "segments"), *objects_of(source))
    return [meeting for meeting in found if is_list_of(meeting.get("segments"), partial(_is_segment, meeting))]


def _is_segment(meeting: Fields, entry: Fields) -> bool:
    marked = "native_meeting_id" in meeting or any(mark in entry for mark in _MARKS)
    return marked and "speaker" in entry and text_of(entry, "text") is not None


def _call(source: Source, key: str, meeting: Fields) -> Call:
    segments, lost = spoken(meeting["segments"], "text")
    final, drafts = _final(segments)
    pieces = [
        Piece(
            text=segment["text"],
            voice=speaker_called(word_of(segment, "speaker")),
            start_s=time_s(present(segment, "start", "start_time")),
            end_s=time_s(present(segment, "end", "end_time")),
        )
        for segment in final
    ]
    facts = Facts(
        format=key,
        time_quality=TimeQuality.TURN,
        title=word_of(meeting, "title", "name", "native_meeting_id"),
        started_at=moment(meeting.get("start_time")),
        notes=(*drafts, *left_out(pieces, lost)),
    )
    return assemble(source, pieces, facts)


def _final(segments: list[Fields]) -> tuple[list[Fields], tuple[str, ...]]:
    """The segments as they ended up, and a sentence on drafts that nothing replaced.

    A later segment of the same id takes the place of an earlier one; a draft without an id that of one by the same
    speaker from the same time. Drafts go, unless there is nothing else.
    """
    latest: dict[str, Fields] = {}
    for at, segment in enumerate(segments):
        ident = word_of(segment, "segment_id")
        begun = (word_of(segment, "speaker"), present(segment, "start", "start_time"))
        place = f"id {ident}" if ident else f"draft {begun}" if _is_draft(segment) else f"at {at}"
        if not (_is_draft(segment) and place in latest and not _is_draft(latest[place])):
            latest[place] = segment
    completed = [segment for segment in latest.values() if not _is_draft(segment)]
    if not completed:
        return list(latest.values()), ("The file was taken while the call ran: all of it is a draft.",)
    drafts = len(latest) - len(completed)
    return completed, (f"{counted(drafts, 'draft', 'drafts')} left out.",) if drafts else ()


def _is_draft(segment: Fields) -> bool:
    return segment.get("completed") is False
