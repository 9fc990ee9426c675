"""Which roles a person has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.core.i18n import _
from desktop.core.organisation import Organisation, Person
from desktop.views.admin.server_dialog import ServerDialog
from desktop.views.jobs import Jobs

_ID = Qt.ItemDataRole.UserRole


class MemberDialog(ServerDialog):
    """Roles with a tick for each that the person has."""

    def __init__(
        self, jobs: Jobs, organisation: Organisation, person: Person, parent: QWidget
    ) -> None:
        title = _("Roles of {name}").format(name=person.name)
        super().__init__(jobs, title, _("Save"), parent)
        self._person = person
        self._members = [one for one in organisation.members if one.user_id == person.id]
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Roles"))
        own = {one.role_id for one in self._members}
        for role in organisation.roles:
            item = QListWidgetItem(role.name, self.list)
            item.setData(_ID, str(role.id))
            item.setToolTip(role.description)
            is_own = role.id in own
            item.setCheckState(Qt.CheckState.Checked if is_own else Qt.CheckState.Unchecked)
        self.lay_out(_("A role gives everybody who has it the same rights."), self.list)

    def send(self) -> None:
        """Make and end memberships."""
        self.buttons.setEnabled(False)
        self._jobs.start(self._save(), name=_("Saving"))

    async def _save(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        wanted = {str(i.data(_ID)) for i in items if i.checkState() is Qt.CheckState.Checked}
        own = {str(one.role_id) for one in self._members}
        gone = [str(one.id) for one in self._members if str(one.role_id) not in wanted]
        try:
            if gone:
                await self._jobs.command("role_member.delete", ids=gone)
            for role in sorted(wanted - own):
                values = {"user_id": str(self._person.id), "role_id": role}
                await self._jobs.command("role_member.create", values=values)
        finally:
            self.buttons.setEnabled(True)
        self.accept()
