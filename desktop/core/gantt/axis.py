"""The time axis: minutes of a plan as pixels, and back, at any zoom."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import DAY, Minute

WIDEST: Final = 2880.0  # pixels of a day: two for each minute
NARROWEST: Final = 0.12  # a century on a wide screen
STEP: Final = 1.25  # of the zoom, for a turn of the wheel
STAGES: Final = {  # pixels of a day at which a person chooses to see units of time
    "hour": 960.0,
    "day": 40.0,
    "week": 14.0,
    "month": 4.0,
    "quarter": 1.3,
}


@dataclass(frozen=True, slots=True)
class Axis:
    """Where moments stand: `start` is the minute at pixel 0 when nothing is scrolled.

    `per_day` is how many pixels a day is wide, `offset` how many were scrolled out at the left.
    """

    start: Minute
    per_day: float
    offset: float = 0.0

    def x(self, minute: float) -> float:
        """Return the pixel of a minute."""
        return (minute - self.start) * self.per_day / DAY - self.offset

    def minute_at(self, x: float) -> Minute:
        """Return the minute nearest to a pixel."""
        return self.start + round((x + self.offset) * DAY / self.per_day)

    def length(self, minutes: float) -> float:
        """Return how many pixels so many minutes are wide."""
        return minutes * self.per_day / DAY

    def minutes(self, length: float) -> float:
        """Return how many minutes so many pixels are."""
        return length * DAY / self.per_day

    def scrolled(self, offset: float) -> Axis:
        """Return the axis scrolled to another place."""
        return replace(self, offset=offset)

    def zoomed(self, per_day: float, x: float) -> Axis:
        """Return the axis at another zoom, with the same moment as before at pixel `x`."""
        scale = bounded(per_day)
        days = (x + self.offset) / self.per_day
        return replace(self, per_day=scale, offset=days * scale - x)


def bounded(per_day: float) -> float:
    """Return the zoom nearest to the one asked for that there is."""
    return min(max(per_day, NARROWEST), WIDEST)


def fitting(first: Minute, last: Minute, room: float) -> float:
    """Return the zoom at which the minutes from `first` to `last` fill `room` pixels."""
    return bounded(room * DAY / max(last - first, 1))


def stage_of(per_day: float) -> str:
    """Return which of `STAGES` a zoom is nearest to, "" if it is none of them."""
    return next((name for name, zoom in STAGES.items() if zoom == per_day), "")


def snap_of(per_day: float) -> Minute:
    """Return the step in which bars are dragged at a zoom: a day, hours, or a quarter of one."""
    for step, needed in ((15, 960), (60, 240), (240, 90)):
        if per_day >= needed:
            return step
    return DAY
