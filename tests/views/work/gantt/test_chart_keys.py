"""The chart under the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.core.gantt.chart import Grouping
from tests.views.work.gantt.test_dragging_bars import place_of

Key, Mod = Qt.Key, Qt.KeyboardModifier


def pick(pane, title: str) -> None:
    pane.frame.table.setFocus()
    pane.frame.table.pick(place_of(pane, title))


def test_ctrl_with_an_arrow_moves_a_bar_by_a_day(pane, qtbot):
    pick(pane, "Ngày khai trương")
    qtbot.keyClick(pane.frame.table, Key.Key_Right, Mod.ControlModifier)
    [(key, arguments)] = pane.commands
    assert key == "task.schedule"
    assert len(arguments["changes"]) == 1


def test_shift_with_an_arrow_makes_a_bar_longer_and_enter_applies(pane, qtbot):
    pick(pane, "Bản vẽ điện")
    qtbot.keyClick(pane.frame.table, Key.Key_Right, Mod.ShiftModifier)
    assert pane.proposal.isVisible()
    qtbot.keyClick(pane.proposal.apply, Key.Key_Return)
    [(_key, arguments)] = pane.commands
    assert len(arguments["changes"]) > 1


def test_enter_opens_and_arrows_fold(pane, qtbot):
    table = pane.frame.table
    pick(pane, "Thiết kế")
    count = len(pane.frame.rows)
    qtbot.keyClick(table, Key.Key_Left)
    assert len(pane.frame.rows) == count - 5
    qtbot.keyClick(table, Key.Key_Right)
    assert len(pane.frame.rows) == count
    with qtbot.waitSignal(pane.record_opened) as opened:
        qtbot.keyClick(table, Key.Key_Return)
    assert opened.args[0] == "task"


def test_left_in_a_task_goes_to_what_sums_it_up(pane, qtbot):
    pick(pane, "Bản vẽ điện")
    qtbot.keyClick(pane.frame.table, Key.Key_Left)
    assert pane.frame.rows[pane.frame.current].title == "Thiết kế"


def test_selected_tasks_are_linked_by_a_key(pane, qtbot):
    pick(pane, "Đo mặt bằng")
    pane.frame.table.pick(place_of(pane, "Sơn nước"), more=True)
    qtbot.keyClick(pane.frame.table, Key.Key_L)
    [(key, arguments)] = pane.commands
    assert (key, len(arguments["ids"])) == ("task.link_chain", 2)


def test_a_link_that_closes_a_ring_is_refused_with_the_names(pane, qtbot):
    told = []
    pane.jobs.failed.connect(told.append)
    first, last = pane.frame.rows[2].id, pane.frame.rows[-1].id
    pane.linking.join(last, first, "FS")
    assert pane.commands == []
    assert "Đo mặt bằng" in told[0]


def test_delete_takes_the_clicked_link_away(pane, qtbot):
    link = pane.frame.sheet.links[0]
    pane.frame.chart.link_picked.emit(link)
    qtbot.keyClick(pane.frame.table, Key.Key_Delete)
    assert pane.commands == [("task.unlink", {"links": [str(link.id)]})]


def test_keys_zoom_and_fit(pane, qtbot):
    chart = pane.frame.chart
    before = chart.axis.per_day
    qtbot.keyClick(pane.frame.table, Key.Key_Plus)
    assert chart.axis.per_day > before
    qtbot.keyClick(pane.frame.table, Key.Key_0)
    span = chart.rows[0].span
    assert chart.axis.x(span[0]) >= 0
    assert chart.axis.x(span[1]) <= chart.viewport().width()


def test_grouping_by_person_shows_heads(pane):
    pane.frame.group_by(Grouping.PERSON)
    titles = [row.title for row in pane.frame.rows if row.row is None]
    assert titles == ["Lê Chi", "Nguyễn An", "Trần Bình"]


def test_rows_that_come_anew_are_selected_in_the_chart_as_in_the_table(pane):
    pick(pane, "Bản vẽ điện")
    pane.frame.group_by(Grouping.PERSON)
    assert sorted(pane.frame.chart.picked) == pane.frame.table.picked_places() == []


def test_table_and_chart_scroll_together(pane):
    chart, table = pane.frame.chart, pane.frame.table
    bar = chart.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.maximum() == table.verticalScrollBar().maximum()
    bar.setValue(bar.maximum())
    assert table.verticalScrollBar().value() == bar.maximum()
    last = len(chart.rows) - 1
    assert table.rowViewportPosition(last) == round(chart.row_top(last))
