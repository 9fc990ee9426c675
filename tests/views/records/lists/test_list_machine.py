"""A list under any order of inserts, deletions, sorts, filters and folds, against a plain list."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication

from desktop.core.changes import Changes
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.pages import ListQuery, Sort
from desktop.views.items import record_rows
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.place_keeper import PlaceKeeper
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.lists.table_selection import select_positions, selection_of
from tests.views.items.conftest import started_jobs
from tests.views.items.customers import customers

PEOPLE = 40
COLUMNS = ("name", "account_type")
TYPES = st.sampled_from(["customer", "supplier", "partner", None])
PLACES = st.integers(0, PEOPLE * 2)


class ListMachine(RuleBasedStateMachine):
    """Does to a list what people, other people and the network do."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = customers(PEOPLE)
        self.jobs = started_jobs(self.reads)
        self.model = RecordTableModel(self.jobs)
        self.table = RowTable(self.model)
        self.keeper = PlaceKeeper(self.table, self.model)
        self.table.resize(400, 300)
        self.table.show()
        self.query = ListQuery("account", COLUMNS)
        self.chosen: set[uuid.UUID] = set()
        self.model.set_query(self.query)
        self.settle()

    def teardown(self) -> None:
        self.model.close()
        for lane in (self.jobs.lists, self.jobs.cards):
            lane.close()
        for one in (self.table, self.model, self.jobs):
            one.deleteLater()
        QCoreApplication.sendPostedEvents(None, 0)

    def settle(self) -> None:
        """Wait until the list is what it will be."""
        end = time.monotonic() + 5
        while time.monotonic() < end and not self.is_settled():
            QCoreApplication.processEvents()
            time.sleep(0.0005)
        self.table.viewport().repaint()

    def is_settled(self) -> bool:
        rows = self.model._rows
        timers = (rows._renewal, rows._pause, rows._patience)
        lane = self.jobs.lists
        if any(timer.isActive() for timer in timers) or rows.is_fresh:
            return False
        if lane._waiting or lane._running or rows._feed._growing or rows._feed._settling:
            return False
        return self.model.total == len(self.reads.ordered(self.query))

    def tell(self, *ids: uuid.UUID) -> None:
        self.jobs.changes.changed.emit(Changes({"account": frozenset(ids)}))
        self.settle()

    def living(self) -> list[uuid.UUID]:
        return self.reads.ordered(self.query)

    def pick(self, place: int) -> uuid.UUID | None:
        living = self.living()
        return living[place % len(living)] if living else None

    @rule(name=st.text("aăâbđêx ", min_size=1, max_size=4), kind=TYPES)
    def somebody_adds_a_record(self, name, kind):
        new = uuid.uuid4()
        self.reads.records[new] = {"name": name, "account_type": kind}
        self.tell(new)

    @rule(place=PLACES)
    def somebody_deletes_a_record(self, place):
        one = self.pick(place)
        if one:
            self.reads.records[one]["deleted"] = True
            if self.chosen == {one}:
                self.chosen = self.beside(one)
            self.chosen.discard(one)
            self.tell(one)

    @rule(place=PLACES, name=st.text("aăâbđêx ", min_size=1, max_size=4))
    def somebody_renames_a_record(self, place, name):
        one = self.pick(place)
        if one:
            self.reads.records[one]["name"] = name
            self.tell(one)

    @rule(field=st.sampled_from(["name", "account_type"]), descending=st.booleans())
    def the_person_sorts(self, field, descending):
        self.ask(replace(self.query, sort=Sort(field, descending)))

    @rule(kind=TYPES)
    def the_person_filters(self, kind):
        condition = Group((Condition("account_type", Op.EQUALS, kind),)) if kind else EVERYTHING
        self.ask(replace(self.query, filter=condition))

    @rule(group=st.sampled_from(["", "account_type"]))
    def the_person_groups(self, group):
        self.ask(replace(self.query, group=group))

    @rule(place=PLACES)
    def the_person_folds_a_group(self, place):
        heads = self.model.layout.head_rows
        if heads:
            self.table._toggle_group(heads[place % len(heads)])
            self.settle()
            self.chosen &= self.shown()

    @rule(places=st.lists(PLACES, min_size=1, max_size=4))
    def the_person_selects(self, places):
        total = self.model.total or 0
        spans = [(place % total, place % total) for place in places] if total else []
        spans = [span for span in spans if self.model.layout.rows(*span)]
        select_positions(self.model, self.table.selectionModel(), spans)
        self.chosen = self.selected()

    @rule(place=PLACES)
    def the_person_scrolls(self, place):
        bar = self.table.verticalScrollBar()
        bar.setValue(bar.maximum() * place // (2 * PEOPLE))

    def ask(self, query: ListQuery) -> None:
        """Ask for another list: what was selected and is in it stays selected."""
        self.query = query
        self.model.set_query(query)
        self.settle()
        now = self.selected()
        assert self.chosen & set(self.living()) & self.shown() <= now
        self.chosen = now

    def shown(self) -> set[uuid.UUID]:
        """Return the records that stand in a row: those of folded groups do not."""
        rows = range(self.model.rowCount())
        return {record.id for row in rows if (record := self.model.record(row))}

    def beside(self, one: uuid.UUID) -> set[uuid.UUID]:
        """Return the record that is selected when `one` goes: the next, else the one before."""
        rows = range(self.model.rowCount())
        shown = [record.id for row in rows if (record := self.model.record(row))]
        place = shown.index(one)
        return set(shown[place + 1 : place + 2] or shown[max(0, place - 1) : place])

    def selected(self) -> set[uuid.UUID]:
        """Return the ids of the selected records."""
        return set(selection_of(self.model, self.table.selectionModel()).ids)

    @invariant()
    def the_list_is_what_the_oracle_says(self):
        layout = self.model.layout
        self.model.show_rows(0, max(0, self.model.rowCount() - 1))
        self.settle()
        shown = [self.model.record_at(place) for place in range(layout.total)]
        assert [row.id if row else None for row in shown] == self.living()

    @invariant()
    def every_row_is_a_head_or_the_record_of_its_position(self):
        layout = self.model.layout
        for row in range(self.model.rowCount()):
            if layout.head(row) is None:
                assert layout.row(layout.position(row)) == row

    @invariant()
    def what_was_selected_is_selected(self):
        assert self.selected() == self.chosen


@pytest.mark.stall(5000)
def test_a_list_agrees_with_a_plain_list_whatever_happens(qapp, monkeypatch, rounds):
    monkeypatch.setattr(record_rows, "RENEWAL", (0, 0))
    monkeypatch.setattr(record_rows, "PATIENCE", 1)
    run_state_machine_as_test(
        ListMachine,
        settings=settings(
            max_examples=rounds(12, 1000),
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
