"""The editor of rich text: the field and a row of buttons above it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds.rich import (
    BULLETS,
    HEADINGS,
    NUMBERS,
    read_plain,
    read_rich,
    write_rich,
)
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.look_questions import LookQuestions
from desktop.views.fields.rich_edit import RichEdit
from desktop.views.icons import icon
from desktop.views.widgets.flow_layout import FlowLayout


class RichTextEditor(FieldEditor):
    """Rich text; Tab moves on to the next field."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._value: Json = None
        self._problem = ""
        self._is_shown_by_program = False
        self.text = RichEdit(self)
        self.asks = LookQuestions(self.text, self)
        self.bar = QWidget(self)
        self._row = FlowLayout(self.bar, spacing=2)
        self._make_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)
        self.name_for_readers(self.text)
        self.text.textChanged.connect(self._on_text_changed)
        self.text.looks_changed.connect(self._show_looks)

    def value(self) -> Json:
        """Return the text; while it is too long, the last good one."""
        return self._value

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        known = self.kind.from_json(value)
        stored = self.kind.normalise(self.field, known)
        self._value, self._problem = value, ""
        if stored == write_rich(self.text.blocks()):
            return
        self._is_shown_by_program = True
        self.text.show_blocks(read_rich(stored) if stored else read_plain(""))
        self._is_shown_by_program = False

    def problem(self) -> str:
        """Return why the text cannot be saved, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        self.text.setReadOnly(readonly)
        self.bar.setVisible(not readonly)

    def _make_buttons(self) -> None:
        text = self.text
        self.bold = self._button("bold", _("Bold (Ctrl+B)"))
        self.italic = self._button("italic", _("Italic (Ctrl+I)"))
        self.underline = self._button("underline", _("Underlined (Ctrl+U)"))
        self.strike = self._button("strikethrough", _("Struck through"))
        self.heading = self._button("heading", _("Heading: large, middle, small, none"))
        self.bullets = self._button("list", _("List with bullets"))
        self.numbers = self._button("list-ordered", _("Numbered list"))
        self.link = self._button("link", _("Link…"), checkable=False)
        self.colour = self._button("palette", _("Colour of the text…"), checkable=False)
        self.plain = self._button("remove-formatting", _("Without formatting"), checkable=False)
        for button, slot in (
            (self.bold, text.toggle_bold),
            (self.italic, text.toggle_italic),
            (self.underline, text.toggle_underline),
            (self.strike, text.toggle_strike),
            (self.heading, text.toggle_heading),
            (self.bullets, text.toggle_bullets),
            (self.numbers, text.toggle_numbers),
            (self.link, self.asks.ask_link),
            (self.colour, self.asks.ask_colour),
            (self.plain, text.clear_looks),
        ):
            button.clicked.connect(slot)

    def _button(self, name: str, label: str, *, checkable: bool = True) -> QToolButton:
        button = QToolButton(self.bar)
        button.setIcon(icon(name))
        button.setToolTip(label)
        button.setCheckable(checkable)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the text; keys do the same
        self.name_for_readers(button, label)
        self._row.addWidget(button)
        return button

    @Slot()
    def _show_looks(self) -> None:
        form, kind = self.text.currentCharFormat(), self.text.kind_here()
        is_heading = kind in HEADINGS
        self.bold.setChecked(form.fontWeight() > QFont.Weight.Normal and not is_heading)
        self.bold.setEnabled(not is_heading)
        self.italic.setChecked(form.fontItalic())
        self.underline.setChecked(form.fontUnderline())
        self.strike.setChecked(form.fontStrikeOut())
        self.heading.setChecked(is_heading)
        self.bullets.setChecked(kind == BULLETS)
        self.numbers.setChecked(kind == NUMBERS)

    @Slot()
    def _on_text_changed(self) -> None:
        if self._is_shown_by_program:
            return
        written = write_rich(self.text.blocks())
        if written == self._value:
            return
        try:
            self.kind.check(self.field, written)
        except InvalidValueError as error:
            self._problem = str(error)
        else:
            self._value, self._problem = written, ""
        self.edited.emit()
