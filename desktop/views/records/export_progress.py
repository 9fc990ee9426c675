"""How far an export is, and how it ended."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.views.icons import icon
from desktop.views.theme import look

PICTURE: Final = 28


class ExportProgress(QWidget):
    """The name of the file, a bar, a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._title = QLabel(self)
        self._title.setFont(look().font("title", QFont.Weight.DemiBold))
        self._title.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._bar)
        layout.addWidget(self._text)
        layout.addStretch(1)

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def begin(self, name: str) -> None:
        """Show that a file is being written."""
        self._show_picture("file-output", "accent")
        self._title.setText(_("Writing “{name}”…").format(name=name))
        self._text.setText("")
        self._bar.setRange(0, 0)
        self._bar.show()

    def advance(self, done: int, of: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        text = ngettext("{done} of {count} row", "{done} of {count} rows", of)
        shown = {"done": format_number(done, language()), "count": format_number(of, language())}
        self._text.setText(text.format(**shown) if of else "")

    def finish(self, name: str, sentence: str, *, is_problem: bool = False) -> None:
        """Show how it ended; `name` of the file if one was written."""
        self._bar.hide()
        picture = ("circle-check", "success") if name else ("circle-pause", "warning")
        self._show_picture(*(("circle-alert", "danger") if is_problem else picture))
        self._title.setText(name or _("No file was written."))
        self._text.setText(sentence)

    def _show_picture(self, name: str, role: str) -> None:
        side = look().px(PICTURE)
        self._picture.setPixmap(icon(name, role, side).pixmap(side, side))
