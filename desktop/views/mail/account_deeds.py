"""The way from the page of mail to the accounts: set up, looked after."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt

from desktop.core.i18n import _
from desktop.core.mail.values import AccountInfo, AccountState
from desktop.views.shell.targets import record

if TYPE_CHECKING:
    from desktop.views.mail.accounts.accounts_dialog import AccountsDialog
    from desktop.views.mail.mail_page import MailPage


_TROUBLE: Final = frozenset({AccountState.REFUSED, AccountState.ERROR})


class AccountDeeds(QObject):
    """Opens the dialogs of accounts."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        self._troubled: AccountInfo | None = None
        actions = page.context.actions
        actions.bind("mail.add_account", self.add, enabled=self.can_ask, owner=page)
        actions.bind("mail.accounts", self.show_all, enabled=self.has_accounts, owner=page)
        page.middle.add_asked.connect(self.add)
        page.middle.trouble.accepted.connect(self._on_trouble_accepted)

    def can_ask(self) -> bool:
        """Tell whether servers can be asked: the worker runs."""
        return self._page.jobs.worker is not None

    def has_accounts(self) -> bool:
        """Tell whether there are accounts."""
        return bool(self._page.around.accounts)

    def add(self) -> None:
        """Set up another account."""
        from desktop.views.mail.accounts.setup_dialog import AccountSetup

        dialog = AccountSetup(self._page.jobs, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._page.refresh)
        dialog.open()

    def show_all(self) -> AccountsDialog:
        """Show all accounts."""
        from desktop.views.mail.accounts.accounts_dialog import AccountsDialog

        dialog = AccountsDialog(self._page.jobs, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.edit_asked.connect(self._on_edit_asked)
        dialog.add_asked.connect(self.add)
        dialog.open()
        return dialog

    def show_trouble(self, accounts: Sequence[AccountInfo]) -> None:
        """Say above the list which account is not connected, and offer to sign in again."""
        bar = self._page.middle.trouble
        self._troubled = next((one for one in accounts if one.state in _TROUBLE), None)
        info = self._troubled
        if info is None:
            bar.hide()
            return
        words = info.problem or _("The server does not let this program in.")
        sentence = f"{info.name}: {words}"
        if info.state is AccountState.REFUSED:
            bar.tell(sentence, _("Password…"))
        else:
            bar.say(sentence)

    def _on_trouble_accepted(self) -> None:
        if self._troubled is not None:
            self._page.jobs.start(self._sign_in(self._troubled), name=_("Password"))

    async def _sign_in(self, info: AccountInfo) -> None:
        from desktop.views.mail.accounts.password_dialog import ask_password

        password = await ask_password(info.address, self._page)
        if password:
            account = str(info.id)
            await self._page.jobs.ask(
                "mail.password",
                {"account": account, "incoming": password, "outgoing": password},
            )
            await self._page.jobs.ask("mail.sync", {"account": account})

    def _on_edit_asked(self, account: uuid.UUID) -> None:
        self._page.target_chosen.emit(record("mail_account", account))
