"""The text field in which rich text is written: its keys, what is pasted, its height."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from desktop.core.kinds.rich import (
    BULLETS,
    HEADINGS,
    NUMBERS,
    PARAGRAPH,
    Block,
    looks_rich,
    read_plain,
    read_rich,
)
from desktop.views.fields.rich_document import (
    block_of,
    blocks_of,
    insert_blocks,
    kind_of_block,
    make_block,
)
from desktop.views.theme import look
from desktop.views.widgets.round_text import round_corners

LEAST_HEIGHT: Final = 96
MOST_HEIGHT: Final = 320
LONGEST_PASTE: Final = 300_000  # signs; a longer one is taken without its looks
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RichEdit(QTextEdit):
    """Writes blocks and runs; foreign HTML passes through `core.kinds.rich` before it is shown."""

    looks_changed = Signal()  # what the buttons show: another place, another style

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        round_corners(self)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine)
        self._keys: dict[tuple[int, bool], Callable[[], object]] = {
            (Qt.Key.Key_B, False): self.toggle_bold,
            (Qt.Key.Key_I, False): self.toggle_italic,
            (Qt.Key.Key_U, False): self.toggle_underline,
            (Qt.Key.Key_V, True): self.paste_plain,
        }
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.currentCharFormatChanged.connect(self.looks_changed)
        self.cursorPositionChanged.connect(self.looks_changed)
        self._fit()

    def blocks(self) -> list[Block]:
        """Return what stands in the field."""
        return blocks_of(self.document())

    def show_blocks(self, blocks: list[Block] | tuple[Block, ...]) -> None:
        """Replace everything; nothing can be undone beyond this."""
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        make_block(cursor, PARAGRAPH)
        insert_blocks(cursor, blocks)
        cursor.endEditBlock()
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def kind_here(self) -> str:
        """Return what the cursor stands in."""
        return kind_of_block(self.textCursor().block())

    @Slot()
    def toggle_bold(self) -> None:
        """Make the selection bold, or no longer."""
        form = QTextCharFormat()
        is_bold = self.fontWeight() > QFont.Weight.Normal
        form.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)
        self._apply(form)

    @Slot()
    def toggle_italic(self) -> None:
        """Make the selection italic, or no longer."""
        form = QTextCharFormat()
        form.setFontItalic(not self.fontItalic())
        self._apply(form)

    @Slot()
    def toggle_underline(self) -> None:
        """Underline the selection, or no longer."""
        form = QTextCharFormat()
        form.setFontUnderline(not self.fontUnderline())
        self._apply(form)

    @Slot()
    def toggle_strike(self) -> None:
        """Strike the selection through, or no longer."""
        form = QTextCharFormat()
        form.setFontStrikeOut(not self.currentCharFormat().fontStrikeOut())
        self._apply(form)

    @Slot()
    def toggle_bullets(self) -> None:
        """Make the selected lines items with bullets, or paragraphs again."""
        self.set_kind(PARAGRAPH if self.kind_here() == BULLETS else BULLETS)

    @Slot()
    def toggle_numbers(self) -> None:
        """Make the selected lines numbered items, or paragraphs again."""
        self.set_kind(PARAGRAPH if self.kind_here() == NUMBERS else NUMBERS)

    @Slot()
    def toggle_heading(self) -> None:
        """Make the selected lines headings: large, middle, small, and paragraphs again."""
        kinds = (PARAGRAPH, *HEADINGS)
        here = self.kind_here()
        place = kinds.index(here) + 1 if here in kinds else 1
        self.set_kind(kinds[place % len(kinds)])

    def set_kind(self, kind: str) -> None:
        """Make the selected lines paragraphs, headings or items."""
        chosen = self.textCursor()
        document = self.document()
        first = document.findBlock(chosen.selectionStart()).blockNumber()
        last = document.findBlock(chosen.selectionEnd()).blockNumber()
        chosen.beginEditBlock()
        for number in range(first, last + 1):
            self._rewrite(number, kind)
        chosen.endEditBlock()
        self.looks_changed.emit()

    @Slot()
    def clear_looks(self) -> None:
        """Take the styles from the selection, or from the line of the cursor."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.setCharFormat(QTextCharFormat())
        self.setCurrentCharFormat(QTextCharFormat())
        self.looks_changed.emit()

    @Slot()
    def paste_plain(self) -> None:
        """Take the text of the clipboard without its looks."""
        text = QGuiApplication.clipboard().text()
        if text and not self.isReadOnly():
            self._insert(read_plain(text))

    def _apply(self, form: QTextCharFormat) -> None:
        if not self.isReadOnly():
            self.mergeCurrentCharFormat(form)
            self.looks_changed.emit()

    def _insert(self, blocks: tuple[Block, ...]) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        insert_blocks(cursor, blocks)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _rewrite(self, number: int, kind: str) -> None:
        """Write one line anew as another kind: its letters have other sizes there."""
        here = self.document().findBlockByNumber(number)
        old = block_of(here)
        cursor = QTextCursor(here)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockCharFormat(QTextCharFormat())
        cursor.setCharFormat(QTextCharFormat())
        make_block(cursor, kind)
        insert_blocks(cursor, [Block(kind, old.runs)])

    def _begin_line(self) -> bool:
        """Begin a plain line behind a heading or an empty item; tell whether it was such."""
        cursor = self.textCursor()
        kind = self.kind_here()
        if kind in (BULLETS, NUMBERS) and not cursor.block().text():
            self.set_kind(PARAGRAPH)
            return True
        if kind in HEADINGS and cursor.atBlockEnd():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self.setTextCursor(cursor)
            self.setCurrentCharFormat(QTextCharFormat())
            return True
        return False

    def _own_key(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers()
        if modifiers not in (_CONTROL, _CONTROL | _SHIFT):
            return None
        return self._keys.get((event.key(), bool(modifiers & _SHIFT)))

    def _keep_own_key(self, event: QKeyEvent) -> bool:
        if self._own_key(event) is None:
            return False
        event.accept()
        return True

    @Slot()
    def _fit(self) -> None:
        height = math.ceil(self.document().size().height()) + 2 * self.frameWidth() + 2
        wanted = max(look().px(LEAST_HEIGHT), min(look().px(MOST_HEIGHT), height))
        if wanted != self.height():
            self.setFixedHeight(wanted)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Keep the keys of writing from the program's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            return self._keep_own_key(event) or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of styles, and Enter where a heading or a list ends."""
        act = self._own_key(event)
        if act is not None:
            act()
        elif event.key() in _ENTER and not event.modifiers() & _SHIFT and not self.isReadOnly():
            if not self._begin_line():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped: HTML as our own blocks, else its text."""
        html = source.html() if source.hasHtml() else ""
        if html and len(html) <= LONGEST_PASTE and looks_rich(html):
            self._insert(read_rich(html))
        elif source.hasText():
            self._insert(read_plain(source.text()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether there is text; pictures have no place here."""
        return source.hasText() or source.hasHtml()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to lines that now break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height in use."""
        return QSize(super().sizeHint().width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form while everything is visible anyway."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)
