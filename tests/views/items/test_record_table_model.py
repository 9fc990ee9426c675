"""The model of a record list against customers in memory."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from desktop.core.changes import Changes
from desktop.core.errors import BusyError
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import PAGE_ROWS, GroupHead, ListQuery, Row, Sort
from desktop.views.items.record_table_model import RECORD_ID_ROLE, RecordTableModel
from tests.views.items.conftest import settle

COLUMNS = ("name", "phones", "account_type", "annual_revenue", "source_id")
ALL = ListQuery("account", COLUMNS)


def ids_shown(model: RecordTableModel, qtbot, jobs) -> list[uuid.UUID | None]:
    """Return the ids of all rows, reading every page."""
    ids = []
    for first in range(0, model.rowCount(), PAGE_ROWS):
        last = min(first + PAGE_ROWS, model.rowCount()) - 1
        model.show_rows(first, last)
        qtbot.waitUntil(
            lambda first=first, last=last: all(model.item(row) for row in range(first, last + 1))
        )
        ids += [model.record(row) for row in range(first, last + 1)]
    return [row.id for row in ids if row]


def keep(reads, count: int) -> None:
    """Leave only the first customers."""
    for one in list(reads.records)[count:]:
        del reads.records[one]


@pytest.mark.parametrize("group", ["", "account_type"])
def test_it_keeps_the_rules_of_qt(model, reads, until_still, qtmodeltester, group):
    keep(reads, 12)
    model.set_query(replace(ALL, group=group))
    until_still(model)
    qtmodeltester.check(model, force_py=True)
    if group:
        model.toggle_group(0)
        model.toggle_group(model.layout.head_rows[-1])
        model.toggle_group(0)


def test_the_first_rows_come_before_the_exact_count(model, reads, qtbot):
    reads.hold.clear()
    model.set_query(ALL)
    qtbot.waitUntil(lambda: model.rowCount() == PAGE_ROWS)
    assert model.total is None
    assert model.is_busy
    reads.hold.set()
    qtbot.waitUntil(lambda: model.total == 1200)
    assert model.rowCount() == 1200


def test_every_page_agrees_with_the_list(model, reads, until_still, qtbot, jobs):
    model.set_query(ALL)
    until_still(model)
    assert ids_shown(model, qtbot, jobs) == reads.ordered(ALL)


def test_a_row_far_away_is_a_placeholder_until_it_was_read(model, until_still, qtbot):
    model.set_query(ALL)
    until_still(model)
    assert model.item(1000) is None
    assert model.index(1000, 0).data() == "…"
    model.show_rows(990, 1010)
    qtbot.waitUntil(lambda: model.item(1000) is not None)
    assert model.index(1000, 0).data()


def test_the_neighbours_of_what_is_shown_are_read_ahead(model, until_still, qtbot):
    model.set_query(ALL)
    until_still(model)
    model.show_rows(640, 660)
    qtbot.waitUntil(lambda: model.item(639) is not None and model.item(790) is not None)
    assert model.item(400) is None


def test_a_newer_query_takes_the_place_of_the_older(model, reads, until_still):
    reads.hold.clear()
    model.set_query(ALL)
    wanted = replace(ALL, filter=Group((Condition("account_type", Op.EQUALS, "supplier"),)))
    model.set_query(wanted)
    reads.hold.set()
    until_still(model)
    assert model.total == len(reads.ordered(wanted))


def test_typing_reads_first_rows_at_once_and_the_order_after_a_pause(model, reads, qtbot):
    model.set_query(ALL)
    qtbot.waitUntil(lambda: model.total is not None)
    reads.asked.clear()
    for text in ("n", "ng", "ngu"):
        model.set_query(replace(ALL, search=text), typing=True)
    qtbot.waitUntil(lambda: model.total == len(reads.ordered(replace(ALL, search="ngu"))))
    assert reads.asked.count("snapshot") == 1
    assert reads.asked[0] == "first_page"


def test_other_columns_do_not_order_the_list_anew(model, reads, until_still, jobs, qtbot):
    model.set_query(ALL)
    until_still(model)
    reads.asked.clear()
    model.set_query(replace(ALL, columns=("name", "code")))
    qtbot.waitUntil(lambda: model.columnCount() == 2)
    assert "snapshot" not in reads.asked
    assert model.record(0).texts[1].startswith("KH-")


def test_a_changed_row_is_read_again_in_place(model, reads, until_still, jobs, qtbot):
    model.set_query(ALL)
    until_still(model)
    one = model.record(3).id
    reads.records[one]["phones"] = [{"number": "+84987654321"}]
    with qtbot.waitSignal(model.dataChanged):
        jobs.changes.changed.emit(Changes({"account": frozenset({one})}))
    assert model.record(3).id == one
    assert "987" in model.record(3).texts[1]


def test_a_deleted_row_is_marked_and_then_leaves(model, reads, until_still, jobs, qtbot):
    model.set_query(ALL)
    until_still(model)
    row = model.record(3)
    reads.records[row.id]["deleted"] = True
    jobs.changes.changed.emit(Changes({"account": frozenset({row.id})}))
    qtbot.waitUntil(lambda: model.is_gone(row) or model.total == 1199)
    qtbot.waitUntil(lambda: model.total == 1199)
    assert model.record(3).id != row.id


def test_a_new_record_appears_where_it_belongs(model, reads, until_still, jobs, qtbot):
    model.set_query(ALL)
    until_still(model)
    new = uuid.uuid4()
    reads.records[new] = {"name": "  An Bình đầu tiên"}
    jobs.changes.changed.emit(Changes({"account": frozenset({new})}))
    qtbot.waitUntil(lambda: model.total == 1201)
    assert reads.ordered(ALL).index(new) == [model.record(n).id for n in range(128)].index(new)


def test_a_change_of_something_else_is_nobodys_business(model, reads, until_still, jobs, qtbot):
    model.set_query(ALL)
    until_still(model)
    reads.asked.clear()
    jobs.changes.changed.emit(Changes({"quote": frozenset()}))
    settle(qtbot, jobs)
    assert reads.asked == []


def test_a_renamed_source_shows_in_its_customers(model, reads, until_still, jobs, qtbot):
    model.set_query(ALL)
    until_still(model)
    reads.asked.clear()
    jobs.changes.changed.emit(Changes({"source": frozenset({uuid.uuid4()})}))
    qtbot.waitUntil(lambda: "page" in reads.asked)
    assert model.item(0) is not None


def test_groups_have_heads_with_their_counts(model, reads, until_still):
    query = replace(ALL, group="account_type")
    model.set_query(query)
    until_still(model)
    heads = [model.item(row) for row in model.layout.head_rows]
    assert all(isinstance(head, GroupHead) for head in heads)
    assert sum(head.count for head in heads) == 1200
    assert model.rowCount() == 1200 + len(heads)


def test_folding_a_group_hides_its_records_and_unfolding_brings_them_back(
    model, reads, until_still, qtbot, jobs
):
    query = replace(ALL, group="account_type")
    model.set_query(query)
    until_still(model)
    before = model.rowCount()
    second = model.layout.head_rows[1]
    count = model.item(second).count
    model.toggle_group(second)
    assert model.rowCount() == before - count
    assert isinstance(model.item(second + 1), GroupHead)
    model.toggle_group(second)
    assert model.rowCount() == before
    assert ids_shown(model, qtbot, jobs) == reads.ordered(query)


def test_folded_groups_stay_folded_when_the_order_is_renewed(model, reads, until_still, qtbot):
    model.set_query(replace(ALL, group="account_type"))
    until_still(model)
    model.toggle_group(0)
    rows = model.rowCount()
    with qtbot.waitSignal(model.modelReset):
        model.refresh()
    assert model.rowCount() == rows


def test_an_error_is_told_and_tried_again_on_demand(model, reads, until_still, qtbot, jobs):
    told: list[str] = []
    jobs.failed.connect(told.append)
    reads.failure = BusyError("The database is busy.")
    model.set_query(ALL)
    qtbot.waitUntil(lambda: bool(model.error))
    assert not model.is_busy
    assert "The database is busy." in told
    reads.failure = None
    model.refresh()
    until_still(model)
    assert model.total == 1200
    assert model.error == ""


def test_snapshots_that_are_no_longer_used_are_forgotten(model, reads, until_still, jobs, qtbot):
    for descending in (True, False, True):
        model.set_query(replace(ALL, sort=Sort("name", descending)))
        until_still(model)
    settle(qtbot, jobs)
    assert list(reads.snapshots) == [model.list_id]
    model.close()
    settle(qtbot, jobs)
    assert reads.snapshots == {}


def test_memory_holds_a_bounded_number_of_pages(model, reads, until_still, qtbot, jobs):
    from desktop.views.items.page_cache import MOST_PAGES, PageCache

    cache, page = PageCache(), reads.first_page(ALL)
    for number in range(MOST_PAGES * 2):
        cache.put(replace(page, first=number * PAGE_ROWS), PAGE_ROWS)
    assert len({at // PAGE_ROWS for at, _row in cache.rows()}) == MOST_PAGES
    assert cache.row(0) is None


@pytest.mark.parametrize("row", [0, 5])
def test_assistive_technology_finds_texts_and_ids(model, until_still, row):
    model.set_query(ALL)
    until_still(model)
    record = model.record(row)
    assert isinstance(record, Row)
    assert model.index(row, 0).data() == record.texts[0]
    assert model.index(row, 0).data(RECORD_ID_ROLE) == record.id
    assert model.headerData(0, model_orientation()) == "Name"


def model_orientation():
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal
