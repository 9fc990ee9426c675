"""A calendar here and one on a real CalDAV server are kept the same, whoever changes what."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid

import pytest
import sqlalchemy as sa

from desktop.core.errors import InputError, RetryError
from desktop.integrations.caldav.exchange import CalendarExchange
from desktop.integrations.caldav.server import CalendarServer
from desktop.integrations.web import NotLetInError, Web
from desktop.models.base import record_class
from desktop.store import dav
from desktop.store.dav import DavLink
from tests.integrations.conftest import LOGIN, PASSWORD

NINE = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)
ZONE = "Asia/Ho_Chi_Minh"
MAKE = (
    b'<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'
    b"<d:set><d:prop><d:displayname>L\xe1\xbb\x8bch</d:displayname></d:prop></d:set></c:mkcalendar>"
)
_numbers = itertools.count(1)


class Side:
    """A profile with a calendar that is kept the same as one on the server."""

    def __init__(self, work, base, login):
        self.work, self.login = work, login
        self.url = f"{base}/{login}/lich/"
        self.calendar = uuid.uuid4()
        with work.store.work(work.actor, "calendar.create") as unit:
            unit.session.add(record_class("calendar")(id=self.calendar, name="Của tôi"))
            dav.keep_link(unit.connection, DavLink(self.calendar, self.url, login))

    def exchange(self):
        with self.work.store.reading() as connection:
            (link,) = dav.links(connection)
        with Web(self.login, PASSWORD) as web:
            server = CalendarServer(web)
            return CalendarExchange(self.work.store, self.work.actor, server, link).run()

    def make(self, **values):
        made = uuid.uuid4()
        usual = {
            "id": made,
            "title": "Giao ban",
            "starts_at": NINE,
            "ends_at": NINE + dt.timedelta(hours=1),
        }
        event = record_class("event")(
            **{**usual, "zone": ZONE, "calendar_id": self.calendar, **values}
        )
        with self.work.store.work(self.work.actor, "event.create") as unit:
            unit.session.add(event)
        return made

    def change(self, event, **values):
        with self.work.store.work(self.work.actor, "event.save") as unit:
            row = unit.session.get_one(record_class("event"), event)
            for name, value in values.items():
                setattr(row, name, value)

    def bin(self, event):
        with self.work.store.work(self.work.actor, "event.delete") as unit:
            unit.delete("event", [event])

    def events(self):
        kind = record_class("event")
        with self.work.store.work(self.work.actor, "look") as unit:
            asked = sa.select(kind).where(
                kind.calendar_id == self.calendar, kind.deleted_at.is_(None)
            )
            return {one.title: one for one in unit.session.scalars(asked)}


@pytest.fixture
def account(radicale):
    """Return a login of its own with an empty calendar."""
    login = f"{LOGIN}{next(_numbers)}"
    with Web(login, PASSWORD) as web:
        web.ask("MKCALENDAR", f"{radicale}/{login}/lich/", MAKE)
    return login


@pytest.fixture
def an(make_profile, radicale, account):
    return Side(make_profile("an"), radicale, account)


@pytest.fixture
def home(make_profile, radicale, account):
    """The same person's other computer."""
    return Side(make_profile("home"), radicale, account)


def test_the_calendars_of_a_person_are_found_from_the_address_of_the_server(radicale, account):
    with Web(account, PASSWORD) as web:
        (found,) = CalendarServer(web).calendars(radicale)
    assert (found.name, found.can_write) == ("Lịch", True)
    assert found.url.endswith(f"/{account}/lich/")


def test_a_wrong_password_is_told(radicale, account):
    with Web(account, "sai") as web, pytest.raises(NotLetInError):
        CalendarServer(web).calendars(radicale)


def test_a_server_that_is_not_there_is_told():
    with Web() as web, pytest.raises(RetryError):
        web.ask("GET", "http://127.0.0.1:9/")


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "ftp://a/b", "https://", "x y"])
def test_what_is_no_address_is_told(url):
    with Web() as web, pytest.raises(InputError):
        web.ask("GET", url)


def test_an_event_of_one_computer_comes_to_the_other(an, home):
    an.make(place="Phòng 2", reminders=["15"])
    assert an.exchange().sent == 1
    assert home.exchange().came == 1
    event = home.events()["Giao ban"]
    assert (event.starts_at, event.zone, event.place) == (NINE, ZONE, "Phòng 2")
    assert event.reminders == ["15"]


def test_a_second_exchange_does_nothing(an, home):
    an.make()
    an.exchange()
    home.exchange()
    for side in (an, home):
        done = side.exchange()
        assert (done.came, done.gone, done.sent, done.deleted) == (0, 0, 0, 0)


def test_a_change_there_comes_here_and_a_change_here_goes_there(an, home):
    event = an.make()
    an.exchange()
    home.exchange()
    an.change(event, title="Giao ban sớm")
    an.exchange()
    home.exchange()
    assert list(home.events()) == ["Giao ban sớm"]
    home.change(home.events()["Giao ban sớm"].id, place="Phòng 3")
    home.exchange()
    an.exchange()
    assert an.events()["Giao ban sớm"].place == "Phòng 3"


def test_what_both_changed_in_different_fields_is_kept_of_both(an, home):
    event = an.make()
    an.exchange()
    home.exchange()
    an.change(event, title="Giao ban sớm")
    home.change(home.events()["Giao ban"].id, place="Phòng 3")
    an.exchange()
    home.exchange()
    an.exchange()
    for side in (an, home):
        assert side.events()["Giao ban sớm"].place == "Phòng 3"


def test_what_both_changed_in_the_same_field_is_what_came_first_to_the_server(an, home):
    event = an.make()
    an.exchange()
    home.exchange()
    an.change(event, title="A")
    home.change(home.events()["Giao ban"].id, title="B")
    an.exchange()
    home.exchange()
    an.exchange()
    assert list(an.events()) == list(home.events()) == ["A"]


def test_what_was_binned_here_goes_there_and_comes_to_the_other_computer(an, home):
    event = an.make()
    an.exchange()
    home.exchange()
    an.bin(event)
    assert an.exchange().deleted == 1
    assert home.exchange().gone == 1
    assert home.events() == {}


def test_what_was_deleted_there_and_changed_here_is_kept(an, home):
    event = an.make()
    an.exchange()
    home.exchange()
    an.bin(event)
    an.exchange()
    home.change(home.events()["Giao ban"].id, title="Vẫn họp")
    home.exchange()
    an.exchange()
    assert list(an.events()) == ["Vẫn họp"]


def test_a_series_with_a_cancelled_time_goes_and_comes(an, home):
    event = an.make(rule="FREQ=WEEKLY;COUNT=4")
    variation = record_class("event_variation")
    with an.work.store.work(an.work.actor, "event.call_off") as unit:
        unit.session.add(variation(event_id=event, original="20261130T090000", is_cancelled=True))
    an.exchange()
    home.exchange()
    with home.work.store.work(home.work.actor, "look") as unit:
        (varied,) = unit.session.scalars(sa.select(variation)).all()
    assert (varied.original, varied.is_cancelled) == ("20261130T090000", True)
    assert home.events()["Giao ban"].rule == "FREQ=WEEKLY;COUNT=4"


def test_many_events_go_in_portions(an, home):
    for number in range(120):
        an.make(title=f"Họp {number}")
    assert an.exchange().sent == 120
    assert home.exchange().came == 120
