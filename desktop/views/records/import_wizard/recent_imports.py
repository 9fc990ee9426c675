"""The imports of late, each of which can be taken back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _
from desktop.core.pages import ListQuery, Page, Row, Sort
from desktop.core.ports import Reads
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.page import heading
from desktop.views.theme import look

SHOWN: Final = 8
COLUMNS: Final = (
    "file_name",
    "started_at",
    "status",
    "created_rows",
    "updated_rows",
    "failed_rows",
)
HEADS: Final = (
    N_("File"),
    N_("When"),
    N_("State"),
    N_("Created"),
    N_("Updated"),
    N_("Refused"),
)
WIDTHS: Final = (290, 140, 120, 80, 100, 80)
CAN_BE_UNDONE: Final = frozenset({"done", "stopped", "failed"})
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecentImports(QWidget):
    """Lists the newest imports; hidden while there is none.

    Signals:
        undo_asked: the id of the import that is to be taken back.
    """

    undo_asked = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._tree = QTreeWidget(self)
        self._tree.setHeaderLabels([_(head) for head in HEADS])
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        self._tree.header().setStretchLastSection(False)
        self._tree.setAccessibleName(_("Recent imports"))
        for column, width in enumerate(WIDTHS):
            self._tree.setColumnWidth(column, look().px(width))
        self._tree.currentItemChanged.connect(self._on_tree_current_item_changed)
        self._undo = QPushButton(icon("undo-2"), _("Take back this import"), self)
        self._undo.setAutoDefault(False)
        self._undo.clicked.connect(self._on_undo_clicked)
        row = QHBoxLayout()
        row.addWidget(heading(_("Recent imports"), self), 1)
        row.addWidget(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._tree, 1)
        jobs.changes.changed.connect(self._on_changes_changed)
        self._show(Page(0, ()))

    def refresh(self) -> None:
        """Read the newest imports again; returns at once."""
        query = ListQuery("import_run", COLUMNS, sort=Sort("started_at", descending=True))

        def ask(reads: Reads) -> Page:
            return reads.first_page(query)

        self._jobs.cards.submit(ask, self._show, topic="recent imports")

    def _show(self, page: Page) -> None:
        self._tree.clear()
        for row in page.rows[:SHOWN]:
            item = QTreeWidgetItem(list(row.texts))
            item.setData(0, ROW_ROLE, row)
            for column in range(3, len(COLUMNS)):
                item.setTextAlignment(column, _RIGHT)
            self._tree.addTopLevelItem(item)
        for part in (self._tree, self._undo):
            part.setVisible(bool(page.rows))
        self.setVisible(bool(page.rows))
        self._on_tree_current_item_changed()

    def _chosen(self) -> Row | None:
        item = self._tree.currentItem()
        row = item.data(0, ROW_ROLE) if item else None
        return row if isinstance(row, Row) else None

    @Slot()
    def _on_tree_current_item_changed(self) -> None:
        row = self._chosen()
        self._undo.setEnabled(row is not None and row.values[2] in CAN_BE_UNDONE)

    @Slot()
    def _on_undo_clicked(self) -> None:
        row = self._chosen()
        if row is not None:
            self.undo_asked.emit(row.id)

    @Slot(object)
    def _on_changes_changed(self, changes: Changes) -> None:
        if changes.touches("import_run"):
            self.refresh()
