"""Calendar files of all sorts are read in a process of their own, or told what is wrong."""

from __future__ import annotations

import pytest

from desktop.core.errors import CancelledError
from desktop.core.icalendar.flaws import CalendarProblem, Flaw
from desktop.files.calendars import read_calendar, read_here, write_calendar
from desktop.files.errors import FileProblem, Problem

HERE = "Asia/Ho_Chi_Minh"
TEXT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Lịch phòng\r\nX-WR-TIMEZONE:Asia/Saigon\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261122T020000Z\r\nSUMMARY:Họp giao ban\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:gì đó\r\nEND:VEVENT\r\n"
    "BEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
)


def test_a_file_tells_its_name_its_entries_and_what_it_refuses(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(TEXT.encode())
    contents = read_calendar(path, HERE)
    assert (contents.head.name, contents.head.zone) == ("Lịch phòng", "Asia/Saigon")
    assert [one.items[0].summary for one in contents.entries] == ["Họp giao ban"]
    assert [one.refusal.line for one in contents.refused] == [12]
    assert contents.others == {"VFREEBUSY": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_file_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "a.ics"
    text = TEXT.replace("gì đó", "?")
    if encoding == "cp1258":  # which has the tones apart from some letters
        text = text.replace("ị", "i\u0323").replace("ọ", "o\u0323").replace("ò", "o\u0300")
    path.write_bytes(text.encode(encoding))
    contents = read_here(path, HERE)
    assert contents.entries[0].items[0].summary == "Họp giao ban"


@pytest.mark.parametrize(
    ("raw", "problem"), [(b"", Problem.EMPTY), (None, Problem.MISSING)], ids=["empty", "missing"]
)
def test_a_file_that_is_not_there_is_named(tmp_path, raw, problem):
    path = tmp_path / "lich.ics"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(FileProblem, match=r"lich\.ics") as told:
        read_calendar(path, HERE)
    assert told.value.problem is problem


def test_another_file_is_refused_at_its_line(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(CalendarProblem) as told:
        read_calendar(path, HERE)
    assert told.value.remark.flaw is Flaw.NOT_A_CALENDAR


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.ics"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(CalendarProblem, match="64") as told:
        read_here(path, HERE)
    assert told.value.remark.flaw is Flaw.TOO_BIG


def test_reading_can_be_cancelled(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(TEXT.encode())
    with pytest.raises(CancelledError):
        read_calendar(path, HERE, cancelled=lambda: True)


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(TEXT.encode())
    contents = read_here(path, HERE)
    with pytest.raises(CancelledError):
        write_calendar(path, contents.entries, cancelled=lambda: True)
    assert path.read_bytes() == TEXT.encode()
    assert write_calendar(path, contents.entries, contents.head).rows == 1
    assert read_here(path, HERE).head.name == "Lịch phòng"
