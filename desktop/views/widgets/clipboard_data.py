"""Putting text and HTML on the clipboard together."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtGui import QGuiApplication


def put_on_clipboard(text: str, html: str) -> None:
    """Offer `text` to programs that take text, and `html` to those that take more."""
    data = _made_by_qt()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def keep_on_clipboard(data: QMimeData) -> None:
    """Offer everything that `data` holds."""
    kept = _made_by_qt()
    for kind in data.formats():
        kept.setData(kind, data.data(kind))
    QGuiApplication.clipboard().setMimeData(kept)


def _made_by_qt() -> QMimeData:
    """Return empty data that the clipboard may keep.

    It keeps them until the process ends. Data made by Python are then destroyed after Python
    itself, which crashes; so it is Qt that makes them, here through a model.
    """
    maker = QStringListModel([""])
    data = maker.mimeData([maker.index(0, 0)])
    for kind in data.formats():
        data.removeFormat(kind)
    return data
