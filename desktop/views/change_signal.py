"""The one signal by which data changes reach the screens."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ChangeSignal(QObject):
    """Tells every screen what was changed, after the commit, in the window's thread."""

    changed = Signal(object)  # core.changes.Changes
