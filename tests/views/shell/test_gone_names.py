"""What records were called is forgotten once they are not here any more."""

from __future__ import annotations

import json

import pytest

from desktop.core.changes import Changes
from desktop.views.shell.targets import record
from tests.views.shell.stand_ins import NAMES, id_of


@pytest.mark.usefixtures("qt_loop")
def test_a_record_that_is_not_here_any_more_is_named_nowhere(first, backstage, qtbot):
    for number in (1, 2):
        first.navigate(record("account", id_of(number)))
    first.guide.use_favourites([record("account", id_of(2), NAMES[2])])
    unseen = first.workspace.tabs.add(record("account", id_of(4), NAMES[4]))
    backstage.reads.hits = [hit for hit in backstage.reads.hits if hit.ref.id == id_of(1)]
    backstage.jobs.changes.changed.emit(Changes({"account": frozenset()}))
    tabs = first.workspace.tabs
    qtbot.waitUntil(lambda: NAMES[4] not in tabs.tabText(unseen), timeout=10_000)
    assert [ref.title for ref in first.recents.records] == [NAMES[1]]
    assert first.keeper.state.favourites == []
    first.memory.keep()
    kept = json.dumps(first.keeper.state.to_json(), ensure_ascii=False)
    assert NAMES[1] in kept
    assert NAMES[2] not in kept
    assert NAMES[4] not in kept


@pytest.mark.usefixtures("qt_loop")
def test_records_that_are_still_there_keep_their_names(first, backstage, qtbot):
    first.navigate(record("account", id_of(1)))
    first.navigate(record("account", id_of(2)))
    backstage.reads.hits = [hit for hit in backstage.reads.hits if hit.ref.id != id_of(2)]
    changed = frozenset({id_of(1), id_of(2)})
    backstage.jobs.changes.changed.emit(Changes({"account": changed}, 3, "account.purge"))
    qtbot.waitUntil(lambda: len(first.recents.records) == 1, timeout=10_000)
    assert first.recents.records[0].title == NAMES[1]
    assert first.workspace.tabs.tabText(1) == NAMES[1]
