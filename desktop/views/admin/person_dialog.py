"""Adding a person with a login, or giving a login to somebody who has none."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.core.filters import Json
from desktop.core.first_logins import is_login, suggested_login
from desktop.core.i18n import _
from desktop.core.organisation import Organisation, Person
from desktop.core.passwords import SHORTEST
from desktop.views.admin.secret_field import SecretField
from desktop.views.admin.server_dialog import ServerDialog
from desktop.views.jobs import Jobs
from desktop.views.theme import look

_ID = Qt.ItemDataRole.UserRole


class PersonDialog(ServerDialog):
    """Makes a login, and the person where `person` is None."""

    def __init__(
        self, jobs: Jobs, organisation: Organisation, person: Person | None, parent: QWidget
    ) -> None:
        title = _("Give a login") if person else _("Add a person")
        super().__init__(jobs, title, _("Make the login"), parent)
        self._person = person
        self._new_id = str(uuid.uuid4())  # a second try makes nobody else
        self._suggested = ""
        self.name = QLineEdit(self)
        self.login = QLineEdit(self)
        self.password = SecretField(self)
        self.unit = QComboBox(self)
        self.roles = QListWidget(self)
        self._fill(organisation)
        self.add_row(_("Full name"), self.name)
        self.add_row(_("Login"), self.login)
        self.add_row(_("First password"), self.password)
        if person is None:
            self.add_row(_("Unit"), self.unit)
            self.add_row(_("Roles"), self.roles)
        else:
            self.unit.hide()
            self.roles.hide()
            self.name.setReadOnly(True)
        self.lay_out(_("Pass the login and the password on; the person signs in with them."))
        self.name.textChanged.connect(self._on_name_text_changed)
        self.login.textChanged.connect(self._check)
        self.password.changed.connect(self._check)
        if person is not None:
            self.name.setText(person.name)
        self._check()
        first = self.login if person else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, organisation: Organisation) -> None:
        self.unit.addItem(_("No unit"), None)
        for unit in organisation.units:
            self.unit.addItem(unit.name, str(unit.id))
        for role in organisation.roles:
            item = QListWidgetItem(role.name, self.roles)
            item.setData(_ID, str(role.id))
            item.setToolTip(role.description)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.roles.setMaximumHeight(look().px(120))

    def chosen_roles(self) -> list[str]:
        """Return the ids of the roles that are ticked."""
        items = [self.roles.item(row) for row in range(self.roles.count())]
        return [str(i.data(_ID)) for i in items if i.checkState() is Qt.CheckState.Checked]

    def send(self) -> None:
        """Make the login."""
        roles: list[Json] = [*self.chosen_roles()]
        unit = self.unit.currentData()
        told: dict[str, Json] = {
            "person": str(self._person.id) if self._person else self._new_id,
            "login": self.login.text().strip(),
            "password": self.password.text(),
            "facts": {"name": self.name.text().strip(), "unit": unit, "roles": roles},
        }
        self._jobs.start(self.ask("admin.make_login", told), name=_("Asking the server"))

    @Slot(str)
    def _on_name_text_changed(self, name: str) -> None:
        if self.login.text() == self._suggested:  # what was typed by hand stays
            self._suggested = suggested_login(name)
            self.login.setText(self._suggested)
        self._check()

    @Slot()
    def _check(self) -> None:
        login = self.login.text().strip()
        is_short = len(self.password.text()) < SHORTEST
        if login and not is_login(login):
            self.tell(_("A login has small letters without marks, digits, full stops and hyphens."))
        elif is_short:
            told = _("A password needs at least {count} characters.")
            self.tell(told.format(count=SHORTEST))
        else:
            self.tell("")
        is_whole = bool(self.name.text().strip()) and is_login(login) and not is_short
        self.do.setEnabled(is_whole)
