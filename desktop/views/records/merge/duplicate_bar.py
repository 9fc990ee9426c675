"""The bar that says whom a record may be the same as; a suggestion that nobody has to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.core.entities import Entity
from desktop.core.i18n import _
from desktop.core.likeness import Duplicate
from desktop.core.pages import Ref
from desktop.views.icons import icon
from desktop.views.records.merge.words import sentence
from desktop.views.theme import look

RADIUS: Final = 6
SENTENCE: Final = 340  # logical pixels that the sentence needs beside the buttons


class DuplicateBar(QWidget):
    """Hidden until there is something to say.

    Signals:
        opened: the Ref of the record that was asked for.
        compare_requested: the ids of the records that it may be the same as.
        refused: they are not the same; with their ids.
        dismissed: the person does not want to hear of it now.
    """

    opened = Signal(object)
    compare_requested = Signal(object)
    refused = Signal(object)
    dismissed = Signal()

    def __init__(self, entity: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._found: tuple[Duplicate, ...] = ()
        self._ref: Ref | None = None
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._mark = QLabel(self)
        self._open = QPushButton(_("Open it"), self)
        self._compare = QPushButton(_("Compare…"), self)
        self._refuse = QPushButton(_("Not a duplicate"), self)
        self._close = QToolButton(self)
        self._close.setIcon(icon("x", "muted"))
        self._close.setAutoRaise(True)
        self._close.setToolTip(_("Not now"))
        self._lay_out()
        self._open.clicked.connect(self._on_open_clicked)
        self._compare.clicked.connect(self._on_compare_clicked)
        self._refuse.clicked.connect(self._on_refuse_clicked)
        self._close.clicked.connect(self._on_close_clicked)
        look().changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def _lay_out(self) -> None:
        self._buttons = QWidget(self)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self._open, self._compare, self._refuse):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        top = Qt.AlignmentFlag.AlignTop
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 8, 24, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._mark, 0, 0, top)
        self._grid.addWidget(self._text, 0, 1)
        self._grid.addWidget(self._close, 0, 3, top)
        self._place_buttons(beside=True)

    def _place_buttons(self, *, beside: bool) -> None:
        """Put the buttons beside the sentence, or below it."""
        self._grid.removeWidget(self._buttons)
        if beside:
            self._grid.addWidget(self._buttons, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addWidget(self._buttons, 1, 1, 1, 2)

    @property
    def text(self) -> str:
        """What it says, or "" where it says nothing."""
        return "" if self.isHidden() else self._text.text()

    def show_found(self, found: Sequence[Duplicate], *, is_saved: bool) -> None:
        """Say whom it may be the same as; none hides the bar.

        Only a record that `is_saved` can be compared, or said to be another.
        """
        self._found = tuple(found)
        if found:
            self._ref = found[0].hit.ref
            self._text.setText(sentence(self._entity, found))
            self._show_buttons(comparing=is_saved)
        self.setVisible(bool(found))

    def show_heir(self, ref: Ref) -> None:
        """Say into which record this one was merged."""
        self._found, self._ref = (), ref
        self._text.setText(_("This record was merged into “{title}”.").format(title=ref.title))
        self._show_buttons(comparing=False)
        self.show()

    def _show_buttons(self, *, comparing: bool) -> None:
        self._compare.setVisible(comparing)
        self._refuse.setVisible(comparing)

    @Slot()
    def _recolour(self) -> None:
        self._mark.setPixmap(icon("copy", "on_accent_soft").pixmap(18, 18))

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._ref is not None:
            self.opened.emit(self._ref)

    @Slot()
    def _on_compare_clicked(self) -> None:
        self.compare_requested.emit([one.hit.ref.id for one in self._found])

    @Slot()
    def _on_refuse_clicked(self) -> None:
        self.hide()
        self.refused.emit([one.hit.ref.id for one in self._found])

    @Slot()
    def _on_close_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the sentence room enough to be read in two lines."""
        super().resizeEvent(event)
        room = event.size().width() - self._buttons.sizeHint().width()
        self._place_buttons(beside=room >= look().px(SENTENCE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground in the soft accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 2, -12, -2), RADIUS, RADIUS)
        painter.end()
