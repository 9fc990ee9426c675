"""Sets up a mail account: an address, its servers found and tried, done."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.jobs import Jobs
from desktop.views.mail.accounts.server_form import ServerForm
from desktop.views.mail.accounts.step_list import StepList
from desktop.views.mail.accounts.values import (
    Step,
    account_values,
    settings_from_json,
    steps_from_json,
)
from desktop.views.theme import look
from desktop.views.widgets.step_bar import StepBar

WIDTH: Final = 560
WHO, SERVERS, DONE = 0, 1, 2


class AccountSetup(QDialog):
    """Leads through the steps; nothing is saved before the last.

    Signals:
        saved: the id of the account.
    """

    saved = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add a mail account"))
        self._jobs = jobs
        self._certificate = ""  # that was shown and nobody vouches for
        self._trusted = ""  # that the person takes all the same
        self._is_busy = False
        self.bar = StepBar([_("Address"), _("Servers"), _("Done")], self)
        self.name = _line(self, _("Name of the sender"))
        self.address = _line(self, _("E-mail address"))
        self.password = _line(self, _("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.form = ServerForm(self)
        self.steps = StepList(self)
        self._hint = _words(self)
        self._intro = _words(self)
        self._end = _words(self)
        self._end.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._who())
        self._pages.addWidget(self._servers())
        self._pages.addWidget(self._end)
        self._lay_out()
        self._show_step(WHO)

    # --- parts
    def _who(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(self._intro)
        form.addRow(_("Name of the sender"), self.name)
        form.addRow(_("E-mail address"), self.address)
        form.addRow(_("Password"), self.password)
        return page

    def _servers(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._hint)
        column.addWidget(self.form)
        column.addWidget(self.steps)
        column.addStretch(1)
        return page

    def _lay_out(self) -> None:
        self._intro.setText(_("The servers are looked for by the address."))
        buttons = QDialogButtonBox(self)
        self.back = buttons.addButton(_("Back"), QDialogButtonBox.ButtonRole.ResetRole)
        self.trust = buttons.addButton(
            _("Trust this certificate"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.save_anyway = buttons.addButton(
            _("Save all the same"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.go_on = QPushButton(_("Continue"), self)
        buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.ActionRole)
        self.go_on.setDefault(True)
        self.cancel = buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.back, self.trust, self.save_anyway, self.cancel):
            button.setAutoDefault(False)
        self.back.clicked.connect(self._on_back_clicked)
        self.trust.clicked.connect(self._on_trust_clicked)
        self.save_anyway.clicked.connect(self._on_save_anyway_clicked)
        self.go_on.clicked.connect(self._on_go_on_clicked)
        buttons.rejected.connect(self.reject)
        self.address.textChanged.connect(self._arm)
        self.form.changed.connect(self._forget_trust)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(16)
        layout.addWidget(self.bar)
        layout.addWidget(self._pages, 1)
        layout.addWidget(buttons)
        self.setMinimumWidth(look().px(WIDTH))

    # --- steps
    @property
    def step(self) -> int:
        """The step in view: WHO, SERVERS or DONE."""
        return self._pages.currentIndex()

    def _show_step(self, step: int) -> None:
        self.bar.go_to(step)
        self._pages.setCurrentIndex(step)
        self.back.setVisible(step == SERVERS)
        self.trust.hide()
        self.save_anyway.hide()
        self.cancel.setVisible(step != DONE)
        self.go_on.setText({WHO: _("Continue"), SERVERS: _("Try and save"), DONE: _("Close")}[step])
        (self.address if self.name.text() else self.name).setFocus()
        self._arm()

    @Slot()
    def _arm(self) -> None:
        is_address = "@" in self.address.text().strip(" @")
        self.go_on.setEnabled(not self._is_busy and (is_address or self.step == DONE))

    @Slot()
    def _forget_trust(self) -> None:
        self._trusted = ""

    def _work(self, *, on: bool) -> None:
        self._is_busy = on
        for part in (self.form, self.back, self.save_anyway, self.trust):
            part.setEnabled(not on)
        self._arm()

    @Slot()
    def _on_go_on_clicked(self) -> None:
        if self.step == DONE:
            self.accept()
        elif self.step == WHO:
            self._jobs.start(self._discover(), name=_("Looking for the servers"))
        else:
            self._jobs.start(self._try_and_save(), name=_("Trying the servers"))

    @Slot()
    def _on_back_clicked(self) -> None:
        self.steps.say("")
        self._show_step(WHO)

    @Slot()
    def _on_trust_clicked(self) -> None:
        self._trusted = self._certificate
        self._jobs.start(self._try_and_save(), name=_("Trying the servers"))

    @Slot()
    def _on_save_anyway_clicked(self) -> None:
        self._jobs.start(self._save(), name=_("Saving"))

    # --- what the worker is asked
    async def _discover(self) -> None:
        self._show_step(SERVERS)
        self._hint.setText("")
        self.steps.say(_("Looking for the servers of this address…"))
        self._work(on=True)
        try:
            found = await self._jobs.ask("mail.discover", {"address": self._address()})
        except AppError as error:
            self.steps.say(str(error), is_problem=True)
            return
        finally:
            self._work(on=False)
        settings = settings_from_json(found)
        if not settings.user_name:
            settings = replace(settings, user_name=self._address())
        self.form.show_settings(settings)
        self._hint.setText(settings.hint)
        self._hint.setVisible(bool(settings.hint))
        self.steps.say("")
        if settings.is_known and self.password.text():
            await self._try_and_save()
        elif not settings.is_known:
            told = _("Nobody says which servers this address has. Please check them.")
            self.steps.say(told, is_problem=True)

    async def _try_and_save(self) -> None:
        self.steps.say(_("Trying the servers…"))
        self._work(on=True)
        try:
            told = await self._jobs.ask(
                "mail.test",
                {
                    "values": self._values(),
                    "incoming": self.password.text(),
                    "outgoing": self.password.text(),
                },
            )
        except AppError as error:
            self.steps.say(str(error), is_problem=True)
            self.save_anyway.show()
            return
        finally:
            self._work(on=False)
        await self._judge(steps_from_json(told))

    async def _judge(self, steps: tuple[Step, ...]) -> None:
        self.steps.show_steps(steps)
        if steps and all(one.is_ok for one in steps):
            await self._save()
            return
        self._certificate = next((one.certificate for one in steps if one.certificate), "")
        self.trust.setVisible(bool(self._certificate))
        self.save_anyway.show()
        self.go_on.setText(_("Try again"))

    async def _save(self) -> None:
        self._work(on=True)
        try:
            outcome = await self._jobs.command("mail_account.create", values=self._values())
            account, secret = str(outcome.value), self.password.text()
            is_kept: Json = True
            if secret:
                asked: dict[str, Json] = {
                    "account": account,
                    "incoming": secret,
                    "outgoing": secret,
                }
                is_kept = await self._jobs.ask("mail.password", asked)
            await self._jobs.ask("mail.begin", {})
        except AppError as error:
            self.steps.say(str(error), is_problem=True)
            return
        finally:
            self._work(on=False)
        words = _("The account is set up. Mail comes in now, the newest first.")
        if not is_kept:
            words += "\n" + _(
                "This computer has no keyring: the password is asked for at each start."
            )
        self._end.setText(words)
        self._show_step(DONE)
        self.saved.emit(account)

    def _values(self) -> dict[str, Json]:
        address = self._address()
        values = account_values(self.form.settings())
        values |= {"name": address, "address": address, "protocol": "imap"}
        values["sender_name"] = self.name.text().strip() or None
        if self._trusted:
            values["certificate"] = self._trusted
        return values

    def _address(self) -> str:
        return "".join(self.address.text().split())


def _line(parent: QWidget, name: str) -> QLineEdit:
    made = QLineEdit(parent)
    made.setAccessibleName(name)
    return made


def _words(parent: QWidget) -> QLabel:
    made = QLabel(parent)
    made.setWordWrap(True)
    return made
