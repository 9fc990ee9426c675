"""Everybody who works here: logins, roles, computers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.dates import format_moment
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.organisation import Person
from desktop.core.words import fold
from desktop.views.admin.organisation_section import OrganisationSection
from desktop.views.dialogs import confirm
from desktop.views.jobs import Jobs
from desktop.views.shell.targets import record
from desktop.views.theme import look

_PERSON: Final = Qt.ItemDataRole.UserRole
_WIDTHS: Final = (160, 120, 130, 170, 170)
NO_LOGIN: Final = N_("No login")
OPEN: Final = N_("Open login")
BLOCKED: Final = N_("Blocked")
LEFT: Final = N_("Not working here")
UNKNOWN: Final = N_("Not known offline")


class PeopleSection(OrganisationSection):
    """The list of people, and what can be done with each."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(jobs, parent)
        self._logins: dict[str, Mapping[str, Json]] | None = None  # None: the server was not heard
        self.search = QLineEdit(self)
        self.list = QTreeWidget(self)
        self.problem = QLabel(self)
        self.add = QPushButton(_("Add a person…"), self)
        self.login = QPushButton(_("Give a login…"), self)
        self.roles = QPushButton(_("Roles…"), self)
        self.password = QPushButton(_("New password…"), self)
        self.block = QPushButton(_("Block"), self)
        self.devices = QPushButton(_("Computers…"), self)
        self.invite = QPushButton(_("Save an invitation…"), self)
        self.card = QPushButton(_("Open the record"), self)
        self._one = (self.login, self.roles, self.password, self.block, self.devices, self.card)
        note = _("Whoever gets a login works with an invitation file, the login and a password.")
        self.lay_out(note, self._body(), (self.add, *self._one[:5], self.invite, self.card))
        self._connect()
        self.read()
        self.ask_server()

    def _body(self) -> QWidget:
        self.search.setPlaceholderText(_("Find a person"))
        self.search.setAccessibleName(_("Find a person"))
        self.search.setClearButtonEnabled(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(_("People"))
        heads = [_("Full name"), _("Login"), _("State"), _("Unit"), _("Roles"), _("Last seen")]
        self.list.setHeaderLabels(heads)
        for column, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(column, look().px(width))
        self.problem.setWordWrap(True)
        self.problem.hide()
        body = QWidget(self)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.search)
        inner.addWidget(self.list, 1)
        inner.addWidget(self.problem)
        return body

    def _connect(self) -> None:
        self.search.textChanged.connect(self.show_organisation)
        self.list.itemSelectionChanged.connect(self._on_list_selection_changed)
        self.list.itemActivated.connect(self._on_card_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.login.clicked.connect(self._on_login_clicked)
        self.roles.clicked.connect(self._on_roles_clicked)
        self.password.clicked.connect(self._on_password_clicked)
        self.block.clicked.connect(self._on_block_clicked)
        self.devices.clicked.connect(self._on_devices_clicked)
        self.invite.clicked.connect(self._on_invite_clicked)
        self.card.clicked.connect(self._on_card_clicked)

    # --- what is known
    def ask_server(self) -> None:
        """Ask who has a login; returns at once."""
        self._jobs.start(self._ask_server(), name=_("Asking the server"))

    async def _ask_server(self) -> None:
        try:
            self.take(await self._jobs.ask("admin.people", {}))
        except AppError as error:
            self.problem.setText(str(error))
            self.problem.show()

    def take(self, told: Json) -> None:
        """Show who has a login by an answer of the server."""
        rows = told if isinstance(told, list) else []
        self._logins = {str(one["id"]): one for one in rows if isinstance(one, Mapping)}
        self.problem.hide()
        self.show_organisation()

    @Slot()
    def show_organisation(self) -> None:
        """Show everybody whose name, login or unit holds what was typed."""
        marked = self.person()
        names = self.organisation.names()
        wanted = fold(self.search.text())
        self.list.clear()
        for person in self.organisation.people:
            roles = ", ".join(role.name for role in self.organisation.roles_of(person.id))
            unit = names.get(person.unit_id, "") if person.unit_id else ""
            state = _(self.standing_of(person))
            texts = [person.name, self._login_of(person), state, unit, roles]
            if wanted not in fold(" ".join(texts)):
                continue
            item = QTreeWidgetItem(self.list, [*texts, self._seen(person)])
            item.setData(0, _PERSON, person)
            for column, text in enumerate(texts):
                item.setToolTip(column, text)
            if self.standing_of(person) in {BLOCKED, LEFT}:
                item.setForeground(0, self.palette().placeholderText())
            if marked is not None and person.id == marked.id:
                self.list.setCurrentItem(item)
        self._on_list_selection_changed()

    def person(self) -> Person | None:
        """Return who is chosen in the list."""
        item = self.list.currentItem()
        found = None if item is None else item.data(0, _PERSON)
        return found if isinstance(found, Person) else None

    def standing_of(self, person: Person) -> str:
        """Return how somebody's login stands, as an English msgid."""
        if not person.is_active:
            return LEFT
        if self._logins is None:
            return UNKNOWN if person.login else NO_LOGIN
        known = self._logins.get(str(person.id))
        if known is None:
            return NO_LOGIN
        return OPEN if known.get("is_open") else BLOCKED

    def _login_of(self, person: Person) -> str:
        known = (self._logins or {}).get(str(person.id), {})
        return str(known.get("login") or (person.login if self._logins is None else ""))

    def _seen(self, person: Person) -> str:
        at = (self._logins or {}).get(str(person.id), {}).get("last_seen")
        return format_moment(datetime.fromisoformat(str(at))) if at else ""

    @Slot()
    def _on_list_selection_changed(self) -> None:
        person = self.person()
        state = self.standing_of(person) if person else ""
        for button in self._one:
            button.setEnabled(person is not None)
        has_login = state in {OPEN, BLOCKED}
        self.login.setEnabled(person is not None and state == NO_LOGIN)
        for button in (self.password, self.block, self.devices):
            button.setEnabled(has_login)
        self.block.setText(_("Let in again") if state == BLOCKED else _("Block"))

    # --- what can be done
    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.ask_server)
        dialog.open()

    @Slot()
    def _on_add_clicked(self) -> None:
        from desktop.views.admin.person_dialog import PersonDialog

        self._show(PersonDialog(self._jobs, self.organisation, None, self))

    @Slot()
    def _on_login_clicked(self) -> None:
        from desktop.views.admin.person_dialog import PersonDialog

        if person := self.person():
            self._show(PersonDialog(self._jobs, self.organisation, person, self))

    @Slot()
    def _on_roles_clicked(self) -> None:
        from desktop.views.admin.member_dialog import MemberDialog

        if person := self.person():
            self._show(MemberDialog(self._jobs, self.organisation, person, self))

    @Slot()
    def _on_password_clicked(self) -> None:
        from desktop.views.admin.password_dialog import PasswordDialog

        if person := self.person():
            self._show(PasswordDialog(self._jobs, person, self))

    @Slot()
    def _on_devices_clicked(self) -> None:
        from desktop.views.admin.devices_dialog import DevicesDialog

        if person := self.person():
            self._show(DevicesDialog(self._jobs, person, self))

    @Slot()
    def _on_block_clicked(self) -> None:
        if person := self.person():
            is_open = self.standing_of(person) == BLOCKED
            self._jobs.start(self._set_open(person, is_open=is_open), name=_("Asking the server"))

    async def _set_open(self, person: Person, *, is_open: bool) -> None:
        if not is_open:
            question = _("Block the login of {name}?").format(name=person.name)
            detail = _(
                "The programs of this person are put out at once. What they hold stays on their "
                "computers: to delete it, use “Computers…” first, while the login is open."
            )
            if not await confirm(self, question, detail, deed=_("Block")):
                return
        told: dict[str, Json] = {"person": str(person.id), "is_open": is_open}
        self.take(await self._jobs.ask("admin.set_open", told))

    @Slot()
    def _on_invite_clicked(self) -> None:
        self._jobs.start(self._invite(self.person()), name=_("Saving"))

    async def _invite(self, person: Person | None) -> None:
        from desktop.views.admin.invitation import save_invitation

        login = self._login_of(person) if person else ""
        await save_invitation(self._jobs, login, self)

    @Slot()
    def _on_card_clicked(self) -> None:
        if person := self.person():
            self.target_chosen.emit(record("app_user", uuid.UUID(str(person.id))))
