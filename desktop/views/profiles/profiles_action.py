"""The action that shows the profiles of this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from desktop.views.shell.main_window import MainWindow


class ProfilesAction(QObject):
    """Carries out the action of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.bind("tools.profiles", self.show, enabled=self.can_show, owner=window)

    def can_show(self) -> bool:
        """Tell whether another start of the program can be made from here."""
        return self._window.settings.start_profile is not None

    def show(self) -> None:
        """Show them; returns at once."""
        from desktop.views.profiles.profiles_dialog import ProfilesDialog

        start = self._window.settings.start_profile
        if start is None:
            return
        window = self._window
        dialog = ProfilesDialog(window.jobs, window.settings.profile, start, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.switched.connect(self._on_dialog_switched)
        dialog.open()

    @Slot()
    def _on_dialog_switched(self) -> None:
        self._window.commands.run("app.quit")
