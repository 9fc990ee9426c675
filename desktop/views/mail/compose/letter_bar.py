"""The row of buttons over the text of a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QFont, QImageReader
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.i18n import _
from desktop.core.kinds.rich import BULLETS, HEADINGS, NUMBERS
from desktop.views.dialogs import choose_file_to_open
from desktop.views.fields.look_questions import LookQuestions
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.letter_edit import LetterEdit
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.widgets.roomy_menu import RoomyMenu

_TABLES: Final = ((2, 2), (3, 3), (4, 4), (5, 2), (10, 4))  # rows, columns


class LetterBar(QWidget):
    """Styles, lists, tables, pictures and links of the text below; none of it takes the cursor."""

    def __init__(self, jobs: Jobs, text: LetterEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._text = text
        asks = LookQuestions(text, self)
        self._row = FlowLayout(self, spacing=2)
        self.bold = self._button("bold", _("Bold (Ctrl+B)"), text.toggle_bold, is_state=True)
        self.italic = self._button(
            "italic", _("Italic (Ctrl+I)"), text.toggle_italic, is_state=True
        )
        self.underline = self._button(
            "underline", _("Underlined (Ctrl+U)"), text.toggle_underline, is_state=True
        )
        self.strike = self._button(
            "strikethrough", _("Struck through"), text.toggle_strike, is_state=True
        )
        self._button("palette", _("Colour of the text…"), asks.ask_colour)
        self.heading = self._button(
            "heading", _("Heading: large, middle, small, none"), text.toggle_heading, is_state=True
        )
        self.bullets = self._button(
            "list", _("List with bullets"), text.toggle_bullets, is_state=True
        )
        self.numbers = self._button(
            "list-ordered", _("Numbered list"), text.toggle_numbers, is_state=True
        )
        self._button("text-quote", _("Quotation"), text.toggle_quote)
        self.table = self._button("table", _("Table…"), self._on_table_clicked)
        self.picture = self._button("image", _("Picture…"), self._on_picture_clicked)
        self._button("link", _("Link…"), asks.ask_link)
        self._button("remove-formatting", _("Without formatting"), text.clear_looks)
        self._tables = RoomyMenu(self)
        for rows, columns in _TABLES:
            label = _("{rows} × {columns}").format(rows=rows, columns=columns)
            action = QAction(label, self._tables)
            action.setData((rows, columns))
            self._tables.addAction(action)
        self._tables.triggered.connect(self._on_table_chosen)
        text.looks_changed.connect(self._show_looks)

    def _button(
        self, name: str, label: str, slot: Callable[[], object], *, is_state: bool = False
    ) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(label)
        button.setAccessibleName(label)
        button.setCheckable(is_state)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(slot)
        self._row.addWidget(button)
        return button

    @Slot()
    def _show_looks(self) -> None:
        form, kind = self._text.currentCharFormat(), self._text.kind_here()
        is_heading = kind in HEADINGS
        self.bold.setChecked(form.fontWeight() > QFont.Weight.Normal and not is_heading)
        self.italic.setChecked(form.fontItalic())
        self.underline.setChecked(form.fontUnderline())
        self.strike.setChecked(form.fontStrikeOut())
        self.heading.setChecked(is_heading)
        self.bullets.setChecked(kind == BULLETS)
        self.numbers.setChecked(kind == NUMBERS)

    @Slot()
    def _on_table_clicked(self) -> None:
        self._tables.popup(self.table.mapToGlobal(QPoint(0, self.table.height())))

    @Slot(QAction)
    def _on_table_chosen(self, action: QAction) -> None:
        rows, columns = action.data()
        self._text.insert_table(rows, columns)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_picture_clicked(self) -> None:
        self._jobs.start(self._choose_picture(), name=_("Picture…"))

    async def _choose_picture(self) -> None:
        kinds = _("Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp)")
        path = await choose_file_to_open(self.window(), _("Picture…"), kinds)
        if path:
            self._text.insert_picture(QImageReader(path).read())
