"""Bars under a real mouse."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.core.gantt.parts import DOT
from tests.gantt_plans import task_id

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
DAY_WIDE = 40


def place_of(pane, title: str) -> int:
    return next(place for place, row in enumerate(pane.frame.rows) if row.title == title)


def ends_of(pane, title: str) -> tuple[QPoint, QPoint]:
    """The middles of both edges of a bar, which is brought into view first."""
    chart, place = pane.frame.chart, place_of(pane, title)
    span = chart.rows[place].span
    chart.go_to(span[0], share=0.3)
    chart.verticalScrollBar().setValue(int(place * chart.ink.row) - 200)
    left, right = chart.bars().ends(span)
    y = round(chart.row_top(place) + chart.ink.row / 2)
    return QPoint(round(left), y), QPoint(round(right), y)


def send(pane, kind: QEvent.Type, at: QPoint, button=LEFT, held=LEFT, modifiers=None) -> None:
    viewport = pane.frame.chart.viewport()
    glob = QPointF(viewport.mapToGlobal(at))
    event = QMouseEvent(
        kind, QPointF(at), glob, button, held, modifiers or Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


def drag(pane, start: QPoint, end: QPoint, *, release: bool = True) -> None:
    send(pane, QEvent.Type.MouseMove, start, NONE, NONE)
    send(pane, QEvent.Type.MouseButtonPress, start)
    steps = 6
    for step in range(1, steps + 1):
        at = start + (end - start) * (step / steps)
        send(pane, QEvent.Type.MouseMove, at, NONE)
    if release:
        send(pane, QEvent.Type.MouseButtonRelease, end, LEFT, NONE)


def start_in(change: list) -> dt.datetime:
    return dt.datetime.fromisoformat(change[1])


def test_a_bar_that_pushes_nothing_is_moved_at_once(pane):
    left, _right = ends_of(pane, "Ngày khai trương")
    drag(pane, left, left + QPoint(2 * DAY_WIDE, 0))
    [(key, arguments)] = pane.commands
    assert key == "task.schedule"
    [change] = arguments["changes"]
    assert change[0] == str(pane.frame.rows[place_of(pane, "Ngày khai trương")].id)
    assert not pane.proposal.isVisible()


def test_what_a_bar_pushes_is_shown_and_asked_about(pane):
    left, right = ends_of(pane, "Bản vẽ điện")
    middle = QPoint((left.x() + right.x()) // 2, left.y())
    drag(pane, middle, middle + QPoint(7 * DAY_WIDE, 0), release=False)
    chart = pane.frame.chart
    pushed = place_of(pane, "Bản vẽ nước")
    assert chart.span_of(chart.rows[pushed])[0] > chart.rows[pushed].span[0]
    send(pane, QEvent.Type.MouseButtonRelease, middle + QPoint(7 * DAY_WIDE, 0), LEFT, NONE)
    assert pane.commands == []
    assert pane.proposal.isVisible()
    pane.proposal.apply.click()
    [(key, arguments)] = pane.commands
    assert key == "task.schedule"
    assert len(arguments["changes"]) > 20  # the whole chain behind it
    assert not pane.proposal.isVisible()


def test_only_this_leaves_the_others_where_they_are(pane):
    left, right = ends_of(pane, "Bản vẽ điện")
    middle = QPoint((left.x() + right.x()) // 2, left.y())
    drag(pane, middle, middle + QPoint(7 * DAY_WIDE, 0))
    pane.proposal.alone.click()
    [(_key, arguments)] = pane.commands
    assert [change[0] for change in arguments["changes"]] == [
        str(pane.frame.rows[place_of(pane, "Bản vẽ điện")].id)
    ]


def test_escape_takes_a_proposal_back(pane, qtbot):
    left, right = ends_of(pane, "Bản vẽ điện")
    middle = QPoint((left.x() + right.x()) // 2, left.y())
    drag(pane, middle, middle + QPoint(7 * DAY_WIDE, 0))
    qtbot.keyClick(pane.proposal.apply, Qt.Key.Key_Escape)
    chart = pane.frame.chart
    assert pane.commands == []
    assert not pane.proposal.isVisible()
    assert all(chart.span_of(row) == row.span for row in chart.rows)


def test_escape_breaks_off_a_drag(pane, qtbot):
    left, right = ends_of(pane, "Bản vẽ điện")
    middle = QPoint((left.x() + right.x()) // 2, left.y())
    drag(pane, middle, middle + QPoint(5 * DAY_WIDE, 0), release=False)
    qtbot.keyClick(pane.frame.table, Qt.Key.Key_Escape)
    send(pane, QEvent.Type.MouseButtonRelease, middle, LEFT, NONE)
    assert pane.commands == []
    assert not pane.proposal.isVisible()


@pytest.mark.parametrize("edge", [0, 1])
def test_an_edge_changes_how_long_a_task_takes(pane, edge):
    ends = ends_of(pane, "Ánh sáng")
    before = pane.frame.rows[place_of(pane, "Ánh sáng")].row
    by = QPoint(DAY_WIDE if edge else -DAY_WIDE, 0)
    drag(pane, ends[edge], ends[edge] + by)
    if pane.proposal.isVisible():
        pane.proposal.alone.click()
    [(_key, arguments)] = pane.commands
    [[_id, start, due, duration]] = arguments["changes"]
    assert duration != before.duration
    kept = (due, before.due_at) if edge == 0 else (start, before.starts_at)
    assert dt.datetime.fromisoformat(kept[0]) == kept[1]


def test_the_mark_of_progress_is_dragged(pane):
    left, right = ends_of(pane, "Bản vẽ điện")
    low = round(pane.frame.chart.ink.row * 0.3)
    drag(pane, left + QPoint(0, low), left + QPoint((right.x() - left.x()) // 2, low))
    [(key, arguments)] = pane.commands
    assert (key, arguments["percent"]) == ("task.report", 50)


def test_a_link_is_drawn_from_dot_to_bar(pane):
    _left, start = ends_of(pane, "Đo mặt bằng")
    end, _right = ends_of(pane, "Họp với chủ nhà")
    _left, start = ends_of(pane, "Đo mặt bằng")
    chart, place = pane.frame.chart, place_of(pane, "Họp với chủ nhà")
    end = QPoint(
        round(chart.bars().ends(chart.rows[place].span)[0]) + 1,
        round(chart.row_top(place) + chart.ink.row / 2),
    )
    drag(pane, start + QPoint(round(DOT), 0), end)
    [(key, arguments)] = pane.commands
    assert (key, arguments["kind"]) == ("task.link", "FS")
    assert arguments["before"] == str(task_id(2))
    assert arguments["after"] == str(task_id(4))


def test_empty_space_is_pushed_along(pane):
    chart = pane.frame.chart
    chart.horizontalScrollBar().setValue(500)
    start = QPoint(700, round(chart.row_top(1) + 10))
    assert chart.grip_at(start.x(), start.y()) is None
    drag(pane, start, start - QPoint(200, 0))
    assert chart.horizontalScrollBar().value() == 700
    assert pane.commands == []


def test_the_wheel_with_ctrl_zooms_about_the_pointer(pane):
    chart = pane.frame.chart
    x, before = 333.0, chart.axis
    event = QWheelEvent(
        QPointF(x, 100), QPointF(chart.viewport().mapToGlobal(QPoint(333, 100))), QPoint(),
        QPoint(0, 120), NONE, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.axis.per_day > before.per_day
    assert abs(chart.axis.minute_at(x) - before.minute_at(x)) <= chart.axis.minutes(1.0)


def test_a_double_click_opens_the_card(pane, qtbot):
    left, right = ends_of(pane, "Bản vẽ điện")
    middle = QPoint((left.x() + right.x()) // 2, left.y())
    with qtbot.waitSignal(pane.record_opened) as opened:
        send(pane, QEvent.Type.MouseButtonDblClick, middle)
    assert opened.args == ["task", pane.frame.rows[place_of(pane, "Bản vẽ điện")].id]


def test_what_may_not_be_edited_is_not_dragged(pane):
    from dataclasses import replace

    sheet = pane.frame.sheet
    rows = tuple(replace(row, may_edit=False) for row in sheet.rows)
    pane.show_sheet(replace(sheet, rows=rows))
    left, right = ends_of(pane, "Bản vẽ điện")
    middle = QPoint((left.x() + right.x()) // 2, left.y())
    drag(pane, middle, middle + QPoint(5 * DAY_WIDE, 0))
    assert pane.commands == []
