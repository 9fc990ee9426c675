"""What is in view comes onto paper; what is private does not, unless it is wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QImage, QPainter

from desktop.core.diary.periods import Period, View
from desktop.views.diary.canvas.values import Options
from desktop.views.diary.diary_print import AgendaPrint, DiaryPrint
from desktop.views.printing.output import make_pdf
from desktop.views.printing.paper import Paper
from desktop.views.printing.sheet import Letterhead
from tests.core.diary.making import at, days

DAY = date(2026, 11, 23)
MEETING = at(9, title="Gặp khách", place="Hà Nội")
SECRET = replace(at(11, title="Phỏng vấn"), is_private=True)
FAIR = days(24, 2, title="Hội chợ")


def _nothing(_done: int, _of: int) -> None:
    pass


@pytest.mark.parametrize("view", [View.DAYS, View.WORK_WEEK, View.WEEK, View.MONTH])
def test_days_become_a_page_that_can_be_a_file(run_async, view):
    shown = DiaryPrint(Period(view, DAY), [MEETING, SECRET, FAIR], Options())
    sheet = run_async(shown.read(_nothing, chosen=True))
    pages = shown.pages(sheet, Paper(shown.is_landscape))
    assert len(pages.pages) == 1
    painter = pages.painter(Letterhead())
    pdf = run_async(make_pdf(painter, 1, pages.paper, sheet.title, _nothing))
    assert pdf.startswith(b"%PDF")


def test_what_is_on_the_paper_is_inked(qapp, run_async):
    shown = DiaryPrint(Period(View.DAYS, DAY), [MEETING], Options())
    sheet = run_async(shown.read(_nothing, chosen=False))
    pages = shown.pages(sheet, Paper())
    empty = DiaryPrint(Period(View.DAYS, DAY), [], Options())
    none = empty.pages(run_async(empty.read(_nothing, chosen=False)), Paper())
    assert _painted(pages) != _painted(none)


def test_fourteen_days_need_two_pages(run_async):
    shown = DiaryPrint(Period(View.DAYS, DAY, 14), [MEETING], Options())
    sheet = run_async(shown.read(_nothing, chosen=True))
    pages = shown.pages(sheet, Paper(is_landscape=True))
    assert [len(part) for part in pages.parts] == [7, 7]


def test_what_is_private_is_hidden_if_it_is_wanted(run_async):
    shown = DiaryPrint(Period(View.DAYS, DAY), [MEETING, SECRET], Options())
    hiding = run_async(shown.read(_nothing, chosen=True))
    whole = run_async(shown.read(_nothing, chosen=False))
    hidden = shown.pages(hiding, Paper()).entries
    assert [one.title for one in hidden] == ["Gặp khách", ""]
    assert [one.title for one in shown.pages(whole, Paper()).entries] == ["Gặp khách", "Phỏng vấn"]


def test_the_agenda_is_a_table_with_a_heading_for_each_day(run_async):
    shown = AgendaPrint(Period(View.AGENDA, DAY), [MEETING, SECRET, FAIR])
    sheet = run_async(shown.read(_nothing, chosen=True))
    assert next(line.cells[0] for line in sheet.lines if line.is_heading).startswith("Monday")
    assert [line.cells[:3] for line in sheet.lines if not line.is_heading] == [
        ("09:00–10:00", "Gặp khách", "Hà Nội"),
        ("11:00–12:00", "Busy", ""),
        ("All day", "Hội chợ", ""),
        ("All day", "Hội chợ", ""),
    ]


def test_a_year_is_not_printed(page):
    assert page.printable() is not None
    page.look_at(View.YEAR)
    assert page.printable() is None


def _painted(pages) -> QImage:
    image = QImage(600, 850, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(600 / pages.paper.rect.width(), 850 / pages.paper.rect.height())
    pages.painter(Letterhead()).paint(painter, 0)
    painter.end()
    return image
