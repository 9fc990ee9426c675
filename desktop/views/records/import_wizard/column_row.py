"""One column of the file and the field it fills."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget

from desktop.core.column_matching import SURE
from desktop.core.i18n import _
from desktop.core.tables import SheetColumn
from desktop.views.icons import icon
from desktop.views.records.import_wizard.page import colour
from desktop.views.theme import look

ICON: Final = 16


class ColumnRow(QObject):
    """The widgets of one row, to be put into a grid.

    Signals:
        chosen: the SheetColumn, and the field that the person chose ("" = none).
    """

    chosen = Signal(object, str)

    def __init__(
        self, column: SheetColumn, samples: str, fields: QStandardItemModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._column = column
        self._header = ElidedLabel(column.header or column.letter, parent)
        self._header.setFont(look().font("text", QFont.Weight.DemiBold))
        self._samples = ElidedLabel(samples, parent)
        self._arrow = QLabel(parent)
        self._box = QComboBox(parent)
        self._box.setModel(fields)
        self._box.setAccessibleName(
            _("Field of the column {column}").format(column=column.header or column.letter)
        )
        self._box.setMaxVisibleItems(20)
        self._box.activated.connect(self._on_box_activated)
        self._mark = QLabel(parent)
        self._mark.setFixedSize(QSize(ICON, ICON))
        self._arrow.setPixmap(icon("arrow-right", "muted").pixmap(ICON, ICON))
        colour(self._samples, "muted")

    @property
    def column(self) -> int:
        """The number of the column."""
        return self._column.index

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Header, first values, arrow, field, mark."""
        return self._header, self._samples, self._arrow, self._box, self._mark

    def show_use(self, name: str) -> None:
        """Show which field the column fills."""
        self._box.setCurrentIndex(max(self._box.findData(name), 0))

    def judge(self, sure: float, *, is_twice: bool) -> None:
        """Show how sure the field is: certain, a guess, or filled by another column, too."""
        is_used = bool(self._box.currentData())
        name, role, tip = "", "muted", ""
        if is_twice:
            name, role = "circle-alert", "danger"
            tip = _("Another column fills this field, too.")
        elif is_used and sure < SURE:
            name, role = "circle-question-mark", "warning"
            tip = _("A guess; please check it.")
        elif is_used:
            name, role, tip = "circle-check", "success", _("Recognised")
        self._mark.setPixmap(icon(name, role).pixmap(ICON, ICON))
        self._mark.setToolTip(tip)
        self._mark.setAccessibleName(tip)
        colour(self._header, "text" if is_used else "muted")

    @Slot()
    def _on_box_activated(self) -> None:
        self.chosen.emit(self._column, self._box.currentData() or "")


class ElidedLabel(QLabel):
    """One line of text that ends in "…" where there is no room; the tip has it all."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setToolTip(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text().replace("\n", " "), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """Return room for some letters."""
        return QSize(look().px(60), super().minimumSizeHint().height())
