"""The person's settings in the window: changed at once, written in the background."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.core.json_file import JsonKeeper
from desktop.core.paths import Profile
from desktop.core.settings import Settings, to_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.core.ports import Keys
    from desktop.core.protection import Choice


class SettingsKeeper(QObject):
    """Holds the settings in use.

    Signals:
        changed: the settings before and now.
    """

    changed = Signal(object, object)

    def __init__(self, profile: Profile, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.profile = profile
        self.encrypt: Callable[[Choice], None] | None = None  # ends this run
        self.start_profile: Callable[[Path], None] | None = None  # in a program of its own
        self.make_keys: Callable[[], Keys] | None = None  # slow: what encryption takes is loaded
        self._file = JsonKeeper(profile.settings)

    def change(self, **values: Any) -> None:  # noqa: ANN401 - fields of Settings
        """Use other values from now on."""
        self.replace(replace(self.settings, **values))

    def replace(self, settings: Settings) -> None:
        """Use other settings from now on."""
        before, self.settings = self.settings, settings
        if settings != before:
            self._file.save(to_json(settings))
            self.changed.emit(before, settings)

    def close(self) -> None:
        """Wait until everything is written."""
        self._file.flush()
