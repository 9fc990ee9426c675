"""Offering to encrypt the data of a profile before the company's come to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from desktop.core.i18n import _
from desktop.core.protection import Protected
from desktop.views.shell.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.views.sync.join_dialog import JoinDialog


class EncryptionOffer(QObject):
    """Lives as long as the dialog in which one joins."""

    def __init__(self, dialog: JoinDialog, window: MainWindow) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._window = window
        dialog.encryption_asked.connect(self._on_dialog_encryption_asked)

    def begin(self) -> None:
        """Find out whether the data are encrypted; returns at once."""
        if self._window.settings.make_keys is not None:
            self._window.jobs.start(self._look(), name=_("Encryption of the data"))

    async def _look(self) -> None:
        make_keys = self._window.settings.make_keys
        if make_keys is None:
            return
        keys = await self._window.jobs.aside(make_keys)
        how = await self._window.jobs.aside(keys.protected)
        if isValid(self._dialog):
            self._dialog.offer_encryption(is_offered=how is Protected.NOT)

    @Slot()
    def _on_dialog_encryption_asked(self) -> None:
        self._dialog.reject()
        self._window.commands.run("tools.encryption")
