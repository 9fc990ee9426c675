"""The statistics pane: numbers of a list by one or two fields, as a table or a chart."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.entities import Entity
from desktop.core.i18n import _
from desktop.core.pages import ListQuery
from desktop.core.statistics import Statistics
from desktop.views.jobs import Jobs
from desktop.views.records.statistics.busy_mark import BusyMark
from desktop.views.records.statistics.choice import Form, StatisticsChoice, measure_label
from desktop.views.records.statistics.choice_bar import ChoiceBar
from desktop.views.records.statistics.drawing import Drawing
from desktop.views.records.statistics.figure_table import FigureTable
from desktop.views.records.statistics.reading import StatisticsReading
from desktop.views.records.statistics.table_files import TableFiles
from desktop.views.records.work_display import WorkDisplay
from desktop.views.theme import look

TYPING_PAUSE: Final = 300  # ms after a key until what it leaves over is counted
RENEWAL: Final = (1_000, 20_000)  # ms after a change, least and most


class StatisticsPane(QWidget):
    """Follows a list: its filter, what is typed in it, and every change of its records.

    Signals:
        chosen: the StatisticsChoice that somebody made.
        drilled: the conditions (a tuple) of the figure whose records are wanted.
        noticed: a sentence for the person.
        close_asked: the pane is to go away.
    """

    chosen = Signal(object)
    drilled = Signal(object)
    noticed = Signal(str)
    close_asked = Signal()

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        display: WorkDisplay | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._choice: StatisticsChoice | None = None
        self._records: ListQuery | None = None
        self._statistics: Statistics | None = None
        self._is_stale = False  # counted when somebody looks
        self._is_outdated = False  # changed while it was counted
        self._since = QElapsedTimer()
        self._taken = 0  # ms that counting took last
        self.reading = StatisticsReading(jobs, self)
        self.bar = ChoiceBar(entity, self)
        self.table = FigureTable(self)
        self.drawing = Drawing(self)
        self._files = TableFiles(entity, jobs, self, display)
        self._mark = BusyMark(self)
        self._note = QLabel(self)
        self._told = QLabel(self)
        self._soon = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect(jobs)
        self.setAccessibleName(_("Statistics"))

    # --- what is asked of the pane
    @property
    def statistics(self) -> Statistics | None:
        """What is shown."""
        return self._statistics

    @property
    def is_busy(self) -> bool:
        """Whether the numbers are not those of now."""
        return self._soon.isActive() or self.reading.is_busy

    def show_choice(
        self, choice: StatisticsChoice, records: ListQuery, *, typing: bool = False
    ) -> None:
        """Count the records of a list so; the old numbers stand until the new ones are there."""
        records = replace(records, columns=(), sort=None, group="")  # which change no number
        is_same = (choice, records) == (self._choice, self._records)
        before, self._choice, self._records = self._choice, choice, records
        self.bar.show_choice(choice)
        if before is not None and before.form != choice.form:
            self._show_answer()
        if not is_same:
            self.renew(TYPING_PAUSE if typing else 0)

    def renew(self, wait: int = 0) -> None:
        """Count again after `wait` milliseconds; what is under way counts no more."""
        self.reading.cancel()
        self._is_outdated = False
        self._soon.start(wait)
        self._mark.expect()

    def focus_first(self) -> None:
        """Put the keyboard on the numbers."""
        shown = self.table if self._is_table() else self.drawing.chart
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Speak the language of now."""
        self.setAccessibleName(_("Statistics"))
        self._mark.retranslate()
        self.bar.retranslate()
        self.table.retranslate()
        self.drawing.chart.retranslate()
        self.renew()

    # --- inside
    def _lay_out(self) -> None:
        self._note.setWordWrap(True)
        self._note.setForegroundRole(self._note.palette().ColorRole.PlaceholderText)
        self._note.setContentsMargins(10, 2, 10, 4)
        self._note.hide()
        self._told.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._told.setForegroundRole(self._told.palette().ColorRole.PlaceholderText)
        self._stack = QStackedWidget(self)
        for widget in (self.table, self.drawing, self._told):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._mark)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._note)

    def _connect(self, jobs: Jobs) -> None:
        self.bar.chosen.connect(self._on_bar_chosen)
        self.bar.close_asked.connect(self.close_asked)
        self.bar.copy_asked.connect(self._on_copy_asked)
        self.bar.export_asked.connect(self._on_export_asked)
        self.table.copy_asked.connect(self._on_copy_asked)
        self.table.chosen.connect(self._on_figure_chosen)
        self.drawing.chosen.connect(self._on_figure_chosen)
        self.reading.answered.connect(self._on_answered)
        self.reading.advanced.connect(self._mark.advance)
        self.reading.failed.connect(self._on_failed)
        self._files.noticed.connect(self.noticed)
        self._soon.timeout.connect(self._on_soon)
        jobs.changes.changed.connect(self._on_changed)
        look().changed.connect(self._show_answer)

    def _is_table(self) -> bool:
        return self._choice is None or self._choice.form is Form.TABLE

    @Slot()
    def _show_answer(self) -> None:
        """Show the numbers in the form that is chosen, or why there are none."""
        found, choice = self._statistics, self._choice
        if found is None or choice is None:
            return
        if not found.rows:
            self._tell(_("There are no records to count."))
            return
        self.table.show_statistics(found if self._is_table() else None)
        self.drawing.show_statistics(None if self._is_table() else found, choice.form)
        self._stack.setCurrentWidget(self.table if self._is_table() else self.drawing)
        self._show_note(found)

    def _show_note(self, found: Statistics) -> None:
        notes = []
        if found.mixed:
            notes.append(_("Amounts in several currencies are added up as they stand."))
        if not self._is_table() and self.drawing.chart.data.left_out:
            notes.append(_("The chart shows the greatest groups; the table has all of them."))
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))

    def _tell(self, sentence: str) -> None:
        self._note.hide()
        self._told.setText(sentence)
        self._stack.setCurrentWidget(self._told)

    @Slot()
    def _on_soon(self) -> None:
        if self._choice is None or self._records is None:
            return
        self._is_stale = not self.isVisible()  # nobody looks: it is counted when somebody does
        if self._is_stale:
            self._mark.rest()
        else:
            self._since.start()
            self.reading.ask(self._choice.query(self._records))

    @Slot(object)
    def _on_answered(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._taken = self._since.elapsed()
        self._mark.rest()
        self._show_answer()
        if self._is_outdated:
            self._renew_later()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._mark.rest()
        self._tell(sentence)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Count again where a record of the list, or one that names a group, was changed."""
        choice = self._choice
        if choice is None:
            return
        axes = [choice.down, *([choice.across] if choice.across else [])]
        targets = {self._entity.field(axis.field).target for axis in axes}
        if any(changes.touches(key) for key in {self._entity.key, *targets} if key):
            self._renew_later()

    def _renew_later(self) -> None:
        """Count again soon; what is under way comes to its end, or it never would in an import."""
        if self.reading.is_busy:
            self._is_outdated = True
        elif not self._soon.isActive():
            self.renew(min(RENEWAL[1], max(RENEWAL[0], self._taken * 2)))

    @Slot(object)
    def _on_bar_chosen(self, choice: StatisticsChoice) -> None:
        if self._records is not None:
            self.show_choice(choice, self._records)
        self.chosen.emit(choice)

    @Slot(object, object)
    def _on_figure_chosen(self, row: int, column: int) -> None:
        found, choice = self._statistics, self._choice
        if found is None or choice is None:
            return
        conditions = found.filter(row, column)
        if conditions is None:
            self.noticed.emit(_("These groups are too many to be shown as one list."))
            return
        self.drilled.emit((*choice.conditions(), *conditions))

    @Slot()
    def _on_copy_asked(self) -> None:
        if self._statistics is not None:
            self._files.copy(self._statistics)

    @Slot()
    def _on_export_asked(self) -> None:
        if self._statistics is not None and self._choice is not None:
            self._files.export(self._statistics, measure_label(self._choice, self._entity))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Count what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self.renew()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count nothing that nobody looks at."""
        super().hideEvent(event)
        if self.reading.is_busy:
            self.reading.cancel()
            self._is_stale = True

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
