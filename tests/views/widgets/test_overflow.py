"""Tabs and buttons for which there is no room stand in a menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.views.widgets.overflow_row import OverflowRow
from desktop.views.widgets.overflow_tabs import OverflowTabs

NAMES = ["Details", "Contacts", "Relations", "Addresses", "Anniversaries", "Files", "History"]


@pytest.fixture
def tabs(qtbot):
    made = OverflowTabs()
    qtbot.addWidget(made)
    for name in NAMES:
        made.addTab(QWidget(), name)
    made.resize(1200, 200)
    made.show()
    return made


@pytest.fixture
def row(qtbot):
    made = OverflowRow()
    qtbot.addWidget(made)
    for name in NAMES:
        button = QToolButton()
        button.setText(name)
        made.add(button)
    made.resize(1200, 30)
    made.show()
    return made


def on_the_line(tabs):
    return [tabs.tabText(n) for n in range(tabs.count()) if tabs.isTabVisible(n)]


def in_the_menu(tabs):
    if tabs._more.isHidden():
        return []
    tabs._more.click()
    tabs._menu.close()
    return [entry.text() for entry in tabs._menu.actions()]


def test_all_tabs_stand_on_a_line_that_is_wide_enough(tabs):
    assert on_the_line(tabs) == NAMES
    assert tabs._more.isHidden()


@pytest.mark.parametrize("width", range(240, 760, 60))
def test_every_tab_is_on_the_line_or_in_the_menu_and_none_is_cut(tabs, width):
    tabs.resize(width, 200)
    assert on_the_line(tabs) + in_the_menu(tabs) == NAMES
    ends = [tabs.tabBar().tabRect(n).right() for n in range(tabs.count()) if tabs.isTabVisible(n)]
    assert max(ends) <= width
    assert tabs._more.isVisible() is bool(in_the_menu(tabs))
    assert tabs._more.isHidden() or tabs._more.geometry().right() <= width


def test_a_tab_of_the_menu_comes_to_the_front_and_onto_the_line(tabs):
    tabs.resize(300, 200)
    tabs._more.click()
    tabs._menu.actions()[-1].trigger()
    tabs._menu.close()
    assert tabs.tabText(tabs.currentIndex()) == "History"
    assert "History" in on_the_line(tabs)
    assert set(on_the_line(tabs)) | set(in_the_menu(tabs)) == set(NAMES)


def test_a_tab_that_is_not_offered_is_nowhere(tabs):
    tabs.offer(1, is_offered=False)
    tabs.resize(300, 200)
    assert "Contacts" not in on_the_line(tabs) + in_the_menu(tabs)


def test_a_longer_name_finds_its_room(tabs):
    room = sum(tabs.tabBar().tabSizeHint(n).width() for n in range(tabs.count())) + 10
    tabs.resize(room, 200)
    assert on_the_line(tabs) == NAMES
    tabs.name(5, "Files that were attached (12)")
    assert tabs._more.isVisible()


@pytest.mark.parametrize("width", [20, 100, 260, 400, 1200])
def test_every_button_is_on_the_line_or_in_the_menu(row, qtbot, width):
    row.resize(width, 30)
    shown = [button.text() for button in row.offered() if not button.isHidden()]
    row._on_more_clicked()
    listed = [entry.text() for entry in row._menu.actions()]
    row._menu.close()
    assert shown + listed == NAMES
    assert all(b.geometry().right() < width for b in row.offered() if not b.isHidden())


def test_a_button_in_the_menu_does_what_it_does_on_the_line(row, qtbot):
    row.resize(200, 30)
    last = row.offered()[-1]
    qtbot.mouseClick(row._more, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(last.clicked):
        row._menu.actions()[-1].trigger()
    row._menu.close()
