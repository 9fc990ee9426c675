"""The natural filter line: `nguồn: Facebook tạo: >=2026-01-01 -loại: đối thủ`, to and fro.

A line is words to search for and terms `field: value`, joined by "and". A term may say several
values with commas (any of them), a span `a..b`, a comparison `>=a`, `=exactly`, `beginning*`, `a &
b` (all of them), a period ("this month"), "none" or "has". A leading `-` turns a term round;
brackets with "or" between them join terms otherwise. Fields are called by their labels in either
language, accents optional, by the first words of a label, or by their short names.
"""

from __future__ import annotations

from desktop.core.filter_line.completing import Completion, Wanted, complete, wanted_at
from desktop.core.filter_line.parsing import Line, links_in, parse_line
from desktop.core.filter_line.problems import Problem
from desktop.core.filter_line.saying import say_filter
from desktop.core.filter_line.tidying import tidy
from desktop.core.filter_line.writing import write_line

__all__ = [
    "Completion",
    "Line",
    "Problem",
    "Wanted",
    "complete",
    "links_in",
    "parse_line",
    "say_filter",
    "tidy",
    "wanted_at",
    "write_line",
]
