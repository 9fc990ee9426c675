"""What the window asks of calendars elsewhere: finding, binding, exchanging, subscribing."""

from __future__ import annotations

import http.server
import threading
import uuid

import pytest
import sqlalchemy as sa

from desktop.integrations.caldav import serving
from desktop.integrations.caldav.subscriptions import address_of
from desktop.integrations.web import Web
from desktop.models.base import record_class
from tests.integrations.conftest import PASSWORD
from tests.integrations.test_caldav import MAKE, Side

ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//Y//EN\r\n{events}END:VCALENDAR\r\n"
EVENT = (
    "BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261123T020000Z\r\n"
    "SUMMARY:Nghỉ {n}\r\nEND:VEVENT\r\n"
)


@pytest.fixture
def published():
    """Return a web server of one calendar: its address, and what it says."""
    said = {"body": b"", "etag": '"1"', "asked": []}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            said["asked"].append(self.headers.get("If-None-Match"))
            same = self.headers.get("If-None-Match") == said["etag"]
            self.send_response(304 if same else 200)
            self.send_header("ETag", said["etag"])
            self.end_headers()
            if not same:
                self.wfile.write(said["body"])

        def log_message(self, *_told):
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/lich.ics", said
    server.shutdown()
    server.server_close()


@pytest.fixture
def work(make_profile):
    return make_profile("an")


def subscribe(work, url):
    with work.store.work(work.actor, "calendar.create") as unit:
        made = record_class("calendar")(name="Ngày lễ", calendar_type="subscribed", source_url=url)
        unit.session.add(made)
    return made.id


def titles(work, calendar):
    kind = record_class("event")
    with work.store.work(work.actor, "look") as unit:
        asked = sa.select(kind.title).where(kind.calendar_id == calendar, kind.deleted_at.is_(None))
        return sorted(unit.session.scalars(asked))


def test_a_subscribed_calendar_follows_what_is_published(work, published):
    url, said = published
    calendar = subscribe(work, url)
    said["body"] = ICS.format(events="".join(EVENT.format(n=n) for n in range(3))).encode()
    serving.exchange_calendars(work)
    assert titles(work, calendar) == ["Nghỉ 0", "Nghỉ 1", "Nghỉ 2"]
    said["body"] = ICS.format(events=EVENT.format(n=1)).encode()
    said["etag"] = '"2"'
    serving.exchange_calendars(work)
    assert titles(work, calendar) == ["Nghỉ 1"]


def test_one_that_did_not_change_is_not_sent_again(work, published):
    url, said = published
    calendar = subscribe(work, url)
    said["body"] = ICS.format(events=EVENT.format(n=1)).encode()
    serving.exchange_calendars(work)
    serving.exchange_calendars(work)
    assert said["asked"] == [None, '"1"']
    assert titles(work, calendar) == ["Nghỉ 1"]


def test_what_is_no_calendar_leaves_the_events_as_they_are_and_is_told(work, published):
    url, said = published
    calendar = subscribe(work, url)
    said["body"] = ICS.format(events=EVENT.format(n=1)).encode()
    serving.exchange_calendars(work)
    said["body"], said["etag"] = b"<html>404</html>", '"2"'
    (told,) = serving.exchange_calendars(work)
    assert told["trouble"]
    assert titles(work, calendar) == ["Nghỉ 1"]
    (link,) = serving.read_links(work)
    assert link["trouble"] == told["trouble"]


def test_a_server_calendar_is_found_bound_exchanged_and_let_go(work, radicale):
    login = "an59"
    with Web(login, PASSWORD) as web:
        web.ask("MKCALENDAR", f"{radicale}/{login}/lich/", MAKE)
    (found,) = serving.find_calendars(work, radicale, login, PASSWORD)
    calendar = serving.link_calendar(work, found["name"], found["url"], login, PASSWORD)
    side = Side.__new__(Side)
    side.work, side.calendar = work, uuid.UUID(calendar)
    side.make()
    (told,) = serving.exchange_calendars(work)
    assert (told["sent"], told["trouble"]) == (1, "")
    (link,) = serving.read_links(work)
    assert (link["lacks_password"], link["trouble"]) == (False, "")
    serving.unlink_calendar(work, calendar)
    assert serving.read_links(work) == []
    assert titles(work, uuid.UUID(calendar)) == ["Giao ban"]


def test_a_password_that_is_not_known_any_more_is_asked_for(work, radicale, monkeypatch):
    monkeypatch.setattr(serving.safe, "find", lambda _entry: None)
    monkeypatch.setattr(serving.safe, "keep", lambda *_told: None)
    calendar = serving.link_calendar(work, "Lịch", f"{radicale}/an58/lich/", "an58", PASSWORD)
    serving._held.clear()
    (told,) = serving.exchange_calendars(work)
    assert told["trouble"]
    (link,) = serving.read_links(work)
    assert link["lacks_password"] is True
    serving.unlock_calendar(work, calendar, PASSWORD)
    (link,) = serving.read_links(work)
    assert link["lacks_password"] is False


def test_an_address_of_a_webcal_is_one_of_the_web():
    assert address_of(" webcal://a.vn/l.ics ") == "https://a.vn/l.ics"
