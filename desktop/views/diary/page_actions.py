"""The actions of a diary: bound to the window's, for keys, menus, palette and command bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from desktop.core.diary.entry import Entry
from desktop.core.diary.periods import View, months_on, weeks_on
from desktop.core.diary.spans import Span, midnight
from desktop.core.i18n import _
from desktop.views.diary.entry_clip import entries_as_mime, entries_in
from desktop.views.diary.header import VIEW_ACTIONS
from desktop.views.diary.hours_dialog import ask_hours
from desktop.views.diary.people_dialog import ask_people
from desktop.views.fields.day_dialog import ask_day
from desktop.views.shell.actions_diary import DAY_COUNTS
from desktop.views.widgets.clipboard_data import keep_on_clipboard

if TYPE_CHECKING:
    from desktop.views.diary.diary_page import DiaryPage

ONE_HOUR: Final = timedelta(hours=1)
HOLD: Final = "event.hold"


class _ShowView(QObject):
    """Shows the diary in one way."""

    def __init__(self, page: DiaryPage, view: View) -> None:
        super().__init__(page)
        self._page = page
        self._view = view

    def show(self) -> None:
        """Show it so."""
        page = self._page
        is_new = self._view is View.PEOPLE and not page.state.people
        page.look_at(self._view)
        if is_new:
            page.actions_here.choose_people()

    def is_shown(self) -> bool:
        """Tell whether it is."""
        return self._page.state.view is self._view


class _ShowDays(QObject):
    """Shows so many days."""

    def __init__(self, page: DiaryPage, count: int) -> None:
        super().__init__(page)
        self._page = page
        self._count = count

    def show(self) -> None:
        """Show them; people side by side stay so."""
        view = self._page.state.view
        wanted = View.PEOPLE if view is View.PEOPLE else View.DAYS
        self._page.look_at(wanted, count=self._count)


class PageActions(QObject):
    """Binds and carries them out."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        self._kept: list[QObject] = []
        for view, key in VIEW_ACTIONS.items():
            shown = _ShowView(page, view)
            self._kept.append(shown)
            self._bind(key, shown.show, checked=shown.is_shown)
        for number in range(1, len(DAY_COUNTS) + 1):
            days = _ShowDays(page, number)
            self._kept.append(days)
            self._bind(f"diary.days_{number}", days.show)
        for key, handler in (
            ("diary.today", self.go_to_today),
            ("diary.go_to_date", self.go_to_date),
            ("diary.previous", self.go_back),
            ("diary.next", self.go_on),
            ("diary.week_back", self.week_back),
            ("diary.week_on", self.week_on),
            ("diary.month_back", self.month_back),
            ("diary.month_on", self.month_on),
            ("diary.people", self.choose_people),
            ("diary.settings", self.choose_hours),
            ("record.new", self.begin),
        ):
            self._bind(key, handler)
        self._bind_entry_actions()

    def _bind_entry_actions(self) -> None:
        bind = self._bind
        bind("record.open", self.open, self.can_open)
        bind("record.delete", self.delete, self.may_edit)
        bind("record.duplicate", self.duplicate, self.can_open)
        bind("edit.copy", self.copy, self.can_open)
        bind("edit.cut", self.cut, self.may_edit)
        bind("edit.paste", self.paste, self.can_paste)
        bind("diary.hold", self.hold, self.may_hold)
        bind("record.share", self.share, self.may_edit)
        bind("diary.private", self.toggle_private, self.may_edit, self.is_private)

    def _bind(
        self,
        key: str,
        handler: Callable[[], object],
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
    ) -> None:
        actions = self._page.context.actions
        actions.bind(key, handler, enabled=enabled, checked=checked, owner=self._page)

    # --- going
    def go_to_today(self) -> None:
        """Show today."""
        self._page.go_to(self._page.today)

    def go_back(self) -> None:
        """Show the period before."""
        self._page.go_to(self._page.period.step(-1))

    def go_on(self) -> None:
        """Show the period after."""
        self._page.go_to(self._page.period.step(1))

    def week_back(self) -> None:
        """Go back a week."""
        self._page.go_to(weeks_on(self._page.day, -1))

    def week_on(self) -> None:
        """Go on a week."""
        self._page.go_to(weeks_on(self._page.day, 1))

    def month_back(self) -> None:
        """Go back a month."""
        self._page.go_to(months_on(self._page.day, -1))

    def month_on(self) -> None:
        """Go on a month."""
        self._page.go_to(months_on(self._page.day, 1))

    @Slot()
    def go_to_date(self) -> None:
        """Ask for a day and show it."""
        self._page.jobs.start(self._go_to_date(), name=_("Go to date"))

    async def _go_to_date(self) -> None:
        page = self._page
        day = await ask_day(page.day, page.today, page)
        if day is not None:
            page.go_to(day)

    # --- choosing
    def choose_people(self) -> None:
        """Ask who stands beside each other, and show them."""
        self._page.jobs.start(self._choose_people(), name=_("Side by side"))

    async def _choose_people(self) -> None:
        page = self._page
        chosen = [column.id for column in page.columns] or list(page.state.people)
        people = await ask_people(page.offered_columns(), chosen, page)
        if people:
            page.change_state(replace(page.state, people=people))
            page.look_at(View.PEOPLE)

    def choose_hours(self) -> None:
        """Ask for working hours and zones."""
        self._page.jobs.start(self._choose_hours(), name=_("Working hours and time zones"))

    async def _choose_hours(self) -> None:
        page = self._page
        is_decided = page.around.hours.is_known
        state = await ask_hours(page.jobs, page.state, page, is_decided=is_decided)
        if state is not None:
            page.change_state(state)

    # --- entries
    def begin(self) -> None:
        """Begin an event where the cursor is, or at the next hour of the day in view."""
        self._page.handling.begin(self._page.surfaces.marked or self._next_hour())

    def open(self) -> None:
        """Open the chosen entry."""
        if (entry := self._chosen()) is not None:
            self._page.handling.open(entry)

    def can_open(self) -> bool:
        """Tell whether an entry is chosen that may be looked at."""
        entry = self._chosen()
        return entry is not None and not entry.only_busy

    def may_edit(self) -> bool:
        """Tell whether an entry is chosen that may be changed."""
        entry = self._chosen()
        return entry is not None and entry.may_edit and not entry.only_busy

    def delete(self) -> None:
        """Delete the chosen entry."""
        if (entry := self._chosen()) is not None:
            self._page.deeds.delete(entry)

    def duplicate(self) -> None:
        """Copy the chosen entry to the same time of the next day."""
        if (entry := self._chosen()) is not None:
            self._page.deeds.copy_to(entry, entry.start + timedelta(days=1))

    def hold(self) -> None:
        """Log that the chosen entry took place."""
        entry, facts = self._chosen(), self._page.editors.runner.find(HOLD)
        if entry is not None and facts is not None:
            self._page.deeds.hold(entry, facts, self._page.editors.make)

    def may_hold(self) -> bool:
        """Tell whether the chosen entry can have taken place, or did not after all."""
        entry = self._chosen()
        return entry is not None and self.may_edit() and entry.status != "held"

    def share(self) -> None:
        """Ask with whom the chosen entry is shared."""
        from desktop.views.sharing.share_dialog import ShareDialog

        if (entry := self._chosen()) is not None:
            page = self._page
            dialog = ShareDialog(page.jobs, "event", [entry.event], entry.title, page)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def toggle_private(self) -> None:
        """Let others see the chosen entry, or only that there is something."""
        if (entry := self._chosen()) is not None:
            self._page.deeds.change(entry, {"is_private": not entry.is_private}, _("Private"))

    def is_private(self) -> bool:
        """Tell whether the chosen entry is private."""
        entry = self._chosen()
        return entry is not None and entry.is_private

    def copy(self) -> None:
        """Put the chosen entry on the clipboard."""
        self._clip(is_cut=False)

    def cut(self) -> None:
        """Put the chosen entry on the clipboard; pasting moves it."""
        self._clip(is_cut=True)

    def paste(self) -> None:
        """Put what was copied where the cursor is."""
        span = self._page.surfaces.marked or self._next_hour()
        clipped = entries_in(QApplication.clipboard().mimeData())
        self._page.deeds.paste(clipped, span)

    def can_paste(self) -> bool:
        """Tell whether entries were copied."""
        return bool(entries_in(QApplication.clipboard().mimeData()))

    def _clip(self, *, is_cut: bool) -> None:
        if (entry := self._chosen()) is not None:
            keep_on_clipboard(entries_as_mime([entry], is_cut=is_cut))
            self._page.context.actions.refresh()

    def _chosen(self) -> Entry | None:
        return self._page.surfaces.chosen

    def _next_hour(self) -> Span:
        page = self._page
        now = page.clock.now().astimezone().replace(tzinfo=None, minute=0, second=0, microsecond=0)
        day = page.day
        start = now + ONE_HOUR if day == page.today else _at_work(day, page)
        return Span(start, start + ONE_HOUR)


def _at_work(day: date, page: DiaryPage) -> datetime:
    return midnight(day) + timedelta(minutes=page.state.options.work_start)
