"""Runs the measuring functions: `python -m bench [GROUP] [--write] [--rows N] [--repeats N]`."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import bench
from bench.figures import Bench, Conditions, Result
from bench.figures import bench as register
from bench.report import line_of, update_table

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Measure, print a line for each figure, and fail when a limit does not hold."""
    options = read_options()
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name != "__main__":
            importlib.import_module(f"bench.{module.name}")
    chosen = register.find(options.group)
    if not chosen:
        sys.exit(f"no figures in group {options.group!r}")
    conditions = Conditions(repeats=options.repeats, rows=options.rows)
    results: list[Result] = []
    broken = 0
    for one in chosen:
        measured = run_one(one, conditions)
        broken += not measured
        results += measured
    if options.write:
        date = f"{datetime.now(UTC):%Y-%m-%d}"  # noqa: TID251 - the day of the report, no rule of the program
        text = update_table(DOCUMENT.read_text("utf-8"), results, date)
        DOCUMENT.write_text(text, "utf-8")
    short = sum(not result.holds for result in results)
    print(f"{len(results)} figures, {short} fall short, {broken} functions broke off")
    sys.exit(1 if short or broken else 0)


def run_one(one: Bench, conditions: Conditions) -> list[Result]:
    """Measure and print; a function that fails is reported and does not stop the others."""
    try:
        results = one.run(conditions)
    except Exception:  # noqa: BLE001 - the other figures are still worth knowing
        print(f"{one.figures[0].id:8} broke off:\n{traceback.format_exc()}", flush=True)
        return []
    for result in results:
        print(line_of(result), flush=True)
    return results


def read_options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("group", nargs="?", default="", help="one group, such as L; else all")
    parser.add_argument("--write", action="store_true", help="keep the results in the document")
    parser.add_argument("--rows", type=int, default=Conditions.rows, help="accounts of the data")
    parser.add_argument("--repeats", type=int, default=Conditions.repeats)
    return parser.parse_args()


if __name__ == "__main__":
    main()
