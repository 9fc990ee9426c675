"""One record of a backup: found, shown beside what it is now, brought back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.backups import BackupFacts
from desktop.core.dates import format_moment
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

STATES: Final = {
    "living": N_("still there"),
    "deleted": N_("in the recycle bin"),
    "gone": N_("gone for good"),
}
FOUND_HEADS: Final = (N_("Record"), N_("Kind"), N_("Now"))
FIELD_HEADS: Final = (N_("Field"), N_("In the backup"), N_("Now"))
FOUND_WIDTHS: Final = (200, 120, 80)
FIELD_WIDTHS: Final = (130, 180, 180)
PAUSE_MS: Final = 300
WIDTH, HEIGHT = 1020, 560
_KEY_ROLE: Final = Qt.ItemDataRole.UserRole


class RecordFinder(QDialog):
    """Looks for records in one backup.

    Signals:
        noticed: a sentence for the person.
    """

    noticed = Signal(str)

    def __init__(self, jobs: Jobs, backup: BackupFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._backup = backup
        self._asked = 0
        title = _("Records of the backup of {when}").format(when=format_moment(backup.made_at))
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = QLineEdit(self)
        hint = _("Name, phone, e-mail… Nothing typed: what is missing now")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.setClearButtonEnabled(True)
        self.found = self._tree(FOUND_HEADS, FOUND_WIDTHS)
        self.fields = self._tree(FIELD_HEADS, FIELD_WIDTHS)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.back = QPushButton(icon("archive-restore"), _("Bring it back"), self)
        self.back.setAutoDefault(False)
        self.back.setEnabled(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self.line.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.search)
        self.found.currentItemChanged.connect(self._on_found_current_item_changed)
        self.back.clicked.connect(self._on_back_clicked)
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self.search()

    @Slot()
    def search(self) -> None:
        """Look for what was typed; returns at once."""
        self._asked += 1
        self.text.setText(_("Reading…"))
        self._jobs.start(self._search(self.line.text(), self._asked), name=_("Reading"))

    def _tree(self, heads: tuple[str, ...], widths: tuple[int, ...]) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderLabels([_(head) for head in heads])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAccessibleName(_(heads[0]))
        for column, width in enumerate(widths):
            tree.setColumnWidth(column, look().px(width))
        return tree

    def _lay_out(self) -> None:
        middle = QSplitter(self)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.found)
        middle.addWidget(self.fields)
        middle.setSizes([look().px(410), look().px(530)])
        below = QHBoxLayout()
        below.addWidget(self.text, 1)
        below.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.line)
        layout.addWidget(middle, 1)
        layout.addLayout(below)

    async def _search(self, text: str, asked: int) -> None:
        arguments: dict[str, Json] = {"name": self._backup.name, "text": text}
        rows = await self._jobs.ask("backup.find", arguments)
        if asked != self._asked:
            return
        self.found.clear()
        self.fields.clear()
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, list):
                self.found.addTopLevelItem(_found_item(row))
        first = self.found.topLevelItem(0)
        if first is not None:
            self.found.setCurrentItem(first)
            return
        self._on_found_current_item_changed()
        nothing = _("Nothing of the backup is missing now.")
        self.text.setText(_("Nothing was found in the backup.") if text.strip() else nothing)

    async def _compare(self, entity: str, record_id: str) -> None:
        arguments: dict[str, Json] = {
            "name": self._backup.name,
            "entity": entity,
            "id": record_id,
        }
        found = await self._jobs.ask("backup.compare", arguments)
        if self._chosen() != (entity, record_id) or not isinstance(found, dict):
            return
        rows = found.get("fields")
        differences = 0
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, list):
                item = QTreeWidgetItem([_(str(row[0])), str(row[1]), str(row[2])])
                differs = row[1] != row[2]
                differences += differs
                for column in range(3):
                    item.setToolTip(column, item.text(column))
                    if differs:
                        item.setFont(column, look().font("text", 600))
                self.fields.addTopLevelItem(item)
        same = found.get("state") == "living" and not differences
        self.back.setEnabled(not same)
        self.text.setText(_("It is today as it was in the backup.") if same else "")

    async def _bring_back(self, entity: str, record_id: str) -> None:
        arguments: dict[str, Json] = {
            "name": self._backup.name,
            "entity": entity,
            "id": record_id,
        }
        title = await self._jobs.ask("backup.bring_back", arguments)
        self.noticed.emit(_("Brought back: {title}. Undo takes it back.").format(title=title))
        self.search()

    def _chosen(self) -> tuple[str, str] | None:
        item = self.found.currentItem()
        key = item.data(0, _KEY_ROLE) if item else None
        return (str(key[0]), str(key[1])) if isinstance(key, tuple | list) else None

    @Slot()
    def _on_found_current_item_changed(self) -> None:
        self.fields.clear()
        self.back.setEnabled(False)
        self.text.setText("")
        chosen = self._chosen()
        if chosen is not None:
            self._jobs.start(self._compare(*chosen), name=_("Reading"))

    @Slot()
    def _on_back_clicked(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.back.setEnabled(False)
            self._jobs.start(self._bring_back(*chosen), name=_("Restoring"))


def _found_item(row: list[Json]) -> QTreeWidgetItem:
    entity, record_id, title, detail, state = (str(part) for part in row)
    try:
        label, picture = _(get_entity(entity).label), get_entity(entity).icon
    except UnknownEntityError:
        label, picture = entity, ""
    item = QTreeWidgetItem([title, label, _(STATES.get(state, state))])
    item.setIcon(0, icon(picture))
    item.setToolTip(0, f"{title}\n{detail}" if detail else title)
    item.setData(0, _KEY_ROLE, (entity, record_id))
    return item
