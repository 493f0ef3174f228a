"""Coverage-guided fuzzing of every format, by hand and not in CI: any bytes give a talk or one clear sentence.

python tests/fuzz/fuzz_readers.py -max_total_time=300 CORPUS_FOLDER tests/transcripts/samples/meetings

Needs atheris beside the product's own libraries. Stops at the first error that is not an `UnreadableFile`.
"""

import sys

import atheris

with atheris.instrument_imports(include=["standfast"]):
    from standfast.domain.errors import UnreadableFile
    from standfast.transcripts.formats import FORMATS, read_calls
    from standfast.transcripts.source import Source


def one_input(data: bytes) -> None:
    """The first byte picks a format (or none); the rest is the file."""
    if not data:
        return
    pick = data[0] % (len(FORMATS) + 1)
    key = None if pick == len(FORMATS) else FORMATS[pick].key
    try:
        calls = read_calls(Source("fuzz", data[1:]), format=key)
    except UnreadableFile:
        return
    for call in calls:
        if not call.turns or any(turn.index != n for n, turn in enumerate(call.turns)):
            raise AssertionError(call)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
