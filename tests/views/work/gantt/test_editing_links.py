"""The kind and the lag of a link, edited in the chart by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.core.errors import InvalidValueError
from desktop.core.work.predecessors import read_lag
from desktop.views.work.gantt.link_dialog import LinkDialog
from tests.views.work.gantt.test_chart_keys import pick

Key = Qt.Key


def dialog_of(pane, qtbot) -> LinkDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in pane.findChildren(LinkDialog)))
    return next(one for one in pane.findChildren(LinkDialog) if one.isVisible())


def on_a_link(pane) -> tuple[QPoint, object]:
    """Return a point of a link where no bar is, and that link."""
    chart = pane.frame.chart
    room = chart.viewport().rect()
    for y in range(0, room.height(), 2):
        for x in range(0, room.width(), 2):
            arrow = chart.arrow_at(x, y)
            if arrow is not None and chart.grip_at(x, y) is None:
                return QPoint(x, y), arrow.link
    raise AssertionError("no link is seen")


def saved(pane, qtbot) -> dict[str, object]:
    qtbot.waitUntil(lambda: bool(pane.commands))
    [(key, arguments)] = pane.commands
    assert key == "task_link.save"
    return arguments


@pytest.fixture
def pane(pane, qt_loop):
    return pane


def test_a_double_click_on_a_link_asks_for_its_kind_and_lag(pane, qtbot):
    at, link = on_a_link(pane)
    QTest.mouseDClick(pane.frame.chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    dialog = dialog_of(pane, qtbot)
    dialog.kind.setCurrentIndex(dialog.kind.findData("SS"))
    dialog.lag.selectAll()
    qtbot.keyClicks(dialog.lag, "2d")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    arguments = saved(pane, qtbot)
    assert arguments["id"] == str(link.id)
    assert arguments["values"] == {"kind": [link.kind, "SS"], "lag": [link.lag, 960]}


def test_a_lag_that_is_none_is_told_and_not_saved(pane, qtbot):
    pane.link_menu.edit(pane.frame.sheet.links[0])
    dialog = dialog_of(pane, qtbot)
    dialog.lag.setText("mai")
    assert not dialog.ok.isEnabled()
    assert "mai" in dialog.told.text()
    dialog.lag.setText("-1,5 ngày")
    assert dialog.ok.isEnabled()
    dialog.reject()


def test_nothing_is_written_if_nothing_differs(pane, qtbot):
    pane.link_menu.edit(pane.frame.sheet.links[0])
    dialog = dialog_of(pane, qtbot)
    assert dialog.values() == {}
    dialog.reject()


def test_a_link_is_removed_from_its_dialog(pane, qtbot):
    link = pane.frame.sheet.links[0]
    pane.link_menu.edit(link)
    qtbot.mouseClick(dialog_of(pane, qtbot).remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.commands == [("task.unlink", {"links": [str(link.id)]})])


def test_a_key_offers_the_links_of_the_selected_task(pane, qtbot):
    pick(pane, "Bản vẽ điện")
    qtbot.keyClick(pane.frame.table, Key.Key_K)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    action: QAction = menu.actions()[0]
    action.trigger()
    menu.close()
    dialog = dialog_of(pane, qtbot)
    dialog.elapsed.setChecked(True)
    dialog.lag.setText("1d")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    values = saved(pane, qtbot)["values"]
    assert values["lag"][1] == 1440
    assert values["is_elapsed"] == [False, True]


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", 0), ("2d", 960), ("-4h", -240), ("1,5 ngày", 720), ("3", 1440), ("1 tuần", 2400)],
)
def test_lags_are_read_as_people_type_them(typed, minutes):
    assert read_lag(typed) == (minutes, False)


@pytest.mark.parametrize("typed", ["mai", "2 năm ánh sáng", "d", "--2d", "999999999999d"])
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(InvalidValueError):
        read_lag(typed)
