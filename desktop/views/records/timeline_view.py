"""The timeline of a customer: all that happened, newest first, with quick entry of a note."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.entities import Entity, iter_entities
from desktop.core.i18n import N_, _
from desktop.views.icons import icon, pixmap
from desktop.views.items.timeline_model import TimelineModel
from desktop.views.jobs import Jobs
from desktop.views.records.record_saving import write_note
from desktop.views.theme import look

ROW_HEIGHT: Final = 52
CHIP: Final = 28  # logical pixels that a chip without its word needs at least
NOTE: Final = 180
ICON: Final = 18
INDENT: Final = 44
EMPTY: Final = N_("Nothing has happened yet. Write a note, or log a call.")
Index = QModelIndex | QPersistentModelIndex


class TimelineDelegate(QStyledItemDelegate):
    """Paints an entry: its icon, title and moment, and a second line."""

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        if not isinstance(model, TimelineModel):
            return
        entry, rect = model.entry(index.row()), option.rect
        painter.save()
        colours = look().colours
        ratio = painter.device().devicePixelRatioF()
        painter.fillRect(rect.adjusted(INDENT, rect.height() - 1, 0, 0), look().colour("border"))
        drawing = pixmap(entry.icon or "circle-dot", ICON, colours.accent, ratio)
        painter.drawPixmap(rect.left() + 12, rect.top() + (rect.height() - ICON) // 2, drawing)
        upper = QRect(rect.left() + INDENT, rect.top() + 6, rect.width() - INDENT - 12, 20)
        lower = upper.translated(0, 20)
        moment = model.moment_text(index.row())
        painter.setPen(look().colour("muted"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight, moment)
        second = " · ".join(part for part in (entry.text.split("\n")[0], entry.actor) if part)
        metrics = painter.fontMetrics()
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft, _cut(metrics, second, lower.width()))
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(look().colour("text"))
        room = upper.width() - metrics.horizontalAdvance(moment) - 16
        title = _cut(painter.fontMetrics(), entry.ref.title, room)
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every row."""
        return QSize(200, ROW_HEIGHT)


class TimelineView(QWidget):
    """Shows and filters a customer's timeline.

    Signals:
        entry_opened: entity key and id of the record behind an entry.
    """

    entry_opened = Signal(str, object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._entity = ""
        self._record_id: uuid.UUID | None = None
        self._model = TimelineModel(jobs)
        self._model.setParent(self)
        self._model.loaded.connect(self._on_model_loaded)
        self._chips: dict[str, QToolButton] = {}
        self._note = self._make_note()
        self._empty = QLabel(_(EMPTY), self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setEnabled(False)
        self._list = self._make_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._top_row())
        layout.addWidget(self._empty)
        layout.addWidget(self._list, 1)
        jobs.changes.changed.connect(self._on_changed)

    def show_record(self, entity: str, record_id: uuid.UUID) -> None:
        """Show the timeline of one record."""
        self._entity, self._record_id = entity, record_id
        self._show()

    def _show(self) -> None:
        if self._record_id is not None:
            chosen = tuple(key for key, chip in self._chips.items() if chip.isChecked())
            self._model.show(self._entity, self._record_id, chosen)

    def _make_note(self) -> QLineEdit:
        note = QLineEdit(self)
        note.setPlaceholderText(_("Quick note: write and press Enter"))
        note.setAccessibleName(_("Quick note"))
        note.addAction(icon("sticky-note", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        note.setMinimumWidth(look().px(NOTE))
        note.returnPressed.connect(self._on_note_return_pressed)
        return note

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self._model)
        view.setItemDelegate(TimelineDelegate(view))
        view.setUniformItemSizes(True)
        view.setFrameShape(QListView.Shape.NoFrame)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(_("Timeline"))
        view.activated.connect(self._on_list_activated)
        return view

    def _top_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        for entity in _timeline_entities():
            row.addWidget(self._chip(entity))
        row.addSpacing(8)
        row.addWidget(self._note, 1)
        return row

    def _chip(self, entity: Entity) -> QToolButton:
        chip = QToolButton(self)
        chip.setIcon(icon(entity.icon))
        chip.setText(_(entity.plural))
        chip.setToolTip(_("Show only: {what}").format(what=_(entity.plural)))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setAccessibleName(chip.toolTip())
        chip.setMinimumWidth(look().px(CHIP))
        chip.setCheckable(True)
        chip.setAutoRaise(True)
        chip.toggled.connect(self._on_chip_toggled)
        self._chips[entity.key] = chip
        return chip

    @Slot()
    def _on_chip_toggled(self) -> None:
        self._show()

    @Slot(object)
    def _on_model_loaded(self, count: int) -> None:
        self._empty.setVisible(not count)
        self._list.setVisible(bool(count))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(key) for key in (*self._chips, self._entity)):
            self._model.refresh()

    @Slot(QModelIndex)
    def _on_list_activated(self, index: QModelIndex) -> None:
        ref = self._model.entry(index.row()).ref
        self.entry_opened.emit(ref.entity, ref.id)

    @Slot()
    def _on_note_return_pressed(self) -> None:
        text = self._note.text().strip()
        if text and self._record_id is not None:
            self._note.clear()
            self._jobs.start(write_note(self._jobs, self._record_id, text), name=_("Saving"))

    def _words_width(self) -> int:
        """Return how wide the row over the list is where every chip has its word."""
        shown = QToolButton(self)
        shown.setAutoRaise(True)
        shown.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        wide = look().px(NOTE) + 32
        for chip in self._chips.values():
            shown.setIcon(chip.icon())
            shown.setText(chip.text())
            wide += shown.sizeHint().width() + 4
        shown.deleteLater()
        return wide

    # Qt's names
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the chips their words where there is room; pictures and tips tell them apart."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly
        if self._words_width() <= self.width():
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for chip in self._chips.values():
            chip.setToolButtonStyle(style)


def has_timeline(entity: Entity) -> bool:
    """Tell whether anything that happens is placed by a link to `entity`."""
    return any(made.field(made.timeline).target == entity.key for made in _timeline_entities())


def _timeline_entities() -> list[Entity]:
    return [entity for entity in iter_entities() if entity.timeline]


def _cut(metrics: object, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)  # type: ignore[attr-defined, no-any-return]  # QFontMetrics or QFontMetricsF
