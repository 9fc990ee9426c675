"""What changed is written, what was not understood stays: laws over random entries."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.icalendar.components import Component, calendar_text
from desktop.core.icalendar.entries import new_entry
from desktop.core.icalendar.flaws import Remarks
from desktop.core.icalendar.merging import write_item
from desktop.core.icalendar.properties import make_property
from desktop.core.icalendar.reading import read_item
from desktop.core.icalendar.times import Moment
from desktop.core.icalendar.zones import Zones
from tests.core.icalendar.texts import HERE, clock, the_entry, vevent
from tests.core.icalendar.values import items

NO_ZONES = Zones(Component("VCALENDAR"), HERE)
STRANGE = (
    make_property("X-STRANGE", 'a;b,"c"\\n', {"X-P": ("d:e",)}),
    make_property("GEO", "21.03;105.85"),
    make_property("ATTACH", "https://example.vn/a.pdf", {"FMTTYPE": ("application/pdf",)}),
    Component("X-PART", (make_property("X-A", "1"),)),
)


def read(part):
    return read_item(part, NO_ZONES, Remarks())


@given(items)
def test_a_new_entry_says_what_it_was_told(item):
    assert read(write_item(item, None, NO_ZONES)) == item


@given(items)
def test_an_entry_in_which_nothing_changed_is_not_touched(item):
    part = write_item(item, Component(item.kind, STRANGE), NO_ZONES)
    assert write_item(read(part), part, NO_ZONES) is part or (
        write_item(read(part), part, NO_ZONES) == part
    )


@given(items, items)
def test_an_edit_says_the_new_and_keeps_what_is_not_understood(old, new):
    new = replace(new, kind=old.kind)
    base = write_item(old, Component(old.kind, STRANGE), NO_ZONES)
    made = write_item(new, base, NO_ZONES)
    assert read(made) == new
    assert [part for part in made.parts if part in STRANGE] == list(STRANGE)


@given(items)
def test_the_text_of_an_entry_is_the_entry(item):
    entry = new_entry([replace(item, original=None)], HERE)
    again = the_entry(entry.text)
    assert again.items == entry.items
    assert again.parts == entry.parts
    assert again.text == entry.text


@given(items, st.data())
def test_a_changed_word_leaves_all_other_lines_as_they_stood(item, data):
    part = write_item(item, Component(item.kind, STRANGE), NO_ZONES)
    made = write_item(replace(item, summary="Khác hẳn"), part, NO_ZONES)
    before = [line for line in calendar_text(part).splitlines() if "SUMMARY" not in line]
    after = [line for line in calendar_text(made).splitlines() if "SUMMARY" not in line]
    if "\n" not in item.summary and len(item.summary) < 10:
        assert before == after


def test_lines_that_we_would_write_otherwise_stay_as_they_stood():
    lines = (
        'DTSTART;X-A="b";tzid="SE Asia Standard Time":20261122T090000',
        "DURATION:PT1H30M",
        'ATTENDEE;X-NUM-GUESTS=0;PARTSTAT=ACCEPTED;CN="An":MAILTO:an@a.vn',
        "attendee;CN=Bình:mailto:binh@a.vn",
        "SUMMARY:Họp",
    )
    entry = the_entry(vevent(*lines))
    (item,) = entry.items
    binh = replace(item.attendees[1], status="DECLINED")
    made = entry.with_items([replace(item, attendees=(item.attendees[0], binh))])
    text = made.text.replace("\r\n ", "")
    assert all(line in text for line in (lines[0], lines[1], lines[2], lines[4]))
    assert "ATTENDEE;CN=Bình;PARTSTAT=DECLINED:mailto:binh@a.vn" in text


def test_a_length_stays_when_the_meeting_is_moved_and_becomes_an_end_when_it_grows():
    entry = the_entry(vevent("DTSTART:20261122T090000Z", "DURATION:PT1H"))
    (item,) = entry.items
    moved = replace(item, start=_at(10), end=_at(11))
    assert "DURATION:PT1H" in entry.with_items([moved]).text
    longer = entry.with_items([replace(item, end=_at(12))]).text
    assert "DURATION" not in longer
    assert "DTEND:20261122T120000Z" in longer


def test_a_reminder_that_was_put_away_keeps_its_own_marks():
    entry = the_entry(
        vevent("DTSTART:20261122T090000Z", "BEGIN:VALARM", "UID:alarm", "TRIGGER:-PT15M",
               "X-MOZ:1", "END:VALARM", "BEGIN:VALARM", "TRIGGER:nonsense", "END:VALARM")
    )  # fmt: skip
    (item,) = entry.items
    seen = replace(item.alarms[0], acknowledged=_at(9))
    text = entry.with_items([replace(item, alarms=(seen,))]).text
    assert "UID:alarm" in text
    assert "X-MOZ:1" in text
    assert "ACKNOWLEDGED:20261122T090000Z" in text
    assert "TRIGGER:nonsense" in text


def _at(hour):
    return Moment(clock(f"2026-11-22 {hour:02d}:00"), "UTC")
