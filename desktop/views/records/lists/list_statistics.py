"""A list with statistics under it: they follow its filter, and lead back into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot

from desktop.core.filters import Condition
from desktop.core.json_file import JsonObject
from desktop.views.records.lists.list_doing import ListDoing
from desktop.views.records.lists.list_state import ListState

if TYPE_CHECKING:
    from desktop.views.records.statistics.under_list import StatisticsUnderList


class ListWithStatistics(ListDoing):
    """Shows and hides the statistics pane, which is made when it is first wanted.

    Signals:
        part_requested: the filter before, the filter that leaves a part of the list, the typed
            text; whoever shows the list goes there, so that one can go back.
        statistics_shown: the pane came, or went.
    """

    part_requested = Signal(object, object, str)
    statistics_shown = Signal(bool)

    _under: StatisticsUnderList | None = None

    def show_state(
        self, state: ListState, *, typing: bool = False, keep_line: bool = False
    ) -> None:
        """Show the list so, and the statistics of what it shows."""
        super().show_state(state, typing=typing, keep_line=keep_line)
        self._show_statistics(typing=typing)

    def toggle_statistics(self) -> None:
        """Show the statistics under the list, or hide them."""
        wanted = {} if self._state.statistics else self._statistics().usual()
        self._on_statistics_chosen(wanted)
        if wanted:
            self._statistics().pane.focus_first()

    def is_toggle_statistics(self) -> bool:
        """Tell whether the statistics are shown."""
        return bool(self._state.statistics)

    def _statistics(self) -> StatisticsUnderList:
        if self._under is None:
            from desktop.views.records.statistics.under_list import StatisticsUnderList

            made = StatisticsUnderList(self.entity, self._jobs, self._display, self)
            made.put_under(self._stack)
            made.chosen.connect(self._on_statistics_chosen)
            made.drilled.connect(self._on_statistics_drilled)
            made.noticed.connect(self.noticed)
            self._under = made
        return self._under

    def _show_statistics(self, *, typing: bool = False) -> None:
        data = self._state.statistics
        if data or self._under is not None:
            self.statistics_shown.emit(bool(data))
            self._statistics().show(data, self.query(), typing=typing)

    @Slot(object)
    def _on_statistics_chosen(self, data: JsonObject) -> None:
        """Keep what was chosen with the list's look, and show it."""
        if not data:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._state = replace(self.state, statistics=data)
        self.bar.picker.show_state(self._state)
        self._show_statistics()

    @Slot(object)
    def _on_statistics_drilled(self, conditions: tuple[Condition, ...]) -> None:
        from desktop.core.statistics import narrowed

        before = self._state.filter
        after = narrowed(before, conditions)
        if self._within.items:  # the records of one card have no place of their own to go to
            self.show_state(replace(self.state, filter=after))
        else:
            self.part_requested.emit(before, after, self._state.search)
