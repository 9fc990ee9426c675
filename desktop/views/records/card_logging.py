"""Cards on which activities are logged: the cursor goes into the line of their timelines."""

from __future__ import annotations

import uuid

from desktop.views.activities.kind_choice import CALL
from desktop.views.records.card_tabs import CardTabs
from desktop.views.records.timeline_view import TimelineView


class LogsOnCard:
    """What a card with a timeline can do; made part of the card's class."""

    record_id: uuid.UUID | None
    _timeline: TimelineView | None
    _tabs: CardTabs

    def log_activity(self) -> None:
        """Put the cursor into the line that logs."""
        self.log_call("")

    def can_log_activity(self) -> bool:
        """Tell whether there is a timeline of a record that exists."""
        return self._timeline is not None and self.record_id is not None

    def log_call(self, number: str) -> None:
        """Begin to log a call with a number."""
        if self._timeline is not None and self.record_id is not None:
            self._tabs.show_timeline()
            self._timeline.log.begin(CALL, number)
