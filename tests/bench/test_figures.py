"""Figures, their limits, and the lines and table that report them."""

from __future__ import annotations

import math

import pytest

from bench.data import cached_folder
from bench.figures import (
    Conditions,
    Figure,
    Register,
    Result,
    median_of,
    order_of,
    percentile_of,
)
from bench.report import HEAD, line_of, update_table

COUNT = Figure("L4", "exact count", "ms", limit=1000, goal=500)
START = Figure("L1", "start", "ms", limit=1.6, goal=1.25, ratio_of="T0", cap=1000)
RATE = Figure("S4", "pushed", "/s", limit=4000, goal=7000, more_is_better=True)


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        (Result(COUNT, 400), "ok, goal met"),
        (Result(COUNT, 700), "ok"),
        (Result(COUNT, 1001), "FALLS SHORT"),
        (Result(COUNT, math.nan), "FALLS SHORT"),
        (Result(START, 150, base=100), "ok"),
        (Result(START, 170, base=100), "FALLS SHORT"),
        (Result(START, 1200, base=1000), "FALLS SHORT"),
        (Result(START, 150), "FALLS SHORT"),
        (Result(RATE, 7500), "ok, goal met"),
        (Result(RATE, 3000), "FALLS SHORT"),
    ],
)
def test_a_value_is_held_against_limit_and_goal(result: Result, verdict: str):
    assert result.verdict == verdict


def test_a_line_says_id_value_limit_ratio_and_verdict():
    line = line_of(Result(START, 150, base=100))
    assert line.split() == [
        *("L1", "start", "150", "ms", "limit", "1.6", "×", "T0", "1.50", "ok"),
    ]


def test_a_function_is_found_by_its_group_and_measured():
    register = Register()

    @register(COUNT)
    def count(conditions: Conditions) -> dict[str, float]:
        return {"L4": float(conditions.rows)}

    @register(RATE)
    def push(_: Conditions) -> dict[str, float]:
        return {"S4": 1.0}

    (found,) = register.find("L")
    assert [result.value for result in found.run(Conditions(rows=7))] == [7]
    assert [one.group for one in register.find()] == ["L", "S"]


def test_a_figure_left_unmeasured_is_an_error():
    register = Register()
    register(START)(lambda _: {"L1": 3.0})
    with pytest.raises(ValueError, match="T0"):
        register.find()[0].run(Conditions())


def test_a_figure_has_one_function():
    register = Register()
    register(COUNT)(lambda _: {"L4": 1.0})
    with pytest.raises(ValueError, match="L4"):
        register(COUNT)


def test_functions_do_not_mix_groups():
    with pytest.raises(ValueError, match="one group"):
        Register()(COUNT, RATE)


def test_ids_sort_by_number():
    assert sorted(["L10", "L9", "L8.p95", "L8"], key=order_of) == ["L8", "L8.p95", "L9", "L10"]


def test_too_few_samples_are_refused():
    assert median_of([3, 1, 2, 9, 4]) == 3
    with pytest.raises(ValueError, match="at least five"):
        median_of([1, 2])
    assert percentile_of(range(101), 95) == 95
    with pytest.raises(ValueError, match="at least twenty"):
        percentile_of([1, 2], 95)


def test_new_results_replace_their_rows_and_leave_the_others():
    first = update_table(f"# Figures\n\n{HEAD}\nend\n", [Result(RATE, 5000)], "2026-11-01")
    both = update_table(first, [Result(COUNT, 700), Result(START, 150, 100)], "2026-11-02")
    again = update_table(both, [Result(COUNT, 300)], "2026-11-03")
    rows = [line for line in again.splitlines() if line.startswith(("| L", "| S"))]
    assert [row.split(" | ")[0] for row in rows] == ["| L1", "| L4", "| S4"]
    assert (
        rows[1]
        == "| L4 | exact count | 300 ms | 1,000 ms | 500 ms | – | ok, goal met | 2026-11-03 |"
    )
    assert again.startswith("# Figures\n")
    assert again.endswith("\nend\n")


def test_cached_data_are_made_once_and_old_ones_dropped(tmp_path):
    made = []

    def make(folder):
        made.append(folder)
        (folder / "main.sqlite").write_text("rows", "utf-8")

    first = cached_folder("large-1", make, home=tmp_path)
    assert cached_folder("large-1", make, home=tmp_path) == first
    assert len(made) == 1
    cached_folder("large-2", make, home=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["large-2"]


def test_data_broken_off_half_way_are_not_taken_for_complete(tmp_path):
    def break_off(folder):
        (folder / "half").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cached_folder("large-1", break_off, home=tmp_path)
    whole = cached_folder("large-1", lambda folder: (folder / "all").touch(), home=tmp_path)
    assert [path.name for path in whole.iterdir()] == ["all"]
