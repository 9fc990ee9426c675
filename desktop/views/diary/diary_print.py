"""The diary on paper: days and months as they are seen, the agenda as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.core.changes import Changes
from desktop.core.dates import format_day_long
from desktop.core.diary.agenda import agenda, time_on
from desktop.core.diary.day_facts import facts_of
from desktop.core.diary.entry import Entry
from desktop.core.diary.periods import Period, View
from desktop.core.diary.saying import title_of
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.views.diary.canvas.paper import paint_days, paint_month
from desktop.views.diary.canvas.values import Options, Person
from desktop.views.printing.pages import Pages
from desktop.views.printing.painting import PagePainter
from desktop.views.printing.paper import MARGIN, TWIPS, Paper
from desktop.views.printing.printable import Advance, today
from desktop.views.printing.sheet import Column, Letterhead, PrintLine, Sheet

UNIT: Final = TWIPS // 96  # twips of a pixel of the 100 % design
MOST_DAYS: Final = 7  # beside each other on a page
NEVER: Final = date.min  # no day of the agenda is today on paper
COLUMNS: Final = (N_("Time"), N_("Subject"), N_("Place"), N_("Customer"), N_("Participants"))


class DiaryPages(Pages):
    """The pages of days: as many days on each as can be read."""

    def __init__(self, sheet: Sheet, paper: Paper, shown: DiaryPrint, *, hides: bool) -> None:
        super().__init__(sheet, paper)
        self.shown = shown
        self.entries = shown.entries(hides=hides)
        days = shown.period.days
        self.parts = [days[at : at + MOST_DAYS] for at in range(0, len(days), MOST_DAYS)]
        if shown.period.view is View.MONTH:
            self.parts = [days]
        self.pages = [[] for _part in self.parts]

    def painter(self, letterhead: Letterhead) -> PagePainter:
        """Return what paints these pages."""
        return DiaryPagePainter(self, letterhead)


class DiaryPagePainter(PagePainter):
    """Paints the surface of a diary between head and foot."""

    def __init__(self, pages: DiaryPages, letterhead: Letterhead) -> None:
        super().__init__(pages, letterhead)
        self._diary = pages

    def paint_body(self, painter: QPainter, number: int) -> None:
        """Paint the days of a page."""
        diary, paper = self._diary, self._diary.paper
        top = paper.top(number)
        area = QRect(0, 0, int(paper.width / UNIT), int((paper.bottom - top) / UNIT))
        painter.save()
        painter.translate(MARGIN, top)
        painter.scale(UNIT, UNIT)
        painter.setClipRect(area)
        shown = diary.shown
        if shown.period.view is View.MONTH:
            paint_month(painter, area, shown.period.day, diary.entries, options=shown.options)
        else:
            days = diary.parts[number]
            paint_days(
                painter, area, days, diary.entries, options=shown.options, people=shown.people
            )
        painter.restore()


class DiaryPrint:
    """What is in view when it is asked for; private entries may be printed as mere busy times."""

    is_chosen = True

    def __init__(
        self,
        period: Period,
        entries: Sequence[Entry],
        options: Options,
        people: Sequence[Person] = (),
    ) -> None:
        self.title = period.title()
        self.period = period
        self.options = options
        self.people = tuple(people)
        self.option = _("Hide what is private")
        self.is_landscape = period.view is View.MONTH or len(period.days) > 1
        self._entries = tuple(entries)
        self._hiding: Sheet | None = None

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Return the head of the print; the entries are here already."""
        count = len(self._entries)
        words = ngettext("{count} appointment", "{count} appointments", count)
        note = words.format(count=format_number(count, language()))
        sheet = Sheet(self.title, note, today(), (), (), has_header=False)
        if chosen:
            self._hiding = sheet
        return sheet

    def pages(self, sheet: Sheet, paper: Paper) -> Pages:
        """Return the pages."""
        return DiaryPages(sheet, paper, self, hides=sheet is self._hiding)

    def entries(self, *, hides: bool) -> tuple[Entry, ...]:
        """Return the entries, private ones as busy times if they are to be hidden."""
        return tuple(_hidden(one) if hides else one for one in self._entries)

    def is_stale(self, _changes: Changes) -> bool:
        """Tell that the diary stays as it was when it was asked for."""
        return False


class AgendaPrint:
    """The agenda in view as a table: a heading for each day."""

    is_chosen = True
    is_landscape = False

    def __init__(self, period: Period, entries: Sequence[Entry]) -> None:
        self.title = period.title()
        self.option = _("Hide what is private")
        self._period = period
        self._entries = tuple(entries)

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Return the lines."""
        entries = [_hidden(one) if chosen else one for one in self._entries]
        rows = agenda(entries, self._period.first, self._period.last, NEVER)
        lines = []
        for row in rows:
            if row.entry is None:
                lines.append(PrintLine((_day_words(row.day),), is_heading=True))
            else:
                lines.append(PrintLine(_cells(row.entry, row.day)))
        count = sum(not line.is_heading for line in lines)
        words = ngettext("{count} appointment", "{count} appointments", count)
        note = words.format(count=format_number(count, language()))
        columns = tuple(Column(_(label)) for label in COLUMNS)
        return Sheet(self.title, note, today(), columns, tuple(lines))

    def is_stale(self, _changes: Changes) -> bool:
        """Tell that the agenda stays as it was when it was asked for."""
        return False


def _hidden(entry: Entry) -> Entry:
    if not entry.is_private:
        return entry
    return replace(entry, title="", place="", people="", customer=None, only_busy=True)


def _cells(entry: Entry, day: date) -> tuple[str, ...]:
    customer = entry.customer.title if entry.customer else ""
    return time_on(entry, day), title_of(entry), entry.place, customer, entry.people


def _day_words(day: date) -> str:
    facts = facts_of(day)
    lunar = _("lunar {day}").format(day=facts.lunar) if facts.lunar else ""
    return " · ".join(word for word in (format_day_long(day), lunar, facts.holiday) if word)
