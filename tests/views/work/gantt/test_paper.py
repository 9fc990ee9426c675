"""A plan on paper and as a picture."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.core.gantt.slices import slices, stretches
from desktop.views.printing.output import make_pdf
from desktop.views.printing.paper import Paper
from desktop.views.printing.sheet import Letterhead
from desktop.views.work.gantt.plan_image import make_png
from desktop.views.work.gantt.plan_print import ChartPages, PlanPrint


@given(
    st.integers(0, 300), st.integers(0, 10**8), st.integers(1, 10**6), st.integers(1, 20),
    st.integers(1, 60), st.integers(1, 60),
)  # fmt: skip
def test_every_row_stands_at_every_time_on_one_page(count, start, length, wide, first, following):
    parts = slices(count, (start, start + length), wide=wide, first_room=first, next_room=following)
    bands = dict.fromkeys((part.first, part.last) for part in parts)
    assert [row for low, high in bands for row in range(low, high)] == list(range(count))
    columns = stretches((start, start + length), wide)
    assert columns[0][0] == start
    assert columns[-1][1] >= start + length
    assert all(one[1] == other[0] for one, other in pairwise(columns))
    assert len(parts) == len(bands) * wide
    assert max(high - low for low, high in bands) <= max(first, following)


def pages_of(pane, run_async, *, wide: int) -> ChartPages:
    plan = pane.printable()
    assert isinstance(plan, PlanPrint)
    plan.choices(print)
    plan._choice.box.setValue(wide)
    sheet = run_async(plan.read(print, chosen=False))
    pages = plan.pages(sheet, Paper(is_landscape=True))
    assert isinstance(pages, ChartPages)
    return pages


@pytest.mark.parametrize("wide", [1, 3])
def test_a_plan_goes_over_pages_with_its_titles_on_each(pane, run_async, wide):
    pages = pages_of(pane, run_async, wide=wide)
    painter = pages.own_painter(Letterhead("Công ty Hoa Sen"))
    content = run_async(
        make_pdf(painter, len(pages.pages), pages.paper, "Kế hoạch", lambda *_how: None)
    )
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == len(pages.slices) == 2 * wide
    assert b"BeVietnamPro" in content


def test_each_page_has_its_titles_and_its_stretch_of_time(pane, run_async):
    pages = pages_of(pane, run_async, wide=3)
    painter = pages.own_painter(Letterhead())
    pictures = [painted(painter, pages, number) for number in range(len(pages.slices))]
    band = pages.slices[0].last
    assert [part.first for part in pages.slices] == [0, 0, 0, band, band, band]
    titles = [ink_in(picture, 0.05, 0.25) for picture in pictures]
    assert min(titles) > 500  # the column at the left stands on every page
    heads = [picture.copy(300, 40, 400, 80) for picture in pictures]
    assert heads[0] != heads[1] != heads[2] != heads[0]


def painted(painter, pages, number: int) -> QImage:
    rect = pages.paper.rect
    scale = 800 / rect.width()
    image = QImage(800, round(rect.height() * scale), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    brush = QPainter(image)
    brush.scale(scale, scale)
    painter.paint(brush, number)
    brush.end()
    return image


def ink_in(image: QImage, first: float, last: float) -> int:
    """How many dark pixels stand between two shares of the width."""
    return sum(
        QColor(image.pixel(x, y)).lightness() < 128
        for x in range(round(image.width() * first), round(image.width() * last))
        for y in range(100, image.height() - 60)
    )


def test_a_picture_shows_all_rows(pane, run_async):
    image = QImage.fromData(run_async(make_png(pane.menu._seen(), 14.0)))
    assert image.height() > len(pane.frame.rows) * 26
    assert image.width() > 600
    # Something is painted in the last row of the chart.
    y = image.height() - 30 - 16 - 10
    colours = {image.pixel(x, y) for x in range(16, image.width() - 16)}
    assert len(colours) > 3


def test_a_picture_that_nobody_could_open_is_refused(pane, run_async):
    from desktop.core.errors import InvalidValueError

    seen = pane.menu._seen()
    with pytest.raises(InvalidValueError):
        run_async(make_png(dataclasses.replace(seen, rows=seen.rows * 60), 14.0))
