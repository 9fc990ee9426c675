"""The action that shows how the data of the profile are protected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.core.i18n import _
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    from desktop.core.protection import Choice
    from desktop.views.protection.protection_dialog import ProtectionDialog
    from desktop.views.shell.main_window import MainWindow


class ProtectionAction(QObject):
    """Carries out the action of a window that concerns encryption."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shown: ProtectionDialog | None = None
        window.commands.bind(
            "tools.encryption", self.show_protection, enabled=self.can_show, owner=window
        )

    def can_show(self) -> bool:
        """Tell whether it is known how the data are protected."""
        return self._window.settings.make_keys is not None

    def show_protection(self) -> None:
        """Show how the data are protected; returns at once."""
        self._window.jobs.start(self._show(), name=_("Encryption of the data"))

    async def _show(self) -> None:
        from desktop.views.protection.protection_dialog import ProtectionDialog

        window, make_keys = self._window, self._window.settings.make_keys
        if make_keys is None:
            return
        if self._shown is None:
            keys = await window.jobs.aside(make_keys)
            how = await window.jobs.aside(keys.protected)
            shown = self._shown = ProtectionDialog(window.jobs, keys, how, window)
            shown.noticed.connect(self._on_shown_noticed)
            shown.encrypt_asked.connect(self._on_shown_encrypt_asked)
            shown.finished.connect(self._on_shown_finished)
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    @Slot(str)
    def _on_shown_noticed(self, sentence: str) -> None:
        self._window.snackbar.show_notice(Notice(sentence))

    @Slot(object)
    def _on_shown_encrypt_asked(self, choice: Choice) -> None:
        if self._window.settings.encrypt is not None:
            self._window.settings.encrypt(choice)

    @Slot()
    def _on_shown_finished(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
            self._shown = None
