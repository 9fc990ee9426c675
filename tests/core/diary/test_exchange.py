"""Events go out into calendars and come back the same, with all that others put beside them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from desktop.core.diary.exchange import ExchangedEvent, read_event, write_event
from desktop.core.errors import InvalidValueError
from desktop.core.icalendar.entries import entries_of_text

NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
NINE = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)  # nine o'clock in Hà Nội
ZONE = "Asia/Ho_Chi_Minh"


def made(**values):
    usual = {
        "title": "Giao ban",
        "starts_at": NINE,
        "ends_at": NINE + dt.timedelta(hours=1),
        "is_all_day": False,
        "zone": ZONE,
        "uid": "giao-ban@lienhe",
        "show_as": "busy",
        "status": "planned",
    }
    return ExchangedEvent({**usual, **values})


def back(event, **more):
    text = write_event(event, NOW).text
    (entry,) = entries_of_text(text, ZONE)
    return dataclasses.replace(read_event(entry), **more)


def test_a_single_event_comes_back_the_same():
    told = back(made(place="Phòng 2", reminders=["15", "1440"], is_private=True)).values
    assert told["title"] == "Giao ban"
    assert (told["starts_at"], told["ends_at"]) == (NINE, NINE + dt.timedelta(hours=1))
    assert told["zone"] == ZONE
    assert told["place"] == "Phòng 2"
    assert told["reminders"] == ["15", "1440"]
    assert told["is_private"] is True


def test_whole_days_are_days():
    midnight = dt.datetime(2026, 11, 22, 17, tzinfo=dt.UTC)
    event = made(
        starts_at=midnight, ends_at=midnight + dt.timedelta(days=2), is_all_day=True, zone=None
    )
    text = write_event(event, NOW).text
    assert "DTSTART;VALUE=DATE:20261123" in text
    assert "DTEND;VALUE=DATE:20261125" in text
    told = back(event).values
    assert (told["starts_at"], told["is_all_day"]) == (midnight, True)
    assert told["ends_at"] == midnight + dt.timedelta(days=2)


def test_a_series_with_a_cancelled_a_moved_and_an_added_time_comes_back():
    variations = {
        "20261130T090000": {"is_cancelled": True, "is_added": False},
        "20261207T090000": {
            "is_cancelled": False,
            "is_added": False,
            "starts_at": NINE + dt.timedelta(days=15),
            "ends_at": NINE + dt.timedelta(days=15, hours=2),
            "title": "Giao ban cuối năm",
        },
        "20261209T090000": {"is_cancelled": False, "is_added": True},
    }
    event = dataclasses.replace(made(rule="FREQ=WEEKLY;COUNT=5"), variations=variations)
    told = back(event)
    assert told.values["rule"] == "FREQ=WEEKLY;COUNT=5"
    assert told.variations.keys() == variations.keys()
    for key, values in variations.items():
        for name, value in values.items():
            assert told.variations[key].get(name) == value, (key, name)


def test_a_lunar_series_is_a_rule_for_us_and_days_for_others():
    rule = "RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15"
    midnight = dt.datetime(2026, 9, 24, 17, tzinfo=dt.UTC)  # rằm tháng tám
    event = made(
        starts_at=midnight,
        ends_at=midnight + dt.timedelta(days=1),
        is_all_day=True,
        zone=None,
        rule=rule,
    )
    text = write_event(event, NOW).text
    assert "RRULE" not in text
    assert "RDATE;VALUE=DATE:20270915" in text.replace("\r\n ", "")
    told = back(event)
    assert told.variations == {}
    assert "X-VIETNAMESE" in told.values["rule"]


def test_what_others_put_beside_it_stays_when_the_title_changes():
    text = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//X//Y//EN",
            "BEGIN:VEVENT",
            "UID:1",
            "DTSTAMP:20261101T000000Z",
            "DTSTART:20261123T020000Z",
            "DTEND:20261123T030000Z",
            "SUMMARY:Old",
            "X-CRM-ID:7",
            "GEO:21.0;105.8",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )
    (entry,) = entries_of_text(text, ZONE)
    event = read_event(entry)
    changed = dataclasses.replace(event, values={**event.values, "title": "Mới"})
    written = write_event(changed, NOW).text
    assert "SUMMARY:Mới" in written
    for line in ("X-CRM-ID:7", "GEO:21.0;105.8", "DTSTART:20261123T020000Z"):
        assert line in written


def test_an_endless_rule_is_refused_in_words():
    (entry,) = entries_of_text(write_event(made(), NOW).text, ZONE)
    (master,) = entry.items
    wrong = entry.with_items([dataclasses.replace(master, rules=("FREQ=SECONDLY",))])
    with pytest.raises(InvalidValueError):
        read_event(wrong)


def test_a_dangerous_link_is_no_link_to_join():
    (entry,) = entries_of_text(write_event(made(), NOW).text, ZONE)
    wrong = entry.with_items([dataclasses.replace(entry.items[0], url="file:///etc/passwd")])
    assert read_event(wrong).values["join_url"] is None
