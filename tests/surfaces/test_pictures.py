"""The two pictures of the review page, as places: nothing lies over anything else."""

from itertools import accumulate, combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from standfast.domain.money import Step
from standfast.surfaces.pages.page_timeline import LEVELS, NARROWEST, levels_of, timeline_of
from standfast.surfaces.pages.price_plot import NARROW, WIDE, box_of, price_picture
from standfast.surfaces.pages.turn_axis import MOST_TICKS, axis_ticks, x_of
from tests.surfaces.reviews import Found, haggle, long, quiet, reviewed
from tests.talks import path, talk

PRICES = st.lists(
    st.tuples(st.sampled_from([Step.OFFER, Step.ASK]), st.integers(0, 29), st.integers(1, 9_999)),
    min_size=2,
    max_size=12,
)


@given(turns=st.integers(1, 5_000))
def test_turns_stand_from_left_to_right_and_few_are_numbered(turns: int):
    places = [x_of(turn, turns) for turn in range(turns)]
    assert places == sorted(places)
    assert all(0 < place < 100 for place in places)
    assert len(axis_ticks(turns)) <= MOST_TICKS


@given(gaps=st.lists(st.floats(NARROWEST / LEVELS, 20), max_size=40))
def test_marks_on_one_level_stand_apart_unless_more_crowd_together_than_there_are_levels(gaps: list[float]):
    places = list(accumulate(gaps))
    levels = levels_of(places)
    for level in range(LEVELS):
        here = [place for place, at in zip(places, levels, strict=True) if at == level]
        assert all(later - earlier > NARROWEST - 1e-9 for earlier, later in pairwise(here))


@given(steps=PRICES)
def test_no_price_is_written_over_another(steps: list[tuple[Step, int, int]]):
    call = talk(*(f"{'SC'[n % 2]}: Turn {n}." for n in range(30)))
    steps.sort(key=lambda step: step[1])
    picture = price_picture(reviewed(call, Found(prices=path(call, *steps))))
    assert picture is not None
    for labels, width in ((picture.narrow, NARROW), (picture.wide, WIDE), (picture.wide, 3 * WIDE)):
        boxes = [box_of(label, width) for label in labels]
        assert all(box.left >= 0 and box.right <= width for box in boxes)
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_each_side_has_its_own_line_and_both_end_in_the_agreement():
    picture = price_picture(haggle())
    assert picture is not None
    agreed = next(point for point in picture.points if point.step is Step.AGREED)
    for side in ("seller", "customer"):
        own = [bit for bit in picture.segments if bit.side == side]
        assert any((bit.x2, bit.y2) == (agreed.x, agreed.y) for bit in own)


def test_the_timeline_has_a_mark_a_moment_and_a_tick_an_answer():
    review = haggle()
    line = timeline_of(review)
    assert line is not None
    marks = [mark for lane in line.lanes for mark in lane.marks]
    assert sorted(mark.number for mark in marks) == list(range(1, len(review.moments) + 1))
    by_number = {mark.number: mark for mark in marks}
    for number, moment in enumerate(review.moments, 1):
        assert len(by_number[number].ticks) >= len({answer.turn for answer in moment.answers})
    assert timeline_of(quiet()) is None


def test_many_moments_are_not_numbered():
    line = timeline_of(long())
    assert line is not None
    assert not any(mark.numbered for lane in line.lanes for mark in lane.marks)
