"""The name of a role, and what it is for."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.organisation import Role
from desktop.core.shipped import kept_role_name
from desktop.views.admin.unit_dialog import ShortForm
from desktop.views.theme import look


class RoleDialog(ShortForm):
    """Asks for both."""

    def __init__(self, role: Role | None, parent: QWidget) -> None:
        title = _("Change a role") if role else _("Add a role")
        super().__init__(title, _("Save") if role else _("Add"), parent)
        self._role = role
        self.name = QLineEdit(role.name if role else "", self)
        self.told = QPlainTextEdit(role.description if role else "", self)
        self.told.setMaximumHeight(look().px(90))
        self.told.setTabChangesFocus(True)
        self.add_row(_("Name"), self.name)
        self.add_row(_("Description"), self.told)
        self.name.textChanged.connect(self._check)
        self._check()

    def values(self) -> dict[str, Json]:
        """Return what was typed."""
        told = self.told.toPlainText().strip()
        name = self.name.text().strip()
        if self._role is not None:
            name = kept_role_name(self._role.id, name)
        return {"name": name, "description": told or None}

    @Slot()
    def _check(self) -> None:
        self.do.setEnabled(bool(self.name.text().strip()))
