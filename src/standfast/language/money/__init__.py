"""The money reader: figures in talk, the path of the price, and whether a deal was struck at which price."""

from standfast.language.money.figures import mentions_in
from standfast.language.money.path import read_prices

__all__ = ["mentions_in", "read_prices"]
