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
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.dialogs import begin_in_documents
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.icons import icon
from desktop.views.theme import look

LIMIT: Final = 5 * 1024 * 1024
SHOWN: Final = 96
_LONGEST_SIDE: Final = 2_000  # of a pasted picture
_MOST_POINTS: Final = 50_000_000
_ENDINGS: Final = ("png", "jpg", "jpeg", "gif", "bmp", "webp")


class ImageEditor(FieldEditor):
    """A picture of at most 5 MB."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._digest: str | None = None
        self._problem = ""
        self._dialog: QFileDialog | None = None
        self._readonly = False
        self.preview = QLabel(self)
        self.preview.setFixedSize(QSize(look().px(SHOWN), look().px(SHOWN)))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setFrameShape(QLabel.Shape.StyledPanel)
        self.name_for_readers(self.preview)
        self.choose = self._button("image", _("Choose…"))
        self.paste = self._button("clipboard-paste", _("Paste"))
        self.remove = self._button("trash-2", _("Remove"))
        buttons = QVBoxLayout()
        for button in (self.choose, self.paste, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.preview)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.paste.clicked.connect(self._on_paste_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self._show()

    def value(self) -> Json:
        """Return the hash of the picture."""
        return self._digest

    def set_value(self, value: Json) -> None:
        """Show the picture of that hash; it comes a moment later."""
        self._digest, self._problem = self.kind.from_json(value), ""
        self._show()

    def problem(self) -> str:
        """Return why the last picture was not taken, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person look only, or choose again."""
        self._readonly = readonly
        self._arm()

    def take_file(self, path: str) -> None:
        """Take the picture of a file, if it is one and not too large."""
        if self.context.pictures is not None:
            self.context.pictures.keep_file(path, LIMIT, self._take_digest, self._take_problem)

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
        self.context.pictures.keep(bytes(content.data()), self._take_digest)

    def _button(self, icon_name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name_for_readers(button, text)
        return button

    def _arm(self) -> None:
        may_change = not self._readonly and self.context.pictures is not None
        self.choose.setVisible(may_change)
        self.paste.setVisible(may_change)
        self.remove.setVisible(may_change and self._digest is not None)

    def _show(self) -> None:
        self._arm()
        self.preview.setPixmap(icon("image", "muted").pixmap(32, 32))
        if self._digest is not None and self.context.pictures is not None:
            self.context.pictures.load(self._digest, self._take_content)

    def _take_content(self, content: bytes) -> None:
        if not isValid(self) or not content:
            return
        ratio = self.devicePixelRatioF()
        image = small_image(content, self.preview.contentsRect().size() * ratio)
        if image.isNull():
            self._take_problem(_("This file is not a picture that the program can show."))
            return
        image.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(image))

    def _take_digest(self, digest: str) -> None:
        if isValid(self):
            self._digest, self._problem = digest, ""
            self._show()
            self.edited.emit()
            self.finished.emit()

    def _take_problem(self, sentence: str) -> None:
        if isValid(self):
            self._problem = sentence
            self.edited.emit()

    @Slot()
    def _on_choose_clicked(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self, _("Choose a picture"))
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            pattern = " ".join(f"*.{ending}" for ending in _ENDINGS)
            self._dialog.setNameFilter(_("Pictures ({pattern})").format(pattern=pattern))
            begin_in_documents(self._dialog)
            self._dialog.fileSelected.connect(self._on_dialog_selected)
        self._dialog.open()

    @Slot(str)
    def _on_dialog_selected(self, path: str) -> None:
        self.take_file(path)

    @Slot()
    def _on_paste_clicked(self) -> None:
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._take_problem(_("There is no picture on the clipboard."))
        else:
            self.take_image(image)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self._digest, self._problem = None, ""
        self._show()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files of pictures."""
        may_change = not self._readonly and self.context.pictures is not None
        if may_change and (event.mimeData().hasImage() or event.mimeData().hasUrls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first picture dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.take_file(files[0])
        elif event.mimeData().hasImage():
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
