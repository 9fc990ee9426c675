"""Joining a company: the invitation, one's login, and whether what is here goes along."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.join_plan import comparison_from_json, decisions_to_json
from desktop.views.dialogs import choose_file_to_open, show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

WIDTH = 520


class JoinDialog(QDialog):
    """Accepted once the profile is joined: then the program has to start again.

    Signals:
        encryption_asked: the person wants the data on this computer encrypted before.
        password_left: the password, which no keyring of this computer could keep.
    """

    encryption_asked = Signal()
    password_left = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._invitation: Mapping[str, Json] = {}
        self.setWindowTitle(_("Join a company server"))
        self._hint = QLabel(
            _(
                "Your administrator gives you an invitation file, a login and a password. "
                "You can go on working without a network; everything is sent when there is one. "
                "The program opens again once you have joined."
            ),
            self,
        )
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(self._hint.palette().ColorRole.PlaceholderText)
        self.file = QPushButton(icon("file-key"), _("Choose the invitation…"), self)
        self.server = QLabel(self)
        self.login = QLineEdit(self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.offers = QCheckBox(_("Send what I made on this computer to the company"), self)
        self.offers.setChecked(True)
        self.bare = QLabel(
            _("The data on this computer are not encrypted: who takes it can read them."), self
        )
        self.bare.setWordWrap(True)
        self.encrypt = QPushButton(icon("shield-check"), _("Encrypt them first…"), self)
        self.encrypt.setAutoDefault(False)
        self.offer_encryption(is_offered=False)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self._buttons = QDialogButtonBox(self)
        self.join = self._buttons.addButton(_("Join"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._connect()
        self._check()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(_("Invitation"), self.file)
        form.addRow(_("Server"), self.server)
        form.addRow(_("Login"), self.login)
        form.addRow(_("Password"), self.password)
        form.addRow("", self.offers)
        form.addRow("", self.bare)
        form.addRow("", self.encrypt)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        title = QLabel(_("Work together with your colleagues"), self)
        title.setFont(look().font("title", 600))
        layout.addWidget(title)
        layout.addWidget(self._hint)
        layout.addSpacing(4)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(look().px(WIDTH))

    def _connect(self) -> None:
        self.file.setAutoDefault(False)
        self.file.clicked.connect(self._on_file_clicked)
        self.login.textChanged.connect(self._check)
        self.password.textChanged.connect(self._check)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self.encrypt.clicked.connect(self.encryption_asked)

    def offer_encryption(self, *, is_offered: bool) -> None:
        """Offer to encrypt the data before, where they are not encrypted yet."""
        self.bare.setVisible(is_offered)
        self.encrypt.setVisible(is_offered)
        self._make_room()

    @Slot()
    def _check(self) -> None:
        is_whole = bool(self._invitation and self.login.text().strip() and self.password.text())
        self.join.setEnabled(is_whole)

    @Slot()
    def _on_file_clicked(self) -> None:
        self._jobs.start(self._choose(), name=_("Reading a file"))

    async def _choose(self) -> None:
        kinds = f"{_('Invitations')} (*.lienhe *.json);;{_('All files')} (*)"
        path = await choose_file_to_open(self, _("Choose the invitation…"), kinds)
        if path:
            await self.take_file(path)

    async def take_file(self, path: str) -> None:
        """Read an invitation, and say where it leads."""
        try:
            found = await self._jobs.ask("sync.look", {"path": path})
        except AppError as error:
            self._tell(str(error))
            return
        self._tell("")
        if isinstance(found, Mapping):
            self._invitation = found
            self.server.setText(f"{found.get('host')}:{found.get('port')}")
            if not self.login.text():
                self.login.setText(str(found.get("user") or ""))
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    @Slot()
    def _on_accepted(self) -> None:
        self._jobs.start(self._join(), name=_("Joining"))

    async def _join(self) -> None:
        self._buttons.setEnabled(False)
        self._tell("")
        arguments: dict[str, Json] = {
            "invitation": dict(self._invitation),
            "login": self.login.text().strip(),
            "password": self.password.text(),
            "offers": self.offers.isChecked(),
        }
        try:
            if self.offers.isChecked() and not await self._decide(arguments):
                self._buttons.setEnabled(True)
                return
            told = await self._jobs.ask("sync.join", arguments)
        except AppError as error:
            self._tell(str(error))
            self._buttons.setEnabled(True)
            return
        if isinstance(told, Mapping) and told.get("kept") is False:
            self.password_left.emit(self.password.text())
        self.accept()

    async def _decide(self, arguments: dict[str, Json]) -> bool:
        """Ask what becomes of records that the company has already; False: go back."""
        asked = {name: arguments[name] for name in ("invitation", "login", "password")}
        found = comparison_from_json(await self._jobs.ask("sync.compare", asked))
        if not found.pairs and not found.codes:
            return True
        from desktop.views.sync.match_dialog import MatchDialog

        dialog = MatchDialog(found, self)
        if not await show(dialog):
            return False
        arguments["matches"] = decisions_to_json(dialog.decisions())
        arguments["branch"] = dialog.branch.value()
        return True

    # Qt's names
    def reject(self) -> None:
        """Give up, unless the server is just being asked."""
        if self._buttons.isEnabled():
            super().reject()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._make_room()

    def _make_room(self) -> None:
        """Grow, so that what came to be shown takes nothing from the fields."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wanted = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), wanted))
