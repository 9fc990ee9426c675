"""Exporting a list to a file: what of it, into which file; then its progress and its end."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import SystemClock, local_day
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.pages import ListQuery
from desktop.core.queries import query_to_json
from desktop.views.dialogs import choose_file_to_save
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.export_choices import FORMATS, SELECTED, ExportChoices
from desktop.views.records.export_progress import ExportProgress
from desktop.views.records.lists.table_selection import Selection
from desktop.views.records.work_display import WorkDisplay
from desktop.views.theme import look

if TYPE_CHECKING:
    import asyncio

WIDTH, HEIGHT = 460, 360


class ExportDialog(QDialog):
    """Show it with `show`: it is not modal, and closed while it writes it only hides.

    Signals:
        noticed: a sentence for the person, who does not see this window.
    """

    noticed = Signal(str)

    def __init__(
        self,
        jobs: Jobs,
        query: ListQuery,
        selection: Selection,
        display: WorkDisplay | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._query = query
        self._selection = selection
        self._display = display
        self._entity = get_entity(query.entity)
        self._task: asyncio.Task[None] | None = None
        self._written: Path | None = None
        self.setWindowTitle(_("Export: {records}").format(records=_(self._entity.plural)))
        self.choices = ExportChoices(self._entity, query, selection, self)
        self.progress = ExportProgress(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.choices)
        self._stack.addWidget(self.progress)
        self._open_file = QPushButton(icon("external-link"), _("Open the file"), self)
        self._open_folder = QPushButton(icon("folder-open"), _("Open the folder"), self)
        self._close = QPushButton(self)
        self._next = QPushButton(_("Export…"), self)
        self._lay_out()
        self._show_buttons()
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self._next.setFocus()

    @property
    def is_asking(self) -> bool:
        """Whether it still asks what is to be exported."""
        return self._stack.currentWidget() is self.choices

    @property
    def is_running(self) -> bool:
        """Whether a file is being written."""
        return self._task is not None

    def export_to(self, path: Path) -> None:
        """Begin to write the file."""
        self._written = None
        self._stack.setCurrentWidget(self.progress)
        self.progress.begin(path.name)
        self._task = self._jobs.start(self._export(path), name=_("Export"))
        self._show_buttons()

    def _lay_out(self) -> None:
        self._next.setDefault(True)
        for button in (self._open_file, self._open_folder, self._close):
            button.setAutoDefault(False)
        self._next.clicked.connect(self._on_next_clicked)
        self._close.clicked.connect(self._on_close_clicked)
        self._open_file.clicked.connect(self._on_open_file_clicked)
        self._open_folder.clicked.connect(self._on_open_folder_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._open_file, self._open_folder):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._next)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row)

    def _show_buttons(self) -> None:
        self._next.setVisible(self.is_asking)
        done = _("Stop") if self.is_running else _("Close")
        self._close.setText(_("Cancel") if self.is_asking else done)
        for button in (self._open_file, self._open_folder):
            button.setVisible(self._written is not None)

    async def _ask_path(self) -> None:
        form = FORMATS[self.choices.format]
        day = local_day(SystemClock().now())
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{_(self._entity.plural)} {day.isoformat()}{form.ending}"
        kinds = f"{_(form.label)} (*{form.ending})"
        chosen = await choose_file_to_save(self, _("Export"), str(Path(folder, name)), kinds)
        if chosen:
            path = Path(chosen)
            self.export_to(path if path.suffix else path.with_suffix(form.ending))

    async def _export(self, path: Path) -> None:
        import asyncio

        try:
            arguments = {**await self._what(), "path": str(path)}
            found = await self._ask(arguments)
        except AppError as error:
            self._finish(str(error), is_problem=True)
        except asyncio.CancelledError:
            self._finish(_("Stopped. No file was written."))
            raise
        else:
            self._written = path
            self._finish(_sentence(found))

    async def _what(self) -> dict[str, Json]:
        """Return the query and, if only some records are wanted, their ids."""
        query = replace(self._query, columns=self.choices.columns(), group="")
        cards = FORMATS[self.choices.format].cards
        arguments: dict[str, Json] = {"query": query_to_json(query), "cards": cards}
        if self.choices.wants_selection() and not self._selection.is_whole:
            ids = await self._read_ids()
            arguments["ids"] = [str(one) for one in ids]
        return arguments

    async def _read_ids(self) -> list[uuid.UUID]:
        """Return the selected ids; those of a long selection are read where the list is."""
        import asyncio

        if self._selection.is_known:
            return list(self._selection.ids)
        answered: asyncio.Future[list[uuid.UUID]] = asyncio.get_event_loop().create_future()
        self._jobs.lists.submit(
            self._selection.read_ids, answered.set_result, answered.set_exception
        )
        return await answered

    async def _ask(self, arguments: dict[str, Json]) -> Json:
        shown = None
        if self._display is not None:
            shown = self._display.begin(self.windowTitle(), self.stop)

        def advance(done: int, of: int, what: str) -> None:
            if self.is_running:
                self.progress.advance(done, of)
            if self._display is not None:
                self._display.advance(shown, done, of, what)

        try:
            return await self._jobs.ask("export.run", arguments, advance)
        finally:
            if self._display is not None:
                self._display.end(shown)

    def stop(self) -> None:
        """End the writing; an earlier file of that name stays as it was."""
        if self._task is not None:
            self._task.cancel()

    def _finish(self, sentence: str, *, is_problem: bool = False) -> None:
        self._task = None
        name = self._written.name if self._written else ""
        self.progress.finish(name, sentence, is_problem=is_problem)
        self._show_buttons()
        if not self.isVisible():
            self.noticed.emit(f"{name}: {sentence}" if name else sentence)
            self.deleteLater()

    @Slot()
    def _on_next_clicked(self) -> None:
        self._jobs.start(self._ask_path(), name=_("Export"))

    @Slot()
    def _on_close_clicked(self) -> None:
        if self.is_running:
            self.stop()
        else:
            self.reject()

    @Slot()
    def _on_open_file_clicked(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    @Slot()
    def _on_open_folder_clicked(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    # Qt's names
    def reject(self) -> None:
        """Go away for good, or only out of sight while a file is written; Qt closes by this."""
        super().reject()
        if not self.is_running:
            self.deleteLater()


def export_list(
    jobs: Jobs,
    query: ListQuery,
    selection: Selection,
    display: WorkDisplay | None,
    window: QWidget | None,
    notice: Callable[[str], None],
) -> ExportDialog:
    """Open the dialog for a list, in place of one that still asks about what was chosen before."""
    if window is not None:
        for other in window.findChildren(ExportDialog):
            if other.is_asking:
                other.reject()
    dialog = ExportDialog(jobs, query, selection, display, window)
    dialog.noticed.connect(notice)
    dialog.show()
    return dialog


def export_cards(
    jobs: Jobs,
    entity: str,
    ids: Sequence[str],
    display: WorkDisplay | None,
    window: QWidget | None,
    notice: Callable[[str], None],
) -> None:
    """Open the dialog for the contact cards of some records, everything chosen already."""
    query = ListQuery(entity, get_entity(entity).list_columns)
    chosen = tuple(map(uuid.UUID, ids))
    selection = Selection(query, 0, ((0, len(chosen) - 1),), chosen)
    dialog = export_list(jobs, query, selection, display, window, notice)
    dialog.choices.choose("rows", SELECTED)
    dialog.choices.choose("format", "vcard3")


def _sentence(found: Json) -> str:
    """Return what the worker says of a written file, in words."""
    facts = found if isinstance(found, dict) else {}
    rows, sheets, cut = (_count(facts, name) for name in ("rows", "sheets", "shortened"))
    text = ngettext("{count} row was exported.", "{count} rows were exported.", rows)
    sentences = [text.format(count=format_number(rows, language()))]
    if sheets > 1:
        sentences.append(_("They fill {count} sheets.").format(count=sheets))
    if cut:
        text = ngettext(
            "{count} cell was cut to what Excel can hold.",
            "{count} cells were cut to what Excel can hold.",
            cut,
        )
        sentences.append(text.format(count=format_number(cut, language())))
    return " ".join(sentences)


def _count(facts: dict[str, Json], name: str) -> int:
    value = facts.get(name)
    return value if isinstance(value, int) else 0
