"""A drag under way in the chart: what was grabbed, and what it means so far."""

from __future__ import annotations

from desktop.core.gantt.chart import ChartRow
from desktop.core.gantt.parts import Part
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import Minute


@dataclass(frozen=True, slots=True)
class Grip:
    """A part of a bar that can be dragged, and where its row stands."""

    place: int
    row: ChartRow
    part: Part


@dataclass(frozen=True, slots=True)
class Drag:
    """What a drag means: so many minutes, a progress, or a link to an end of another bar."""

    grip: Grip
    by: Minute = 0
    percent: int = 0
    target: ChartRow | None = None
    to_finish: bool = False

    @property
    def kind(self) -> str:
        """The kind of the link that is drawn."""
        first = "F" if self.grip.part is Part.FINISH_DOT else "S"
        return first + ("F" if self.to_finish else "S")

    @property
    def is_link(self) -> bool:
        """Whether a link is being drawn."""
        return self.grip.part in (Part.START_DOT, Part.FINISH_DOT)
