"""Makes the editors of all forms of a window, with what they need from it.

The window has it from the start, so what forms are made of is imported with the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.core.entities import get_entity

if TYPE_CHECKING:
    import uuid

    from desktop.core.commands import CommandFacts
    from desktop.core.fields import Field
    from desktop.core.filters import Json
    from desktop.core.pages import Ref
    from desktop.views.fields.base import FieldEditor
    from desktop.views.fields.context import EditorContext
    from desktop.views.jobs import Jobs
    from desktop.views.records.command_runner import CommandRunner, SaveCards
    from desktop.views.records.merge.merging import Merging

    OpenRecord = Callable[[str, uuid.UUID], None]


class FormEditors:
    """One for each window: records to choose from, pictures, creation in place, web pages."""

    def __init__(
        self,
        jobs: Jobs,
        commands: Sequence[CommandFacts],
        open_record: OpenRecord,
        window: QWidget,
        save_cards: SaveCards | None = None,
    ) -> None:
        self._save_cards = save_cards
        self._jobs = jobs
        self.commands = commands
        self._open_record = open_record
        self._window = window
        self.open_list: Callable[[str], None] | None = None  # set before the first form

    @cached_property
    def context(self) -> EditorContext:
        """What editors are given."""
        from desktop.views.fields.context import EditorContext
        from desktop.views.records.editor_sources import LaneChoices, LanePictures

        return EditorContext(
            choices=LaneChoices(self._jobs),
            pictures=LanePictures(self._jobs),
            create=self._create,
            open_record=self._open,
            manage=self._manage if self.open_list else None,
            open_url=_open_url,
            open_file=self._open_file,
        )

    @cached_property
    def runner(self) -> CommandRunner:
        """What starts the commands of buttons and menus."""
        from desktop.views.records.command_runner import CommandRunner
        from desktop.views.records.merge.duplicate_watch import FormWatches

        window, save_cards = self._window, self._save_cards
        made = CommandRunner(self._jobs, self.commands, self.make, window, save_cards)
        made.form_begun.connect(FormWatches(self._jobs, self.merging).watch)
        made.made.connect(self._open_record)
        return made

    @cached_property
    def merging(self) -> Merging:
        """What compares and merges records."""
        from desktop.views.records.merge.merging import Merging

        return Merging(self._jobs, self._open_record, self._window)

    def make(self, field: Field) -> FieldEditor:
        """Return the editor of a field."""
        from desktop.views.fields import field_editor

        return field_editor(field, self.context)

    def _create(self, entity: str, text: str, told: Callable[[Ref], None]) -> None:
        values: dict[str, Json] = {get_entity(entity).title: text}
        self.runner.create(entity, values, told=told)

    def _manage(self, entity: str) -> None:
        if self.open_list is not None:
            self.open_list(entity)

    def _open(self, ref: Ref) -> None:
        self._open_record(ref.entity, ref.id)

    def _open_file(self, digest: str, name: str) -> None:
        from desktop.views.records.files.opening import open_file

        open_file(self._jobs, digest, name)


def _open_url(url: str) -> None:
    from desktop.views.outside import open_outside

    open_outside(url)
