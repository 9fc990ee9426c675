"""Who has a role."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.organisation import Organisation, Role
from desktop.views.jobs import Jobs

_MEMBER: Final = Qt.ItemDataRole.UserRole


class RoleMembers(QWidget):
    """The members of one role; somebody is added by name."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._role: Role | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("People"))
        self.person = QComboBox(self)
        self.person.setAccessibleName(_("Find a person"))
        self.add = QPushButton(_("Give the role"), self)
        self.remove = QPushButton(_("Take the role away"), self)
        row = QHBoxLayout()
        row.addWidget(self.person, 1)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.list.itemSelectionChanged.connect(self._on_list_selection_changed)
        self.add.clicked.connect(self._on_add_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)

    def show_role(self, role: Role | None, organisation: Organisation) -> None:
        """Show who has a role, and who might."""
        self._role = role
        self.list.clear()
        self.person.clear()
        members = {m.user_id: m for m in organisation.members if role and m.role_id == role.id}
        for person in organisation.people:
            if person.id in members:
                item = QListWidgetItem(person.name, self.list)
                item.setData(_MEMBER, str(members[person.id].id))
            elif person.is_active:
                self.person.addItem(person.name, str(person.id))
        self.add.setEnabled(bool(self.person.count()))
        self._on_list_selection_changed()

    @Slot()
    def _on_list_selection_changed(self) -> None:
        self.remove.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def _on_add_clicked(self) -> None:
        if self._role is not None and self.person.currentData():
            values = {"role_id": str(self._role.id), "user_id": str(self.person.currentData())}
            self._run("role_member.create", values=values)

    @Slot()
    def _on_remove_clicked(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._run("role_member.delete", ids=[str(item.data(_MEMBER))])

    def _run(self, key: str, **arguments: object) -> None:
        self._jobs.start(self._command(key, **arguments), name=_("Saving"))

    async def _command(self, key: str, **arguments: object) -> None:
        await self._jobs.command(key, **arguments)
