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

from desktop.core.collation import sort_key
from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.core.named_actions import GROUPS, all_actions
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
        """Show what a role permits: what it names."""
        self._role = role
        self._is_showing = True
        named = set(role.actions) if role else set()
        self.all.setChecked(ALL in named)
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
        found = {str(i.data(0, _KEY)): i.checkState(0) is _TICKED for i in self._items()}
        later = () if self._role is None else self._role.actions  # a later program knows more
        unknown = [one for one in later if one not in found and one != ALL]
        return [key for key, is_ticked in found.items() if is_ticked] + unknown

    def _make_items(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for facts in sorted(all_actions(self._commands), key=_place):
            if facts.entity not in groups:
                groups[facts.entity] = QTreeWidgetItem(self.tree, [_group_of(facts.entity)])
                groups[facts.entity].setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsUserCheckable
                    | Qt.ItemFlag.ItemIsAutoTristate
                )
            item = QTreeWidgetItem(groups[facts.entity], [_(facts.label).rstrip("…")])
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
        self.save.setEnabled(is_other)

    @Slot()
    def _on_save_clicked(self) -> None:
        if self._role is not None:
            self._jobs.start(self._save(self._role, self.chosen()), name=_("Saving"))

    async def _save(self, role: Role, chosen: list[str]) -> None:
        values = {"rights": chosen}
        await self._jobs.command("user_role.change", ids=[str(role.id)], values=values)


def _group_of(key: str) -> str:
    """Return what the actions with such names are done with."""
    return _(GROUPS[key] if key in GROUPS else get_entity(key).plural)


def _place(facts: CommandFacts) -> tuple[bool, bool, bytes]:
    """Return by what actions are sorted: by what people look for, what belongs to none at last."""
    is_apart = facts.entity in GROUPS
    is_hidden = not is_apart and get_entity(facts.entity).hidden
    return is_apart, is_hidden, sort_key(_group_of(facts.entity))
