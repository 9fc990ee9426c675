"""Keeps the draft of a form and, when one is left from before, offers to bring it back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Draft
from desktop.views.jobs import Jobs
from desktop.views.records.draft_keeper import DraftKeeper
from desktop.views.records.notice_bar import NoticeBar


class DraftBar(NoticeBar):
    """The draft of the form below.

    Signals:
        restored: the earlier Draft that the person wants back.
    """

    restored = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        edits: Callable[[], Mapping[str, list[Json]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._edits = edits
        self._found: Draft | None = None
        self._keeper = DraftKeeper(jobs, self._typed, self)
        self._keeper.found.connect(self._on_keeper_found)
        self.accepted.connect(self._on_accepted)
        self.dismissed.connect(self._on_dismissed)
        self.touch = self._keeper.touch
        self.flush = self._keeper.flush
        self.dropper = self._keeper.dropper
        self.settler = self._keeper.settler

    def begin(self, entity: str, record_id: uuid.UUID | None, key: str) -> None:
        """Turn to the form of a record, or of a new one under a key of its own."""
        self.hide()
        self._found = None
        self._keeper.begin(entity, record_id, key)

    def drop(self) -> None:
        """What was typed was thrown away; an earlier draft goes on waiting for its answer."""
        self._keeper.drop(self._offered())

    def forget(self) -> None:
        """Keep nothing: the record is not here any more."""
        self.hide()
        self._found = None
        self._keeper.drop()

    def _offered(self) -> dict[str, list[Json]]:
        found = self._found
        if found is None:
            return {}
        return {name: [found.base.get(name), value] for name, value in found.values.items()}

    def _typed(self) -> dict[str, list[Json]]:
        """Return what there is to keep: what is typed, over what was offered and not answered."""
        return {**self._offered(), **self._edits()}

    @Slot(object)
    def _on_keeper_found(self, draft: Draft) -> None:
        typed = {name: new for name, (_base, new) in self._edits().items()}
        if all(typed.get(name) == value for name, value in draft.values.items()):
            return  # the form was begun with them
        self._found = draft
        if typed:
            self.touch()
        sentence = _("There are unsaved changes from before.")
        self.ask(sentence, _("Bring them back"), _("Throw them away"))

    @Slot()
    def _on_accepted(self) -> None:
        found, self._found = self._found, None
        if found is not None:
            self.restored.emit(found)

    @Slot()
    def _on_dismissed(self) -> None:
        self._found = None
        self._keeper.drop(self._edits())
