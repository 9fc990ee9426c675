"""A surface of a diary whose entries screen readers find one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import say_entry
from desktop.core.diary.spans import span_of
from desktop.views.diary.canvas.canvas import Canvas
from desktop.views.widgets.painted_parts import PaintedPart, speak_parts, tell_parts_anew


class SpokenCanvas(Canvas):
    """Has an accessible child for each entry, in the order in which Tab goes through them."""

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        self._spoken: tuple[Sequence[Entry], Sequence[Entry]] = ((), ())
        super().__init__(clock, parent)
        speak_parts()

    def part_count(self) -> int:
        """Return how many entries there are."""
        return len(self._in_order())

    def part(self, number: int) -> PaintedPart:
        """Return an entry as it is said, and where it begins."""
        entry = self._in_order()[number]
        return PaintedPart(
            say_entry(entry), self.rect_of(span_of(entry)), is_chosen=entry is self.chosen
        )

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        super().show_entries(entries)
        tell_parts_anew(self)

    def refresh(self) -> None:
        """Place and draw everything anew."""
        self._spoken = ((), ())
        super().refresh()

    def _in_order(self) -> Sequence[Entry]:
        if self._spoken[0] is not self.entries:
            self._spoken = (self.entries, tuple(self.reading_order()))
        return self._spoken[1]
