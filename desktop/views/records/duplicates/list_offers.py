"""What a list offers about duplicates: to search for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.record_merge import is_mergeable

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.views.jobs import Jobs
    from desktop.views.records.lists.list_view import RecordListView
    from desktop.views.records.merge.merging import Merging
    from desktop.views.records.work_display import WorkDisplay
    from desktop.views.shell.action_set import ActionSet


class ListOffers(QObject):
    """Binds the action of one list; lives as long as it."""

    def __init__(
        self,
        shown: RecordListView,
        jobs: Jobs,
        merging: Callable[[], Merging],
        display: WorkDisplay | None,
        actions: ActionSet,
    ) -> None:
        super().__init__(shown)
        self._list = shown
        self._jobs = jobs
        self._merging = merging
        self._display = display
        actions.bind("list.duplicates", self.find, owner=shown)

    def find(self) -> None:
        """Search for duplicates of the records in view."""
        from desktop.views.records.duplicates.find_dialog import FindDialog

        window = self._list.window()
        query = self._list.query()
        FindDialog(self._jobs, query, self._merging(), self._display, window).begin()


def offer_duplicates(
    shown: RecordListView,
    jobs: Jobs,
    merging: Callable[[], Merging],
    display: WorkDisplay | None,
    actions: ActionSet,
) -> None:
    """Offer a list of living people or companies what can be done about duplicates."""
    if is_mergeable(shown.entity) and not shown.in_bin:
        ListOffers(shown, jobs, merging, display, actions)
