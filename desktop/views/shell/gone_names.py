"""Forgets what records were called that are not here any more: deleted for good, or not shared now.

Their names stand among what was used lately, in favourites and on tabs that nobody looked at yet,
and with those in the file that keeps how the windows were left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.changes import Changes
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.shell.targets import RECORD, Target

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator

    from desktop.views.shell.main_window import MainWindow
    from desktop.views.shell.windows import Windows

SOON_MS: Final = 300  # what follows at once is asked about together
Named = set[tuple[str, "uuid.UUID"]]  # entity and id


class GoneNames(QObject):
    """Looks after each change whether the records that windows name are still there."""

    def __init__(self, jobs: Jobs, windows: Windows) -> None:
        super().__init__(windows)
        self._jobs = jobs
        self._windows = windows
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._touched: Named = set()
        jobs.changes.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        touched = {one for one in self._named() if changes.touches(*one)}
        if touched:
            self._touched |= touched
            self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        touched, self._touched = self._touched, set()
        self._jobs.start(self._look(touched), name=_("Reading"))

    async def _look(self, touched: Named) -> None:
        def ask(reads: Reads) -> Named:
            found: Named = set()
            for entity in {entity for entity, _id in touched}:
                ids = [record_id for key, record_id in touched if key == entity]
                found |= {(entity, ref.id) for ref in reads.refs(entity, ids)}
            return found

        gone = touched - await self._jobs.read(ask)
        for window in self._windows.every() if gone else ():
            _forget(window, gone)

    def _named(self) -> Named:
        return {one for window in self._windows.every() for one in _named_in(window)}


def _named_in(window: MainWindow) -> Iterator[tuple[str, uuid.UUID]]:
    for ref in window.recents.records:
        yield ref.entity, ref.id
    tabs = window.workspace.tabs
    targets = [tabs.target_at(index) for index in range(tabs.count())]
    for target in (*window.keeper.state.favourites, *targets):
        if target is not None and target.record_id is not None:
            yield target.entity, target.record_id


def _forget(window: MainWindow, gone: Named) -> None:
    for record_id in {ref.id for ref in window.recents.records if (ref.entity, ref.id) in gone}:
        window.recents.drop_record(record_id)
    kept = [one for one in window.keeper.state.favourites if not _is_gone(one, gone)]
    if len(kept) < len(window.keeper.state.favourites):
        window.guide.use_favourites(kept)
    tabs = window.workspace.tabs
    for index in range(tabs.count()):
        target = tabs.target_at(index)
        if target is not None and target.title and _is_gone(target, gone):
            tabs.dress(index, replace(target, title="", icon=""))
    window.memory.keep_soon()


def _is_gone(target: Target, gone: Named) -> bool:
    return target.screen == RECORD and (target.entity, target.record_id) in gone
