"""The calendars beside the diary: whose they are, their colours, which are shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.diary.entry import CalendarInfo
from desktop.core.i18n import N_, _
from desktop.core.permissions import Level
from desktop.views.theme import look

_INFO: Final = Qt.ItemDataRole.UserRole
_GROUP: Final = Qt.ItemDataRole.UserRole + 1
_SWATCH: Final = 14
_NORMAL: Final = QFont.Weight.Normal
MINE: Final = "mine"
COLLEAGUES: Final = "colleagues"
GROUP_LABELS: Final = {
    MINE: N_("My calendars"),
    "unit": N_("Units and groups"),
    COLLEAGUES: N_("Colleagues"),
    "resource": N_("Rooms, cars, equipment"),
    "subscribed": N_("Subscribed"),
}
_GROUPS: Final = {"unit": "unit", "group": "unit", "resource": "resource"}


def group_of(info: CalendarInfo, me: uuid.UUID | None) -> str:
    """Return under which heading a calendar stands."""
    if info.calendar_type in _GROUPS:
        return _GROUPS[info.calendar_type]
    if info.owner is not None and info.owner != me and not info.is_default:
        return COLLEAGUES
    return "subscribed" if info.calendar_type == "subscribed" else MINE


class CalendarList(QTreeWidget):
    """Ticks say what is shown; F2 renames, the menu of a row does the rest.

    Signals:
        ticked: the id of a calendar, and whether it is to be shown.
        renamed: the id of a calendar, and its new name.
        menu_asked: a CalendarInfo or None, and a global point.
    """

    ticked = Signal(object, object)
    renamed = Signal(object, object)
    menu_asked = Signal(object, object)

    def __init__(self, me: uuid.UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._me = me
        self._shown: tuple[tuple[CalendarInfo, bool], ...] = ()
        self._is_filling = False
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(look().px(14))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(look().px(_SWATCH), look().px(_SWATCH)))
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.itemChanged.connect(self._on_item_changed)
        look().changed.connect(self._fill)
        self.retranslate()

    def show_calendars(
        self, infos: tuple[CalendarInfo, ...], is_on: Callable[[CalendarInfo], bool]
    ) -> None:
        """Show these calendars, ticked as `is_on` says."""
        shown = tuple((info, is_on(info)) for info in infos)
        if shown != self._shown:  # else a row would go while it is being ticked
            self._shown = shown
            self._fill()

    def retranslate(self) -> None:
        """Write the words in the language in use."""
        self.setAccessibleName(_("Calendars"))
        self._fill()

    def current(self) -> CalendarInfo | None:
        """Return the calendar that the keyboard is on."""
        return _info_of(self.currentItem())

    def rename(self, calendar: uuid.UUID) -> None:
        """Let the name of a calendar be typed in its row."""
        for item in self._rows():
            info = _info_of(item)
            if info is not None and info.id == calendar:
                self.editItem(item)

    @Slot()
    def _fill(self) -> None:
        chosen = self.current()
        folded = {str(i.data(0, _GROUP)) for i in self._heads() if not i.isExpanded()}
        self._is_filling = True
        blend_in(self)
        self.clear()
        heads: dict[str, QTreeWidgetItem] = {}
        for key in GROUP_LABELS:
            for info, is_on in self._shown:
                if group_of(info, self._me) == key:
                    head = heads.get(key) or self._head(key)
                    heads[key] = head
                    row = self._row(head, info, is_on=is_on)
                    if chosen is not None and chosen.id == info.id:
                        self.setCurrentItem(row)
        for key, head in heads.items():
            head.setExpanded(key not in folded)
        self._is_filling = False

    def _head(self, key: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [_(GROUP_LABELS[key])])
        head.setData(0, _GROUP, key)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFont(0, look().font("note", QFont.Weight.DemiBold))
        head.setForeground(0, look().colour("muted"))
        return head

    def _row(self, head: QTreeWidgetItem, info: CalendarInfo, *, is_on: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(head, [info.name])
        item.setData(0, _INFO, info)
        flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
        if info.level >= Level.EDIT:
            flags |= Qt.ItemFlag.ItemIsEditable
        item.setFlags(flags)
        item.setCheckState(0, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        item.setIcon(0, swatch(info.colour))
        font = look().font("text", QFont.Weight.DemiBold if info.is_default else _NORMAL)
        item.setFont(0, font)
        item.setToolTip(0, _tip(info, self._me))
        return item

    def _heads(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [head for head in found if head is not None]

    def _rows(self) -> list[QTreeWidgetItem]:
        found = (head.child(n) for head in self._heads() for n in range(head.childCount()))
        return [row for row in found if row is not None]

    def _on_item_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        info = _info_of(item)
        if self._is_filling or info is None:
            return
        name = item.text(0).strip()
        if name != info.name:
            if name:
                self.renamed.emit(info.id, name)
            else:
                item.setText(0, info.name)
            return
        is_on = item.checkState(0) == Qt.CheckState.Checked
        self._shown = tuple(
            (one, is_on if one.id == info.id else before) for one, before in self._shown
        )
        self.ticked.emit(info.id, is_on)

    @Slot(QPoint)
    def _on_menu_requested(self, at: QPoint) -> None:
        item = self.itemAt(at)
        self.menu_asked.emit(_info_of(item), self.viewport().mapToGlobal(at))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Enter as with Space."""
        item = self.currentItem()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and item is not None and _info_of(item) is not None:
            is_on = item.checkState(0) == Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)


def blend_in(view: QAbstractItemView) -> None:
    """Give a list the ground of what is around it."""
    palette = QPalette(view.palette())
    palette.setColor(QPalette.ColorRole.Base, look().colour("window"))
    view.setPalette(palette)


def swatch(colour: str) -> QIcon:
    """Return a small field in the colour of a calendar."""
    side = look().px(_SWATCH)
    picture = QPixmap(side * 2, side * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground, ink = look().badge(colour)
    painter.setPen(ink)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(1.5, 1.5, side - 3, side - 3), 3, 3)
    painter.end()
    return QIcon(picture)


def _info_of(item: QTreeWidgetItem | None) -> CalendarInfo | None:
    found = None if item is None else item.data(0, _INFO)
    return found if isinstance(found, CalendarInfo) else None


def _tip(info: CalendarInfo, me: uuid.UUID | None) -> str:
    words = [info.name]
    if info.owner_name and info.owner != me:
        words.append(info.owner_name)
    if info.is_default:
        words.append(_("New appointments go here"))
    if info.level < Level.EDIT:
        words.append(_("May only be read"))
    return "\n".join(words)
