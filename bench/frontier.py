"""The frontier's speed: whole deals from arrays to the efficient packages with their options, and the points on it.

    python bench/frontier.py [--runs 15] [--deals 5] [--only NAME …]

Deals are made up from a seed: ten options a term, money in cents on a contract of 100,000, half of them in the manner
of deal desks (one term opposed, others opposed, shared or peaked, curves of any bend), half without any order. Before
anything is timed the frontier is held against every one of the 10^6 packages.

Time is that of one process; `cpu` leaves out the time in which other programs had the core, `clock` does not. The
median over deals of the median over runs, and the slowest deal. A peer whose library is missing is left out and named:

- `every package`: all sums by numpy, one sort, one sweep; what can be done without merging
- `plain merge`: term by term on floats, sorted by two keys, all options copied along at every step
- `moocore`: all sums by numpy, then `moocore.is_nondominated` (C)
- `paretoset`: all sums by numpy, then `paretoset.paretoset` (compiled)
- `negmas`: all sums by numpy, then `negmas.preferences.ops.pareto_frontier_numpy`
- `mobanos`: NegMAS's own merge on the additive utility functions, which are built before the clock starts
"""

import argparse
import importlib
import os
import time
from collections.abc import Callable, Sized
from statistics import median

import numpy as np

from standfast.engines.negotiate import bargains
from standfast.engines.negotiate.frontier import Frontier, frontier_of
from standfast.engines.negotiate.parts import CoupledTerms, Floats

TERMS = {"10^6": 6, "10^12": 12, "10^20": 20, "10^40": 40}
GOALS_MS = {"10^6": 2.0, "10^12": 10.0, "10^20": 50.0}
CENTS = 10_000_000
Deal = tuple[list[Floats], list[Floats]]
Build = Callable[[], Sized]


def desk_deal(terms: int, seed: int, options: int = 10) -> Deal:
    rng = np.random.default_rng([terms, seed])
    weights = rng.dirichlet(np.full(terms, 1.2), size=2)
    along = np.linspace(0, 1, options)
    ours, theirs = [1 - along], [along]
    for _ in range(terms - 1):
        peak, kind = rng.uniform(0.25, 0.75), rng.random()
        ours.append(1 - along ** rng.uniform(0.4, 2.5))
        if kind < 0.12:
            theirs.append(1 - along ** rng.uniform(0.5, 2))
        elif kind < 0.30:
            theirs.append(1 - np.abs(along - peak) / max(peak, 1 - peak))
        else:
            theirs.append(along ** rng.uniform(0.4, 2.5))
    return in_cents(ours, weights[0]), in_cents(theirs, weights[1])


def random_deal(terms: int, seed: int, options: int = 10) -> Deal:
    rng = np.random.default_rng([terms, seed, 1])
    weights = rng.dirichlet(np.full(terms, 1.2), size=2)
    return in_cents(list(rng.random((terms, options))), weights[0]), in_cents(
        list(rng.random((terms, options))), weights[1]
    )


def in_cents(shapes: list[Floats], weights: Floats) -> list[Floats]:
    return [np.rint(shape * weight * CENTS) for shape, weight in zip(shapes, weights, strict=True)]


def every_sum(deal: Deal) -> tuple[Floats, Floats]:
    ours, theirs = np.zeros(1), np.zeros(1)
    for mine, yours in zip(*deal, strict=True):
        ours, theirs = np.add.outer(ours, mine).ravel(), np.add.outer(theirs, yours).ravel()
    return ours, theirs


def swept(ours: Floats, theirs: Floats) -> np.ndarray:
    order = np.lexsort((-theirs, -ours))
    before = np.maximum.accumulate(theirs[order])
    return order[np.concatenate([[True], theirs[order][1:] > before[:-1]])]


def every_package(deal: Deal) -> np.ndarray:
    ours, theirs = every_sum(deal)
    rows = swept(ours, theirs)
    return np.column_stack([ours[rows], theirs[rows]])


def plain_merge(deal: Deal) -> np.ndarray:
    sums, options = np.zeros((1, 2)), np.zeros((1, 0), np.int16)
    for mine, yours in zip(*deal, strict=True):
        kept = swept(mine, yours)
        added = np.column_stack([mine, yours])[kept]
        wide = (sums[:, None] + added).reshape(-1, 2)
        rows = swept(wide[:, 0], wide[:, 1])
        sums = wide[rows]
        options = np.column_stack([options[rows // len(kept)], kept[rows % len(kept)].astype(np.int16)])
    return sums


def with_moocore(deal: Deal) -> np.ndarray:
    library = importlib.import_module("moocore")
    points = np.column_stack(every_sum(deal))
    return points[library.is_nondominated(points, maximise=True)]


def with_paretoset(deal: Deal) -> np.ndarray:
    library = importlib.import_module("paretoset")
    points = np.column_stack(every_sum(deal))
    return points[library.paretoset(points, sense=["max", "max"])]


def with_negmas(deal: Deal) -> np.ndarray:
    library = importlib.import_module("negmas.preferences.ops")
    points = np.column_stack(every_sum(deal))
    return points[library.pareto_frontier_numpy(points)]


def mobanos(deal: Deal) -> Build:
    outcomes = importlib.import_module("negmas.outcomes")
    preferences = importlib.import_module("negmas.preferences")
    values = importlib.import_module("negmas.preferences.value_fun")
    sampler = importlib.import_module("negmas.preferences.pareto_sampler.mobanos").MOBANOSParetoSampler()
    issues = [outcomes.make_issue(len(array), f"term {n}") for n, array in enumerate(deal[0])]
    space = outcomes.make_os(issues)
    ours, theirs = (
        preferences.LinearAdditiveUtilityFunction(
            values=[values.TableFun(dict(enumerate(array.tolist()))) for array in side], outcome_space=space
        )
        for side in deal
    )

    def build() -> list:
        sampler.init(ours, theirs)
        return sampler.pareto_outcomes()

    return build


def with_standfast(deal: Deal) -> np.ndarray:
    return frontier_of(*deal).points


def at_once(build: Callable[[Deal], np.ndarray]) -> Callable[[Deal], Build]:
    return lambda deal: lambda: build(deal)


ALL, SMALL = set(TERMS), {"10^6"}
PEERS: dict[str, tuple[Callable[[Deal], Build], set[str]]] = {
    "standfast": (at_once(with_standfast), ALL),
    "plain merge": (at_once(plain_merge), ALL),
    "mobanos": (mobanos, {"10^6", "10^12"}),
    "every package": (at_once(every_package), SMALL),
    "moocore": (at_once(with_moocore), SMALL),
    "paretoset": (at_once(with_paretoset), SMALL),
    "negmas": (at_once(with_negmas), SMALL),
}


def timed_ms(what: Callable[[], object], runs: int) -> tuple[float, float]:
    """Clock and CPU; slow things are run less often."""
    clock, cpu = [], []
    began = time.perf_counter()
    while len(clock) < runs and (len(clock) < 2 or time.perf_counter() - began < 20):
        wall, own = time.perf_counter(), time.process_time()
        what()
        clock.append(1e3 * (time.perf_counter() - wall))
        cpu.append(1e3 * (time.process_time() - own))
    return median(clock), median(cpu)


def check(deals: list[Deal]) -> None:
    for deal in deals:
        front = frontier_of(*deal)
        np.testing.assert_array_equal(front.points, every_package(deal))
        for side, money in zip(deal, (front.ours, front.theirs), strict=True):
            np.testing.assert_array_equal(money, sum(a[front.options[:, term]] for term, a in enumerate(side)))
    print(f"{len(deals)} deals of 10^6 packages: the frontier is that of all packages, and its options add up to it\n")


def coupled_deal() -> tuple[Deal, CoupledTerms]:
    """Discount x volume x length (21 x 10 x 5), over 10 % only from 24 months, and seven single terms of six options."""
    ours, theirs = desk_deal(8, 0, 6)
    share, seats, months = np.linspace(0, 0.2, 21), np.linspace(100, 550, 10), np.array([12, 24, 36, 48, 60])
    revenue = np.rint(np.multiply.outer(np.outer(1 - share, seats), months) * 4000)
    worth = np.rint(np.outer(seats**0.8, months**0.9) * 25_000)
    allowed = (share[:, None, None] <= 0.1) | (months >= 24) | np.zeros((1, 10, 1), np.bool_)
    terms = (0, 1, 2)
    group = CoupledTerms(terms=terms, ours=revenue, theirs=worth - revenue, allowed=allowed)
    singles = [np.zeros(21), np.zeros(10), np.zeros(5)]
    return ([*singles, *ours[1:]], [*singles, *theirs[1:]]), group


def points_on(front: Frontier, runs: int) -> None:
    reserves = (float(np.quantile(front.ours, 0.2)), float(np.quantile(front.theirs, 0.2)))
    print(f"\n| point on a frontier of {len(front):,} packages | µs, cpu |\n|---|---|")
    picks: dict[str, Callable[[], int]] = {
        "best_for_them_at": lambda: bargains.best_for_them_at(front, reserves[0]),
        "best_for_us_at": lambda: bargains.best_for_us_at(front, reserves[1]),
        "kalai_smorodinsky_package": lambda: bargains.kalai_smorodinsky_package(front, reserves),
        "nash_package": lambda: bargains.nash_package(front, reserves),
        "utilitarian_package": lambda: bargains.utilitarian_package(front, reserves),
    }
    for name, pick in picks.items():
        _, cpu = timed_ms(lambda pick=pick: [pick() for _ in range(200)], runs)
        print(f"| `{name}` | {cpu / 200 * 1e3:.1f} |", flush=True)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--runs", type=int, default=15)
    args.add_argument("--deals", type=int, default=5, help="of either kind")
    args.add_argument("--only", nargs="*", default=list(PEERS), choices=list(PEERS))
    given = args.parse_args()
    print(
        f"{os.cpu_count()} cores, one process; load while starting {os.getloadavg()[0]:.1f} (other programs may run)\n"
    )
    kinds = (desk_deal, random_deal)
    check([make(6, seed) for make in kinds for seed in range(2)])
    print("| packages | kind | by | frontier | clock ms | cpu ms | slowest deal, cpu ms | goal ms |")
    print("|---|---|---|---|---|---|---|---|")
    missing = set()
    for size, terms in TERMS.items():
        for make in kinds:
            deals = [make(terms, seed) for seed in range(given.deals)]
            for name in given.only:
                prepare, sizes = PEERS[name]
                if size not in sizes or name in missing:
                    continue
                try:
                    builds = [prepare(deal) for deal in deals]
                    lengths = [len(build()) for build in builds]
                except ImportError:
                    missing.add(name)
                    continue
                times = [timed_ms(build, given.runs) for build in builds]
                clock, cpu = (median(kind) for kind in zip(*times, strict=True))
                goal = f"{GOALS_MS[size]:.0f}" if name == "standfast" and size in GOALS_MS else ""
                print(
                    f"| {size} | {make.__name__.removesuffix('_deal')} | {name} | {median(lengths):,.0f} "
                    f"| {clock:.2f} | {cpu:.2f} | {max(own for _, own in times):.2f} | {goal} |",
                    flush=True,
                )
    (ours, theirs), group = coupled_deal()
    clock, cpu = timed_ms(lambda: frontier_of(ours, theirs, coupled=[group]), given.runs)
    front = frontier_of(ours, theirs, coupled=[group])
    packages = group.allowed.sum() * np.prod([float(len(a)) for a in ours[3:]])
    print(f"| {packages:.0e} | ten terms, three coupled | standfast | {len(front):,} | {clock:.2f} | {cpu:.2f} | | |")
    points_on(frontier_of(*desk_deal(40, 0)), given.runs)
    if missing:
        print(f"\nnot installed here: {', '.join(sorted(missing))}")


if __name__ == "__main__":
    main()
