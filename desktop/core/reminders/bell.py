"""Says of each ringing once that it is new, as long as the program runs."""

from __future__ import annotations

from datetime import datetime

from desktop.core.reminders.wheel import Due, Turn


class Bell:
    """Remembers what it struck for; what rings in quiet hours it strikes for when they are over."""

    def __init__(self) -> None:
        self._told: set[tuple[str, datetime]] = set()

    def strike(self, turn: Turn, *, is_quiet: bool = False) -> list[Due]:
        """Return what rings for the first time and was not seen on another computer."""
        if is_quiet:
            return []
        new = [due for due in turn.dues if due.ring not in self._told and not due.is_seen]
        self._told |= {due.ring for due in turn.dues}
        return new
