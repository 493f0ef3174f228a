"""Doubt where nobody seems to sell."""

from importlib.resources import as_file, files

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.call import Side
from standfast.language.reader.setting import (
    MOST_DOUBT,
    SettingLine,
    less_sure,
    setting_line_from,
    store_setting_line,
)
from standfast.language.reader.windows import SpokenTurn

with as_file(files("standfast.language.reader").joinpath("model/setting.npz")) as path:
    LINE = setting_line_from(path)

MEETING = (
    "Okay, so the parser still chokes on the old fixtures, did anybody look at that branch",
    "Um, I I think Priya did, she pushed something to the branch on Thursday",
    "Right. And the tests for the scheduler, they're still flaky on the build machine",
    "Yeah, we should split that story, it's too big for the sprint",
    "Let's move it to the next sprint then and do the retro first",
    "Fine. Who takes the minutes today, is it Ola again",
    "It's Ola. And the room is booked until eleven, then the thesis committee comes in",
    "Then let's go through the agenda, item two is the seminar in March",
)
HAGGLING = ("Is the bike still available?", "It is, I'm asking $120.", "Would you take 90 if I pick it up today?")


def spoken(*lines: str) -> list[SpokenTurn]:
    return [SpokenTurn(side=(Side.SELLER, Side.CUSTOMER)[n % 2], text=text) for n, text in enumerate(lines)]


def test_a_sprint_meeting_is_doubted_and_haggling_is_not():
    assert LINE.doubts(spoken(*MEETING))[-1] < -1
    assert (LINE.doubts(spoken(*HAGGLING)) == 0).all()


@given(st.lists(st.sampled_from((*MEETING, *HAGGLING, "", "…")), max_size=12), st.integers(0, 12))
def test_doubt_rests_on_what_came_before(lines: list[str], cut: int):
    whole, part = LINE.doubts(spoken(*lines)), LINE.doubts(spoken(*lines[:cut]))
    assert (whole[: len(part)] == part).all()
    assert ((whole <= 0) & (whole >= -MOST_DOUBT)).all()


def test_turns_without_words_say_nothing():
    assert (LINE.doubts(spoken(*MEETING, "…", "")) == LINE.doubts(spoken(*MEETING))[[*range(8), 7, 7]]).all()


@given(st.floats(0, 1, width=32), st.floats(-9, 0))
def test_doubt_lowers_a_chance_and_leaves_it_one(p: float, doubt: float):
    less = float(less_sure(np.array([p], np.float32), doubt)[0])
    assert 0 <= less <= p + 1e-6


def test_a_line_is_read_as_it_was_stored(tmp_path):
    line = SettingLine(np.ones(1 << 15, np.float32), np.full(1 << 15, 0.5, np.float32), 0.25)
    store_setting_line(tmp_path / "setting.npz", line)
    found = setting_line_from(tmp_path / "setting.npz")
    assert (found.idf == line.idf).all()
    assert (found.line == line.line).all()
    assert found.constant == line.constant
