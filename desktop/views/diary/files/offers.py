"""What the diary offers with calendar files and calendars elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QApplication

from desktop.core.diary.entry import CalendarInfo
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.views.dialogs import choose_file_to_open, choose_file_to_save
from desktop.views.diary.files.import_dialog import take_calendar_file, take_calendar_text

if TYPE_CHECKING:
    from desktop.views.diary.diary_page import DiaryPage

KINDS: Final = "(*.ics *.ical *.icalendar *.vcs)"


class CalendarFiles(QObject):
    """Files, the clipboard and servers, on one page of the diary."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        actions = page.context.actions
        actions.bind("diary.take_file", self.take_file, owner=page)
        actions.bind("list.import", self.take_file, owner=page)  # what an import means here
        actions.bind("diary.take_clipboard", self.take_clipboard, owner=page)
        actions.bind("diary.servers", self.show_servers, owner=page)

    def take_file(self) -> None:
        """Ask for a calendar file, and what of it is wanted."""
        self._page.jobs.start(self._take_file(), name=_("Import"))

    async def _take_file(self) -> None:
        kinds = f"{_('Calendars')} {KINDS}"
        found = await choose_file_to_open(self._page, _("Take a calendar file"), kinds)
        if found:
            take_calendar_file(self._page.jobs, Path(found), self._page.zone, self._page)

    def take_clipboard(self) -> None:
        """Take the text of a calendar that another program copied."""
        text = QApplication.clipboard().text()
        take_calendar_text(self._page.jobs, text, self._page.zone, self._page)

    def write(self, infos: Sequence[CalendarInfo]) -> None:
        """Ask for a file, and write calendars to it."""
        self._page.jobs.start(self._write(infos), name=_("Export"))

    async def _write(self, infos: Sequence[CalendarInfo]) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = infos[0].name if len(infos) == 1 else _("Calendars")
        path = str(Path(folder, f"{name.replace('/', '-')}.ics"))
        kinds = f"{_('Calendars')} (*.ics)"
        chosen = await choose_file_to_save(self._page, _("Export"), path, kinds)
        if not chosen:
            return
        told: dict[str, Json] = {"path": chosen, "calendars": [str(one.id) for one in infos]}
        count = int(str(await self._page.jobs.ask("events.export", told)))
        text = ngettext("{count} event was exported.", "{count} events were exported.", count)
        self._notice(text.format(count=format_number(count, language())))

    def _notice(self, sentence: str) -> None:
        from desktop.views.shell.main_window import MainWindow
        from desktop.views.shell.undo import Notice

        if isinstance(window := self._page.window(), MainWindow):
            window.snackbar.show_notice(Notice(sentence))

    def show_servers(self) -> None:
        """Show which calendars are kept the same as calendars elsewhere."""
        from desktop.views.diary.files.elsewhere_dialog import ElsewhereDialog
        from desktop.views.diary.files.exchange_watch import ExchangeWatch

        watch = ExchangeWatch(self._page.jobs, self)
        ElsewhereDialog(self._page.jobs, watch, self._page).show()
