"""What a role gives on the records of each module, and how far it reaches."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.organisation import Role, RoleGrant
from desktop.core.permissions import Reach
from desktop.views.admin.role_words import LEVELS, MODULES, REACHES
from desktop.views.jobs import Jobs

FIELD = "field"  # of a box
FIRST: Final[dict[str, Json]] = {"record_module": "contacts", "reach": "own", "level": "view"}


class RoleGrants(QWidget):
    """A row for each right; what is chosen there is saved at once."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._role: Role | None = None
        self.table = QTreeWidget(self)
        self.table.setRootIsDecorated(False)
        self.table.setAccessibleName(_("Rights on records"))
        self.table.setHeaderLabels([_("Module"), _("Reach"), _("Highest right")])
        for column in range(3):
            self.table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.boxes = self._make_boxes()
        self.add = QPushButton(_("Add a right"), self)
        self.remove = QPushButton(_("Remove the right"), self)
        note = QLabel(_("Everybody sees and changes own records without a right here."), self)
        note.setWordWrap(True)
        note.setForegroundRole(note.palette().ColorRole.PlaceholderText)
        buttons = QHBoxLayout()
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addWidget(self.table, 1)
        choosing = QHBoxLayout()
        for box in self.boxes.values():
            choosing.addWidget(box, 1)
        layout.addLayout(choosing)
        layout.addLayout(buttons)
        self.add.clicked.connect(self._on_add_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.table.itemSelectionChanged.connect(self._on_table_selection_changed)

    def show_role(self, role: Role | None) -> None:
        """Show the rights of a role."""
        self._role = role
        given = role.grants if role else ()
        row = self.row()
        self.table.clear()
        for one in given:
            self._fill(QTreeWidgetItem(self.table), one)
        item = self.table.topLevelItem(min(max(row, 0), len(given) - 1))
        if item is not None:
            self.table.setCurrentItem(item)
        self._on_table_selection_changed()

    def row(self) -> int:
        """Return the place of the right that is chosen; -1 for none."""
        item = self.table.currentItem()
        return -1 if item is None else self.table.indexOfTopLevelItem(item)

    def _fill(self, item: QTreeWidgetItem, given: RoleGrant) -> None:
        for column, (field, value) in enumerate(_values(given).items()):
            box = self.boxes[field]
            if box.findData(value) < 0:  # a module of a later program
                box.addItem(value, value)
            item.setText(column, box.itemText(box.findData(value)))

    def _make_boxes(self) -> dict[str, QComboBox]:
        choices = {
            "record_module": MODULES.items(),
            "reach": ((one.value, text) for one, text in REACHES.items()),
            "level": ((one.name.lower(), text) for one, text in LEVELS.items()),
        }
        made = {}
        for field, pairs in choices.items():
            box = made[field] = QComboBox(self)
            for value, text in pairs:
                box.addItem(_(text), value)
            box.setProperty(FIELD, field)
            box.setMinimumContentsLength(8)
            box.activated.connect(self._on_box_activated)
        return made

    @Slot()
    def _on_box_activated(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox) and self._role is not None and self.row() >= 0:
            values = {str(box.property(FIELD)): str(box.currentData())}
            ids = [str(self._role.grants[self.row()].id)]
            self._run("permission_grant.change", ids=ids, values=values)

    @Slot()
    def _on_table_selection_changed(self) -> None:
        row = self.row()
        self.remove.setEnabled(row >= 0)
        for box in self.boxes.values():
            box.setEnabled(row >= 0)
        if self._role is not None and row >= 0:
            for field, value in _values(self._role.grants[row]).items():
                self.boxes[field].setCurrentIndex(self.boxes[field].findData(value))

    @Slot()
    def _on_add_clicked(self) -> None:
        if self._role is not None:
            values = {**FIRST, "role_id": str(self._role.id), "reach": Reach.OWN.value}
            self._run("permission_grant.create", values=values)

    @Slot()
    def _on_remove_clicked(self) -> None:
        row = self.row()
        if self._role is not None and row >= 0:
            self._run("permission_grant.delete", ids=[str(self._role.grants[row].id)])

    def _run(self, key: str, **arguments: object) -> None:
        self._jobs.start(self._command(key, **arguments), name=_("Saving"))

    async def _command(self, key: str, **arguments: object) -> None:
        await self._jobs.command(key, **arguments)


def _values(given: RoleGrant) -> dict[str, str]:
    grant = given.grant
    return {
        "record_module": grant.module,
        "reach": grant.reach.value,
        "level": grant.level.name.lower(),
    }
