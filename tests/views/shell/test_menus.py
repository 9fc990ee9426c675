"""Menus and command bar show what can be done here and now."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from desktop.views.shell.actions import MENU_LABELS, Menu
from desktop.views.shell.command_bar import MOST
from desktop.views.shell.targets import LIST, Target, record
from tests.views.shell.stand_ins import id_of


def opened(window, menu: Menu) -> QMenu:
    made = window.header.menus.menu(menu)
    made.aboutToShow.emit()
    return made


def labels(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def closed(menu: QMenu) -> None:
    menu.aboutToHide.emit()


@pytest.mark.parametrize("menu", list(MENU_LABELS))
def test_every_menu_has_something(window, menu):
    made = opened(window, menu)
    assert labels(made)
    assert not made.actions()[0].isSeparator()
    assert not made.actions()[-1].isSeparator()
    closed(made)


def test_what_nobody_can_do_is_not_shown(window):
    made = opened(window, Menu.ITEM)
    assert "Duplicate" not in labels(made)
    closed(made)


def test_what_cannot_be_done_now_is_grey(window):
    made = opened(window, Menu.ITEM)
    (action,) = [a for a in made.actions() if a.text() == "Open"]
    assert not action.isEnabled()
    closed(made)
    page = window.workspace.current_page().records
    page.view.setCurrentIndex(page.view.model().index(0, 0))
    made = opened(window, Menu.ITEM)
    assert action.isEnabled()
    closed(made)


def test_a_switch_shows_its_state(window):
    made = opened(window, Menu.VIEW)
    (pane,) = [a.menu() for a in made.actions() if a.menu() and a.text() == "Reading pane"]
    assert [a.text() for a in pane.actions() if a.isChecked()] == ["On the right"]
    closed(made)


def test_menus_do_not_grow_with_each_opening(window):
    for _time in range(3):
        made = opened(window, Menu.FILE)
        closed(made)
    assert len(labels(made)) == len(set(labels(made)))


def bar_labels(window) -> list[str]:
    return [button.text() for button in window.bar._buttons.values()]


def test_the_bar_fits_what_is_in_view(window):
    assert bar_labels(window)[0] == "Add new"
    assert "Delete" in bar_labels(window)
    window.navigate(record("account", id_of(1)))
    assert bar_labels(window)[0] == "Save"
    window.navigate(Target(LIST, "account", bin=True))
    assert "Restore" not in bar_labels(window)


def test_the_bar_never_has_more_than_nine(window):
    assert len(bar_labels(window)) <= MOST


def test_what_does_not_fit_moves_into_a_menu(window):
    bar = window.bar
    bar.resize(260, bar.height())
    assert bar._more.isVisible()
    bar._menu.aboutToShow.emit()
    shown = [b.text() for b in bar._buttons.values() if b.isVisible()]
    hidden = [a.text().rstrip("…") for a in bar._menu.actions()]
    assert sorted(shown + hidden) == sorted(bar_labels(window))
    bar._menu.aboutToHide.emit()


def test_a_button_of_the_bar_acts(window):
    window.bar._buttons["record.delete"].click()
    assert window.workspace.current_page().records.done == ["delete"]
