"""Calendar files come into the diary and go out of it, as the window asks the worker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.errors import CancelledError, InputError, NotAllowedError
from desktop.core.permissions import Actor
from desktop.files.events import export_events
from desktop.models.base import record_class
from tests.files.exchange import Reported

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//Y//EN\r\nX-WR-CALNAME:Phòng\r\n"
TAIL = "END:VCALENDAR\r\n"


def event(number, *lines):
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{number}",
            "DTSTAMP:20261101T000000Z",
            f"DTSTART:202611{number % 28 + 1:02}T020000Z",
            f"SUMMARY:Họp {number}",
            *lines,
            "END:VEVENT",
            "",
        ]
    )


@pytest.fixture
def calendar(exchange):
    with exchange.work.store.work(exchange.work.actor, "calendar.create") as work:
        work.session.add(made := record_class("calendar")(name="Của tôi"))
    return str(made.id)


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "lich.ics"
    todo = "BEGIN:VTODO\r\nUID:t\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Việc\r\nEND:VTODO\r\n"
    endless = event(900, "RRULE:FREQ=SECONDLY")
    events = "".join(event(n) for n in range(250))
    found.write_text(HEAD + events + endless + todo + TAIL, "utf-8", newline="")
    return found


def test_a_look_tells_what_is_in_it(exchange, path):
    told = exchange.ask("events.look", path=str(path))
    assert (told["name"], told["events"], told["others"]) == ("Phòng", 250, 1)
    assert told["shown"][0]["title"] == "Họp 0"
    ((title, why),) = told["refused"]
    assert title == "Họp 900"
    assert why


def test_all_of_it_comes_into_the_calendar_as_one_change(exchange, path, calendar):
    told = exchange.ask("events.import", path=str(path), calendar=calendar)
    assert (told["new"], told["changed"], told["same"]) == (250, 0, 0)
    again = exchange.ask("events.import", path=str(path), calendar=calendar)
    assert (again["new"], again["same"]) == (0, 250)
    exchange.work.store.undo(told["group"], exchange.work.actor)
    assert exchange.ask("events.import", path=str(path), calendar=calendar)["new"] == 250


def test_the_text_of_a_clipboard_comes_in_too(exchange, calendar):
    text = HEAD + event(1) + TAIL
    assert exchange.ask("events.import", text=text, calendar=calendar)["new"] == 1


def test_what_is_no_calendar_is_refused_with_its_line(exchange, calendar):
    with pytest.raises(InputError, match="1"):
        exchange.ask("events.import", text="hello", calendar=calendar)


def test_a_calendar_that_is_gone_is_told(exchange, path):
    gone = "00000000-0000-0000-0000-000000000009"
    with pytest.raises(InputError, match="calendar"):
        exchange.ask("events.import", path=str(path), calendar=gone)


def test_what_was_taken_before_a_cancel_stays_and_can_be_taken_back(exchange, path, calendar):
    told = exchange.ask("events.import", path=str(path), calendar=calendar, report=Reported(100))
    assert 0 < told["new"] < 250
    assert told["group"]


def test_a_calendar_goes_out_and_comes_back_the_same(exchange, path, calendar, tmp_path):
    exchange.ask("events.import", path=str(path), calendar=calendar)
    out = tmp_path / "ra.ics"
    assert exchange.ask("events.export", path=str(out), calendars=[calendar]) == 250
    assert "X-WR-CALNAME:Của tôi" in out.read_text("utf-8")
    again = exchange.ask("events.import", path=str(out), calendar=calendar)
    assert (again["new"], again["same"]) == (0, 250)


def test_an_export_that_is_stopped_leaves_no_file(exchange, path, calendar, tmp_path):
    exchange.ask("events.import", path=str(path), calendar=calendar)
    out = tmp_path / "ra.ics"
    with pytest.raises(CancelledError):
        exchange.ask("events.export", path=str(out), calendars=[calendar], report=Reported(0))
    assert not out.exists()


def test_who_may_not_export_gets_nothing(exchange, calendar, tmp_path):
    clerk = Actor(exchange.work.actor.user_id, frozenset({"event.create"}))
    with pytest.raises(NotAllowedError):
        export_events(
            replace(exchange.work, actor=clerk), str(tmp_path / "a.ics"), calendars=[calendar]
        )
