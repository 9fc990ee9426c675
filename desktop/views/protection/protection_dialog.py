"""How the data of this profile are protected, and how to change that."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.i18n import N_, _
from desktop.core.ports import Keys
from desktop.core.protection import Protected, SafeError
from desktop.views.dialogs import show, tell
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.protection.encrypt_dialog import EncryptDialog
from desktop.views.protection.opening_dialog import OpeningDialog
from desktop.views.protection.recovery_sheet import RecoverySheet
from desktop.views.protection.small_text import heading, words
from desktop.views.protection.unlock_window import UnlockWindow
from desktop.views.theme import look

WIDTH: Final = 520
PICTURE: Final = 40
# Of each way to protect them: what stands above, and what it means.
STATES: Final = {
    Protected.NOT: (
        N_("The data on this computer are not encrypted"),
        N_("Whoever gets hold of this computer or disk can read them."),
    ),
    Protected.BY_SAFE: (
        N_("The data on this computer are encrypted"),
        N_("The key lies in the keyring of this computer; no password is asked at the start."),
    ),
    Protected.BY_PASSWORD: (
        N_("The data on this computer are encrypted"),
        N_("The master password opens them at every start."),
    ),
    Protected.LOST: (
        N_("The data on this computer are encrypted"),
        N_("The file that says how to open them is gone. Choose anew what opens them."),
    ),
}


class ProtectionDialog(QDialog):
    """Show it with `show`: it is not modal.

    Signals:
        noticed: a sentence for the person.
        encrypt_asked: a Choice; the data shall be encrypted so.
    """

    noticed = Signal(str)
    encrypt_asked = Signal(object)

    def __init__(self, jobs: Jobs, keys: Keys, how: Protected, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._keys = keys
        self._how = how
        self.setWindowTitle(_("Encryption of the data"))
        self._picture = QLabel(self)
        self._head = heading("", self)
        self._words = words("", self)
        self.change = QPushButton(icon("key-round"), "", self)
        self.recovery = QPushButton(icon("file-key"), _("Show the recovery key…"), self)
        self.encrypt = QPushButton(icon("lock-keyhole"), _("Encrypt the data…"), self)
        self.encrypt.clicked.connect(self._on_encrypt_clicked)
        self.change.clicked.connect(self._on_change_clicked)
        self.recovery.clicked.connect(self._on_recovery_clicked)
        self._lay_out()
        self._show_state()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._picture)
        head.addWidget(self._head, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.change, self.recovery, self.encrypt):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addLayout(buttons)
        layout.addStretch(1)
        layout.addWidget(box)
        self.setMinimumWidth(look().px(WIDTH))

    def _show_state(self) -> None:
        is_encrypted = self._how is not Protected.NOT
        name = "shield-check" if is_encrypted else "shield-off"
        role = "accent" if is_encrypted else "muted"
        self._picture.setPixmap(icon(name, role).pixmap(PICTURE, PICTURE))
        head, meaning = STATES[self._how]
        self._head.setText(_(head))
        self._words.setText(_(meaning))
        is_by_password = self._how is Protected.BY_PASSWORD
        text = _("Change the password…") if is_by_password else _("Change what opens them…")
        self.change.setText(text)
        for button in (self.change, self.recovery):
            button.setVisible(is_encrypted)
        self.encrypt.setVisible(not is_encrypted)

    async def _encrypt(self) -> None:
        key = await self._jobs.aside(self._keys.new_key)
        has_safe = await self._jobs.aside(self._keys.has_safe)
        dialog = EncryptDialog(self._jobs, key, self, has_safe=has_safe)
        if await show(dialog):
            self.encrypt_asked.emit(dialog.choice())
            self.accept()

    async def _key(self) -> bytes | None:
        """Return the key, once the person has shown that he may have it."""
        reason = ""
        if self._how is Protected.BY_SAFE:
            try:
                return await self._jobs.aside(self._keys.by_safe)
            except SafeError as error:
                reason = str(error)
        window = UnlockWindow(self._jobs, self._keys, self._how, reason, self)
        return window.opened.key if await show(window) and window.opened else None

    async def _change(self) -> None:
        key = await self._key()
        if key is None:
            return
        has_safe = await self._jobs.aside(self._keys.has_safe)
        wants_password = self._how is Protected.BY_PASSWORD
        dialog = OpeningDialog(self, has_safe=has_safe, wants_password=wants_password)
        if not await show(dialog):
            return
        try:
            await self._jobs.aside(self._keys.protect, key, dialog.password())
        except AppError as error:
            await tell(self, str(error))
            return
        self._how = await self._jobs.aside(self._keys.protected)
        self._show_state()
        self.noticed.emit(_("From now on the data open as you chose."))

    async def _show_recovery(self) -> None:
        key = await self._key()
        if key is not None:
            dialog = RecoveryDialog(self._jobs, key, self)
            await show(dialog)

    @Slot()
    def _on_change_clicked(self) -> None:
        self._jobs.start(self._change(), name=_("Encryption of the data"))

    @Slot()
    def _on_encrypt_clicked(self) -> None:
        self._jobs.start(self._encrypt(), name=_("Encryption of the data"))

    @Slot()
    def _on_recovery_clicked(self) -> None:
        self._jobs.start(self._show_recovery(), name=_("Encryption of the data"))


class RecoveryDialog(QDialog):
    """Shows the recovery key of a profile."""

    def __init__(self, jobs: Jobs, key: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recovery key"))
        self.sheet = RecoverySheet(jobs, self)
        self.sheet.show_key(key)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        sentence = _("Whoever has this key can read all data. Keep it as safe as they are.")
        layout.addWidget(words(sentence, self))
        layout.addWidget(self.sheet)
        layout.addStretch(1)
        layout.addWidget(box)
        self.setMinimumWidth(look().px(WIDTH))
