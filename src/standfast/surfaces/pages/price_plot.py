"""The path of the price as places of a step plot: the seller's line from above, the customer's from below."""

from dataclasses import dataclass
from itertools import pairwise

from standfast.domain.call import Side
from standfast.domain.money import PriceStep, Step
from standfast.domain.review import Review
from standfast.surfaces.pages.page_quotes import Cited, cite
from standfast.surfaces.pages.turn_axis import AxisTick, axis_ticks, x_of
from standfast.surfaces.pages.words import STEPS, money, place

HEIGHT, TOP, BOTTOM = 244, 46, 192
"""Pixels: the picture, its highest and its lowest price."""
HEADROOM = 14
"""Pixels: the line on which the agreed price is written, above all others."""
LETTER, ASCENT, LINE = 7.6, 11, 14
"""Pixels that a letter of a label takes at most in width, above its baseline, and in all; 12-pixel letters."""
NARROW, WIDE = 288, 560
"""Pixels that the plot is at least wide on a phone and on a desk. Labels are placed for both: what is apart at one
width is apart at any greater one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of one side's line; x in percent, y in pixels."""

    side: Side
    x1: float
    y1: int
    x2: float
    y2: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A price that was named."""

    step: Step
    side: Side
    x: float
    y: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotLabel:
    """A price written beside its point: to the left or right of it by `dx` pixels, on the baseline `y`."""

    side: Side
    x: float
    dx: int
    y: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; a line is one without width or height."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether they share a pixel."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """The same price in words; `turn` and `cited` are None for a price that came with the file."""

    turn: int | None
    place: str
    side: str
    step: str
    price: str
    tied: bool
    cited: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePicture:
    """The plot, a sentence for those who cannot see it, and its table. `drawn` is false for a single price."""

    height: int
    axis_y: int
    segments: tuple[Segment, ...]
    points: tuple[Point, ...]
    narrow: tuple[PlotLabel, ...]
    wide: tuple[PlotLabel, ...]
    leader: Segment | None
    ticks: tuple[AxisTick, ...]
    sentence: str
    rows: tuple[PriceRow, ...]
    drawn: bool


def price_picture(review: Review) -> PricePicture | None:
    """Draw the price path of a talk; None if no price was named."""
    steps = review.prices.steps
    if not steps:
        return None
    points = _points(review)
    segments = (*_line(points, Side.CUSTOMER), *_line(points, Side.SELLER))
    return PricePicture(
        height=HEIGHT,
        axis_y=HEIGHT - 6,
        segments=segments,
        points=points,
        narrow=placed_labels(points, segments, NARROW),
        wide=placed_labels(points, segments, WIDE),
        leader=_leader(points),
        ticks=axis_ticks(len(review.call.turns)),
        sentence=_sentence(review),
        rows=tuple(_row(review, step) for step in steps),
        drawn=len(steps) > 1,
    )


def _side(step: Step) -> Side:
    return Side.CUSTOMER if step is Step.ASK else Side.SELLER


def _points(review: Review) -> tuple[Point, ...]:
    steps, turns = review.prices.steps, len(review.call.turns)
    prices = [step.price.minor for step in steps]
    low, high = min(prices), max(prices)
    return tuple(
        Point(
            step=step.step,
            side=_side(step.step),
            x=x_of(step.quote.turn if step.quote else 0, turns),
            y=round(BOTTOM - (BOTTOM - TOP) * (step.price.minor - low) / (high - low)) if high > low else TOP + 40,
            words=_price(review, step),
        )
        for step in steps
    )


def _line(points: tuple[Point, ...], side: Side) -> tuple[Segment, ...]:
    """One side's prices as steps: level until the next price, then straight to it; both lines end in the agreement."""
    own = [point for point in points if point.side is side or point.step is Step.AGREED]
    if all(point.step is Step.AGREED for point in own):
        return ()
    level = [Segment(side=side, x1=a.x, y1=a.y, x2=b.x, y2=a.y) for a, b in pairwise(own) if a.x != b.x]
    jumps = [Segment(side=side, x1=b.x, y1=a.y, x2=b.x, y2=b.y) for a, b in pairwise(own) if a.y != b.y]
    end = max(point.x for point in points)
    rest = [Segment(side=side, x1=own[-1].x, y1=own[-1].y, x2=end, y2=own[-1].y)] if own[-1].x < end else []
    return (*level, *jumps, *rest)


def _leader(points: tuple[Point, ...]) -> Segment | None:
    """The thin line from the agreed price up to its label."""
    agreed = next((point for point in points if point.step is Step.AGREED), None)
    if agreed is None:
        return None
    return Segment(side=agreed.side, x1=agreed.x, y1=HEADROOM + 4, x2=agreed.x, y2=agreed.y)


def placed_labels(points: tuple[Point, ...], segments: tuple[Segment, ...], width: int) -> tuple[PlotLabel, ...]:
    """Write prices beside their points, the telling ones first, where nothing is in the way.

    A price for which there is no room is left to the table.
    """
    taken = [_line_box(bit, width) for bit in segments] + [_dot_box(point, width) for point in points]
    labels: list[PlotLabel] = []
    for number in sorted(range(len(points)), key=lambda place: _rank(points, place)):
        for label in _choices(points, number):
            box = box_of(label, width)
            if box.left >= 0 and box.right <= width and not any(box.meets(other) for other in taken):
                taken.append(box)
                labels.append(label)
                break
    return tuple(labels)


def _rank(points: tuple[Point, ...], number: int) -> tuple[int, int]:
    """The agreement first, then where each side began and ended, then the rest."""
    point = points[number]
    if point.step is Step.AGREED:
        return 0, number
    own = [n for n, other in enumerate(points) if other.side is point.side and other.step is not Step.AGREED]
    if number == own[0]:
        return 1, number
    return (2 if number == own[-1] else 3), number


def _choices(points: tuple[Point, ...], number: int) -> tuple[PlotLabel, ...]:
    """Where a label may stand, best first: the seller's above the line, the customer's below it."""
    point = points[number]
    words = _label_words(points, number)
    if point.step is Step.AGREED:
        anchor = "start" if point.x < 20 else "end" if point.x > 80 else "middle"
        return (PlotLabel(side=point.side, x=point.x, dx=0, y=HEADROOM, anchor=anchor, words=words),)
    above, below = point.y - 9, point.y + 19
    first, second = (below, above) if point.side is Side.CUSTOMER else (above, below)
    return tuple(
        PlotLabel(side=point.side, x=point.x, dx=dx, y=y, anchor=anchor, words=words)
        for y in (first, second)
        for dx, anchor in ((5, "start"), (-5, "end"))
    )


def _label_words(points: tuple[Point, ...], number: int) -> str:
    point = points[number]
    if point.step is Step.AGREED:
        return f"agreed {point.words}"
    first = number == next(n for n, other in enumerate(points) if other.side is point.side)
    return f"{point.side.value} {point.words}" if first else point.words


def box_of(label: PlotLabel, width: int) -> Box:
    """What a label covers when the plot is `width` pixels wide."""
    size = LETTER * len(label.words)
    x = label.x * width / 100 + label.dx
    left = {"start": x, "middle": x - size / 2, "end": x - size}[label.anchor]
    return Box(left, label.y - ASCENT, left + size, label.y - ASCENT + LINE)


def _line_box(bit: Segment, width: int) -> Box:
    across, down = sorted((bit.x1, bit.x2)), sorted((bit.y1, bit.y2))
    return Box(across[0] * width / 100 - 1, down[0] - 1, across[1] * width / 100 + 1, down[1] + 1)


def _dot_box(point: Point, width: int) -> Box:
    x = point.x * width / 100
    return Box(x - 5, point.y - 5, x + 5, point.y + 5)


def _price(review: Review, step: PriceStep) -> str:
    return money(step.price.minor, step.price.currency or review.ledger.currency)


def _sentence(review: Review) -> str:
    steps = review.prices.steps
    told = [f"{STEPS[step.step]} {_price(review, step)}" for step in steps]
    return f"{', '.join(told)}."


def _row(review: Review, step: PriceStep) -> PriceRow:
    quote = step.quote
    return PriceRow(
        turn=None if quote is None else quote.turn,
        place="from the file" if quote is None else place(review.call, quote.turn),
        side=step.side.value,
        step=STEPS[step.step],
        price=_price(review, step),
        tied=step.tied,
        cited=None if quote is None else cite(review.call, quote, 110),
    )
