"""Journals what is typed in a form, so that a crash or a power cut loses at most half a second."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.clock import SystemClock, to_micros
from desktop.core.filters import Json
from desktop.core.pages import Draft
from desktop.core.ports import Drafts
from desktop.views.jobs import Jobs

Edits = Mapping[str, list[Json]]  # field: [base, new]
PAUSE_MS: Final = 500  # after the last key


class DraftKeeper(QObject):
    """Keeps the draft of one form at a time.

    Signals:
        found: a Draft of the record that was begun earlier.
    """

    found = Signal(object)

    def __init__(self, jobs: Jobs, snapshot: Callable[[], Edits], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._snapshot = snapshot
        self._clock = SystemClock()
        self._entity = ""
        self._record_id: uuid.UUID | None = None
        self._key = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def begin(self, entity: str, record_id: uuid.UUID | None, key: str) -> None:
        """Turn to a form; `found` tells of an earlier draft under its key."""
        self._timer.stop()
        self._entity, self._record_id, self._key = entity, record_id, key
        look_up = f"draft look-up {id(self)}"
        self._jobs.drafts.submit(_Waiting(key), self._on_waiting, topic=look_up)

    def touch(self) -> None:
        """Something was typed: write the draft when the person pauses."""
        self._timer.start()

    def flush(self) -> None:
        """Write at once what waits to be written."""
        if self._timer.isActive():
            self._keep()

    def drop(self, left: Edits = MappingProxyType({})) -> None:
        """The form was saved or thrown away, but for what is `left`."""
        self._timer.stop()
        self._write(left)

    def dropper(self) -> Callable[[], None]:
        """Return what drops the draft of now, also when the form is gone by then."""
        return self._later(_Drop(self._key))

    def settler(self, saved: Mapping[str, Json]) -> Callable[[], None]:
        """Return what drops of the draft of now the values `saved`, also when the form is gone."""
        return self._later(_Settle(self._key, saved))

    def _later(self, act: Callable[[Drafts], None]) -> Callable[[], None]:
        lane = self._jobs.drafts

        def do() -> None:
            lane.submit(act)

        return do

    def _write(self, edits: Edits) -> None:
        if not edits:
            self.dropper()()
            return
        draft = Draft(
            self._key,
            self._entity,
            self._record_id,
            {name: new for name, (_base, new) in edits.items()},
            {name: base for name, (base, _new) in edits.items()},
            to_micros(self._clock.now()),
        )
        self._jobs.drafts.submit(_Keep(draft))

    def _keep(self) -> None:
        self._timer.stop()
        self._write(self._snapshot())

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._keep()

    def _on_waiting(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            if draft.key == self._key:
                self.found.emit(draft)


class _Waiting:
    """Asks for the drafts under one key."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, drafts: Drafts) -> list[Draft]:
        return [draft for draft in drafts.waiting() if draft.key == self._key]


class _Keep:
    """Writes one draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def __call__(self, drafts: Drafts) -> None:
        drafts.keep(self._draft)


class _Drop:
    """Forgets one draft."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, drafts: Drafts) -> None:
        drafts.drop(self._key)


class _Settle:
    """Forgets of one draft the values that were saved; what was typed after them stays."""

    def __init__(self, key: str, saved: Mapping[str, Json]) -> None:
        self._key = key
        self._saved = saved

    def __call__(self, drafts: Drafts) -> None:
        for draft in drafts.waiting():
            if draft.key == self._key:
                self._settle(drafts, draft)

    def _settle(self, drafts: Drafts, draft: Draft) -> None:
        saved = self._saved
        left = {n: v for n, v in draft.values.items() if n not in saved or saved[n] != v}
        if left:
            base = {**draft.base, **{name: saved[name] for name in left if name in saved}}
            drafts.keep(replace(draft, values=left, base=base))
        else:
            drafts.drop(self._key)
