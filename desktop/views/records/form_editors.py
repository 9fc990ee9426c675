"""Makes the editors of all forms of a window, with what they need from it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.pages import Ref
from desktop.views.fields import field_editor
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.jobs import Jobs
from desktop.views.records.command_runner import CommandRunner
from desktop.views.records.editor_sources import LaneChoices, LanePictures

OpenRecord = Callable[[str, uuid.UUID], None]


class FormEditors:
    """One for each window: records to choose from, pictures, creation in place, web pages."""

    def __init__(
        self,
        jobs: Jobs,
        commands: tuple[CommandFacts, ...],
        open_record: OpenRecord,
        window: QWidget,
    ) -> None:
        self._open_record = open_record
        self.context = EditorContext(
            choices=LaneChoices(jobs),
            pictures=LanePictures(jobs),
            create=self._create,
            open_record=self._open,
            open_url=_open_url,
        )
        self.runner = CommandRunner(jobs, commands, self.make, window)

    def make(self, field: Field) -> FieldEditor:
        """Return the editor of a field."""
        return field_editor(field, self.context)

    def _create(self, entity: str, text: str, told: Callable[[Ref], None]) -> None:
        values: dict[str, Json] = {get_entity(entity).title: text}
        self.runner.create(entity, values, told=told)

    def _open(self, ref: Ref) -> None:
        self._open_record(ref.entity, ref.id)


def _open_url(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
