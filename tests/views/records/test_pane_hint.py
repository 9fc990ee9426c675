"""The reading pane tells how many records are selected, what they come to, what can be done."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget

from desktop.core.entities import get_entity
from desktop.views.records.lists.table_selection import NOTHING, Selection
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.actions_records import RECORD_ACTIONS
from desktop.views.shell.pane_hint import PaneHint


class Chosen(QWidget):
    """A list in which records are selected."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOTHING
        self.asked = 0

    def selection(self):
        return self.now

    def change_many(self):
        self.asked += 1

    def can_change_many(self):
        return self.now.count > 0


@pytest.fixture
def ids(run):
    values = {"party_type": "company", "name": "Hoa Sen"}
    return tuple(
        uuid.UUID(run("account.create", values={**values, **more}).value)
        for more in ({"annual_revenue": "1500000"}, {"annual_revenue": "2500000"}, {})
    )


@pytest.fixture
def hint(jobs, qtbot):
    records = Chosen()
    qtbot.addWidget(records)
    actions = ActionSet(records, RECORD_ACTIONS)
    actions.bind("list.change_many", records.change_many, enabled=records.can_change_many)
    actions.show_screens([records])
    made = PaneHint(get_entity("account"), SimpleNamespace(jobs=jobs, actions=actions), records)
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.show()
    made.records = records
    return made


def test_with_nothing_selected_it_says_what_it_is_for(hint):
    assert hint.words.text() == "Select a record to read it here."
    assert not hint.sums.isVisible()
    assert not any(button.isVisible() for button in hint.buttons.values())


def test_several_records_are_counted_added_up_and_offered(hint, ids, qtbot):
    hint.records.now = Selection(ids=ids, records=len(ids))
    hint.show_selection()
    assert hint.words.text() == "3 customers selected"
    qtbot.waitUntil(hint.sums.isVisible, timeout=10_000)
    assert "4.000.000" in hint.sums.text()
    shown = [key for key, button in hint.buttons.items() if button.isVisible()]
    assert shown == ["list.change_many"]
    hint.buttons["list.change_many"].click()
    assert hint.records.asked == 1


def test_the_amounts_of_others_are_not_shown(hint, ids, qtbot):
    hint.records.now = Selection(ids=ids[:2], records=2)
    hint.show_selection()
    hint.records.now = Selection(ids=(ids[0], ids[2]), records=2)
    hint.show_selection()
    qtbot.waitUntil(hint.sums.isVisible, timeout=10_000)
    assert "1.500.000" in hint.sums.text()
    hint.records.now = NOTHING
    hint.show_selection()
    assert not hint.sums.isVisible()
