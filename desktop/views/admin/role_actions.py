"""Which actions a role permits: all of them, or those with a tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.commands import CommandFacts
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.i18n import _
from desktop.core.organisation import Role
from desktop.views.jobs import Jobs

ALL: Final = "*"
_KEY: Final = Qt.ItemDataRole.UserRole
_TICKED, _EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class RoleActions(QWidget):
    """A tree of actions by what they are done with; saved by its button."""

    def __init__(self, jobs: Jobs, commands: Sequence[CommandFacts], parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._commands = commands
        self._role: Role | None = None
        self._is_showing = False
        self.all = QCheckBox(_("All actions"), self)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(_("Actions"))
        self.save = QPushButton(_("Save"), self)
        self.save.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.all)
        layout.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.all.toggled.connect(self._on_changed)
        self.tree.itemChanged.connect(self._on_changed)
        self.save.clicked.connect(self._on_save_clicked)

    def show_role(self, role: Role | None) -> None:
        """Show what a role permits; one that names no action permits all."""
        self._role = role
        self._is_showing = True
        named = set(role.actions) if role else set()
        self.all.setChecked(ALL in named or not named)
        if not self.tree.topLevelItemCount():
            self._make_items()
        for item in self._items():
            item.setCheckState(0, _TICKED if item.data(0, _KEY) in named else _EMPTY)
        self._is_showing = False
        self.tree.setEnabled(not self.all.isChecked())
        self.save.setEnabled(False)

    def chosen(self) -> list[str]:
        """Return what is ticked: the names of actions, or the one that stands for all."""
        if self.all.isChecked():
            return [ALL]
        return [str(i.data(0, _KEY)) for i in self._items() if i.checkState(0) is _TICKED]

    def _make_items(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for facts in self._commands:
            entity = _entity_of(facts.key)
            if entity is None:
                continue
            if entity not in groups:
                groups[entity] = QTreeWidgetItem(self.tree, [_(get_entity(entity).plural)])
                groups[entity].setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsUserCheckable
                    | Qt.ItemFlag.ItemIsAutoTristate
                )
            item = QTreeWidgetItem(groups[entity], [_(facts.label).rstrip("…")])
            item.setData(0, _KEY, facts.key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, _EMPTY)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for place in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(place)
            for row in range(group.childCount() if group else 0):
                found = group.child(row) if group else None
                if found is not None:
                    yield found

    @Slot()
    def _on_changed(self) -> None:
        if self._is_showing:
            return
        self.tree.setEnabled(not self.all.isChecked())
        is_other = self._role is not None and set(self.chosen()) != set(self._role.actions)
        self.save.setEnabled(is_other and bool(self.chosen()))

    @Slot()
    def _on_save_clicked(self) -> None:
        if self._role is not None:
            self._jobs.start(self._save(self._role, self.chosen()), name=_("Saving"))

    async def _save(self, role: Role, chosen: list[str]) -> None:
        values = {"rights": chosen}
        await self._jobs.command("user_role.change", ids=[str(role.id)], values=values)


def _entity_of(key: str) -> str | None:
    """Return what an action is done with, if people see such records in lists."""
    name = key.partition(".")[0]
    try:
        return None if get_entity(name).hidden else name
    except UnknownEntityError:
        return None
