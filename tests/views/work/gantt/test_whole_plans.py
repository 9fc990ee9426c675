"""What is done to a whole plan: loads, automatic scheduling, baselines, reading in the store."""

from __future__ import annotations

import dataclasses

from desktop.core.gantt.axis import STAGES
from desktop.core.ports import Outcome
from desktop.core.scheduling.loads import daily_loads
from desktop.core.work.planning import standing
from desktop.views.work.gantt.gantt_pane import GanttPane
from desktop.views.work.gantt.plan_exchange import PlanPreview
from desktop.views.work.gantt.schedule_dialog import ScheduleDialog
from tests.gantt_plans import AN, NAMES, sheet_of, task


def overloaded():
    both = {"assignees": (AN,), "people": NAMES[AN]}
    return sheet_of(
        [task(1, "Đo", start=0, days=2, **both), task(2, "Sơn", start=1, days=1, **both)]
    )


def test_a_day_with_too_much_to_do_is_marked(pane):
    sheet = overloaded()
    pane.show_sheet(sheet)
    pane.loads.show_loads(sheet, daily_loads(standing(sheet)))
    pane.bar.loads.setChecked(True)
    pane.zoom("day")
    pane.frame.chart.go_to(pane.frame.rows[0].span[0], share=0.1)
    assert pane.loads.isVisible()
    cells = pane.loads.cells_of(AN)
    assert [(cell.load, cell.is_overloaded) for cell in cells] == [(480, False), (960, True)]
    x = pane.loads.left + pane.frame.chart.axis.x(cells[1].start) + 3
    words = pane.loads._words_at(x, 5)
    assert NAMES[AN] in words
    assert "16" in words


def test_an_overload_is_seen_in_weeks_too(pane):
    sheet = overloaded()
    pane.show_sheet(sheet)
    pane.loads.show_loads(sheet, daily_loads(standing(sheet)))
    pane.zoom("week")
    pane.frame.chart.go_to(pane.frame.rows[0].span[0], share=0.1)
    [cell] = pane.loads.cells_of(AN)
    assert (cell.load, cell.capacity, cell.is_overloaded) == (1440, 2400, True)


def test_scheduling_shows_what_would_move_before_anything_does(pane, qtbot, qt_loop):
    sheet = pane.frame.sheet
    late = dataclasses.replace(sheet.rows[-1], id=sheet.rows[-1].id)
    assert late.title == "Ngày khai trương"
    loose = task(99, "Sơn cửa", start=30, days=1, parent=None)
    dialog = ScheduleDialog(pane.jobs, dataclasses.replace(sheet, rows=(*sheet.rows, loose)), pane)
    qtbot.addWidget(dialog)
    dialog.from_now.setChecked(False)
    qtbot.waitUntil(lambda: any(one.title == "Sơn cửa" for one in dialog.shifts))
    assert dialog.apply.isEnabled()
    assert pane.commands == []


def test_a_baseline_is_set_for_the_project_and_shown(pane):
    pane.menu.do("set_baseline")
    assert pane.commands == [("project.set_baseline", {"ids": [str(pane.frame.rows[0].id)]})]
    assert pane.frame.chart.shown.baseline


def test_without_a_project_there_is_no_baseline(pane):
    told = []
    pane.jobs.failed.connect(told.append)
    pane.show_sheet(overloaded())
    pane.menu.do("set_baseline")
    assert pane.commands == []
    assert len(told) == 1


def test_what_is_shown_comes_back(pane):
    pane.show_parts(dataclasses.replace(pane.frame.chart.shown, critical=True, people=False))
    pane.bar.loads.setChecked(True)
    state = pane.state()
    pane.show_parts(dataclasses.replace(pane.frame.chart.shown, critical=False, people=True))
    pane.bar.loads.setChecked(False)
    pane.restore(state)
    assert pane.frame.chart.shown.critical
    assert not pane.frame.chart.shown.people
    assert pane.bar.loads.isChecked()
    pane.restore({"grouping": 7, "shown": "all"})  # of a newer version: nothing breaks


def test_each_stage_is_chosen_in_the_bar(pane):
    for stage in STAGES:
        pane.bar.stage.setCurrentIndex(pane.bar.stage.findData(stage))
        pane.bar.stage.activated.emit(pane.bar.stage.currentIndex())
        assert pane.bar.stage.currentData() == stage
        pane.frame.chart.grab()
    pane.zoom("in")
    assert pane.bar.stage.currentIndex() == -1


def test_a_preview_tells_what_is_left_out(pane, qtbot):
    found = {
        "title": "Cửa hàng", "tasks": 2, "links": 1, "titles": [[1, "Xây"], [2, "Sơn"]],
        "strangers": ["Trần Bình"], "missed": [["costs", 3]],
    }  # fmt: skip
    dialog = PlanPreview(found, pane)
    qtbot.addWidget(dialog)
    assert dialog.tasks.count() == 2
    assert dialog.title == "Cửa hàng"
    words = " ".join(label.text() for label in dialog.findChildren(type(pane._nothing)))
    assert "Trần Bình" in words
    assert "costs (3)" in words


def test_the_rest_of_a_bar_says_what_it_is(pane):
    from desktop.views.work.gantt.bar_words import bar_words

    words = bar_words(pane.frame.rows[3])
    assert "Chụp ảnh hiện trạng" in words
    assert "Lê Chi" in words


def test_a_change_that_changes_nothing_leaves_no_bar_elsewhere(pane, qtbot, qt_loop, monkeypatch):
    async def command(_key, **_arguments):
        return Outcome()

    monkeypatch.setattr(pane.jobs, "command", command)
    chart, row = pane.frame.chart, pane.frame.rows[5]
    chart.show_preview({row.id: (row.span[0] + 600, row.span[1] + 600)})
    GanttPane.command(pane, "task.schedule", changes=[])
    qtbot.waitUntil(lambda: chart.span_of(row) == row.span)
