"""L6: scrolling through a million customers at 60 frames a second, with their pages being read."""

from __future__ import annotations

import time

from bench.figures import Conditions, Figure, bench, percentile_of
from bench.large_profile import large_profile
from bench.painted import Screen, screen_of
from bench.painted_list import PaintedList
from desktop.core.entities import get_entity
from desktop.core.pages import ListQuery

FRAME = 1 / 60
WHEEL, PAGE, FLING = 78, 860, 5000  # pixels that a frame moves the list by
FRAMES = 120  # of each


class Scrolled(PaintedList):
    """A list that is scrolled frame by frame."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._late = 0

    def scroll(self, pixels: int) -> list[float]:
        """Move the list by `pixels` in each frame; return the milliseconds that each one took.

        The rest of a frame belongs to the event loop, as it does on a screen.
        """
        taken: list[float] = []
        bar, frame = self._table.verticalScrollBar(), time.perf_counter()
        for _frame in range(FRAMES):
            frame += FRAME
            started = time.perf_counter()
            bar.setValue(bar.value() + pixels)
            self._table.viewport().repaint()
            busy = time.perf_counter() - started
            taken.append(busy * 1000)
            while time.perf_counter() < frame:
                started = time.perf_counter()
                self._screen.application.processEvents()
                busy += time.perf_counter() - started
                time.sleep(0.0005)
            self._late += busy > FRAME
        return taken

    def show_all(self, query: ListQuery) -> None:
        """Show a list until its order is known."""
        self._model.set_query(query)
        self.settle()
        if not self._model.total:
            raise ValueError("there is nothing to scroll through")

    def restart(self) -> None:
        """Count late frames from here on."""
        self._late = 0

    @property
    def late_percent(self) -> float:
        """How many frames had more to do than fits before the next picture."""
        return 100 * self._late / (3 * FRAMES)


@bench(
    Figure("L6", "scroll frame p99", "ms", limit=16.7, goal=12),
    Figure("L6.late", "late frames at 60 Hz", "%", limit=5, goal=1),
)
def measure_scrolling(conditions: Conditions) -> dict[str, float]:
    """Turn the wheel, page, and fling."""
    with screen_of(large_profile(conditions.rows)) as screen:
        scrolled = Scrolled(screen)
        query = ListQuery("account", get_entity("account").list_columns)
        scrolled.show_all(query)
        scrolled.scroll(WHEEL)  # the first measures texts that are known after it
        scrolled.restart()
        taken = [one for pixels in (WHEEL, PAGE, FLING) for one in scrolled.scroll(pixels)]
        late = scrolled.late_percent
        scrolled.close()
    return {"L6": percentile_of(taken, 99), "L6.late": late}
