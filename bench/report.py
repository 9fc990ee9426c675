"""Prints results, and keeps the last of each figure in docs/benchmarks.md."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from bench.figures import Result, order_of

ROW = re.compile(r"^\| ([A-Z]+\d[\w.]*) \|.*\|$", re.MULTILINE)
TABLE_BODY = re.compile(r"\A(?:\|.*\n)*")
HEAD = (
    "| id | what | value | limit | goal | ratio | verdict | date |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def line_of(result: Result) -> str:
    """Return `group.name value unit limit ratio ok|FALLS SHORT`, one line for the terminal."""
    figure = result.figure
    return (
        f"{figure.id:8} {figure.name:58} {number(result.value):>9} {figure.unit:4} "
        f"limit {bound(result, figure.limit):>12} {ratio(result):>7}  {result.verdict}"
    )


def update_table(document: str, results: Iterable[Result], date: str) -> str:
    """Return the document with the rows of `results` made new and all other rows kept."""
    rows = {match[1]: match[0] for match in ROW.finditer(document)}
    rows |= {result.figure.id: row_of(result, date) for result in results}
    start = document.index(HEAD)
    body = document[start + len(HEAD) :]
    rest = TABLE_BODY.sub("", body, count=1)
    ordered = sorted(rows, key=order_of)
    return document[:start] + HEAD + "".join(f"{rows[id_]}\n" for id_ in ordered) + rest


def row_of(result: Result, date: str) -> str:
    """Return one row of the table."""
    figure = result.figure
    cells = (
        figure.id,
        figure.name,
        f"{number(result.value)} {figure.unit}",
        bound(result, figure.limit),
        bound(result, figure.goal),
        ratio(result),
        result.verdict,
        date,
    )
    return f"| {' | '.join(cells)} |"


def bound(result: Result, value: float) -> str:
    """Return a limit or goal as people read it: "60 ms", or "1.6 × T0"."""
    figure = result.figure
    if figure.ratio_of:
        return f"{number(value)} × {figure.ratio_of}"
    return f"{number(value)} {figure.unit}"


def ratio(result: Result) -> str:
    """Return how many times its baseline the value is, or a dash."""
    return f"{result.compared:.2f}" if result.figure.ratio_of else "–"


def number(value: float) -> str:
    """Return a number with three significant digits and no exponent."""
    if not math.isfinite(value):
        return "–"
    if value and abs(value) < 100:
        return f"{value:.3g}"
    return f"{value:,.0f}"
