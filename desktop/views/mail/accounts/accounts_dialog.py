"""All mail accounts: how each stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.mail.values import MAILBOX, AccountInfo, AccountState
from desktop.views.dialogs import confirm
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.mail.accounts.password_dialog import ask_password
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.core.mail.ports import MailReads

WIDTH: Final = 640
INFO: Final = Qt.ItemDataRole.UserRole
ENTITY: Final = "mail_account"
STATES: Final = {
    AccountState.OK: N_("Up to date"),
    AccountState.SIGNING_IN: N_("Signing in…"),
    AccountState.OFFLINE: N_("No connection"),
    AccountState.REFUSED: N_("The server refuses the sign-in"),
    AccountState.ERROR: N_("Something is wrong"),
    AccountState.SAMPLE: N_("A sample, without any server"),
}
_WRONG: Final = frozenset({AccountState.REFUSED, AccountState.ERROR})


class AccountsDialog(QDialog):
    """Lists accounts; the deeds are about the chosen one.

    Signals:
        edit_asked: the id of an account whose settings are to be shown.
        add_asked: another account is to be set up.
    """

    edit_asked = Signal(object)
    add_asked = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Mail accounts"))
        self._jobs = jobs
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Mail accounts"))
        self.list.setIconSize(QSize(20, 20))
        self.list.currentItemChanged.connect(self._arm)
        self.list.itemActivated.connect(self._on_edit_clicked)
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        column = QVBoxLayout()
        self.add = self._button(column, _("Add…"), self._on_add_clicked, always=True)
        self._button(column, _("Settings…"), self._on_edit_clicked)
        self._button(column, _("Password…"), self._on_password_clicked)
        self._button(column, _("Write new mail with it"), self._on_default_clicked)
        self._button(column, _("Send and receive"), self._on_sync_clicked)
        self.remove = self._button(column, _("Remove…"), self._on_remove_clicked)
        column.addStretch(1)
        self._lay_out(column)
        jobs.changes.changed.connect(self._on_changed)
        self._read()
        self._arm()

    def _lay_out(self, column: QVBoxLayout) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self._problem)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(14)
        layout.addLayout(left, 1)
        layout.addLayout(column)
        self.resize(look().px(WIDTH), look().px(360))

    def _button(
        self, column: QVBoxLayout, words: str, slot: Callable[[], None], *, always: bool = False
    ) -> QPushButton:
        made = QPushButton(words, self)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        column.addWidget(made)
        if not always:
            self._buttons.append(made)
        return made

    # --- what is shown
    def accounts(self) -> list[AccountInfo]:
        """Return the accounts in the list."""
        return [self.list.item(row).data(INFO) for row in range(self.list.count())]

    def chosen(self) -> AccountInfo | None:
        """Return the account that is chosen."""
        item = self.list.currentItem() if self.list.count() else None
        return None if item is None else item.data(INFO)

    def _read(self) -> None:
        self._jobs.mail.submit(_accounts, self._on_read, topic="mail accounts", asker=self)

    def _on_read(self, accounts: tuple[AccountInfo, ...]) -> None:
        before = self.chosen()
        self.list.clear()
        for info in accounts:
            picture = icon("mail", "danger" if info.state in _WRONG else None)
            words = f"{info.name}\n{info.address} · {_(STATES[info.state])}"
            item = QListWidgetItem(picture, words)
            item.setData(INFO, info)
            item.setSizeHint(QSize(0, 2 * look().row_height))
            self.list.addItem(item)
            if before is not None and before.id == info.id:
                self.list.setCurrentItem(item)
        if self.chosen() is None:
            self.list.setCurrentRow(0)
        self._arm()

    @Slot()
    def _arm(self) -> None:
        info = self.chosen()
        for button in self._buttons:
            button.setEnabled(info is not None)
        self._problem.setText(info.problem if info is not None else "")
        self._problem.setVisible(bool(self._problem.text()))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(MAILBOX) or changes.touches(ENTITY):
            self._read()

    # --- deeds
    @Slot()
    def _on_add_clicked(self) -> None:
        self.add_asked.emit()

    @Slot()
    def _on_edit_clicked(self) -> None:
        info = self.chosen()
        if info is not None:
            self.edit_asked.emit(info.id)
            self.accept()

    @Slot()
    def _on_password_clicked(self) -> None:
        info = self.chosen()
        if info is not None:
            self._jobs.start(self._password(info), name=_("Password"))

    @Slot()
    def _on_default_clicked(self) -> None:
        info = self.chosen()
        if info is not None:
            self._jobs.start(self._make_default(info), name=_("Saving"))

    @Slot()
    def _on_sync_clicked(self) -> None:
        info = self.chosen()
        if info is not None:
            asked: dict[str, Json] = {"account": str(info.id)}
            self._jobs.start(self._ask("mail.sync", asked), name=_("Send and receive"))

    @Slot()
    def _on_remove_clicked(self) -> None:
        info = self.chosen()
        if info is not None:
            self._jobs.start(self._remove(info), name=_("Remove…"))

    async def _password(self, info: AccountInfo) -> None:
        password = await ask_password(info.address, self)
        if password:
            asked: dict[str, Json] = {
                "account": str(info.id),
                "incoming": password,
                "outgoing": password,
            }
            await self._jobs.ask("mail.password", asked)
            await self._jobs.ask("mail.sync", {"account": str(info.id)})

    async def _make_default(self, info: AccountInfo) -> None:
        others = [str(one.id) for one in self.accounts() if one.is_default and one.id != info.id]
        if others:
            await self._jobs.command(f"{ENTITY}.change", ids=others, values={"is_default": False})
        ids = [str(info.id)]
        await self._jobs.command(f"{ENTITY}.change", ids=ids, values={"is_default": True})

    async def _remove(self, info: AccountInfo) -> None:
        question = _("Remove the account “{name}” from this program?").format(name=info.name)
        detail = _("Its messages stay on the server. What was not sent to the server yet is lost.")
        if not await confirm(self, question, detail, deed=_("Remove the account")):
            return
        await self._jobs.command(f"{ENTITY}.delete", ids=[str(info.id)])
        await self._jobs.ask("mail.begin", {})

    async def _ask(self, request: str, asked: dict[str, Json]) -> None:
        await self._jobs.ask(request, asked)


def _accounts(reads: MailReads) -> tuple[AccountInfo, ...]:
    return reads.accounts()
