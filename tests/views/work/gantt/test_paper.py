"""A plan on paper and as a picture."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QMessageBox

from desktop.core.gantt.slices import slices, stretches
from desktop.views.printing.output import make_pdf
from desktop.views.printing.paper import Paper
from desktop.views.printing.sheet import Letterhead
from desktop.views.work.gantt import plan_image
from desktop.views.work.gantt.plan_image import IN_EACH, paint_plan, parts_of, png_of
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
    seen = pane.menu._seen()
    image = QImage.fromData(png_of(run_async(paint_plan(seen, 14.0, range(len(seen.rows))))))
    assert image.height() > len(pane.frame.rows) * 26
    assert image.width() > 600
    # Something is painted in the last row of the chart.
    y = image.height() - 30 - 16 - 10
    colours = {image.pixel(x, y) for x in range(16, image.width() - 16)}
    assert len(colours) > 3


@given(st.integers(0, 20_000))
def test_every_row_of_a_long_plan_stands_in_one_picture(count):
    parts = parts_of(count)
    assert [row for rows in parts for row in rows] == list(range(count))
    assert len(parts) == 1 or max(map(len, parts)) <= IN_EACH


def test_a_long_plan_becomes_several_pictures_that_fit_together(
    pane, tmp_path, qtbot, qt_loop, monkeypatch
):
    monkeypatch.setattr(plan_image, "IN_ONE", 60)
    monkeypatch.setattr(plan_image, "IN_EACH", 40)
    seen = pane.menu._seen()
    long = dataclasses.replace(seen, rows=(seen.rows * 3)[:100])
    told = []
    pane.display = Display(told)
    shown = pane.jobs.start(pane.menu._write_pictures(long, tmp_path / "Ke hoach"), name="")
    qtbot.waitUntil(lambda: bool(pane.findChildren(QMessageBox)))
    for box in pane.findChildren(QMessageBox):
        assert "Ke hoach-01.png" in box.text() + box.informativeText()
        box.accept()
    qtbot.waitUntil(shown.done)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["Ke hoach-01.png", "Ke hoach-02.png", "Ke hoach-03.png"]
    pictures = [QImage(str(tmp_path / name)) for name in files]
    assert len({picture.width() for picture in pictures}) == 1
    assert all(picture.height() > 33 * 26 for picture in pictures)
    assert told == [("begin", "Saving the picture"), 0, 1, 2, "end"]


class Display:
    """Notes what is shown of long work."""

    def __init__(self, told):
        self._told = told

    def begin(self, title, cancel=None):
        self._told.append(("begin", title))
        return object()

    def advance(self, _work, done, of=0, what=""):
        self._told.append(done)

    def end(self, _work):
        self._told.append("end")
