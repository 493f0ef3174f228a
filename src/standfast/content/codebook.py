"""The codebook in short, for a reader that has to be told: definitions, and how to decide between two."""

from importlib.resources import files


def compact_codebook() -> str:
    """Give the text that comes with Standfast; the whole codebook is docs/reference/codebook.md."""
    return files("standfast.content").joinpath("codebook.md").read_text(encoding="utf-8").strip()
