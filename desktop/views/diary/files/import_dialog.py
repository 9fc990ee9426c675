"""Taking a calendar file, or the text of one, into a calendar: look, choose, take, undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.diary.entry import CalendarInfo
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.permissions import Level
from desktop.views.diary.files.event_table import EventTable
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

if TYPE_CHECKING:
    import asyncio

WIDTH, HEIGHT = 760, 480
_REFUSALS_SHOWN: Final = 5


class CalendarImportDialog(QDialog):
    """Show it with `show`: it is not modal.

    Args:
        source: what the worker is told to read: {"path": …} or {"text": …}.
        name: how the person knows it.

    Signals:
        noticed: a sentence for the person when the window is closed already.
    """

    noticed = Signal(str)

    def __init__(
        self,
        jobs: Jobs,
        source: dict[str, Json],
        name: str,
        zone: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._source = source
        self._group = 0
        self._task: asyncio.Task[None] | None = None
        self.setWindowTitle(_("Take events from “{name}”").format(name=name))
        self.summary = QLabel(_("Reading…"), self)
        self.summary.setWordWrap(True)
        self.table = EventTable(zone, self)
        self.refusals = QLabel(self)
        self.refusals.setWordWrap(True)
        self.refusals.hide()
        self.calendars = QComboBox(self)
        self.calendars.setAccessibleName(_("Calendar"))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setRange(0, 0)
        self.undo = QPushButton(icon("undo-2"), _("Take the import back"), self)
        self.take = QPushButton(_("Take into the calendar"), self)
        self.take.setEnabled(False)
        self._lay_out()
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self._task = jobs.start(self._look(), name=_("Reading"))

    def _lay_out(self) -> None:
        self._into = QLabel(_("Into the calendar:"), self)
        self._into.setBuddy(self.calendars)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._into)
        row.addWidget(self.calendars, 1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.undo, QDialogButtonBox.ButtonRole.ResetRole)
        self.undo.hide()  # now: the box shows what it takes
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        self.close_button = buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take_clicked)
        self.undo.clicked.connect(self._on_undo_clicked)
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        layout.addWidget(self.bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.refusals)
        layout.addLayout(row)
        layout.addWidget(buttons)

    def reject(self) -> None:
        """Close; what is being read or taken is stopped, what was taken stays."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    async def _look(self) -> None:
        try:
            found = await self._jobs.read(lambda reads: reads.calendars())
            told = await self._jobs.ask("events.look", self._source)
        except AppError as error:
            self._show_end(str(error))
            return
        self._offer([one for one in found if one.level >= Level.EDIT])
        self._show_found(told if isinstance(told, dict) else {})

    def _offer(self, calendars: list[CalendarInfo]) -> None:
        for one in calendars:
            self.calendars.addItem(icon("calendar"), one.name, str(one.id))
            if one.is_default:
                self.calendars.setCurrentIndex(self.calendars.count() - 1)

    def _show_found(self, told: dict[str, Json]) -> None:
        self.bar.hide()
        count = int(str(told.get("events", 0)))
        text = ngettext("{count} event can be taken.", "{count} events can be taken.", count)
        said = [text.format(count=format_number(count, language()))]
        others = int(str(told.get("others", 0)))
        if others:
            text = ngettext(
                "{count} entry is no event and stays out.",
                "{count} entries are no events and stay out.",
                others,
            )
            said.append(text.format(count=format_number(others, language())))
        self.summary.setText(" ".join(said))
        shown, refused = told.get("shown"), told.get("refused")
        self.table.show_events(shown if isinstance(shown, list) else [])
        self._show_refusals(refused if isinstance(refused, list) else [])
        self.take.setEnabled(count > 0 and self.calendars.count() > 0)

    def _show_refusals(self, refused: list[Json]) -> None:
        pairs = [(str(one[0]), str(one[1])) for one in refused if isinstance(one, list)]
        lines = [f"“{title}”: {why}" for title, why in pairs[:_REFUSALS_SHOWN]]
        if len(pairs) > _REFUSALS_SHOWN:
            more = len(pairs) - _REFUSALS_SHOWN
            text = ngettext("… and {count} more", "… and {count} more", more)
            lines.append(text.format(count=format_number(more, language())))
        head = _("These cannot be taken:")
        self.refusals.setText("\n".join([head, *lines]))
        self.refusals.setVisible(bool(lines))

    @Slot()
    def _on_take_clicked(self) -> None:
        self.take.setEnabled(False)
        self.calendars.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._task = self._jobs.start(self._take(), name=_("Import"))

    async def _take(self) -> None:
        arguments = {**self._source, "calendar": str(self.calendars.currentData())}
        try:
            told = await self._jobs.ask("events.import", arguments, self._on_progress)
        except AppError as error:
            self._show_end(str(error))
            return
        facts = told if isinstance(told, dict) else {}
        self._group = int(str(facts.get("group", 0)))
        self.undo.setVisible(self._group > 0)
        sentence = sentence_of(facts)
        self._show_end(sentence)
        if not self.isVisible():
            self.noticed.emit(sentence)

    def _on_progress(self, done: int, of: int, _what: str) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _show_end(self, sentence: str) -> None:
        self.bar.hide()
        self.summary.setText(sentence)
        self.take.hide()
        self.close_button.setText(_("Close"))
        self._task = None

    @Slot()
    def _on_undo_clicked(self) -> None:
        self.undo.setEnabled(False)
        self._jobs.start(self._undo(), name=_("Undo"))

    async def _undo(self) -> None:
        await self._jobs.command("undo.group", group=self._group)
        self.undo.hide()
        self.summary.setText(_("It was taken back."))


def sentence_of(told: dict[str, Json]) -> str:
    """Return what an import did, in words."""
    new, changed, same = (int(str(told.get(name, 0))) for name in ("new", "changed", "same"))
    said = []
    if new:
        said.append(ngettext("{count} event was added.", "{count} events were added.", new))
    if changed:
        said.append(ngettext("{count} event was changed.", "{count} events were changed.", changed))
    if same:
        said.append(ngettext("{count} was there already.", "{count} were there already.", same))
    counts = (format_number(count, language()) for count in (new, changed, same) if count)
    text = " ".join(one.format(count=count) for one, count in zip(said, counts, strict=True))
    return text or _("Nothing was taken.")


def take_calendar_file(jobs: Jobs, path: Path, zone: str, parent: QWidget) -> CalendarImportDialog:
    """Open the dialog for a file."""
    dialog = CalendarImportDialog(jobs, {"path": str(path)}, path.name, zone, parent)
    dialog.show()
    return dialog


def take_calendar_text(jobs: Jobs, text: str, zone: str, parent: QWidget) -> CalendarImportDialog:
    """Open the dialog for the text of a calendar, as the clipboard has it."""
    dialog = CalendarImportDialog(jobs, {"text": text}, _("Clipboard"), zone, parent)
    dialog.show()
    return dialog
