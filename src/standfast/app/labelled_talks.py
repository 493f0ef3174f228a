"""Read labelled talks and corrections from JSON lines, every wrong line named by its place."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from standfast.app.label_talk import call_from, whole_text
from standfast.domain.errors import BadRequest
from standfast.domain.own_labels import Corrections, LabelledTalk

FORM = 'Write {"labels": {"3": ["my_label"]}}, turns counted from 0'
CORRECTION = 'Write {"id": "…", "turn": 3, "was": […], "should_be": […], "who": "…", "why": "…"}'


def labelled_talks(lines: Iterable[str], *, source: str) -> tuple[LabelledTalk, ...]:
    """Read `{"id", "turns", "labels", "group"?, "list_price"?}` a line; empty lines are passed over.

    Args:
        lines: the lines.
        source: what to call them in an error.

    Raises:
        BadRequest: a line is no such object, or two lines have the same id.
    """
    found: dict[str, LabelledTalk] = {}
    for where, raw in _objects(lines, source):
        talk = _labelled(raw, where)
        if talk.call.source in found:
            raise BadRequest(f"the id “{talk.call.source}” was there before", where, "Give every talk its own id")
        found[talk.call.source] = talk
    return tuple(found.values())


def _objects(lines: Iterable[str], source: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{source}, line {number}"
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise BadRequest("this is not JSON", where, "Write one JSON object a line") from problem
        if not isinstance(raw, dict):
            raise BadRequest("this is no object", where, "Write one JSON object a line")
        yield where, raw


def _labelled(raw: dict[str, Any], where: str) -> LabelledTalk:
    if not _is_name(raw.get("id")):
        raise BadRequest("there is no “id”", where, "Give every talk its own id")
    call = call_from(raw, where=where)
    marks = raw.get("labels", {})
    if not isinstance(marks, dict):
        raise BadRequest("“labels” is no object", where, FORM)
    labels = [frozenset[str]()] * len(call.turns)
    for key, names in marks.items():
        if not _is_place(key, len(labels)):
            raise BadRequest(f"“labels” names turn {key[:20]}, which is not there", where, FORM)
        labels[int(key)] |= _names(names, f"turn {key}", where)
    group = raw.get("group")
    if group is not None and not _is_name(group):
        raise BadRequest("“group” is no name", where, "Write a text or a number, or leave it out")
    return LabelledTalk(call=call, group=call.source if group is None else whole_text(str(group)), labels=tuple(labels))


def _is_place(key: str, turns: int) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 9 and str(int(key)) == key and int(key) < turns


def _is_name(value: Any) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and bool(str(value).strip())


def _is_printed(text: str) -> bool:
    """Whether there are letters in it and nothing that a terminal or a file cannot show."""
    return bool(text.strip()) and text.isprintable()


def _names(names: Any, what: str, where: str) -> frozenset[str]:
    if not isinstance(names, list) or not all(isinstance(name, str) and _is_printed(name) for name in names):
        raise BadRequest(f"the labels of {what} are no list of names", where, FORM)
    return frozenset(name.strip() for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What one person says that a turn should carry."""

    id: str
    turn: int
    should_be: frozenset[str]
    who: str


def corrected(
    talks: tuple[LabelledTalk, ...],
    lines: Iterable[str],
    *,
    source: str,
) -> tuple[tuple[LabelledTalk, ...], Corrections]:
    """Lay `{"id", "turn", "was", "should_be", "who", "why"}` a line over the labels; of two for a turn the later counts.

    Raises:
        BadRequest: a line is no such object, or names a talk or a turn that is not there.
    """
    at = {talk.call.source: n for n, talk in enumerate(talks)}
    labels = [list(talk.labels) for talk in talks]
    by: Counter[str] = Counter()
    touched: set[tuple[int, int]] = set()
    for where, raw in _objects(lines, source):
        found = _correction(raw, where)
        if found.id not in at:
            raise BadRequest(f"there is no talk “{found.id}” in the data", where, "Write the id as it stands there")
        place = at[found.id]
        if not 0 <= found.turn < len(labels[place]):
            what = f"the talk “{found.id}” has no turn {found.turn}"
            raise BadRequest(what, where, f"Its turns are 0 to {len(labels[place]) - 1}")
        labels[place][found.turn] = found.should_be
        touched.add((place, found.turn))
        by[found.who] += 1
    merged = tuple(replace(talk, labels=tuple(some)) for talk, some in zip(talks, labels, strict=True))
    changed = sum(merged[n].labels[turn] != talks[n].labels[turn] for n, turn in touched)
    return merged, Corrections(turns=len(touched), changed=changed, by=tuple(sorted(by.items())))


def _correction(raw: dict[str, Any], where: str) -> Correction:
    turn, who = raw.get("turn"), raw.get("who")
    if not _is_name(raw.get("id")) or isinstance(turn, bool) or not isinstance(turn, int):
        raise BadRequest("a correction needs “id” and “turn”", where, CORRECTION)
    if not isinstance(who, str) or not _is_printed(who):
        raise BadRequest("a correction needs “who”", where, CORRECTION)
    _names(raw.get("was", []), "“was”", where)
    should_be = _names(raw.get("should_be"), "“should_be”", where)
    return Correction(id=whole_text(str(raw["id"])), turn=turn, should_be=should_be, who=who.strip())
