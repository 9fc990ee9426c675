"""What is taken in from files and letters: lists of records, and appointments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.core.clock import DEFAULT_ZONE
from desktop.core.filters import Filter
from desktop.views.jobs import Jobs

if TYPE_CHECKING:
    from desktop.views.records.work_display import WorkDisplay

Noticed = Callable[[str], None]


def take_file(
    jobs: Jobs,
    entity: str,
    path: str,
    window: QWidget,
    *,
    running: WorkDisplay | None,
    noticed: Noticed,
    records_requested: Callable[[str, Filter], None],
) -> None:
    """Take a file in: appointments of a calendar file, else records of an entity."""
    from desktop.views.shell.file_drops import CALENDARS

    if Path(path).suffix.lower() in CALENDARS:
        from desktop.views.diary.files.import_dialog import take_calendar_file

        taking = take_calendar_file(jobs, Path(path), DEFAULT_ZONE, window)
        taking.noticed.connect(noticed)
        return
    from desktop.views.records.import_wizard.wizard import ImportWizard

    wizard = ImportWizard(jobs, entity, path, running, window)
    wizard.records_requested.connect(records_requested)
    wizard.noticed.connect(noticed)
    wizard.show()


def take_invitation(jobs: Jobs, text: str, window: QWidget, noticed: Noticed) -> None:
    """Take the appointment that a message brought into a calendar."""
    from desktop.views.diary.files.import_dialog import take_calendar_text

    taking = take_calendar_text(jobs, text, DEFAULT_ZONE, window)
    taking.noticed.connect(noticed)
