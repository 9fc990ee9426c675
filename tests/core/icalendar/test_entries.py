"""The components of a calendar are put together to entries, with their zones and series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.core.icalendar.entries import calendar_of, entries_of_text, new_entry
from desktop.core.icalendar.flaws import Flaw
from desktop.core.icalendar.items import Item, ItemKind
from desktop.core.icalendar.recurring import series_of
from desktop.core.icalendar.times import Moment
from desktop.core.recurrence.series import Variation
from tests.core.icalendar.texts import HERE, clock, the_entry, the_item, vcalendar, vevent

SERIES = vcalendar(
    "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:20261124T020000Z", "DTSTART:20261124T040000Z",
    "DTEND:20261124T043000Z", "SUMMARY:Dời", "END:VEVENT",
    "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T090000", "DURATION:PT1H",
    "RRULE:FREQ=DAILY;COUNT=5", "EXDATE;VALUE=DATE:20261125", "RDATE:20261201T020000Z",
    "END:VEVENT",
    "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261126T090000",
    "DTSTART:20261126T020000Z", "STATUS:CANCELLED", "END:VEVENT",
)  # fmt: skip


def test_the_times_of_a_series_are_one_entry_wherever_they_stand():
    entry = the_entry(SERIES)
    assert entry.master.rules == ("FREQ=DAILY;COUNT=5",)
    assert [one.summary for one in entry.variations] == ["Dời", ""]
    assert [one.line for one in entry.parts] == [3, 10, 18]


def test_a_series_is_told_to_the_reckoning_of_times():
    told = series_of(the_entry(SERIES))
    assert (told.series.start, told.series.zone) == (clock("2026-11-23 09:00"), HERE)
    assert told.series.duration == timedelta(hours=1)
    moved = clock("2026-11-24 09:00")
    assert told.changed[moved].summary == "Dời"
    assert told.series.variations == (
        Variation(moved, clock("2026-11-24 11:00"), timedelta(minutes=30)),
        Variation(clock("2026-11-25 09:00"), is_cancelled=True),
        Variation(clock("2026-11-26 09:00"), is_cancelled=True),
        Variation(clock("2026-12-01 09:00"), is_added=True),
    )


def test_days_are_told_as_days():
    told = series_of(
        the_entry(vevent("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261125",
                         "RRULE:FREQ=YEARLY", "EXDATE:20271123T000000"))
    )  # fmt: skip
    assert (told.series.start, told.series.duration) == (date(2026, 11, 23), timedelta(days=2))
    assert told.series.variations == (Variation(date(2027, 11, 23), is_cancelled=True),)
    assert series_of(the_entry(vevent("SUMMARY:bao giờ"))) is None


def test_what_holds_from_a_time_on_is_told_apart():
    told = series_of(
        the_entry(vcalendar(
            "BEGIN:VEVENT", "UID:1", "DTSTART:20261123T020000Z", "RRULE:FREQ=DAILY", "END:VEVENT",
            "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261125T020000Z",
            "DTSTART:20261125T030000Z", "END:VEVENT",
        ))
    )  # fmt: skip
    ((when, item),) = told.from_then_on
    assert (when, item.start.local) == (clock("2026-11-25 02:00"), clock("2026-11-25 03:00"))


def test_of_two_states_the_newer_one_counts():
    old = ["BEGIN:VEVENT", "UID:1", "DTSTART:20261123", "SUMMARY:cũ", "SEQUENCE:1", "END:VEVENT"]
    new = ["BEGIN:VEVENT", "UID:1", "DTSTART:20261123", "SUMMARY:mới", "SEQUENCE:2", "END:VEVENT"]
    for first, second, line in ((old, new, 3), (new, old, 9)):
        kept, refused = entries_of_text(vcalendar(*first, *second), HERE)
        assert kept.items[0].summary == "mới"
        assert (refused.refusal.flaw, refused.refusal.line) == (Flaw.OLDER, line)


def test_an_entry_without_a_mark_gets_the_same_one_each_time():
    text = vcalendar("BEGIN:VEVENT", "DTSTART:20261123", "END:VEVENT")
    assert the_entry(text).uid == the_entry(text).uid == the_entry(the_entry(text).text).uid
    assert the_entry(text).uid != the_entry(text.replace("23", "24")).uid


def test_a_time_of_a_series_whose_mark_is_wrong_is_refused_alone():
    kept, refused = entries_of_text(
        vcalendar("BEGIN:VEVENT", "UID:1", "DTSTART:20261123", "END:VEVENT",
                  "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:?", "DTSTART:20261124", "END:VEVENT"),
        HERE,
    )  # fmt: skip
    assert kept.refusal is None
    assert (refused.refusal.flaw, refused.refusal.line) == (Flaw.BAD_TIME, 9)


def test_a_zone_that_is_named_is_brought_along():
    start = Moment(clock("2026-07-01 09:00"), "Europe/Berlin")
    entry = new_entry(
        [Item(uid="1", start=start), Item(uid="1", start=start, original=start)], HERE
    )
    text = entry.text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/Berlin" in text
    assert the_entry(text).items == entry.items


def test_a_strange_zone_stays_the_one_that_came():
    zone = ["BEGIN:VTIMEZONE", "TZID:Nhà tôi", "BEGIN:STANDARD", "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0730", "TZOFFSETTO:+0733", "END:STANDARD", "END:VTIMEZONE"]  # fmt: skip
    event = ["BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Nhà tôi:20260101T073300", "END:VEVENT"]
    entry = the_entry(vcalendar(*event, *zone))
    assert entry.items[0].start == Moment(clock("2026-01-01 00:00"), "UTC")
    assert "TZOFFSETTO:+0733" in entry.text
    assert the_entry(entry.text).items == entry.items


def test_entries_stand_together_in_one_calendar():
    entries = [the_entry(vevent("DTSTART:20260101", uid=str(number))) for number in range(3)]
    todo = new_entry([Item(kind=ItemKind.TODO, uid="4", summary="Gọi lại", percent=30)], HERE)
    found = entries_of_text(calendar_text_of([*entries, todo]), HERE)
    assert [one.items for one in found] == [one.items for one in (*entries, todo)]


def calendar_text_of(entries):
    from desktop.core.icalendar.components import calendar_text

    return calendar_text(calendar_of(entries))


@pytest.mark.parametrize(
    ("lines", "flaw", "line"),
    [
        (["DTSTART:tomorrow"], Flaw.BAD_TIME, 5),
        (["SUMMARY:x"], Flaw.NO_START, 3),
        (["DTSTART:20260102", "DTEND:20260101"], Flaw.ENDS_BEFORE, 6),
        (["DTSTART:20260101", "DTEND:?"], Flaw.BAD_OTHER_TIME, 6),
        (["DTSTART:20260101", "DURATION:P9999999W"], Flaw.BAD_VALUE, 6),
        (["DTSTART:20260101", "RRULE:FREQ=NEVER"], Flaw.BAD_RULE, 6),
        (["DTSTART;TZID=Sao Hỏa:20260101T090000"], Flaw.UNKNOWN_ZONE, 5),
        (["DTSTART:20260101", "PRIORITY:12"], Flaw.BAD_VALUE, 6),
        (["DTSTART:20260101", "BEGIN:VALARM", "END:VALARM"], Flaw.BAD_ALARM, 6),
        (["DTSTART:20260101", "EXDATE:?,20260103"], Flaw.BAD_OTHER_TIME, 6),
    ],
)
def test_each_fault_is_told_at_its_line(lines, flaw, line):
    (remark,) = the_entry(vevent(*lines)).remarks
    assert (remark.flaw, remark.line) == (flaw, line)
    assert f"{line}" in remark.text
    assert "{" not in remark.text


def test_what_outlook_google_and_apple_say_is_understood():
    item = the_item(
        'DTSTART;TZID="SE Asia Standard Time":20261122T090000',
        "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CLASS:PRIVATE",
        "X-ALT-DESC;FMTTYPE=text/html:<b>Họp</b>\\, gấp", "X-GOOGLE-CONFERENCE:https://meet.example/a",
        "CATEGORIES:Khách hàng,Nội bộ\\, kín", "ORGANIZER;CN=Sếp:MAILTO:sep@a.vn",
    )  # fmt: skip
    assert item.start == Moment(clock("2026-11-22 09:00"), HERE)
    assert (item.is_free, item.shows_as, item.privacy) == (True, "OOF", "PRIVATE")
    assert item.html == "<b>Họp</b>, gấp"
    assert item.join_url == "https://meet.example/a"
    assert item.categories == ("Khách hàng", "Nội bộ, kín")
    assert (item.organizer.address, item.organizer.name) == ("sep@a.vn", "Sếp")


def test_a_text_of_vcalendar_1_0_is_read():
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261122T020000Z\r\n"
        "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:H=E1=BB=8Dp=\r\n giao=20ban\r\n"
        "DESCRIPTION;QUOTED-PRINTABLE:m=E1=BB=99t=0D=0A=\r\nhai\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    item = the_entry(text).items[0]
    assert (item.summary, item.description) == ("Họpgiao ban", "một\nhai")


def test_an_edit_of_one_time_leaves_the_others_as_they_stood():
    entry = the_entry(SERIES)
    items = [replace(one, summary="Mới") if one.summary else one for one in entry.items]
    made = entry.with_items(items)
    assert made.parts[1:] == entry.parts[1:]
    assert made.parts[0].text("SUMMARY") == "Mới"
