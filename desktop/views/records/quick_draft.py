"""Journals what is typed in the short form of a new record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from PySide6.QtCore import QObject

from desktop.core.filters import Json
from desktop.views.jobs import Jobs
from desktop.views.records.draft_keeper import DraftKeeper
from desktop.views.records.form_dialog import QuickCreateDialog


class QuickDraft(QObject):
    """The draft of one short form; it outlives the form until the record is saved."""

    def __init__(
        self,
        jobs: Jobs,
        dialog: QuickCreateDialog,
        given: Mapping[str, Json],
        draft_id: uuid.UUID,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._dialog = dialog
        self._given = dict(given)
        self._keeper = DraftKeeper(jobs, self._edits, self)
        entity = dialog.entity.key
        self._keeper.begin(entity, None, f"{entity}/new/{draft_id.hex}")
        dialog.form.edited.connect(self._on_form_edited)

    def flush(self) -> None:
        """Write at once what waits to be written; the form may go afterwards."""
        self._keeper.flush()

    def drop(self) -> None:
        """The record was saved, or the form left."""
        self._keeper.drop()
        self.deleteLater()

    def _edits(self) -> Mapping[str, list[Json]]:
        values = {**self._given, **self._dialog.values()}
        return {name: [None, value] for name, value in values.items()}

    def _on_form_edited(self, _name: str) -> None:
        self._keeper.touch()
