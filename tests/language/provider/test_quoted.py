"""Words that somebody says are in a turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfast.language.provider.quoted import place_of

SIGNS = "aBß é1\n\t\u00a0'’\"“-–…."
texts = st.text(SIGNS, max_size=20)
words = st.tuples(texts, st.sampled_from("aBß1"), texts).map("".join)


@pytest.mark.parametrize(
    ("sought", "text", "found"),
    [
        ("Could you do 80", "Well. Could you do 80?", "Could you do 80"),
        ("  could YOU do\n80 ", "Well. Could  you\tdo 80?", "Could  you\tdo 80"),
        ('that\'s "it" - yes...', "So that’s “it” – yes… right", "that’s “it” – yes…"),
        ("STRASSE", "die Straße dort", "Straße"),
        ("s", "ß", "ß"),
        ("80", "180 or 80", "80"),
        ("could you do 70", "Could you do 80?", None),
        ("?", "Could you do 80?", None),
        ("", "Could you do 80?", None),
        (" \n", "Could you do 80?", None),
        ("80", "", None),
    ],
)
def test_words_are_found_as_they_stand_or_but_for_case_and_white_space(sought: str, text: str, found: str | None):
    place = place_of(sought, text)
    assert (None if place is None else text[slice(*place)]) == found


@given(texts, words, texts)
def test_what_was_copied_is_found(before: str, copied: str, after: str):
    text = before + copied + after
    place = place_of(copied, text)
    assert place is not None
    assert text[slice(*place)] == copied.strip()


@given(texts, words, texts, st.sampled_from([" ", "\n", "\t\t"]))
def test_what_was_copied_loosely_is_found_too(before: str, copied: str, after: str, blank: str):
    text = before + copied + after
    place = place_of(blank + blank.join(copied.swapcase().split()) + blank, text)
    assert place is not None
    found = text[slice(*place)]
    assert found.strip() == found != ""
    assert place_of(found, copied) or place_of(copied, found)


@given(st.text(max_size=30), st.text(max_size=60))
def test_whatever_is_sought_a_place_is_inside_the_text(sought: str, text: str):
    place = place_of(sought, text)
    if place is not None:
        start, end = place
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
