"""The way from the page of mail to the accounts: set up, looked after."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop.views.shell.targets import record

if TYPE_CHECKING:
    from desktop.views.mail.accounts.accounts_dialog import AccountsDialog
    from desktop.views.mail.mail_page import MailPage


class AccountDeeds(QObject):
    """Opens the dialogs of accounts."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        actions = page.context.actions
        actions.bind("mail.add_account", self.add, enabled=self.can_ask, owner=page)
        actions.bind("mail.accounts", self.show_all, enabled=self.has_accounts, owner=page)
        page.middle.add_asked.connect(self.add)

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

    def _on_edit_asked(self, account: uuid.UUID) -> None:
        self._page.target_chosen.emit(record("mail_account", account))
