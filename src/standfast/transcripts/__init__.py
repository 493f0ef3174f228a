"""Files and mail → `Call`. One module a format, one registry, one assembler.

A path becomes a `Source` (`source.read_source`: the only place that touches a disk), a `Source` becomes calls
(`formats.read_calls`: picks the reader by content, never by file name), and every reader hands its raw pieces to
`assemble.assemble`, which alone makes `Turn`s and `Speaker`s.

The contract of a format
------------------------
A format is one row in `formats.FORMATS` and one module in this room with two functions::

    def sniff(source: Source) -> float
    def read(source: Source, key: str) -> tuple[Call, ...]

`sniff` says how well the content fits, in [0, 1]: 0 not mine, 0.5 could be mine (a loose text form), 0.9 has my
marks, 1.0 cannot be anything else. Ties go to the row that stands first. It is asked only for sources in the row's
`container`, so it may use what that container promises (`source.text` and `source.lines` for text, `source.lines`
for Word, `source.json` for JSON, `source.files` for folders) and should look at a bounded part of it. It never raises
anything but an `UnreadableFile`.

`read` returns one call, or several where a file holds several; `key` is the row's key and becomes `Call.format` (one
module may serve two rows, such as the text and the Word form of one product). It may be forced on any content of its
container (`--format`), so for *any* bytes it returns calls or raises an `UnreadableFile`, nothing else:

- nothing that this format looks like → `DamagedFile` that says what was looked for,
- nobody said anything → `EmptyTalk`; words without names → `SpeakerlessTalk` (`assemble` raises both),
- values of unexpected types (JSON) are left out, and counted in a note.

What a reader must not do: open files, import another reader, guess sides from words, keep state. Libraries that
cost time to load (python-docx, lxml, webvtt, pysubs2) may be imported at the top of a reader's module, since reader
modules are loaded only when their container is at hand; `source`, `formats`, `assemble` and what they import stay
cheap. What the readers of JSON have in common is in `json_fields` (typed access) and `json_calls` (several calls in one
file, voices, notes); what those of mail have in common is in `mail/`.

What `assemble` does, so that readers need not
----------------------------------------------
A reader yields `Piece`s in the order of the talk: a text, a `Voice` (or None: the last voice carries on), times
as it found them (None, negative, NaN, overlapping: all allowed). `assemble` cleans text and names, merges
neighbouring pieces of one voice (not for mail), gives speaker keys, repairs or drops times, checks that the claimed
time quality is borne out, and writes a plain sentence into `Call.notes` for all that it left out or changed. A reader
adds its own sentences through `Facts.notes`.

Whose side a voice is on is said only where the file says so (`Voice.side`, `side_p`, `side_basis`); everything else
stays `Side.UNKNOWN` for a later step.
"""
