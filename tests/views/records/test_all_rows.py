"""Lists that are read whole: nothing beyond the first page is left out."""

from __future__ import annotations

import pytest

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.pages import PAGE_ROWS, ListQuery, Sort
from desktop.store.reads import LocalReads
from desktop.views.all_rows import read_rows
from desktop.views.records.lists.saved_views import SavedViews
from desktop.views.shell.saved_view_reader import SavedViewReader

COUNT = PAGE_ROWS + 2
NAMES = [f"{number:03}" for number in range(COUNT)]


@pytest.fixture
def views(run):
    """More saved views than a page holds."""
    for name in NAMES:
        run("saved_view.create", values={"name": name, "entity": "account"})


@pytest.fixture
def reads(folder):
    made = LocalReads(folder / "main.sqlite", SystemClock())
    yield made
    made.close()


@pytest.mark.usefixtures("views")
@pytest.mark.parametrize(
    ("most", "read"), [(None, COUNT), (PAGE_ROWS, PAGE_ROWS), (2 * PAGE_ROWS, COUNT)]
)
def test_as_many_rows_are_read_as_are_wanted_and_all_are_counted(reads, most, read):
    found = read_rows(reads, ListQuery("saved_view", ("name",), sort=Sort("name")), most)
    assert [row.texts[0] for row in found.rows] == NAMES[:read]
    assert found.total == COUNT
    assert not reads._lists._kept


@pytest.mark.usefixtures("views")
def test_all_saved_views_stand_in_the_navigation(jobs, qtbot):
    reader = SavedViewReader(jobs)
    with qtbot.waitSignal(reader.was_read) as told:
        reader.read()
    assert [view.label for view in told.args[0]["account"]] == NAMES
    reader.deleteLater()


@pytest.mark.usefixtures("views")
def test_a_list_offers_all_saved_views(jobs, qtbot):
    saved = SavedViews(get_entity("account"), jobs)
    qtbot.waitUntil(lambda: saved.is_read, timeout=10_000)
    assert [view.name for view in saved.views if view.is_own] == NAMES
