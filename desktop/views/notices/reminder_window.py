"""The reminder window: all that waits, to be opened, put off or dismissed.

It comes to the front without taking the keyboard from whoever is typing; Alt+R goes there.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import Clock, SystemClock, to_micros
from desktop.core.i18n import N_, _, ngettext
from desktop.core.reminders.snoozing import SNOOZES, Snooze, snoozes_for, until
from desktop.core.reminders.wheel import Turn
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.notices.due_rows import DueList, DueRow, due_row
from desktop.views.theme import look
from desktop.views.widgets.phone_menu import show_phone_menu

WIDTH, HEIGHT = 520, 340
FRAME: Final = 24  # logical pixels that the window system's frame and a little air need
MINUTE_MS: Final = 60_000
FIRST_SNOOZE: Final = "10"
_DISMISS: Final = N_("Dismiss the reminder")
_SNOOZE: Final = N_("Remind again later")


class ReminderWindow(QWidget):
    """Shows the dues of a turn; closing it dismisses nothing.

    Signals:
        open_asked: a Due whose record is wanted.
    """

    open_asked = Signal(object)

    def __init__(self, jobs: Jobs, clock: Clock | None = None) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._jobs = jobs
        self._clock = clock or SystemClock()
        self._turn = Turn()
        self._is_answered = False  # the person did something about what waited
        self._was_emptied = False  # and went away for that
        self._is_placed = False
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowIcon(icon("bell-ring"))
        self.head = QLabel(self)
        self.list = DueList(self)
        self.snoozes = QComboBox(self)
        self.snooze = QPushButton(self)
        self.open = QPushButton(self)
        self.call = QPushButton(self)
        self.dismiss = QPushButton(self)
        self.dismiss_all = QPushButton(self)
        self._place_parts()
        self._connect()
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self.retranslate()

    def _place_parts(self) -> None:
        self.open.setIcon(icon("square-arrow-out-up-right"))
        self.call.setIcon(icon("phone"))
        self.snooze.setIcon(icon("alarm-clock"))
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(8)
        upper.addWidget(self.snoozes, 1)
        upper.addWidget(self.snooze)
        for button in (self.open, self.call):
            lower.addWidget(button)
        lower.addStretch(1)
        for button in (self.dismiss, self.dismiss_all):
            lower.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(self.list, 1)
        layout.addLayout(upper)
        layout.addLayout(lower)
        for first, second in (
            (self.list, self.snoozes),
            (self.snoozes, self.snooze),
            (self.snooze, self.open),
            (self.open, self.call),
            (self.call, self.dismiss),
            (self.dismiss, self.dismiss_all),
        ):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.list.activated.connect(self._on_open_asked)
        self.list.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.snooze.clicked.connect(self._on_snooze_clicked)
        self.open.clicked.connect(self._on_open_asked)
        self.call.clicked.connect(self._on_call_clicked)
        self.dismiss.clicked.connect(self._on_dismiss_clicked)
        self.dismiss_all.clicked.connect(self._on_dismiss_all_clicked)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._renew)
        self._minute.start()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.list.setAccessibleName(_("Reminders"))
        self.snoozes.setAccessibleName(_("Remind again in"))
        self.snooze.setText(_("Remind &again"))
        self.open.setText(_("&Open"))
        self.call.setText(_("&Call"))
        self.dismiss.setText(_("&Dismiss"))
        self.dismiss_all.setText(_("Dismiss a&ll"))
        self.snoozes.clear()
        self._renew()

    # --- what is shown
    def show_turn(self, turn: Turn) -> None:
        """Show what waits; a window that was emptied goes away, and comes back by an undo."""
        self._turn = turn
        self._renew()
        if not turn.dues and self.isVisible() and (self._is_answered or not self.isActiveWindow()):
            self._was_emptied = True
            self.hide()
        elif turn.dues and self._was_emptied:
            self.come_forward()

    def come_forward(self) -> None:
        """Show the window without taking the keyboard, and ask for a look at it."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self._appear()
        QApplication.alert(self)

    def take_keyboard(self) -> None:
        """Show the window because the person asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self._appear()
        self.activateWindow()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _appear(self) -> None:
        """Stand in the lower right corner, out of the way, unless the person put it elsewhere."""
        self._was_emptied = False
        if not self.isVisible():
            self._is_answered = False
        if not self._is_placed:
            self._is_placed = True
            corner = self.screen().availableGeometry().bottomRight()
            far = look().px(FRAME)
            self.move(corner - QPoint(self.width() + far, self.height() + 2 * far))
        self.show()
        self.raise_()

    @Slot()
    def _renew(self) -> None:
        now = self._clock.now()
        rows = [due_row(due, now) for due in self._turn.dues]
        self.list.show_rows(rows)
        count = len(rows)
        text = ngettext("{count} reminder", "{count} reminders", count).format(count=count)
        self.setWindowTitle(text if count else _("Reminders"))
        self.head.setText(text if count else _("Nothing is due."))
        self.head.setFont(look().font("lead", 600))
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done with the marked rows."""
        marked = self.list.marked()
        self.snooze.setEnabled(bool(marked))
        self.snoozes.setEnabled(bool(marked))
        self.dismiss.setEnabled(bool(marked))
        self.dismiss_all.setEnabled(bool(self._turn.dues))
        self.open.setEnabled(len(marked) == 1)
        self.call.setVisible(len(marked) == 1 and bool(marked[0].due.occasion.phones))
        starts = [row.due.occasion.at for row in marked if row.due.occasion.day is None]
        self._offer_snoozes(list(snoozes_for(starts, self._clock.now())))

    def _offer_snoozes(self, choices: list[Snooze]) -> None:
        keys = [self.snoozes.itemData(at) for at in range(self.snoozes.count())]
        if keys == [one.key for one in choices]:
            return
        chosen = self.snoozes.currentData() or FIRST_SNOOZE
        self.snoozes.clear()
        for one in choices:
            self.snoozes.addItem(_(one.label), one.key)
        self.snoozes.setCurrentIndex(max(0, self.snoozes.findData(chosen)))

    # --- what is done
    @Slot()
    def _on_selection_changed(self) -> None:
        self._offer()

    @Slot()
    def _on_open_asked(self) -> None:
        marked = self.list.marked()
        if len(marked) == 1:
            self.open_asked.emit(marked[0].due)

    @Slot()
    def _on_call_clicked(self) -> None:
        marked = self.list.marked()
        if marked:
            at = self.call.mapToGlobal(QPoint(0, self.call.height() + 2))
            show_phone_menu(marked[0].due.occasion.phones[0], self, at)

    @Slot()
    def _on_dismiss_clicked(self) -> None:
        self._dismiss(self.list.marked())

    @Slot()
    def _on_dismiss_all_clicked(self) -> None:
        self._dismiss(list(self.list.due_model.rows))

    @Slot()
    def _on_snooze_clicked(self) -> None:
        key = self.snoozes.currentData()
        chosen = next((one for one in SNOOZES if one.key == key), None)
        marked = self.list.marked()
        if chosen is None or not marked:
            return
        now = self._clock.now()
        moments = {
            key: to_micros(until(chosen, row.due.occasion.at, now))
            for row in marked
            for key in row.due.keys
        }
        self._jobs.start(self._run("attention.snooze", until=moments), name=_(_SNOOZE))

    def _dismiss(self, rows: list[DueRow]) -> None:
        keys = [key for row in rows for key in row.due.keys]
        if keys:
            self._jobs.start(self._run("attention.dismiss", keys=keys), name=_(_DISMISS))

    async def _run(self, command: str, **arguments: object) -> None:
        self._is_answered = True
        await self._jobs.command(command, **arguments)

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dismiss with Delete, close with Escape."""
        if event.key() == Qt.Key.Key_Delete:
            self._on_dismiss_clicked()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Note that what waits was seen: it comes to the front nowhere again, but it waits on."""
        keys = [key for due in self._turn.dues if not due.is_seen for key in due.keys]
        is_by_hand = self.isVisible() and (event.spontaneous() or self.isActiveWindow())
        if keys and is_by_hand:
            self._jobs.start(self._run("attention.see", keys=keys), name=_("Reminders"))
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
