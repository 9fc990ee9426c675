"""The field in which a letter is written: rich text with tables, pictures and quotations."""

from __future__ import annotations

import uuid
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from desktop.views.fields.rich_edit import RichEdit
from desktop.views.mail.compose.letter_html import QUOTE, html_of, level_of, text_of
from desktop.views.mail.compose.letter_pieces import is_table, quoted_pieces, without_pictures
from desktop.views.theme import look

_WIDEST_PICTURE: Final = 900
_MARGINS: Final = "p, h1, h2, h3, h4, ul, ol, blockquote { margin: 0px; }"
_CELLS: Final = {
    Qt.Key.Key_Tab: QTextCursor.MoveOperation.NextCell,
    Qt.Key.Key_Backtab: QTextCursor.MoveOperation.PreviousCell,
}
_LISTS: Final = ("<ul", "<ol")
_SIGNED: Final = 0x100000 + 41  # QTextFormat.UserProperty: a block of the signature
_QUOTE_INDENT: Final = 14


class LetterEdit(RichEdit):
    """Writes a letter; nothing in it is ever loaded from a file or from the web.

    Signals:
        files_dropped: paths that were pasted or dropped.
        picture_given: (cid, PNG or JPEG bytes) of a picture that came into the text.
    """

    files_dropped = Signal(object)
    picture_given = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look().px(120))
        self.setMaximumHeight(16_777_215)
        self.setTabChangesFocus(False)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self.document().setDefaultStyleSheet(_MARGINS)
        self.is_plain = False

    # --- what is written
    def html(self) -> str:
        """Return the letter as HTML, "" where it is plain text."""
        return "" if self.is_plain else html_of(self.document())

    def text(self) -> str:
        """Return the letter as plain text."""
        return self.toPlainText() if self.is_plain else text_of(self.document())

    def show_letter(self, html: str, text: str, *, is_plain: bool) -> None:
        """Show a letter; nothing can be undone beyond this."""
        self.is_plain = is_plain
        self.setAcceptRichText(not is_plain)
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.clear()
        if is_plain:
            self.setPlainText(text)
        else:
            self.insert_html(html)
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def insert_html(self, html: str) -> None:
        """Insert our own or cleaned HTML at the cursor, its quotations as such."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for number, (piece, level) in enumerate(quoted_pieces(html)):
            if number:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            first = cursor.position()
            cursor.insertHtml(piece)
            if number and piece[:3] in _LISTS:
                self._drop_empty(first)
            self._indent(first, cursor.position(), level)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _drop_empty(self, position: int) -> None:
        """Take an empty line away: Qt begins a list below the line it is inserted in."""
        block = self.document().findBlock(position)
        if not block.text() and block.next().isValid() and block.textList() is None:
            QTextCursor(block).deleteChar()

    def _indent(self, first: int, last: int, level: int) -> None:
        """Mark blocks as quoted, and draw them so; what Qt made of their margins goes."""
        document = self.document()
        block = document.findBlock(first)
        while block.isValid() and block.position() <= last:
            form = block.blockFormat()
            form.setLeftMargin(level * look().px(_QUOTE_INDENT))
            form.setRightMargin(0)
            form.setProperty(QUOTE, level)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()

    # --- signature
    def sign(self, html: str, text: str) -> None:
        """Put a signature in the place of the one that is there, or at the end of what is new."""
        is_at_start = self.textCursor().position() == 0
        cursor = self._without_signature()
        if cursor is None:
            cursor = self._place_for_signature()
        if not html and not text:
            return
        first = cursor.position()
        if self.is_plain:
            cursor.insertText(f"-- \n{text}")
        else:
            cursor.insertHtml(html)
        last = cursor.position()
        block = self.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            form = block.blockFormat()
            form.setProperty(_SIGNED, True)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()
        if is_at_start:
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def _without_signature(self) -> QTextCursor | None:
        """Take the signature away and return where it stood."""
        block = self.document().begin()
        while block.isValid() and not block.blockFormat().boolProperty(_SIGNED):
            block = block.next()
        if not block.isValid():
            return None
        cursor = QTextCursor(block)
        while block.next().isValid() and block.next().blockFormat().boolProperty(_SIGNED):
            block = block.next()
        end = block.position() + block.length() - 1
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.setBlockCharFormat(QTextCharFormat())
        return cursor

    def _place_for_signature(self) -> QTextCursor:
        """Return a new line below the first one, which is kept for what is written."""
        cursor = QTextCursor(self.document().begin())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        for _line in range(2):
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        return cursor

    # --- pictures and tables
    def know_picture(self, cid: str, content: bytes) -> None:
        """Let a picture be drawn where the text names it."""
        image = QImage.fromData(content)
        if not image.isNull():
            self.document().addResource(
                QTextDocument.ResourceType.ImageResource, QUrl(f"cid:{cid}"), image
            )
            self.document().markContentsDirty(0, self.document().characterCount())

    def insert_picture(self, image: QImage, content: bytes = b"") -> None:
        """Insert a picture at the cursor; `content` are its bytes as they came."""
        if image.isNull():
            return
        if not content:
            content = _encoded(image)
        cid = f"{uuid.uuid4().hex}@letter"
        self.know_picture(cid, content)
        form = QTextImageFormat()
        form.setName(f"cid:{cid}")
        if image.width() > _WIDEST_PICTURE:
            form.setWidth(_WIDEST_PICTURE)
            form.setHeight(image.height() * _WIDEST_PICTURE / image.width())
        self.picture_given.emit(cid, content)
        self.textCursor().insertImage(form)

    def insert_table(self, rows: int, columns: int) -> None:
        """Insert an empty table at the cursor."""
        form = QTextTableFormat()
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        form.setCellPadding(4)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderBrush(look().colour("outline"))
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = self.textCursor().insertTable(rows, columns, form)
        self.setTextCursor(table.cellAt(0, 0).firstCursorPosition())

    def toggle_quote(self) -> None:
        """Quote the selected lines, or no longer."""
        cursor = self.textCursor()
        level = 0 if level_of(cursor.block()) else 1
        self._indent(cursor.selectionStart(), cursor.selectionEnd(), level)

    # --- Qt overrides
    def _fit(self) -> None:
        """Keep the height that the window gives."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 - Qt's
        """Load nothing: neither files nor the web; pictures of the letter are known already."""
        del kind, name
        return QByteArray()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that send to the window, and go through a table by Tab."""
        controls = Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & controls:
            event.ignore()
            return
        table: QTextTable | None = self.textCursor().currentTable()
        if table is not None and event.key() in _CELLS:
            cursor = self.textCursor()
            cursor.movePosition(_CELLS[Qt.Key(event.key())])
            self.setTextCursor(cursor)
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, pictures and files."""
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take files as attachments, pictures into the text, tables as tables."""
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if paths:
            self._take_files(paths)
        elif source.hasImage() and not source.hasText() and not self.is_plain:
            self.insert_picture(QImage(source.imageData()))
        elif self.is_plain:
            self.insertPlainText(source.text())
        elif is_table(source.html()):
            self.insert_html(without_pictures(source.html()))
        else:
            super().insertFromMimeData(source)

    def _take_files(self, paths: list[str]) -> None:
        """Put pictures into the text, and the rest among the attachments."""
        others = []
        for path in paths:
            reader = QImageReader(path)
            if self.is_plain or len(paths) > 1 or not reader.canRead():
                others.append(path)
                continue
            self.insert_picture(reader.read())
        if others:
            self.files_dropped.emit(tuple(others))


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub lacks QIODevice
    return bytes(buffer.data().data())
