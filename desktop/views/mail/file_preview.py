"""Shows a picture or a text that is attached, without another program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.mail.values import MailFile
from desktop.views.mail.files_row import is_picture
from desktop.views.mail.part_copies import MOST_TEXT, decoded
from desktop.views.theme import look

WIDE: Final = 860
HIGH: Final = 620


class FilePreview(QDialog):
    """A window that only reads; Esc closes it."""

    def __init__(self, file: MailFile, content: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(file.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_picture(content, self) if is_picture(file) else _text(content, self))
        self.resize(look().px(WIDE), look().px(HIGH))


def _picture(content: bytes, parent: QWidget) -> QWidget:
    area = QScrollArea(parent)
    area.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label = QLabel(area)
    picture = decoded(content)
    if picture is None:
        label.setText(_("This picture cannot be shown."))
    else:
        label.setPixmap(QPixmap.fromImage(picture))
        label.setAccessibleName(_("Picture"))
    area.setWidget(label)
    return area


def _text(content: bytes, parent: QWidget) -> QWidget:
    edit = QPlainTextEdit(parent)
    edit.setReadOnly(True)
    edit.setPlainText(content[:MOST_TEXT].decode("utf-8", "replace"))
    return edit
