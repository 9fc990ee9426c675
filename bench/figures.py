"""What a figure is: its limit, its goal, what it is compared with, and who measures it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles

ID = re.compile(r"([A-Z]+)(\d+)(?:\.\w+)?")


@dataclass(frozen=True)
class Figure:
    """One promise: `limit` must hold, `goal` is what we want; smaller is better by default.

    With `ratio_of` both are multiples of the value so named, measured beside it in the same run;
    `cap` then bounds the value itself as well. The id is `quality.md`'s, with a word after a dot
    where one figure has several numbers: "L8.p95".
    """

    id: str
    name: str
    unit: str
    limit: float
    goal: float
    ratio_of: str = ""
    cap: float = math.inf
    more_is_better: bool = False

    @property
    def group(self) -> str:
        """Return the letters of the id: "L" of "L8.p95"."""
        return order_of(self.id)[0]


def order_of(figure_id: str) -> tuple[str, int, str]:
    """Return the key that sorts "L9" before "L10"; it starts with the group."""
    match = ID.fullmatch(figure_id)
    if match is None:
        raise ValueError(f"{figure_id!r} is no id of a figure: L3, L8.p95")
    return match[1], int(match[2]), figure_id


@dataclass(frozen=True)
class Result:
    """A measured figure, with its baseline where it is a ratio."""

    figure: Figure
    value: float
    base: float = math.nan

    @property
    def compared(self) -> float:
        """Return what the limit is held against: the value, or how many times the baseline."""
        return self.value / self.base if self.figure.ratio_of else self.value

    @property
    def holds(self) -> bool:
        """Return whether the limit is kept; what is not a number keeps none."""
        return self._keeps(self.figure.limit) and self.value <= self.figure.cap

    @property
    def verdict(self) -> str:
        """Return the last words of the line that `make bench` prints."""
        if not self.holds:
            return "FALLS SHORT"
        return "ok, goal met" if self._keeps(self.figure.goal) else "ok"

    def _keeps(self, bound: float) -> bool:
        return self.compared >= bound if self.figure.more_is_better else self.compared <= bound


@dataclass(frozen=True)
class Conditions:
    """What a measuring function is told: how often to repeat, and how large the data are.

    The promises are made for 1,000,000 `rows`; fewer only try the bench out.
    """

    repeats: int = 5
    rows: int = 1_000_000


Measure = Callable[[Conditions], dict[str, float]]


@dataclass(frozen=True)
class Bench:
    """A function that measures some figures of one group in one go."""

    figures: tuple[Figure, ...]
    measure: Measure

    @property
    def group(self) -> str:
        """Return the letters that its figures share."""
        return self.figures[0].group

    def run(self, conditions: Conditions) -> list[Result]:
        """Measure; a figure or baseline that the function leaves out is an error of the bench."""
        values = self.measure(conditions)
        wanted = {figure.id for figure in self.figures}
        wanted |= {figure.ratio_of for figure in self.figures if figure.ratio_of}
        if missing := wanted - values.keys():
            raise ValueError(f"{self.measure.__name__} did not measure {sorted(missing)}")
        return [
            Result(figure, values[figure.id], values.get(figure.ratio_of, math.nan))
            for figure in self.figures
        ]


class Register:
    """The measuring functions; filled when the modules of this package are imported."""

    def __init__(self) -> None:
        self._benches: list[Bench] = []

    def __call__(self, *figures: Figure) -> Callable[[Measure], Measure]:
        """Register a function that returns the values of `figures`, and of baselines, by id.

        ```
        @bench(Figure("L4", "exact count at 1,000,000", "ms", limit=1000, goal=500))
        def measure_count(conditions: Conditions) -> dict[str, float]:
            return {"L4": median_of(time_count() for _ in range(conditions.repeats))}
        ```
        """
        if len({figure.group for figure in figures}) != 1:
            raise ValueError("the figures of one function belong to one group")
        known = {figure.id for one in self._benches for figure in one.figures}
        if twice := known & {figure.id for figure in figures}:
            raise ValueError(f"measured by two functions: {sorted(twice)}")

        def register(measure: Measure) -> Measure:
            self._benches.append(Bench(figures, measure))
            return measure

        return register

    def find(self, group: str = "") -> list[Bench]:
        """Return the functions of one group, or all, in the order of their first figures."""
        chosen = [one for one in self._benches if group in {"", one.group}]
        return sorted(chosen, key=lambda one: order_of(one.figures[0].id))


bench = Register()


def median_of(samples: Iterable[float]) -> float:
    """Return the median of at least five samples."""
    taken = list(samples)
    if len(taken) < 5:
        raise ValueError(f"a median of {len(taken)} says nothing: take at least five")
    return median(taken)


def percentile_of(samples: Iterable[float], percent: int) -> float:
    """Return the value that `percent` of at least twenty samples do not exceed."""
    taken = list(samples)
    if len(taken) < 20:
        raise ValueError(f"p{percent} of {len(taken)} says nothing: take at least twenty")
    return quantiles(taken, n=100, method="inclusive")[percent - 1]
