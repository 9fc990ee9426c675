"""T2: the tree of tasks, from lines in hand until they are painted; 5,000 opened; a frame."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from bench.figures import Conditions, Figure, bench
from bench.painted import SIZE
from bench.painted_gantt import plan_of_bars

if TYPE_CHECKING:
    from desktop.views.work.tree_table import TreeTable

COUNT = 50_000
OPENED = 5_000
FRAMES = 30


@bench(
    Figure("T2.paint", "tree of 50,000 tasks: show and paint", "ms", limit=60, goal=25),
    Figure("T2.unfold", "tree of 50,000 tasks: open 5,000", "ms", limit=120, goal=60),
    Figure("T2.frame", "tree of 50,000 tasks: a frame of scrolling", "ms", limit=12, goal=6),
)
def measure_painted_tree(conditions: Conditions) -> dict[str, float]:
    """Show a tree of 50,000 lines, scroll it, and open a line with 5,000 below it."""
    from PySide6.QtWidgets import QApplication

    from desktop.models import load_all
    from desktop.views.work.plan_tree import Line
    from desktop.views.work.tree_model import TreeModel
    from desktop.views.work.tree_table import TreeTable

    load_all()
    application = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    rows, others = plan_of_bars(COUNT).rows, plan_of_bars(OPENED).rows
    below = [Line(replace(row, id=uuid.UUID(int=10**7 + n)), 1) for n, row in enumerate(others)]
    times: dict[str, list[float]] = {"T2.paint": [], "T2.unfold": [], "T2.frame": []}
    for _repeat in range(conditions.repeats):
        lines = [Line(row, 0 if row.has_children else 1) for row in rows]
        model = TreeModel()
        table = TreeTable(model)
        table.resize(*SIZE)
        table.show()
        application.processEvents()
        with _timed(table, times["T2.paint"]):
            model.show_lines(lines)
            table.place_columns({})
        bar = table.verticalScrollBar()
        for step in range(1, FRAMES):
            bar.setValue(bar.maximum() * step // FRAMES)
            with _timed(table, times["T2.frame"]):
                pass
        bar.setValue(0)
        model.close(0)
        with _timed(table, times["T2.unfold"]):
            model.open(0, below)
        table.deleteLater()
        application.processEvents()
    return {key: median(found) for key, found in times.items()}


@contextmanager
def _timed(table: TreeTable, times: list[float]) -> Iterator[None]:
    """Measure what is done, and painting the table after it."""
    started = time.perf_counter()
    yield
    table.viewport().repaint()
    times.append((time.perf_counter() - started) * 1000)
