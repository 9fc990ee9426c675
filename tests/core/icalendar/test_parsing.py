"""Calendars are taken apart without loss, however badly they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.icalendar.components import calendar_text
from desktop.core.icalendar.flaws import CalendarProblem, Flaw
from desktop.core.icalendar.properties import (
    escaped,
    folded,
    make_property,
    make_text,
    parse_property,
    unescaped,
)
from tests.core.icalendar.texts import parsed, vcalendar, vevent

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=200)


@given(texts)
def test_a_text_survives_escaping(text):
    assert unescaped(escaped(text)) == text


@given(st.lists(texts, min_size=1, max_size=3).map(tuple))
def test_any_parameter_survives_being_written(words):
    plain = tuple(word.strip() for word in words)
    read = parse_property(make_property("ATTENDEE", "mailto:a@b.vn", {"CN": plain}).text)
    assert read.value == "mailto:a@b.vn"
    assert [word for word in read.parameters.get("CN", ()) if word] == [w for w in plain if w]


@given(texts)
def test_a_folded_line_is_short_and_whole_when_unfolded(text):
    line = make_text("SUMMARY", text).text
    assert all(len(piece.encode()) <= 75 for piece in folded(line).split("\r\n"))
    assert folded(line).replace("\r\n ", "") == line


def test_a_letter_that_folding_cut_is_whole_again():
    raw = vevent("SUMMARY:Họp").encode().replace("ọ".encode(), b"\xe1\r\n \xbb\x8d")
    assert parsed(raw)[0][0].children("VEVENT")[0].text("SUMMARY") == "Họp"


def test_names_and_parameters_as_mozilla_once_folded_them_are_read():
    (calendar,), remarks = parsed(
        vevent("SUMMARY\r\n\r\n :Tết", "DTSTART\r\n ;VALUE=DATE\r\n :20270206")
    )
    (event,) = calendar.children("VEVENT")
    assert event.text("SUMMARY") == "Tết"
    assert event.first("DTSTART").parameters == {"VALUE": ("DATE",)}
    assert not remarks


@pytest.mark.parametrize(
    ("line", "name", "parameters", "value"),
    [
        ("dtstart;;value=DATE:20140409", "DTSTART", {"VALUE": ("DATE",)}, "20140409"),
        ("X - Y; VALUE = DURATION:PT48H", "X-Y", {"VALUE": ("DURATION",)}, "PT48H"),
        ('X;A="b:c;d",e:f', "X", {"A": ("b:c;d", "e")}, "f"),
        ("X;CN=Society\\, 2014:that", "X", {"CN": ("Society, 2014",)}, "that"),
        ("X;CN=a^nb^'c^^:d", "X", {"CN": ('a\nb"c^',)}, "d"),
        ('X;A="never closed:b', "X", {"A": ("never closed",)}, "b"),
        ("DTEND;TZID=:20260101", "DTEND", {"TZID": ("",)}, "20260101"),
        ("ORGANIZER;CN=Sixt SE", "ORGANIZER", {"CN": ("Sixt SE",)}, ""),
        ('SUMMARY:a "b": c', "SUMMARY", {}, 'a "b": c'),
    ],
)  # fmt: skip
def test_a_line_of_a_careless_program_is_understood(line, name, parameters, value):
    one = parse_property(line)
    assert (one.name, one.parameters, one.value) == (name, parameters, value)


@pytest.mark.parametrize("line", ["", "no colon", ":value", ";a=b:c", "Tên người: An"])
def test_what_is_no_property_is_none(line):
    assert parse_property(line) is None


def test_a_line_that_says_nothing_is_kept_and_told():
    calendars, remarks = parsed(vevent("DTSTART:20260101", "X-A:1", "X=b", "SUMMARY:a"))
    assert [(one.flaw, one.line) for one in remarks] == [(Flaw.NO_PROPERTY, 7)]
    again, _ = parsed(calendar_text(calendars[0]))
    assert again == calendars
    assert calendars[0].children("VEVENT")[0].text("X-LIENHE-LINE") == "X=b"


def test_plain_line_breaks_within_a_text_are_part_of_it():
    (calendar,), remarks = parsed(vevent("DESCRIPTION:một\r\nhai, ba\r\n\r\nbốn", "SUMMARY:a"))
    (event,) = calendar.children("VEVENT")
    assert event.text("DESCRIPTION") == "một\nhai, ba\nbốn"
    assert event.text("SUMMARY") == "a"
    assert {one.flaw for one in remarks} == {Flaw.JOINED}


def test_what_is_not_ended_ends_where_the_next_begins():
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nBEGIN:VEVENT\nUID:2\nEND:VCALENDAR\n"
    )
    (calendar,), remarks = parsed(text)
    assert [one.text("UID") for one in calendar.children("VEVENT")] == ["1", "2"]
    assert [(one.flaw, one.line) for one in remarks] == [
        (Flaw.NOT_CLOSED, 4), (Flaw.NOT_CLOSED, 2), (Flaw.NOT_CLOSED, 5)
    ]  # fmt: skip


def test_an_end_without_a_beginning_is_told():
    _, remarks = parsed(vcalendar("END:VEVENT"))
    assert [(one.flaw, one.line) for one in remarks] == [(Flaw.STRAY_END, 3)]


def test_bare_events_of_a_clipboard_are_a_calendar():
    (calendar,), _ = parsed("BEGIN:VEVENT\nUID:1\nEND:VEVENT\nBEGIN:VTODO\nEND:VTODO\n")
    assert [one.name for one in calendar.components] == ["VEVENT", "VTODO"]


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"BEGIN:\0\n", b"Xin ch\xc3\xa0o", b"BEGIN:VCARD\nEND:VCARD"]
)
def test_what_is_no_calendar_is_refused_at_its_line(raw):
    with pytest.raises(CalendarProblem, match="1") as told:
        parsed(raw)
    assert told.value.remark.flaw is Flaw.NOT_A_CALENDAR


def test_parts_that_lie_too_deep_are_refused_at_their_line():
    with pytest.raises(CalendarProblem) as told:
        parsed("BEGIN:VCALENDAR\n" + "BEGIN:X-A\n" * 50)
    assert (told.value.remark.flaw, told.value.remark.line) == (Flaw.TOO_DEEP, 13)


def test_utf_16_and_old_line_ends_are_read():
    text = vevent("SUMMARY:Họp")
    for raw, encoding in [
        (text.encode("utf-16"), "utf-16"),
        (b"\xef\xbb\xbf" + text.encode(), "utf-8"),
        (text.replace("\r\n", "\r").encode(), "utf-8"),
        (text.encode("cp1258", "ignore"), "cp1258"),
    ]:
        (calendar,), remarks = parsed(raw, encoding)
        assert calendar.children("VEVENT")[0].text("SUMMARY").startswith("H")
        assert not remarks
