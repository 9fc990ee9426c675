"""Logging in one line on a card, and closing what was planned."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.core.clock import to_micros
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.views.activities.timeline_rows import close_rect
from tests.views.records.test_card_saving import busy_store, one_turn

__all__ = ["busy_store"]

PLANNED_AT = to_micros(dt.datetime(2031, 3, 3, 2, tzinfo=dt.UTC))


@pytest.fixture
def log(page):
    return page._timeline.log


@pytest.fixture
def read(run_async, jobs):
    """Reads the values of all records of an entity."""

    def read_all(entity: str, *columns: str):
        def ask(reads: Reads):
            return reads.first_page(ListQuery(entity, columns))

        return sorted((row.values for row in run_async(jobs.read(ask)).rows), key=str)

    return read_all


@pytest.fixture
def save(log, qtbot):
    """Types a text as people do and waits until it is saved."""

    def enter(text: str):
        log.text.setText(text)
        with qtbot.waitSignal(log.logged):
            qtbot.keyClick(log.text, Qt.Key.Key_Return)

    return enter


def test_enter_logs_a_held_call_and_clears_the_line(log, save, read):
    save("Khách chốt đơn")
    assert read("call", "subject", "status") == [("Khách chốt đơn", "held")]
    assert log.text.text() == ""


def test_down_chooses_the_kind_and_the_cursor_stays(log, save, read, qtbot):
    log.begin("call")
    for _step in range(2):
        qtbot.keyClick(log.text, Qt.Key.Key_Down)
    assert (log.kind, log.text.hasFocus()) == ("visit", True)
    save("Xem kho")
    assert read("visit", "subject", "status") == [("Xem kho", "held")]


def test_a_call_that_came_in_says_so(log, save, read):
    log.kinds.buttons["inbound"].click()
    save("Hỏi giá")
    assert read("call", "direction") == [("inbound",)]


def test_length_and_next_time_are_typed_and_the_next_one_is_planned(log, save, read):
    log.text.setText("Chưa quyết")
    log.minutes.setText("15p")
    log.next.setText("thứ 6 9h")
    assert "09:00" in log._told.text()
    save("Chưa quyết")
    held, planned = read("call", "status", "duration_minutes", "subject")
    assert held == ("held", 15, "Chưa quyết")
    assert planned[0] == "planned"
    assert "Chưa quyết" in planned[2]


@pytest.mark.parametrize(("line", "text"), [("minutes", "lâu lắm"), ("next", "thứ mười 9h")])
def test_what_means_nothing_is_told_and_nothing_is_lost(log, read, line, text, qtbot):
    log.text.setText("Gọi")
    getattr(log, line).setText(text)
    assert text in log._told.text()
    log.save()
    assert log.text.text() == "Gọi"
    assert read("call", "subject") == []


def test_what_is_planned_needs_a_moment(log, save, read):
    log.planned.setChecked(True)
    log.text.setText("Hẹn báo giá")
    log.save()
    assert "planned" in log._told.text()
    log.at.setText("mai 9h")
    save("Hẹn báo giá")
    assert read("call", "subject", "status") == [("Hẹn báo giá", "planned")]


def test_a_planned_one_is_closed_in_two_clicks_and_the_next_is_planned(
    page, log, run, company, read, qtbot
):
    arguments = {"account_id": str(company), "at": PLANNED_AT, "planned": True}
    page._jobs.announce(run("visit.log", text="Khảo sát", **arguments))
    rows = page._timeline._list
    qtbot.waitUntil(lambda: rows.model().rowCount() == 1)
    spot = close_rect(rows.visualRect(rows.model().index(0, 0))).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
    assert log.text.hasFocus()
    log.text.setText("Đã đo")
    log.next.setText("thứ 2 9h")
    with qtbot.waitSignal(log.logged):
        qtbot.mouseClick(log.save_button, Qt.MouseButton.LeftButton)
    found = read("visit", "status", "result")
    assert found == [("held", "Đã đo"), ("planned", None)]


def test_escape_gives_up_the_closing(page, log, run, company, qtbot):
    page._jobs.announce(run("call.log", text="A", account_id=str(company), planned=True))
    model = page._timeline._model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    log.close_planned(model.entry(0))
    qtbot.keyClick(log.text, Qt.Key.Key_Escape)
    assert log._closing is None


def test_what_was_typed_waits_while_another_record_is_looked_at(page, log, run, company, qtbot):
    log.text.setText("Nửa câu")
    other = run("account.create", values={"name": "Khác", "party_type": "company"}).value
    log.show_record("account", other)
    assert log.text.text() == ""
    log.show_record("account", company)
    assert log.text.text() == "Nửa câu"


def test_the_options_wait_with_the_text(log, company):
    log.text.setText("Nửa câu")
    log.next.setText("mai 9h")
    log.planned.setChecked(True)
    log.show_record("account", uuid.uuid4())
    assert (log.next.text(), log.planned.isChecked()) == ("", False)
    log.show_record("account", company)
    assert (log.next.text(), log.planned.isChecked()) == ("mai 9h", True)


@pytest.fixture
def planned(page, run, company, qtbot):
    """A planned call on the timeline."""
    page._jobs.announce(run("call.log", text="A", account_id=str(company), planned=True))
    model = page._timeline._model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    return model.entry(0)


def test_half_a_note_waits_while_a_planned_one_is_closed(log, planned, save, read, qtbot):
    log.text.setText("Nửa câu")
    log.close_planned(planned)
    assert log.text.text() == ""
    log.text.setText("Kết quả")
    qtbot.keyClick(log.text, Qt.Key.Key_Escape)
    assert log.text.text() == "Nửa câu"
    log.close_planned(planned)
    save("Đã gọi")
    assert read("call", "status", "result") == [("held", "Đã gọi")]
    assert log.text.text() == "Nửa câu"


@pytest.fixture
def saving(log, busy_store, run_async):
    """The line while a call is saved and the store is busy."""
    log.text.setText("Đã gọi")
    log.minutes.setText("15p")
    log.save()
    run_async(one_turn())
    return log


def test_what_is_typed_while_a_call_is_saved_stays(saving, busy_store, qtbot):
    saving.text.setText("Đã gọi lần hai")
    with qtbot.waitSignal(saving.logged):
        busy_store.set()
    assert (saving.text.text(), saving.minutes.text()) == ("lần hai", "")


def test_a_saved_call_takes_nothing_from_the_record_shown_meanwhile(
    saving, busy_store, company, qtbot
):
    saving.show_record("account", uuid.uuid4())
    saving.text.setText("Của khách khác")
    with qtbot.waitSignal(saving.logged):
        busy_store.set()
    assert saving.text.text() == "Của khách khác"
    saving.show_record("account", company)
    assert saving.text.text() == ""


def test_what_is_typed_while_a_planned_one_is_closed_goes_on_in_the_line(
    log, planned, busy_store, run_async, qtbot
):
    log.text.setText("Nửa câu")
    log.close_planned(planned)
    log.text.setText("Đã gọi")
    log.save()
    run_async(one_turn())
    log.text.setText("Đã gọi rồi thêm")
    with qtbot.waitSignal(log.logged):
        busy_store.set()
    assert (log._closing, log.text.text()) == (None, "Nửa câu rồi thêm")


def test_the_number_of_the_phone_menu_is_logged_with_the_call(page, log, save, read):
    page.log_call("+84912345678")
    assert "0912 345 678" in log._told.text()
    save("Không bắt máy")
    assert read("call", "phones") == [([{"number": "+84912345678", "label": ""}],)]


@pytest.mark.parametrize("key", ["contact", "lead"])
def test_contacts_and_leads_have_the_line_too(make_page, run, key, qtbot):
    made = run(f"{key}.create", values={"full_name": "Trần Hà"}).value
    page = make_page(key)
    with qtbot.waitSignal(page.title_changed):
        page.open(uuid.UUID(made))
    page._timeline.log.text.setText("Đã gọi")
    with qtbot.waitSignal(page._timeline.log.logged):
        page._timeline.log.save()
    qtbot.waitUntil(lambda: page._timeline._model.rowCount() == 1)


def test_while_nothing_has_happened_the_line_stands_at_the_top(page, qtbot, save):
    page.resize(1000, 800)
    timeline = page._timeline
    qtbot.waitUntil(timeline._empty.isVisible)
    assert timeline._empty.y() < 160
    assert not timeline._chip_row.isVisible()  # nothing to choose from
    save("Khách chốt đơn")
    qtbot.waitUntil(timeline._chip_row.isVisible)
