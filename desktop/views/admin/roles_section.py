"""Roles: which rights each gives, and who has it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.commands import CommandFacts
from desktop.core.i18n import _
from desktop.core.organisation import Role
from desktop.views.admin.organisation_section import OrganisationSection
from desktop.views.admin.role_actions import RoleActions
from desktop.views.admin.role_dialog import RoleDialog
from desktop.views.admin.role_grants import RoleGrants
from desktop.views.admin.role_members import RoleMembers
from desktop.views.dialogs import confirm, show
from desktop.views.jobs import Jobs
from desktop.views.theme import look

_ROLE: Final = Qt.ItemDataRole.UserRole
WIDTH: Final = 190


class RolesSection(OrganisationSection):
    """The roles at the left, what the chosen one gives beside them."""

    def __init__(self, jobs: Jobs, parent: QWidget, commands: Sequence[CommandFacts] = ()) -> None:
        super().__init__(jobs, parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Roles"))
        self.list.setFixedWidth(look().px(WIDTH))
        self.add = QPushButton(_("Add a role…"), self)
        self.rename = QPushButton(_("Change…"), self)
        self.remove = QPushButton(_("Delete"), self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.grants = RoleGrants(jobs, self)
        self.actions_tab = RoleActions(jobs, commands, self)
        self.members = RoleMembers(jobs, self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.grants, _("Rights on records"))
        self.tabs.addTab(self.actions_tab, _("Actions"))
        self.tabs.addTab(self.members, _("People"))
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_list_current_row_changed)
        self.add.clicked.connect(self._on_add_clicked)
        self.rename.clicked.connect(self._on_rename_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.read()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        for button in (self.add, self.rename, self.remove):
            button.setAutoDefault(False)
            left.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.told)
        right.addWidget(self.tabs, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left)
        layout.addLayout(right, 1)

    def show_organisation(self) -> None:
        """Show all roles, and what the chosen one gives."""
        marked = self.role()
        row = 0
        self.list.blockSignals(True)
        self.list.clear()
        for place, role in enumerate(self.organisation.roles):
            item = QListWidgetItem(role.name, self.list)
            item.setData(_ROLE, role.id)
            if marked is not None and role.id == marked.id:
                row = place
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._on_list_current_row_changed()

    def role(self) -> Role | None:
        """Return the role that is chosen."""
        row = self.list.currentRow()
        found = self.list.item(row).data(_ROLE) if row >= 0 else None
        return self.organisation.role(found) if isinstance(found, uuid.UUID) else None

    @Slot()
    def _on_list_current_row_changed(self) -> None:
        role = self.role()
        for widget in (self.tabs, self.rename, self.remove):
            widget.setEnabled(role is not None)
        self.told.setText(role.description if role else "")
        self.told.setVisible(bool(self.told.text()))
        self.grants.show_role(role)
        self.actions_tab.show_role(role)
        self.members.show_role(role, self.organisation)

    @Slot()
    def _on_add_clicked(self) -> None:
        self._jobs.start(self._add(), name=_("Saving"))

    async def _add(self) -> None:
        dialog = RoleDialog(None, self)
        if await show(dialog):
            await self.command("user_role.create", values=dialog.values())

    @Slot()
    def _on_rename_clicked(self) -> None:
        if role := self.role():
            self._jobs.start(self._change(role), name=_("Saving"))

    async def _change(self, role: Role) -> None:
        dialog = RoleDialog(role, self)
        if await show(dialog):
            await self.command("user_role.change", ids=[str(role.id)], values=dialog.values())

    @Slot()
    def _on_remove_clicked(self) -> None:
        if role := self.role():
            self._jobs.start(self._remove(role), name=_("Deleting"))

    async def _remove(self, role: Role) -> None:
        question = _("Delete the role “{name}”?").format(name=role.name)
        detail = _("Whoever has it loses the rights that it gives.")
        if await confirm(self, question, detail, deed=_("Delete")):
            await self.command("user_role.delete", ids=[str(role.id)])
