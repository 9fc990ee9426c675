"""Backups: make one now, see and check them, go back, find a record, move to another computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.backups import BUNDLE_ENDING, Shelf, is_too_old, shelf_from_json
from desktop.core.clock import SystemClock, local_day
from desktop.core.dates import format_moment
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.backups.backup_list import BackupList, size_text
from desktop.views.backups.record_finder import RecordFinder
from desktop.views.backups.restore_dialog import RestoreDialog
from desktop.views.backups.second_folder import SecondFolder
from desktop.views.dialogs import choose_file_to_save, show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.shell.running import RunningWork
    from desktop.views.shell.settings_keeper import SettingsKeeper

WIDTH, HEIGHT = 900, 560


class BackupWindow(QDialog):
    """Show it with `show`: it is not modal.

    Signals:
        restore_asked: the name of the backup that is to take the place of the data.
        shelf_read: the Shelf, whenever it was read.
        noticed: a sentence for the person.
    """

    restore_asked = Signal(str)
    shelf_read = Signal(object)
    noticed = Signal(str)

    def __init__(
        self, jobs: Jobs, running: RunningWork, settings: SettingsKeeper, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._running = running
        self._settings = settings
        self.setWindowTitle(_("Backup and restore"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.state = QLabel(self)
        self.state.setFont(look().font("lead", 600))
        self.state.setWordWrap(True)
        self.list = BackupList(self)
        self.now = QPushButton(icon("database-backup"), _("Back up now"), self)
        self.check = QPushButton(icon("shield-check"), _("Check"), self)
        self.find_record = QPushButton(icon("search"), _("Find a record in it…"), self)
        self.restore = QPushButton(icon("archive-restore"), _("Go back to it…"), self)
        self.move_away = QPushButton(icon("file-output"), _("Save everything in one file…"), self)
        self.second = SecondFolder(self)
        self._lay_out()
        self._connect()
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self._show(Shelf())
        self.state.setText(_("Reading…"))
        self.read()

    def read(self) -> None:
        """Read the list again; returns at once."""
        self._jobs.start(self._read(), name=_("Reading"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.state, 1)
        top.addWidget(self.now)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.check, self.find_record, self.restore):
            below.addWidget(button)
        below.addStretch(1)
        moving = QHBoxLayout()
        hint = QLabel(_("Moving to another computer? Take one file with everything along."), self)
        hint.setWordWrap(True)
        moving.addWidget(hint, 1)
        moving.addWidget(self.move_away)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        layout.addWidget(self.second)
        layout.addLayout(moving)

    def _connect(self) -> None:
        for button in (self.now, self.check, self.find_record, self.restore, self.move_away):
            button.setAutoDefault(False)
        self.now.clicked.connect(self._on_now_clicked)
        self.check.clicked.connect(self._on_check_clicked)
        self.find_record.clicked.connect(self._on_find_clicked)
        self.restore.clicked.connect(self._on_restore_clicked)
        self.move_away.clicked.connect(self._on_move_away_clicked)
        self.second.chosen.connect(self._on_second_chosen)
        self.list.currentItemChanged.connect(self._on_list_current_item_changed)

    def _show(self, shelf: Shelf) -> None:
        self.list.show_shelf(shelf)
        self.second.show_shelf(shelf)
        now = SystemClock().now()
        newest = shelf.newest_good(now)
        if newest is None:
            self.state.setText(_("There is no good backup yet."))
        elif is_too_old(newest, now):
            sentence = _("The last good backup is older than a week: {when}")
            self.state.setText(sentence.format(when=format_moment(newest)))
        else:
            sentence = _("The last good backup was made on {when}.")
            self.state.setText(sentence.format(when=format_moment(newest)))
        self._on_list_current_item_changed()

    async def _ask(self, title: str, request: str, arguments: Mapping[str, Json]) -> Json:
        return await self._running.ask(self._jobs, title, request, arguments)

    async def _read(self) -> None:
        folder = self._settings.settings.backup_folder
        shelf = shelf_from_json(await self._jobs.ask("backup.list", {"folder": folder}))
        self._show(shelf)
        self.shelf_read.emit(shelf)

    async def _back_up(self) -> None:
        self.now.setEnabled(False)
        try:
            folder = self._settings.settings.backup_folder
            made = await self._ask(_("Backing up"), "backup.run", {"folder": folder})
        finally:
            self.now.setEnabled(True)
        warning = made.get("warning") if isinstance(made, dict) else ""
        self.noticed.emit(str(warning or _("The data were backed up and checked.")))
        await self._read()

    async def _check(self, name: str) -> None:
        is_sound = await self._ask(_("Checking the backup"), "backup.check", {"name": name})
        sound, damaged = _("The backup is good: all of it was read."), _("This backup is damaged.")
        self.noticed.emit(sound if is_sound else damaged)
        await self._read()

    async def _restore(self, name: str) -> None:
        facts = await self._ask(_("Looking into the backup"), "backup.preview", {"name": name})
        dialog = RestoreDialog(facts if isinstance(facts, dict) else {}, self)
        if await show(dialog):
            self.restore_asked.emit(name)

    async def _move_away(self) -> None:
        day = local_day(SystemClock().now())
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = str(Path(folder, f"Lienhe {day.isoformat()}{BUNDLE_ENDING}"))
        kinds = f"Lienhe (*{BUNDLE_ENDING})"
        chosen = await choose_file_to_save(self, _("Save everything in one file"), name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(BUNDLE_ENDING)
        size = await self._ask(_("Saving everything"), "backup.bundle", {"path": str(path)})
        sentence = _("Saved and checked: {path} ({size}). Open it at the first start elsewhere.")
        self.noticed.emit(sentence.format(path=path, size=size_text(int(str(size)))))

    @Slot()
    def _on_now_clicked(self) -> None:
        self._jobs.start(self._back_up(), name=_("Backing up"))

    @Slot()
    def _on_check_clicked(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            self._jobs.start(self._check(chosen.name), name=_("Checking the backup"))

    @Slot()
    def _on_restore_clicked(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            self._jobs.start(self._restore(chosen.name), name=_("Looking into the backup"))

    @Slot()
    def _on_find_clicked(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            finder = RecordFinder(self._jobs, chosen, self)
            finder.noticed.connect(self.noticed)
            finder.show()

    @Slot()
    def _on_move_away_clicked(self) -> None:
        self._jobs.start(self._move_away(), name=_("Saving everything"))

    @Slot(str)
    def _on_second_chosen(self, folder: str) -> None:
        self._settings.change(backup_folder=folder)
        self.read()

    @Slot()
    def _on_list_current_item_changed(self) -> None:
        chosen = self.list.chosen()
        self.check.setEnabled(chosen is not None)
        for button in (self.find_record, self.restore):
            button.setEnabled(chosen is not None and chosen.is_sound)
