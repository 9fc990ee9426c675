"""Changed calendars are read without loss, or refused at a line, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.icalendar.components import calendar_text, parse_calendars
from desktop.core.icalendar.entries import entries_of_text, read_entries
from desktop.core.icalendar.flaws import CalendarProblem, Remarks
from desktop.core.icalendar.messages import read_messages
from desktop.core.icalendar.receiving import applied, judge
from desktop.core.icalendar.recurring import series_of
from tests.fuzz.mutations import bounded, bounded_memory, edits, mutated

pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.timeout(0)]
HERE = "Asia/Ho_Chi_Minh"
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "calendars"
GOOD = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Của tôi
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@a.vn
DTSTAMP:20261122T020000Z
DTSTART;TZID="Của tôi":20261123T090000
DURATION:PT1H30M
RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20271231T000000Z
EXDATE;TZID="Của tôi":20261125T090000,20261130T090000
RDATE;VALUE=PERIOD:20261201T020000Z/PT2H
SUMMARY:Họp giao ban\\, phòng 2
DESCRIPTION;ALTREP="data:text/html,x":Nội dung dài\\n
  có dấu
ORGANIZER;CN="Sếp, lớn":mailto:sep@a.vn
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:an@b.vn
CATEGORIES:Khách hàng,Nội bộ
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=END:-PT15M
DESCRIPTION:Nhắc
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:1@a.vn
RECURRENCE-ID;RANGE=THISANDFUTURE:20261202T140000Z
DTSTART:20261202T150000Z
SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:H=E1=BB=8Dp
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()
files = sorted(FOLDER.rglob("*.ics"))
sources = st.just(GOOD) | st.sampled_from(files or [None]).map(
    lambda path: path.read_bytes() if path is not None else GOOD
)


def assert_understood(raw: bytes) -> None:
    """Read a calendar as the program does, or be told a line; what was read is written again."""
    calendars = []
    try:
        calendars = parse_calendars(raw, "utf-8", Remarks())
    except CalendarProblem as problem:
        told = problem
        assert str(told.remark.line) in str(told)
    if calendars:
        written = "".join(map(calendar_text, calendars))
        assert parse_calendars(written.encode(), "utf-8", Remarks()) == calendars
    for calendar in calendars:
        for entry in read_entries(calendar, HERE):
            assert all(remark.text for remark in entry.remarks)
            (again,) = entries_of_text(entry.text, HERE)
            assert (again.items, again.parts) == (entry.items, entry.parts)
            with suppress(InvalidValueError):
                series_of(entry)
        for message in read_messages(calendar, HERE):
            judge(message, message.entry, "sep@a.vn")
            applied(message, message.entry, "an@b.vn", "an@b.vn")


def test_a_changed_calendar_is_read_or_refused_at_a_line(fuzz):
    def check(good, changes):
        assert_understood(mutated(good, changes))

    fuzz(check, sources, edits, ordinary=150, soak=20_000)


PIECES = (
    b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"UID:1", b"UID:",
    b"DTSTART:20260101", b"DTSTART;TZID=x:20260101T000000", b"DTEND:20250101T000000Z",
    b"DURATION:-P1D", b"DUE:29991231", b"RRULE:FREQ=SECONDLY", b"RRULE:FREQ=DAILY;COUNT=0",
    b"RDATE:,,,;/", b"EXDATE:99999999", b"RECURRENCE-ID:20260101", b"SEQUENCE:99999999999999999999",
    b"BEGIN:VALARM", b"TRIGGER:PT", b"ATTENDEE:", b"ORGANIZER;CN=:", b"BEGIN:VTIMEZONE", b"TZID:x",
    b"BEGIN:DAYLIGHT", b"TZOFFSETTO:+2400", b" folded", b"stray", b"DESCRIPTION:a", b'X;A="', b":",
    b";", b"DTSTART;TZID=Europe/Berlin:29991231T235959", b"DTSTART:10000101T000000Z",
)  # fmt: skip


def test_any_lines_are_read_or_refused_at_a_line(fuzz):
    fuzz(
        lambda lines: assert_understood(b"BEGIN:VCALENDAR\n" + b"\n".join(lines)),
        st.lists(st.sampled_from(PIECES), max_size=25),
        ordinary=150,
        soak=20_000,
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"BEGIN:VEVENT\n" * 2_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:a\n" + b"stray\n" * 100_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nX" + b";A=b" * 200_000 + b":c",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nX;A=" + b'"' * 200_001 + b":c",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + b"\\" * 500_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + "\u0301\u0323".encode() * 200_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nRDATE:" + b"20260101," * 200_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n" + b"ATTENDEE:mailto:a@b\n" * 20_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n" + b" folded\n" * 200_000,
        b"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nTZOFFSETTO:+0700\n"
        b"DTSTART:19700101T000000\n" + b"RDATE:19700101T000000\n" * 50_000,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nUID:1\nDTSTART:20260101\nEND:VEVENT\n" * 1_000,
    ],
    ids=range(11),
)  # fmt: skip
def test_what_was_made_to_be_slow_is_not(raw):
    with bounded(), bounded_memory():
        assert_understood(raw)
