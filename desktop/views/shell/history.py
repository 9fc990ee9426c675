"""Where the person was: Back and Forward."""

from __future__ import annotations

from typing import Final

from desktop.views.shell.targets import Target

KEPT: Final = 100


class History:
    """The places shown, with a cursor; going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Target] = []
        self._at = -1

    def note(self, target: Target) -> None:
        """Remember that `target` was shown."""
        if self._at >= 0 and self._places[self._at] == target:
            return
        self._places = [*self._places[: self._at + 1], target][-KEPT:]
        self._at = len(self._places) - 1

    def can_go(self, by: int) -> bool:
        """Tell whether there is a place `by` steps away."""
        return 0 <= self._at + by < len(self._places)

    def go(self, by: int) -> Target | None:
        """Move the cursor and return the place there, or None."""
        if not self.can_go(by):
            return None
        self._at += by
        return self._places[self._at]

    def forget(self, page: str) -> None:
        """Leave out a page that exists no more."""
        kept = [(i, place) for i, place in enumerate(self._places) if place.page != page]
        self._at = sum(1 for i, _place in kept if i <= self._at) - 1
        self._places = [place for _i, place in kept]
