"""The editor of a colour: typed, or taken from the well-known ones or from the whole range."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QLineEdit, QWidget

from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.kinds.colours import NAMED
from desktop.views.fields.context import EditorContext
from desktop.views.fields.line import LineEditor
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu

_SIDE = 14


class _Entry(QAction):
    """A well-known colour in the menu.

    Signals:
        chosen: its "#rrggbb".
    """

    chosen = Signal(str)

    def __init__(self, value: str, label: str, menu: RoomyMenu) -> None:
        super().__init__(swatch(value), label, menu)
        self._value = value
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.chosen.emit(self._value)


class ColourEditor(LineEditor):
    """A line with a spot of the colour at its beginning, which opens the well-known ones."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._dialog: QColorDialog | None = None
        self.menu: RoomyMenu | None = None
        self.spot = QAction(swatch(""), _("Choose a colour"), self.line)
        self.spot.setToolTip(_("Choose a colour"))
        self.line.addAction(self.spot, QLineEdit.ActionPosition.LeadingPosition)
        self.spot.triggered.connect(self._on_spot_triggered)
        self.line.opened.connect(self._on_spot_triggered)
        self.value_shown()

    def value_shown(self) -> None:
        """Show the colour beside its name."""
        self.spot.setIcon(swatch("" if self._problem else str(self._typed or "")))

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or choose again."""
        super().set_readonly(readonly)
        self.spot.setEnabled(not readonly)

    @Slot()
    def _on_spot_triggered(self) -> None:
        if self.line.isReadOnly():
            return
        menu = self.menu = RoomyMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, label in NAMED.items():
            entry = _Entry(value, _(label), menu)
            entry.chosen.connect(self._on_chosen)
            menu.addAction(entry)
        menu.addSeparator()
        menu.addAction(_("Another colour…")).triggered.connect(self._on_other_triggered)
        menu.addAction(_("No colour")).triggered.connect(self._on_none_triggered)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))

    @Slot(str)
    def _on_chosen(self, value: str) -> None:
        self.take(value)
        self.finished.emit()

    @Slot()
    def _on_none_triggered(self) -> None:
        self.take(None)
        self.finished.emit()

    @Slot()
    def _on_other_triggered(self) -> None:
        if self._dialog is None:
            self._dialog = QColorDialog(self)
            self._dialog.setWindowTitle(_("Choose a colour"))
            self._dialog.colorSelected.connect(self._on_dialog_selected)
        self._dialog.setCurrentColor(QColor(str(self._typed or "#ffffff")))
        self._dialog.open()

    @Slot(QColor)
    def _on_dialog_selected(self, colour: QColor) -> None:
        self.take(colour.name())
        self.finished.emit()


def swatch(value: str) -> QIcon:
    """Return a spot of a colour ("" is none: an empty frame)."""
    side = look().px(_SIDE)
    picture = QPixmap(side * 2, side * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look().colour("outline"))
    painter.setBrush(QColor(value) if value else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(1, 1, side - 2, side - 2), 3, 3)
    painter.end()
    return QIcon(picture)
