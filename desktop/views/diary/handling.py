"""What a diary does when something is clicked, dragged, typed or dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, Slot

from desktop.core.diary.entry import Entry
from desktop.core.diary.periods import View
from desktop.core.diary.spans import Span, whole_days
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.permissions import Level
from desktop.views.diary.canvas.canvas import key_of
from desktop.views.diary.canvas.values import EntryMove
from desktop.views.diary.entry_card import CUSTOMER, DELETE, OPEN, RECORD, EntryCard
from desktop.views.diary.entry_menu import DiaryMenu
from desktop.views.diary.files.import_dialog import take_calendar_file, take_calendar_text
from desktop.views.diary.opening import begin_about, begin_event, open_entry
from desktop.views.record_mime import records_in
from desktop.views.shell.file_drops import CALENDARS
from desktop.views.shell.targets import record

if TYPE_CHECKING:
    from desktop.views.diary.diary_page import DiaryPage

ICALENDAR: Final = "text/calendar"


class Handling(QObject):
    """Listens to the surfaces of one page."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        self._moved: dict[tuple[object, ...], Entry] = {}  # where it is to be, by what it is
        surfaces = page.surfaces
        surfaces.entry_opened.connect(self.open)
        surfaces.entry_moved.connect(self._on_entry_moved)
        surfaces.entry_renamed.connect(self._on_entry_renamed)
        surfaces.delete_asked.connect(page.deeds.delete)
        surfaces.range_opened.connect(self.begin)
        surfaces.title_typed.connect(self._on_title_typed)
        surfaces.day_opened.connect(self._on_day_opened)
        surfaces.week_opened.connect(self.on_week_opened)
        surfaces.month_opened.connect(self._on_month_opened)
        surfaces.day_wanted.connect(page.go_to)
        surfaces.context_asked.connect(self._on_context_asked)
        surfaces.dropped.connect(self._on_dropped)
        surfaces.entry_chosen.connect(self._on_chosen)
        surfaces.range_chosen.connect(self._on_chosen)
        surfaces.card_asked.connect(self._on_card_asked)
        page.deeds.ended.connect(self._on_deeds_ended)
        page.deeds.given_up.connect(self._on_deeds_given_up)

    def with_moved(self, read: Sequence[Entry]) -> list[Entry]:
        """Return entries as the store has them; what is just being moved where it is to be."""
        return [self._moved.get(key_of(one), one) for one in read]

    @Slot(object)
    def open(self, entry: Entry) -> None:
        """Open an entry for editing; of a mere busy time there is nothing to open."""
        if not entry.only_busy:
            open_entry(self._page, entry)

    @Slot(object)
    def begin(self, span: Span) -> None:
        """Begin an entry at a time."""
        begin_event(self._page, span, self._values(span))

    @Slot(object, str)
    def on_card_asked(self, entry: Entry, wanted: str) -> None:
        """Do what a button of the card says."""
        self.do(entry, wanted, None)

    @Slot(object, str, object)
    def do(self, entry: Entry, wanted: str, value: Json) -> None:
        """Do what a menu says."""
        page = self._page
        if wanted == OPEN:
            self.open(entry)
        elif wanted == DELETE:
            page.deeds.delete(entry)
        elif wanted == RECORD:
            page.record_opened.emit("event", entry.event)
        elif wanted == CUSTOMER and entry.customer is not None:
            customer = entry.customer
            page.target_chosen.emit(record(customer.entity, customer.id, customer.title))
        elif wanted == "answer":
            page.deeds.answer(entry, str(value))
        elif wanted == "status":
            page.deeds.cancel(entry)
        else:
            page.deeds.change(entry, {wanted: value}, _("Change"))

    def _values(self, span: Span) -> dict[str, Json]:
        """Return what a new entry has besides its time: the calendar of the column it is in."""
        calendar = self._calendar_of(span)
        return {"calendar_id": calendar} if calendar else {}

    def _calendar_of(self, span: Span) -> str:
        page = self._page
        for column in page.columns:
            if column.id == span.person:
                writable = {i.id for i in page.around.calendars if i.level >= Level.EDIT}
                return next((str(one) for one in column.calendars if one in writable), "")
        return ""

    @Slot(object)
    def _on_entry_moved(self, move: EntryMove) -> None:
        page, entry = self._page, move.entry
        calendar = None
        if move.person is not None and move.person != entry.person:
            calendar = self._calendar_of(
                Span(move.start, move.end, is_all_day=False, person=move.person)
            )
        if not move.is_copy:
            moved = replace(
                entry,
                start=move.start,
                end=move.end,
                is_all_day=move.is_all_day,
                person=move.person or entry.person,
            )
            self._moved[key_of(entry)] = moved
            page.show_as_read()
        page.deeds.move(move, calendar or "")

    @Slot()
    def _on_deeds_ended(self) -> None:
        self._moved.clear()

    @Slot()
    def _on_deeds_given_up(self) -> None:
        self._moved.clear()
        self._page.show_as_read()

    @Slot(object, object)
    def _on_card_asked(self, entry: Entry, at: QPoint) -> None:
        page = self._page
        known = page.around.calendars
        info = next((one for one in known if one.id == entry.calendar), None)
        card = EntryCard(entry, info, page)
        card.asked.connect(self.on_card_asked)
        card.answered.connect(page.deeds.answer)
        card.open_beside(QRect(at, at))

    @Slot(object, object)
    def _on_entry_renamed(self, entry: Entry, title: str) -> None:
        self._page.deeds.change(entry, {"title": title}, _("Rename"))

    @Slot(object, object)
    def _on_title_typed(self, span: Span, title: str) -> None:
        self._page.deeds.make(span, {**self._values(span), "title": title})

    @Slot(object)
    def _on_day_opened(self, day: date) -> None:
        self._page.look_at(View.DAYS, count=1, day=day)

    @Slot(object)
    def on_week_opened(self, monday: date) -> None:
        """Show a week."""
        self._page.look_at(View.WEEK, day=monday)

    @Slot(object)
    def _on_month_opened(self, month: date) -> None:
        self._page.look_at(View.MONTH, day=month)

    @Slot(object, object)
    def _on_context_asked(self, subject: Entry | Span, at: QPoint) -> None:
        page = self._page
        menu = DiaryMenu(page.context.actions, page)
        page.context.actions.refresh()
        if isinstance(subject, Entry):
            menu.show_entry(subject, page.around.categories)
            menu.chosen.connect(self.do)
        else:
            menu.show_range()
        menu.popup(at)

    @Slot(object, object)
    def _on_dropped(self, data: QMimeData, span: Span) -> None:
        page, refs = self._page, records_in(data)
        if refs:
            begin_about(page, span, self._values(span), refs)
        elif path := calendar_in(data):
            take_calendar_file(page.jobs, Path(path), page.zone, page)
        elif data.hasFormat(ICALENDAR):
            text = bytes(data.data(ICALENDAR).data()).decode("utf-8", "replace")
            take_calendar_text(page.jobs, text, page.zone, page)

    @Slot(object, object)
    def on_dropped_on_day(self, data: QMimeData, day: date) -> None:
        """Begin an entry about what was dropped on a day of the small calendar."""
        self._on_dropped(data, whole_days(day, day))

    @Slot(object)
    def _on_chosen(self, _subject: object) -> None:
        self._page.context.actions.refresh()


def calendar_in(data: QMimeData) -> str:
    """Return the path of the first calendar among dropped files, or ""."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if Path(path).suffix.lower() in CALENDARS), "")
