"""The table of those who take part: name, role, answer, and when they are busy on that day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.core.dates import format_day_long
from desktop.core.diary.time_spans import TimeSpan
from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.views.diary.editor.busy import Busy, Taken
from desktop.views.diary.editor.busy_painter import DayScale, paint_bar, paint_hours
from desktop.views.diary.editor.person import RESOURCE, Person
from desktop.views.icons import icon
from desktop.views.theme import look

NAME, ROLE, ANSWER, BUSY = range(4)
_WIDTHS: Final = (190, 150, 130)
MARK: Final = "  ▾"  # there is a menu
_CHOOSE: Final = (Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_Return)
_DELETE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PeopleTable(QTreeWidget):
    """One row for each; the first row has the hours.

    Signals:
        role_chosen: a Person and the role they have now.
        unwanted: the Person that is to be taken off.
        time_chosen: a moment on the wall, where the person clicked into the bars.
    """

    role_chosen = Signal(object, str)
    unwanted = Signal(object)
    time_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people: list[Person] = []
        self._busy: Busy = {}
        self._span: TimeSpan | None = None
        self._is_readonly = False
        self._asked: Person | None = None  # whose role the menu is about
        attendee = get_entity("attendee")
        self._roles = {one.value: _(one.label) for one in attendee.field("role").options}
        self._answers = {one.value: one for one in attendee.field("answer").options}
        self.setHeaderLabels([_("Participant"), _("Role"), _("Answer"), ""])
        self.setRootIsDecorated(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Participants"))
        self.setItemDelegateForColumn(BUSY, _BusyDelegate(self))
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, look().px(width))

    def show_people(self, people: Sequence[Person]) -> None:
        """Show who takes part."""
        self.people = list(people)
        self.clear()
        self.addTopLevelItem(self._hours_item())
        for person in self.people:
            self._add(person)

    def show_busy(self, busy: Busy, span: TimeSpan | None) -> None:
        """Show when they are busy, and the time of the event, on the wall of its zone."""
        self._busy, self._span = busy, span
        head = self.headerItem()
        if head is not None:
            head.setText(BUSY, "" if span is None else format_day_long(span.start.date()))
        self.viewport().update()

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or change again."""
        self._is_readonly = readonly

    def ask_role(self, person: Person) -> None:
        """Let the person choose somebody's role."""
        if self._is_readonly or person.role == RESOURCE:
            return
        self._asked = person
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, label in self._roles.items():
            if value != RESOURCE:
                action = menu.addAction(label)
                action.setData(value)
                action.setCheckable(True)
                action.setChecked(value == person.role)
        menu.triggered.connect(self._on_role_triggered)
        item = self.topLevelItem(self.people.index(person) + 1)
        room = QRect() if item is None else self.visualRect(self.indexFromItem(item, ROLE))
        menu.popup(self.viewport().mapToGlobal(room.bottomLeft()))

    @Slot(QAction)
    def _on_role_triggered(self, action: QAction) -> None:
        if self._asked is not None:
            self.role_chosen.emit(self._asked, str(action.data()))

    def person_at(self, index: QModelIndex | QPersistentModelIndex) -> Person | None:
        """Return who stands in a row; None in that of the hours."""
        row = index.row() - 1
        return self.people[row] if 0 <= row < len(self.people) else None

    @property
    def span(self) -> TimeSpan | None:
        """The time of the event."""
        return self._span

    def taken(self, person: Person) -> tuple[Taken, ...] | None:
        """Return when somebody is busy; None if nobody can know."""
        who: uuid.UUID | None = person.calendar
        return None if who is None else self._busy.get(who, ())

    def _hours_item(self) -> QTreeWidgetItem:
        item = QTreeWidgetItem([""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _add(self, person: Person) -> None:
        answer = self._answers.get(person.answer)
        item = QTreeWidgetItem([person.shown, "", "" if answer is None else _(answer.label), ""])
        item.setIcon(NAME, icon(person.icon, "muted"))
        item.setToolTip(NAME, person.email or person.shown)
        if answer is not None and answer.colour:
            item.setForeground(ANSWER, look().badge(answer.colour)[1])
        self.addTopLevelItem(item)
        mark = "" if person.role == RESOURCE else MARK
        item.setText(ROLE, self._roles.get(person.role, "") + mark)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take somebody off with Delete."""
        person = self.person_at(self.currentIndex())
        if event.key() in _DELETE and person is not None and not self._is_readonly:
            self.unwanted.emit(person)
        elif event.key() in _CHOOSE and person is not None:
            self.ask_role(person)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a time in the bars."""
        index = self.indexAt(event.position().toPoint())
        if index.column() == BUSY and self._span is not None and not self._is_readonly:
            room = self.visualRect(index)
            self.time_chosen.emit(DayScale.around(self._span).moment(event.position().x(), room))
        super().mousePressEvent(event)
        person = self.person_at(index)
        if index.column() == ROLE and person is not None:
            self.ask_role(person)


class _BusyDelegate(QStyledItemDelegate):
    """Paints the bars, and in the first row the hours."""

    def __init__(self, table: PeopleTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        span, room = self._table.span, option.rect
        if span is None:
            return
        scale = DayScale.around(span)
        person = self._table.person_at(index)
        if person is None:
            paint_hours(painter, room, scale)
        else:
            paint_bar(painter, room, scale, self._table.taken(person), span)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row with a box in it."""
        return QSize(0, look().row_height + 6)
