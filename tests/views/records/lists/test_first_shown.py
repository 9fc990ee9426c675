"""A list tells once that its first records can be seen."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity
from desktop.core.errors import StorageError
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView
from tests.views.items.customers import customers


@pytest.fixture
def unseen(jobs, window, qtbot) -> RecordListView:
    """A list that was not shown yet, and shows nothing."""
    editors = FormEditors(jobs, (), print, window)
    made = RecordListView(get_entity("account"), jobs, editors)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    return made


def test_it_tells_when_the_first_rows_are_painted(unseen, qtbot):
    painted = []
    unseen.table.rows_painted.connect(lambda: painted.append(unseen.model.rowCount()))
    with qtbot.waitSignal(unseen.first_shown):
        unseen.show()
        unseen.begin()
    assert painted[0] > 0


def test_it_tells_only_once(view, qtbot):
    with qtbot.assertNotEmitted(view.first_shown, wait=700):
        view.refresh()


@pytest.mark.parametrize("reads", [customers(0)], ids=["nothing"])
def test_an_empty_list_tells_it_too(unseen, qtbot, reads):
    with qtbot.waitSignal(unseen.first_shown):
        unseen.show()
        unseen.begin()


def test_a_list_that_cannot_be_read_tells_it_too(unseen, qtbot, reads):
    reads.failure = StorageError("the disk is gone")
    with qtbot.waitSignal(unseen.first_shown):
        unseen.show()
        unseen.begin()
    assert unseen.model.error


def test_a_list_in_a_window_that_nobody_sees_tells_it_too(unseen, qtbot):
    with qtbot.waitSignal(unseen.first_shown):
        unseen.begin()
