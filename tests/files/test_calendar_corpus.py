"""Every calendar that strangers wrote is read without loss, or refused at a line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.icalendar.components import calendar_text, parse_calendars
from desktop.core.icalendar.entries import calendar_of, entries_of_text
from desktop.core.icalendar.flaws import CalendarProblem, Flaw, Remarks
from desktop.core.icalendar.merging import write_item
from desktop.core.icalendar.reading import is_item, read_item
from desktop.core.icalendar.zones import Zones
from desktop.files.calendars import read_calendar, read_here, write_calendar

HERE = "Asia/Ho_Chi_Minh"
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "calendars"
FILES = sorted(FOLDER.rglob("*.ics")) or [FOLDER / "the corpus is missing"]

# The line at which each is refused, and why.
NO_CALENDAR = {
    "fuzz_testcase_0_char_in_component_name.ics": 1,
    "fuzz_testcase_invalid_month.ics": 1,
    "issue_178_component_with_invalid_name_represented.ics": 1,
    "issue_178_custom_component_contains_other.ics": 1,
}
NO_TIME = {
    "broken_dtstart.ics": 6,
    "issue_1081_invalid_start_and_end.ics": 6,
    "issue_1081_invalid_start_valid_end.ics": 6,
}
READ = [path for path in FILES if path.name not in NO_CALENDAR]


def name_of(path):
    return f"{path.parent.name}/{path.name}"


def test_hardly_any_real_calendar_is_refused():
    assert len(NO_CALENDAR) + len(NO_TIME) <= 0.05 * len(FILES)


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_a_real_calendar_written_again_is_the_same(path):
    raw, remarks = path.read_bytes(), Remarks()
    calendars = parse_calendars(raw, "utf-8", Remarks())
    written = "".join(map(calendar_text, calendars)).encode()
    assert parse_calendars(written, "utf-8", remarks) == calendars
    assert not list(remarks)


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_the_entries_of_a_real_calendar_written_again_are_the_same(path):
    contents = read_here(path, HERE)
    for entry in contents.entries:
        (again,) = entries_of_text(entry.text, HERE)
        assert (again.items, again.parts, again.text) == (entry.items, entry.parts, entry.text)
    together = calendar_text(calendar_of(contents.entries))
    if contents.entries:
        found = entries_of_text(together, HERE)
        assert [one.items for one in found] == [one.items for one in contents.entries]


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_no_line_of_a_real_calendar_is_touched_where_nothing_changed(path):
    for calendar in parse_calendars(path.read_bytes(), "utf-8", Remarks()):
        zones = Zones(calendar, HERE)
        for part in filter(is_item, calendar.components):
            assert write_item(read_item(part, zones, Remarks()), part, zones) == part


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_what_a_real_calendar_gives_is_taken_or_refused_at_a_line(path):
    contents = read_here(path, HERE)
    line = NO_TIME.get(path.name)
    if line is not None:
        assert not contents.entries
        (refused,) = contents.refused
        assert (refused.refusal.flaw, refused.refusal.line) == (Flaw.BAD_TIME, line)
        assert f"{line}" in refused.refusal.text
    else:
        assert contents.entries or not contents.refused


@pytest.mark.parametrize("name", NO_CALENDAR)
def test_what_is_no_calendar_is_refused_at_a_line(name):
    (path,) = (path for path in FILES if path.name == name)
    with pytest.raises(CalendarProblem, match=str(NO_CALENDAR[name])) as told:
        read_here(path, HERE)
    assert told.value.remark.line == NO_CALENDAR[name]


@pytest.mark.parametrize("name", ["issue_1050_all_components.ics", "broken_dtstart.ics"])
def test_a_file_read_in_a_process_of_its_own_is_the_same(name):
    (path,) = (path for path in FILES if path.name == name)
    assert read_calendar(path, HERE) == read_here(path, HERE)


def test_what_is_written_is_read_again(tmp_path):
    (path,) = (path for path in FILES if path.name == "issue_350.ics")
    contents = read_here(path, HERE)
    written = write_calendar(tmp_path / "b.ics", contents.entries, contents.head)
    again = read_here(written.path, HERE)
    assert again.head == replace(contents.head, method="")
    assert [one.items for one in again.entries] == [one.items for one in contents.entries]
