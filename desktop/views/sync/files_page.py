"""The files on their way to the server and from it, and those that did not get there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.file_names import size_text
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.sync_lists import FileOnItsWay, files_from_json
from desktop.core.sync_status import SyncStatus
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.sync.problem_words import Titles
from desktop.views.sync.waiting_words import direction_words, file_words, has_card, known_entity
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.sync.file_watch import FileWatch

HEADS: Final = (N_("File name"), N_("Size of file"), N_("Record"), N_("How it stands"))
WIDTHS: Final = (210, 80, 170, 230)
_FILE: Final = Qt.ItemDataRole.UserRole


class FilesPage(QWidget):
    """Asks the worker each time it is told that something changed.

    Signals:
        counted: how many files are listed.
        record_opened: entity key and id of a record that names a file.
    """

    counted = Signal(object)
    record_opened = Signal(str, object)

    def __init__(self, jobs: Jobs, files: FileWatch | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._files = files
        self._shown: list[FileOnItsWay] = []
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setForegroundRole(self.told.palette().ColorRole.PlaceholderText)
        self.list = self._make_list()
        self.again = QPushButton(icon("refresh-cw"), _("Try again"), self)
        self.again.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        layout.addStretch(0)
        self.list.itemActivated.connect(self._on_list_item_activated)
        self.again.clicked.connect(self._on_again_clicked)
        self._fill([], {})

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAccessibleName(_("Files on their way"))
        made.setHeaderLabels([_(head) for head in HEADS])
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setStretchLastSection(False)
        for column, width in enumerate(WIDTHS):
            made.setColumnWidth(column, look().px(width))
        return made

    @Slot(object)
    def show_status(self, _status: SyncStatus) -> None:
        """Read anew what is on its way; returns at once."""
        self._jobs.start(self._ask("sync.moving_files", {}), name=_("Reading"))

    async def _ask(self, request: str, arguments: dict[str, Json]) -> None:
        found = files_from_json(await self._jobs.ask(request, arguments))
        if found != self._shown:
            titles = await self._titles(found)
            self._fill(found, titles)
        self._tell()

    async def _titles(self, files: list[FileOnItsWay]) -> Titles:
        named = [(one.entity, one.id) for one in files if one.id is not None]

        def ask(reads: Reads) -> list[Ref]:
            return [ref for entity, one in named for ref in reads.refs(entity, [one])]

        return {str(ref.id): ref.title for ref in await self._jobs.read(ask)}

    def _fill(self, files: list[FileOnItsWay], titles: Titles) -> None:
        self._shown = files
        self.list.setVisible(bool(files))
        self.again.setVisible(bool(files))
        self.list.clear()
        for one in files:
            title = titles.get(str(one.id), "")
            entity = known_entity(one.entity)
            about = title if title and title != one.name else _(entity.label) if entity else ""
            cells = [file_words(one), size_text(one.size or None), about, direction_words(one)]
            item = QTreeWidgetItem(self.list, cells)
            item.setData(0, _FILE, one)
            name, role = ("cloud-upload", "muted") if one.is_up else ("cloud-download", "muted")
            item.setIcon(0, icon("circle-alert", "warning") if one.why else icon(name, role))
            for column, text in enumerate(cells):
                item.setToolTip(column, text)
        self._tell()
        self.counted.emit(len(files))

    def _tell(self) -> None:
        reason = self._files.sentence if self._files is not None and self._shown else ""
        if reason:
            text = _("The last try broke off: {reason}").format(reason=reason)
        else:
            text = "" if self._shown else _("No file is on its way.")
        self.told.setText(text)
        self.told.setVisible(bool(text))

    @Slot()
    def _on_again_clicked(self) -> None:
        digests: list[Json] = [one.digest for one in self._shown if one.why]
        self._jobs.start(self._try_again(digests), name=_("Exchanging files"))

    async def _try_again(self, digests: list[Json]) -> None:
        self.again.setEnabled(False)
        try:
            await self._ask("sync.retry_files", {"digests": digests})
            if self._files is not None:
                await self._files.exchange()
            await self._ask("sync.moving_files", {})
        finally:
            self.again.setEnabled(True)

    @Slot(QTreeWidgetItem)
    def _on_list_item_activated(self, item: QTreeWidgetItem) -> None:
        file = item.data(0, _FILE)
        if isinstance(file, FileOnItsWay) and file.id is not None and has_card(file.entity):
            self.record_opened.emit(file.entity, file.id)
