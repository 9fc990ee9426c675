"""Giving somebody another password."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.organisation import Person
from desktop.core.passwords import SHORTEST
from desktop.views.admin.secret_field import SecretField
from desktop.views.admin.server_dialog import ServerDialog
from desktop.views.jobs import Jobs


class PasswordDialog(ServerDialog):
    """Sets the password of one person's login."""

    def __init__(self, jobs: Jobs, person: Person, parent: QWidget) -> None:
        title = _("New password for {name}").format(name=person.name)
        super().__init__(jobs, title, _("Set the password"), parent)
        self._person = person
        self.password = SecretField(self)
        self.add_row(_("New password"), self.password)
        self.lay_out(
            _("Programs with the old password are put out at once and ask for the new one.")
        )
        self.password.changed.connect(self._check)

    def send(self) -> None:
        """Set it."""
        told = {"person": str(self._person.id), "password": self.password.text()}
        self._jobs.start(self.ask("admin.set_password", told), name=_("Asking the server"))

    @Slot()
    def _check(self) -> None:
        is_short = len(self.password.text()) < SHORTEST
        told = _("A password needs at least {count} characters.").format(count=SHORTEST)
        self.tell(told if is_short else "")
        self.do.setEnabled(not is_short)
