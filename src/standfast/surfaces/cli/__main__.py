"""`python -m standfast.surfaces.cli` is `standfast`."""

from standfast.surfaces.cli.main import run

run()
