"""Reads pictures from files in a thread: a large one must not hold the window up."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid


class PictureReader(QObject):
    """Reads one picture after the other.

    Signals:
        was_read: the path, and the picture as a QImage, null if it cannot be read.
    """

    was_read = Signal(object, object)

    def read(self, path: Path, side: int) -> None:
        """Read a picture, scaled to fit a square of `side` pixels; returns at once."""
        name = "read a picture"
        threading.Thread(target=self._read, args=(path, side), name=name, daemon=True).start()

    def _read(self, path: Path, side: int) -> None:
        reader = QImageReader(str(path))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            # The reader scales while it reads: a huge picture takes no huge memory.
            size.scale(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(size)
        drawn = reader.read()
        if isValid(self):
            self.was_read.emit(path, drawn if not drawn.isNull() else QImage())
