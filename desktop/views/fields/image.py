"""The editor of a picture: chosen, pasted or dropped, shown small."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageReader,
    QImageWriter,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.core.fields import Field
from desktop.core.i18n import N_, _
from desktop.views.fields.context import EditorContext
from desktop.views.fields.held_file import HeldFileEditor
from desktop.views.icons import icon
from desktop.views.theme import look

LIMIT: Final = 5 * 1024 * 1024
SHOWN: Final = 96
_LONGEST_SIDE: Final = 2_000  # of a pasted picture
_MOST_POINTS: Final = 50_000_000
_ENDINGS: Final = ("png", "jpg", "jpeg", "gif", "bmp", "webp")


class ImageEditor(HeldFileEditor):
    """A picture of at most 5 MB."""

    dialog_title = N_("Choose a picture")

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        pattern = " ".join(f"*.{ending}" for ending in _ENDINGS)
        self.name_filter = _("Pictures ({pattern})").format(pattern=pattern)
        self.preview = QLabel(self)
        self.preview.setFixedSize(QSize(look().px(SHOWN), look().px(SHOWN)))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setFrameShape(QLabel.Shape.StyledPanel)
        self.name_for_readers(self.preview)
        choose = self.button("image", _("Choose…"))
        self.paste = self.button("clipboard-paste", _("Paste"))
        remove = self.button("trash-2", _("Remove"))
        buttons = QVBoxLayout()
        for button in (choose, self.paste, remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.preview)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.paste.clicked.connect(self._on_paste_clicked)
        self.begin(choose, remove)

    def take_file(self, path: str) -> None:
        """Take the picture of a file, if it is one and not too large."""
        if self.context.pictures is not None:
            self.context.pictures.keep_file(path, LIMIT, self.take, self.refuse)

    def take_image(self, image: QImage) -> None:
        """Take a picture from the clipboard; a larger one is made smaller."""
        if self.context.pictures is None or image.isNull():
            return
        if max(image.width(), image.height()) > _LONGEST_SIDE:
            image = image.scaled(
                _LONGEST_SIDE,
                _LONGEST_SIDE,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        self.context.pictures.keep(bytes(content.data()), self.take)

    def arm(self) -> None:
        """Offer to paste where something may be chosen."""
        super().arm()
        self.paste.setVisible(self.may_change())

    def show_value(self) -> None:
        """Show the picture; it comes a moment later."""
        super().show_value()
        self.preview.setPixmap(icon("image", "muted").pixmap(32, 32))
        if self._value is not None and self.context.pictures is not None:
            self.context.pictures.load(self._value, self._show_content)

    def _show_content(self, content: bytes) -> None:
        if not isValid(self) or not content:
            return
        ratio = self.devicePixelRatioF()
        image = small_image(content, self.preview.contentsRect().size() * ratio)
        if image.isNull():
            self.refuse(_("This file is not a picture that the program can show."))
            return
        image.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(image))

    @Slot()
    def _on_paste_clicked(self) -> None:
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.refuse(_("There is no picture on the clipboard."))
        else:
            self.take_image(image)

    # --- Qt's names
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures, and files of pictures."""
        super().dragEnterEvent(event)
        if self.may_change() and event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first picture dropped."""
        super().dropEvent(event)
        if event.mimeData().hasImage() and not event.mimeData().hasUrls():
            self.take_image(QImage(event.mimeData().imageData()))
            event.acceptProposedAction()


def small_image(content: bytes, room: QSize) -> QImage:
    """Return a picture as large as there is room; the null image if it is none or a bomb.

    The reader scales while it decodes: a photograph of 24 million points takes 30 ms, not 200.
    """
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > _MOST_POINTS:
        return QImage()
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
