"""The editor of rich text: the field and a row of buttons above it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import (
    QColorDialog,
    QInputDialog,
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
    PLAIN,
    Style,
    read_plain,
    read_rich,
    safe_link,
    write_rich,
)
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.rich_document import char_format
from desktop.views.fields.rich_edit import RichEdit
from desktop.views.icons import icon
from desktop.views.widgets.flow_layout import FlowLayout

_WEB: Final = "https://"


class RichTextEditor(FieldEditor):
    """Rich text; Tab moves on to the next field."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._value: Json = None
        self._problem = ""
        self._is_shown_by_program = False
        self._link: QInputDialog | None = None
        self._colour: QColorDialog | None = None
        self.text = RichEdit(self)
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
            (self.link, self._on_link_clicked),
            (self.colour, self._on_colour_clicked),
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

    @Slot()
    def _on_link_clicked(self) -> None:
        if self._link is None:
            self._link = QInputDialog(self)
            self._link.setWindowTitle(_("Link"))
            self._link.setLabelText(_("Web address, e-mail or phone; empty takes the link away:"))
            self._link.textValueSelected.connect(self._on_link_given)
        form = self.text.currentCharFormat()
        self._link.setTextValue(form.anchorHref() or _WEB)
        self._link.open()

    @Slot(str)
    def _on_link_given(self, typed: str) -> None:
        line = typed.strip()
        if "://" not in line and ":" not in line and "." in line:
            line = ("mailto:" if "@" in line else _WEB) + line
        link = "" if line == _WEB else safe_link(line)
        cursor = self.text.textCursor()
        form = char_format(Style(href=link)) if link else char_format(PLAIN)
        if cursor.hasSelection():
            cursor.setCharFormat(form)
        elif link:
            cursor.insertText(link.removeprefix("mailto:"), form)
        cursor.setPosition(cursor.selectionEnd())
        self.text.setTextCursor(cursor)
        self.text.setCurrentCharFormat(QTextCharFormat())

    @Slot()
    def _on_colour_clicked(self) -> None:
        if self._colour is None:
            self._colour = QColorDialog(self)
            self._colour.setWindowTitle(_("Colour of the text…"))
            self._colour.colorSelected.connect(self._on_colour_selected)
        self._colour.open()

    @Slot(QColor)
    def _on_colour_selected(self, colour: QColor) -> None:
        form = QTextCharFormat()
        form.setForeground(colour)
        self.text.mergeCurrentCharFormat(form)
