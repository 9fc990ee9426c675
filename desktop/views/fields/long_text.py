"""The editor of text of many lines, which grows with it."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.widgets.round_text import round_corners

LEAST_LINES: Final = 3
MOST_LINES: Final = 12
_LINE_SIGNS: Final = {0x2028: "\n", 0x2029: "\n"}


class GrowingText(QPlainTextEdit):
    """A text field as high as its text, between two bounds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        round_corners(self)
        round_corners(self)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self._fit()

    def shown_lines(self) -> int:
        """Return for how many lines there is room."""
        lines = int(self.document().size().height())  # of a plain text in lines, wrapped ones too
        return max(LEAST_LINES, min(MOST_LINES, lines))

    def exact_text(self) -> str:
        """Return the text; Qt's own `toPlainText` makes plain spaces of no-break ones."""
        return self.document().toRawText().translate(_LINE_SIGNS)

    def _fit(self) -> None:
        margins = 2 * self.document().documentMargin() + 2 * self.frameWidth()
        metrics = QFontMetricsF(self.font())
        line = math.ceil(metrics.ascent()) + math.ceil(metrics.descent())  # as Qt lays lines out
        height = math.ceil(self.shown_lines() * line + margins) + 1
        if height != self.height():
            self.setFixedHeight(height)

    @Slot()
    def _on_size_changed(self) -> None:
        self._fit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to lines that now break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the height to another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
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


class LongTextEditor(FieldEditor):
    """Text of many lines; Tab moves on to the next field."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._value: Json = None
        self._problem = ""
        self._known = ""  # the text that was read last
        self.text = GrowingText(self)
        self.text.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)
        self.name_for_readers(self.text)
        self.text.textChanged.connect(self._on_text_changed)

    def value(self) -> Json:
        """Return the text; while it is too long, the last good one."""
        return self._value

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self._value, self._problem = value, ""
        text = self.kind.edit_text(self.field, self.kind.from_json(value))
        if text != self.text.exact_text():
            self._known = text
            self.text.setPlainText(text)
        self._known = self.text.exact_text()

    def problem(self) -> str:
        """Return why the text cannot be saved, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        self.text.setReadOnly(readonly)

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.text.exact_text()
        if text == self._known:  # set by the program, or an input method is still composing
            return
        self._known = text
        try:
            self._value = self.kind.to_json(self.kind.parse(self.field, text))
            self._problem = ""
        except InvalidValueError as error:
            self._problem = str(error)
        self.edited.emit()
