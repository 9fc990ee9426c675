"""The running timer in the status bar: how long it counts, and how it is stopped."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QToolButton

from desktop.core.changes import Changes
from desktop.core.clock import Clock, SystemClock
from desktop.core.fields import Field, Kind
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import N_, _
from desktop.core.pages import ListQuery, Page, Row, Sort
from desktop.core.ports import Reads
from desktop.core.work.rows import TASK
from desktop.views.dialogs import show
from desktop.views.icons import icon
from desktop.views.records.form_dialog import FormDialog
from desktop.views.shell.targets import record
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu
from desktop.views.work.time_sheet import HOUR

if TYPE_CHECKING:
    from desktop.views.records.record_form import MakeEditor
    from desktop.views.shell.main_window import MainWindow

LOG: Final = "work_log"
TICK_MS: Final = 20_000
LONGEST: Final = 220  # pixels of its text at 100 %
MINUTE: Final = 60
_TEXT: Final = Field("text", N_("What was done"), Kind.TEXT, length=200)
_BILLABLE: Final = Field("billable", N_("Billable"), Kind.FLAG)


class TimerButton(QToolButton):
    """Shows itself while a timer of the person runs, after a new start as well."""

    def __init__(
        self,
        window: MainWindow,
        me: uuid.UUID,
        make_editor: MakeEditor,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(window.status)
        self._window = window
        self._me = me
        self._make_editor = make_editor
        self._clock = clock or SystemClock()
        self._running: Row | None = None
        self.setAutoRaise(True)
        self.setIcon(icon("timer", "accent"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.hide()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._say)
        self.clicked.connect(self._on_clicked)
        window.status.add_button(self)
        window.jobs.changes.changed.connect(self._on_changed)
        self.read()

    def read(self) -> None:
        """Ask whether a timer runs."""
        mine = Group(
            (
                Condition("owner_id", Op.EQUALS, str(self._me)),
                Condition("minutes", Op.EMPTY),
                Condition("started_at", Op.FILLED),
            )
        )
        columns = ("title", "task_id", "started_at")
        query = ListQuery(LOG, columns, mine, sort=Sort("started_at", descending=True))

        def ask(reads: Reads) -> Page:
            return reads.first_page(query)

        self._window.jobs.cards.submit(ask, self._on_read, topic="running timer")

    def _on_read(self, page: Page) -> None:
        self._running = page.rows[0] if page.rows else None
        self.setVisible(self._running is not None)
        if self._running is None:
            self._tick.stop()
        else:
            self._tick.start()
            self._say()

    @Slot()
    def _say(self) -> None:
        if self._running is None:
            return
        title, _task, started = self._running.values
        seconds = 0
        if isinstance(started, dt.datetime):
            seconds = max(0, round((self._clock.now() - started).total_seconds()))
        hours, minutes = divmod(seconds // MINUTE, HOUR)
        metrics, room = self.fontMetrics(), look().px(LONGEST)
        name = metrics.elidedText(str(title), Qt.TextElideMode.ElideRight, room)
        self.setText(f"{hours}:{minutes:02d} · {name}".replace("&", "&&"))
        told = _("The timer runs: {title}").format(title=title)
        self.setToolTip(told)
        self.setAccessibleName(told)

    @Slot()
    def _on_clicked(self) -> None:
        menu = RoomyMenu(self)
        stop = menu.addAction(icon("square"), _("Stop the timer"))
        stop.triggered.connect(self.stop)
        write = menu.addAction(icon("pencil"), _("Stop and say what was done…"))
        write.triggered.connect(self._on_write)
        if self._task() is not None:
            opened = menu.addAction(icon("square-arrow-out-up-right"), _("Open the task"))
            opened.triggered.connect(self._on_open)
        menu.addSeparator()
        gone = menu.addAction(icon("trash-2", "danger"), _("Throw the running timer away"))
        gone.triggered.connect(self._on_cancel)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _task(self) -> uuid.UUID | None:
        task = self._running.values[1] if self._running else None
        found = getattr(task, "id", task)
        return found if isinstance(found, uuid.UUID) else None

    @Slot()
    def stop(self) -> None:
        """Write down what was counted."""
        self._run("stop", {})

    def _run(self, verb: str, values: dict[str, object]) -> None:
        async def work() -> None:
            await self._window.jobs.command(f"{LOG}.{verb}", **values)

        self._window.jobs.start(work(), name=_("Saving"))

    @Slot()
    def _on_cancel(self) -> None:
        self._run("cancel", {})

    @Slot()
    def _on_open(self) -> None:
        task = self._task()
        if task is not None:
            self._window.navigate(record(TASK, task))

    @Slot()
    def _on_write(self) -> None:
        self._window.jobs.start(self._ask(), name=_("Saving"))

    async def _ask(self) -> None:
        title = _("Stop the timer")
        dialog = FormDialog(title, (_TEXT, _BILLABLE), self._make_editor, title, self._window)
        if await show(dialog):
            await self._window.jobs.command(f"{LOG}.stop", **dialog.values())

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(LOG):
            self.read()
