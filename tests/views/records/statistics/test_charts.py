"""Charts: scales are round, bars are as high as their numbers, and colours can be told apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from desktop.core.pages import ListQuery
from desktop.core.statistics import Axis, Figure, Head, Statistics, StatisticsQuery
from desktop.views.appearance import apply_theme
from desktop.views.records.statistics.chart_colours import series_brush
from desktop.views.records.statistics.chart_painter import short_number
from desktop.views.records.statistics.chart_shapes import (
    MOST_CATEGORIES,
    MOST_SERIES,
    Plot,
    chart_data,
    scale,
)
from desktop.views.records.statistics.choice import Form

AREA = QRectF(50, 10, 600, 200)
NUMBERS = st.integers(-(10**12), 10**12)
TABLES = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(NUMBERS, min_size=wide, max_size=wide), min_size=1, max_size=6)
)


def statistics(values: list[list[int]]) -> Statistics:
    """Return a table of these numbers."""
    query = StatisticsQuery(ListQuery("account", ()), Axis("rating"), Axis("gender"))
    lines = [tuple(Figure(1, value) for value in (*row, sum(row))) for row in values]
    sums = [sum(column) for column in zip(*values, strict=True)]
    last = tuple(Figure(abs(value), value) for value in (*sums, sum(sums)))
    rows = tuple(Head(str(number)) for number in range(len(values)))
    columns = tuple(Head(str(number)) for number in range(len(values[0])))
    return Statistics(query, rows, columns, (*lines, last))


@given(values=TABLES, form=st.sampled_from([Form.BARS, Form.STACKED, Form.LINES]))
def test_everything_stands_inside_the_plot_and_zero_on_the_scale(values, form):
    plot = Plot(AREA, chart_data(statistics(values)), form)
    assert 0 in plot.ticks
    assert len(plot.ticks) <= 9
    outer = AREA.adjusted(-5, -5, 5, 5)
    for mark in plot.marks():
        assert outer.contains(mark.rect.topLeft()), mark
        assert outer.contains(mark.rect.bottomRight()), mark


@given(values=TABLES)
def test_a_bar_is_as_high_as_its_number(values):
    plot = Plot(AREA, chart_data(statistics(values)), Form.BARS)
    per_pixel = (plot.ticks[-1] - plot.ticks[0]) / AREA.height()
    for mark in plot.marks():
        value = values[mark.row][mark.column]
        assert mark.rect.height() * per_pixel == pytest.approx(abs(value), abs=per_pixel / 100)


@given(values=TABLES)
def test_no_two_bars_lie_upon_each_other(values):
    marks = Plot(AREA, chart_data(statistics(values)), Form.BARS).marks()
    edges = [(mark.rect.left(), mark.rect.right()) for mark in marks]
    assert all(before[1] <= after[0] for before, after in pairwise(edges))


def test_an_empty_chart_has_a_scale_too():
    assert scale(chart_data(statistics([[0]])), Form.BARS) == (0.0, 1.0)


def test_what_has_no_room_is_left_out_and_told():
    wide = chart_data(statistics([list(range(MOST_SERIES + 3))]))
    assert len(wide.columns) == MOST_SERIES
    assert wide.columns == tuple(range(3, MOST_SERIES + 3))
    assert wide.left_out == 3
    long = chart_data(statistics([[1]] * (MOST_CATEGORIES + 2)))
    assert (len(long.rows), long.left_out) == (MOST_CATEGORIES, 2)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_colours_of_all_series_can_be_told_apart(theme, qapp):
    apply_theme(qapp, theme)
    try:
        brushes = {
            (series_brush(number).color().name(), series_brush(number).style())
            for number in range(MOST_SERIES)
        }
        assert len(brushes) == MOST_SERIES
    finally:
        apply_theme(qapp, "light")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1200, "1,200"), (2_500_000, "2.5 m"), (4e9, "4 bn"), (0.5, "0.5")],
)
def test_numbers_of_the_scale_are_short(value, text):
    assert short_number(value) == text


@pytest.mark.parametrize("height", [30, 45, 60, 100, 400])
@pytest.mark.parametrize("form", [Form.BARS, Form.STACKED, Form.LINES])
def test_the_numbers_of_the_scale_never_stand_on_each_other(height, form):
    data = chart_data(statistics([[508], [1173], [111], [72], [19]]))
    plot = Plot(QRectF(0, 0, 500, height), data, form)
    heights = [plot.y(value) for value in plot.ticks]
    assert len(heights) >= 2
    assert all(upper - lower >= 20 for upper, lower in pairwise(heights))
