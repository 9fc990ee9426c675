"""The line that logs an activity, over a list: the selected record, and back to the list."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.views.activities.kind_choice import CALL
from desktop.views.activities.log_line import LogLine
from desktop.views.jobs import Jobs
from desktop.views.theme import look

WIDTH = 820


class LogDialog(QDialog):
    """Logs one activity about one record; Enter saves and closes."""

    def __init__(
        self, jobs: Jobs, entity: str, record_id: uuid.UUID, number: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Log an activity"))
        self.setMinimumWidth(look().px(WIDTH))
        self._who = QLabel(_(get_entity(entity).label), self)
        self._who.setFont(look().font("lead", 600))
        self._who.setContentsMargins(12, 0, 12, 0)
        self.line = LogLine(jobs, self)
        self.line.show_record(entity, record_id)
        self.line.logged.connect(self._on_line_logged)
        self.line.cancelled.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 12)
        layout.setSpacing(8)
        layout.addWidget(self._who)
        layout.addWidget(self.line)

        def ask(reads: Reads) -> list[Ref]:
            return reads.refs(entity, [record_id])

        jobs.cards.submit(ask, self._on_title_read, topic="log")
        self.line.begin(CALL, number)

    @Slot(object)
    def _on_title_read(self, refs: list[Ref]) -> None:
        self._who.setText("".join(ref.title for ref in refs))

    @Slot()
    def _on_line_logged(self) -> None:
        """Close, unless more was typed while it was saved."""
        if not self.line.text.text():
            self.accept()
