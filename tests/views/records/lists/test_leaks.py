"""A list that is closed leaves no object, no question and no order behind."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent

from desktop.core.entities import get_entity
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView
from tests.views.items.conftest import settle

ROUNDS = 4


def wrappers() -> int:
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return len(shiboken6.getAllValidWrappers())


def test_lists_that_were_closed_leave_nothing(jobs, window, qtbot, reads, qt_loop):
    editors = FormEditors(jobs, (), lambda _entity, _id: None, window)

    def show_one() -> None:
        view = RecordListView(get_entity("account"), jobs, editors)
        view.resize(800, 400)
        view.show()
        view.begin()
        qtbot.waitUntil(lambda: view.model.total == 500)
        view.bar._chips._quick[1].click()
        view.bar._chips._quick[1]._menu.close()
        view.toggle_cards()
        view._edit.begin(1, 0)
        view.close()
        view.deleteLater()
        settle(qtbot, jobs)

    show_one()
    before = wrappers()
    for _round in range(ROUNDS):
        show_one()
    assert wrappers() - before <= ROUNDS
    settle(qtbot, jobs)
    assert reads.snapshots == {}
