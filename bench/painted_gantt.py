"""T1: a chart of 5,000 bars, from the plan in hand until it is painted, and one more frame."""

from __future__ import annotations

import time
import uuid
from datetime import datetime
from statistics import median

from bench.figures import Conditions, Figure, bench
from bench.painted import SIZE
from desktop.core.scheduling.minutes import from_minute, to_minute
from desktop.core.work.planning import working_time
from desktop.core.work.rows import TASK, PlanLink, PlanRow, PlanScope, PlanSheet

COUNT = 5000
GROUP = 10  # a summary and nine tasks
WORKDAY = 480
START = datetime(2026, 1, 5, 8)  # noqa: DTZ001 - wall time, as in every plan
FRAMES = 30


@bench(
    Figure("T1.open", "chart of 5,000 bars: open", "ms", limit=80, goal=40),
    Figure("T1.frame", "chart of 5,000 bars: a frame of scrolling", "ms", limit=8, goal=3),
    Figure("T1.zoom", "chart of 5,000 bars: a step of zooming", "ms", limit=8, goal=3),
)
def measure_chart(conditions: Conditions) -> dict[str, float]:
    """Lay out and paint a plan of 5,000 rows with 2,000 links."""
    from PySide6.QtWidgets import QApplication

    from desktop.views.work.gantt.plan_frame import PlanFrame

    application = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    sheet = plan_of_bars(COUNT)
    opened: list[float] = []
    frames: list[float] = []
    zooms: list[float] = []
    for _repeat in range(conditions.repeats):
        started = time.perf_counter()
        frame = PlanFrame()
        frame.resize(*SIZE)
        frame.show_sheet(sheet, to_minute(START))
        frame.show()
        application.processEvents()
        opened.append((time.perf_counter() - started) * 1000)
        chart = frame.chart
        bar, viewport = chart.verticalScrollBar(), chart.viewport()
        for step in range(1, FRAMES):
            bar.setValue(bar.maximum() * step // FRAMES)
            started = time.perf_counter()
            viewport.repaint()
            frames.append((time.perf_counter() - started) * 1000)
        for step in range(FRAMES):
            chart.zoom(chart.axis.per_day * (1.1 if step % 2 else 0.8))
            started = time.perf_counter()
            viewport.repaint()
            zooms.append((time.perf_counter() - started) * 1000)
        frame.close()
        frame.deleteLater()
        application.processEvents()
    return {"T1.open": median(opened), "T1.frame": median(frames), "T1.zoom": median(zooms)}


def plan_of_bars(count: int) -> PlanSheet:
    """Return a plan with groups of tasks, two links for each five rows."""
    time_of = working_time(PlanSheet(PlanScope(), start=START))
    first = time_of.index(to_minute(START))
    rows: list[PlanRow] = []
    links: list[PlanLink] = []
    for number in range(count):
        head = number - number % GROUP
        begin = first + head % 250 * WORKDAY + number % GROUP * WORKDAY
        end = begin + (1 + number % 5) * WORKDAY
        is_head = number == head
        rows.append(
            PlanRow(
                uuid.UUID(int=number + 1),
                TASK,
                None if is_head else uuid.UUID(int=head + 1),
                f"Việc số {number}",
                people="Nguyễn Văn An",
                starts_at=from_minute(time_of.start_of(begin)),
                due_at=from_minute(time_of.end_of(begin + 9 * WORKDAY if is_head else end)),
                percent=number % 100,
                has_children=is_head,
            )
        )
        if number % 5 in (2, 4):
            before, after = uuid.UUID(int=number), uuid.UUID(int=number + 1)
            links.append(PlanLink(uuid.UUID(int=10**6 + number), before, after))
    return PlanSheet(PlanScope(), tuple(rows), tuple(links), start=START)
