"""The notification centre: what others did, what is near and what is overdue, below the bell."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import local_day
from desktop.core.entities import get_entity, is_entity
from desktop.core.i18n import N_, _
from desktop.core.notices.kinds import GROUPS
from desktop.core.notices.reading import Told
from desktop.core.reminders.wheel import Due
from desktop.views.home.block_rows import BlockRows
from desktop.views.home.hints import moment_text
from desktop.views.home.row_delegate import INSET, Index, Offer, RowDelegate, row_height
from desktop.views.icons import icon
from desktop.views.notices.due_rows import due_row
from desktop.views.notices.notice_hub import NoticeHub
from desktop.views.notices.reminders import Reminders
from desktop.views.theme import look
from desktop.views.widgets.result_list import RESULT_ROLE, Result

WIDTH: Final = 460
MOST: Final = 8  # rows before it scrolls
_DONE: Final = N_("Mark as read or dismiss")
_ALL: Final = N_("Everything")
_UNREAD: Final = N_("Not read yet")


class _NoticeDelegate(RowDelegate):
    """Paints what waits with a dot before it, what was read without."""

    # Qt's names
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the picture and the dot, then the row as everywhere."""
        result = index.data(RESULT_ROLE)
        side = look().px(18)
        shifted = QStyleOptionViewItem(option)
        shifted.rect = option.rect.adjusted(side + INSET, 0, 0, 0)
        super().paint(painter, shifted, index)
        if not isinstance(result, Result):
            return
        payload = result.payload
        waits = not (isinstance(payload, Told) and payload.is_read)
        top = option.rect.center().y() - side // 2 + 1
        box = QRect(option.rect.left() + INSET, top, side, side)
        icon(result.icon, "accent" if waits else "disabled").paint(painter, box)


class _NoticeRows(BlockRows):
    """The rows of the panel; they scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = _NoticeDelegate(self)
        self.setItemDelegate(self._rows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)


class NoticePanel(QFrame):
    """Pops up below the bell.

    Signals:
        open_asked: a Told or a Due whose record is wanted.
        dismissed: a Due that is done with.
        settings_asked: the person wants to choose what to be told.
    """

    open_asked = Signal(object)
    dismissed = Signal(object)
    settings_asked = Signal()

    def __init__(self, hub: NoticeHub, reminders: Reminders, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._hub = hub
        self._reminders = reminders
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = QLabel(_("Notices"), self)
        self.title.setFont(look().font("lead", 600))
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(_("Which notices are shown"))
        for key, label in (("", _ALL), ("unread", _UNREAD), *GROUPS.items()):
            self.filter.addItem(_(label), key)
        self.all_read = self._button("check-check", _("Mark all as read"))
        self.settings = self._button("settings-2", _("What I am told…"))
        self.rows = _NoticeRows(self)
        self.rows.setAccessibleName(_("Notices"))
        self.rows.offer(Offer(_(_DONE), "check"))
        self.empty = QLabel(_("Nothing here."), self)
        self.empty.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place_parts()
        self.filter.activated.connect(self._on_filter_activated)
        self.all_read.clicked.connect(self._on_all_read_clicked)
        self.settings.clicked.connect(self._on_settings_clicked)
        self.rows.chosen.connect(self._on_rows_chosen)
        self.rows.acted.connect(self._on_rows_acted)
        hub.changed.connect(self.renew)
        reminders.turned.connect(self._on_turned)
        self.renew()

    def _button(self, symbol: str, text: str) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(symbol))
        made.setAutoRaise(True)
        made.setToolTip(text)
        made.setAccessibleName(text)
        return made

    def _place_parts(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        for widget in (self.filter, self.all_read, self.settings):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.rows)
        layout.addWidget(self.empty)
        self.rows.setFixedHeight(MOST * row_height())
        self.empty.setFixedHeight(MOST * row_height())

    def show_below(self, button: QWidget) -> None:
        """Show the panel with its right edge below a button."""
        width = min(look().px(WIDTH), button.window().width() - 16)
        self.setFixedWidth(width)
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self.move(corner.x() - width, corner.y())
        self.show()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def renew(self) -> None:
        """Show what there is now."""
        wanted = self.filter.currentData()
        now = self._reminders.now()
        dues = [] if wanted in ("assigned", "shared", "mentioned", "changed") else self._dues(now)
        told = [
            _told_row(one, now)
            for one in self._hub.told
            if not wanted or wanted == one.group or (wanted == "unread" and not one.is_read)
        ]
        waiting = [row for row in told if isinstance(row.payload, Told) and not row.payload.is_read]
        rows = [*waiting, *dues, *(row for row in told if row not in waiting)]
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.all_read.setEnabled(bool(self._hub.unread))

    def _dues(self, now: datetime) -> list[Result]:
        wanted = self.filter.currentData()
        found = []
        for due in self._reminders.turn.dues:
            row = due_row(due, now)
            if wanted in ("", "unread", "overdue" if row.is_over else "approaching"):
                found.append(Result(row.title, row.detail, row.icon, row.hint, due))
        return found

    @Slot()
    def _on_filter_activated(self) -> None:
        self.renew()

    @Slot(object)
    def _on_turned(self, _turn: object) -> None:
        self.renew()

    @Slot()
    def _on_all_read_clicked(self) -> None:
        self._hub.mark_read(self._hub.unread)

    @Slot()
    def _on_settings_clicked(self) -> None:
        self.close()
        self.settings_asked.emit()

    @Slot(object)
    def _on_rows_chosen(self, payload: object) -> None:
        self.close()
        if isinstance(payload, Told):
            self._hub.mark_read([payload])
        self.open_asked.emit(payload)

    @Slot(object)
    def _on_rows_acted(self, payload: object) -> None:
        if isinstance(payload, Told):
            self._hub.mark_read([payload])
        elif isinstance(payload, Due):
            self.dismissed.emit(payload)

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _told_row(told: Told, now: datetime) -> Result:
    what = _(get_entity(told.record_type).label) if is_entity(told.record_type) else ""
    hint = moment_text(told.told_at, local_day(now)) if told.told_at else ""
    return Result(told.text, what, told.icon, hint, told)
