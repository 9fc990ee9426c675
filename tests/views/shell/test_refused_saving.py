"""Quitting and closing with something that cannot be saved: all stays open, and nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from desktop.views.shell.targets import LIST, Target, record
from tests.views.shell.desk import answer, type_into
from tests.views.shell.stand_ins import NAMES, id_of


def typed_page(window, number):
    """Open a record, type into it, and return its page."""
    window.navigate(record("account", id_of(number)))
    type_into(window)
    return window.workspace.current_page()


def quit_and_answer(windows, qtbot, words):
    windows.quit()
    told = answer(qtbot, words)
    qtbot.waitUntil(lambda: not any(one.jobs.busy() for one in windows.every()))
    return told


@pytest.mark.usefixtures("qt_loop")
def test_after_a_refusal_to_save_an_ordinary_saving_closes_nothing(windows, first, qtbot):
    page = typed_page(first, 1)
    page.refuses = True
    quit_and_answer(windows, qtbot, "Save")
    other = typed_page(first, 2)
    page.refuses = False
    page.save()
    assert windows.every() == (first,)
    assert other.is_dirty()


@pytest.mark.usefixtures("qt_loop")
def test_the_page_that_refuses_is_shown(windows, first, qtbot):
    page = typed_page(first, 1)
    page.refuses = True
    second = windows.open(Target(LIST, "account"))
    typed_page(second, 2)
    quit_and_answer(windows, qtbot, "Save")
    assert windows.active is first
    assert first.workspace.current_page() is page
    assert len(windows.every()) == 2


@pytest.mark.usefixtures("qt_loop")
def test_what_was_typed_elsewhere_while_it_was_saved_is_asked_about(
    windows, first, qtbot, monkeypatch
):
    page = typed_page(first, 1)
    save = page.save
    monkeypatch.setattr(page, "save", lambda: QTimer.singleShot(300, page, save))
    quit_and_answer(windows, qtbot, "Save")
    typed_page(first, 2)
    assert answer(qtbot, "Cancel") == NAMES[2]
    assert windows.every() == (first,)


@pytest.mark.usefixtures("qt_loop")
def test_a_page_typed_in_while_it_was_saved_stays_open(windows, first, qtbot):
    page = typed_page(first, 1)
    page.saved.connect(lambda _id: page.name.setModified(True))
    quit_and_answer(windows, qtbot, "Save")
    assert windows.every() == (first,)
    assert page.is_dirty()


@pytest.mark.usefixtures("qt_loop")
def test_a_tab_that_could_not_be_saved_is_not_closed_by_a_later_saving(windows, first, qtbot):
    page = typed_page(first, 1)
    page.refuses = True
    first.commands.run("tab.close")
    answer(qtbot, "Save")
    qtbot.waitUntil(lambda: not first.jobs.busy())
    page.refuses = False
    page.save()
    assert first.workspace.current_page() is page


def test_what_is_typed_in_the_reading_pane_is_kept_when_the_window_closes(window, qtbot):
    window.navigate(Target(LIST, "account"))
    page = window.workspace.current_page()
    page.set_pane("right")
    page.records.view.setCurrentIndex(page.records.view.model().index(2, 0))
    qtbot.waitUntil(lambda: page._card is not None and page._card.record_id == id_of(2))
    page._card.name.setText("Nửa tên")
    page._card.name.setModified(True)
    window.close_for_good()
    assert page._card.kept[-1] == "Nửa tên"
