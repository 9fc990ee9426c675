"""A chart of a shop's plan, whose commands are noted instead of carried out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core.work.planning import standing
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs
from desktop.views.work.gantt.gantt_pane import GanttPane
from tests.gantt_plans import shop_plan


class NotedPane(GanttPane):
    """Notes the commands that it would have carried out."""

    def __init__(self, jobs: Jobs) -> None:
        self.commands: list[tuple[str, dict[str, object]]] = []
        super().__init__(jobs)

    def command(self, key: str, **arguments: object) -> None:
        self.commands.append((key, arguments))


@pytest.fixture
def pane(qtbot) -> Iterator[NotedPane]:
    jobs = Jobs(ChangeSignal())
    made = NotedPane(jobs)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    sheet = shop_plan()
    made.show_sheet(sheet)
    made.use(standing(sheet))
    made.zoom("day")
    yield made
    made.close()
    jobs.deleteLater()
