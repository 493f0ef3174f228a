"""Find words in a turn that somebody says are there: as they stand, or but for case, white space and kinds of marks."""

SAME = {
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}


def place_of(words: str, text: str) -> tuple[int, int] | None:
    """Half-open place in `text` of the first occurrence of `words`; None if they are not there, or say nothing.

    The place begins and ends at a sign that is no white space.
    """
    wanted = words.strip()
    if not any(sign.isalnum() for sign in wanted):
        return None
    start = text.find(wanted)
    if start >= 0:
        return start, start + len(wanted)
    folded, places = _folded(text)
    sought = _folded(wanted)[0]
    at = folded.find(sought)
    return None if at < 0 else (places[at], places[at + len(sought) - 1] + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in one case, every white space one blank; and for each of its signs the place it came from."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = " " if sign.isspace() else "".join(SAME.get(part, part) for part in sign.casefold())
        if plain == " " and signs and signs[-1] == " ":
            continue
        signs.extend(plain)
        places.extend([place] * len(plain))
    return "".join(signs), places
