"""The bars of the chart, as screen readers find them."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.views.widgets.painted_parts import PaintedPart, speak_parts
from tests.views.work.gantt.test_dragging_bars import place_of

NAME = QAccessible.Text.Name


def spoken(surface: QAbstractScrollArea):
    return QAccessible.queryAccessibleInterface(surface.viewport())


def test_each_row_is_a_child_that_says_what_its_bar_shows(pane):
    chart = spoken(pane.frame.chart)
    assert chart.childCount() == len(pane.frame.rows)
    place = place_of(pane, "Bản vẽ điện")
    bar = chart.child(place)
    assert bar.text(NAME).startswith("Bản vẽ điện, ")
    assert bar.role() == QAccessible.Role.ListItem
    assert chart.indexOfChild(bar) == place
    assert bar.parent() is chart
    assert chart.child(len(pane.frame.rows)) is None


def test_a_bar_is_found_where_it_is_painted(pane):
    chart = spoken(pane.frame.chart)
    place = place_of(pane, "Đo mặt bằng")
    middle = chart.child(place).rect().center()
    found = chart.childAt(middle.x(), middle.y())
    assert chart.indexOfChild(found) == place
    within = pane.frame.chart.viewport().mapFromGlobal(middle)
    assert pane.frame.chart.place_at(within.y()) == place


def test_what_is_chosen_is_told_and_what_is_gone_is_no_part(pane):
    chart = spoken(pane.frame.chart)
    place = place_of(pane, "Bản vẽ điện")
    bar = chart.child(place)
    assert not bar.state().selected
    pane.frame.table.pick(place)
    assert bar.state().selected
    pane.frame.fold_all(True)
    assert chart.childCount() < place
    assert not bar.isValid()
    assert bar.text(NAME) == ""


class Surface(QAbstractScrollArea):
    def part_count(self):
        return 3

    def part(self, number):
        return PaintedPart(f"Phần {number}", self.viewport().rect())


def test_surfaces_come_and_go_while_their_parts_are_known(qtbot):
    speak_parts()
    for _turn in range(20):
        surface = Surface()
        surface.show()
        found = spoken(surface)
        ids = [QAccessible.uniqueId(found.child(number)) for number in range(3)]
        assert QAccessible.accessibleInterface(ids[1]).text(NAME) == "Phần 1"
        assert found.childAt(-5, -5) is None
        kept = found.child(2)
        surface.deleteLater()
        del surface, found
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert kept is not None
        del kept
        gc.collect()


def test_a_widget_that_paints_nothing_of_ours_is_as_ever(qtbot):
    plain = QAbstractScrollArea()
    qtbot.addWidget(plain)
    assert spoken(plain).childCount() == 0
