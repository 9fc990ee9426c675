"""Writing a plan as MSPDI, its elements in the order of the schema, on which Project insists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from desktop.core.project_xml.plan_file import NAMESPACE, FileCalendar, FileLink, FileTask, PlanFile

LINK_TYPES: Final = {"FF": 0, "FS": 1, "SF": 2, "SS": 3}
CONSTRAINTS: Final = {
    "none": 0,
    "must_start": 2,
    "must_finish": 3,
    "start_no_earlier": 4,
    "start_no_later": 5,
    "finish_no_earlier": 6,
    "finish_no_later": 7,
}
IN_DAYS, IN_ELAPSED_DAYS = 7, 8
DAY: Final = 24 * 60
_SUNDAY: Final = 6
_FORBIDDEN: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def plan_xml(plan: PlanFile) -> str:
    """Return a plan as the text of an XML file."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: PlanFile) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield f'<Project xmlns="{NAMESPACE}">'
    yield _element("SaveVersion", 14)
    yield _element("Name", plan.title) + _element("Title", plan.title)
    yield _element("ScheduleFromStart", 1) + _moment("StartDate", plan.start)
    yield _element("CalendarUID", 1) + _element("DefaultStartTime", "08:00:00")
    yield _element("DefaultFinishTime", "17:00:00") + _element("MinutesPerDay", 480)
    yield _element("MinutesPerWeek", 2400) + _element("DaysPerMonth", 20)
    yield from _calendar(plan.calendar)
    yield "<Tasks>"
    numbers = _outline_numbers(plan.tasks)
    into: dict[int, list[FileLink]] = {}
    for link in plan.links:
        into.setdefault(link.after, []).append(link)
    for place, (task, number) in enumerate(zip(plan.tasks, numbers, strict=True), start=1):
        yield from _task(task, place, number, into.get(task.uid, ()))
    yield "</Tasks>"
    yield from _people(plan)
    yield "</Project>"


def _task(task: FileTask, place: int, number: str, links: Sequence[FileLink]) -> Iterator[str]:
    yield "<Task>" + _element("UID", task.uid) + _element("ID", place)
    yield _element("Name", task.title) + _element("Type", 0) + _element("IsNull", 0)
    yield _element("WBS", number) + _element("OutlineNumber", number)
    yield _element("OutlineLevel", task.level) + _element("Priority", 500)
    yield _moment("Start", task.start) + _moment("Finish", task.finish)
    yield _element("Duration", _length(task.duration)) + _element("DurationFormat", IN_DAYS)
    yield _element("Work", _length(task.effort))
    yield _element("Milestone", int(task.is_milestone)) + _element("Summary", int(task.is_summary))
    yield _element("PercentComplete", task.percent)
    yield _moment("ActualStart", task.actual_start) + _moment("ActualFinish", task.actual_finish)
    yield _element("ConstraintType", CONSTRAINTS[task.constraint]) + _element("CalendarUID", -1)
    yield _moment("ConstraintDate", task.constraint_at) + _moment("Deadline", task.deadline)
    if task.notes:
        yield _element("Notes", task.notes)
    for link in links:
        yield _link(link)
    if task.baseline_start and task.baseline_finish:
        yield "<Baseline>" + _element("Number", 0) + _moment("Start", task.baseline_start)
        yield _moment("Finish", task.baseline_finish) + "</Baseline>"
    yield "</Task>"


def _link(link: FileLink) -> str:
    return (
        "<PredecessorLink>"
        + _element("PredecessorUID", link.before)
        + _element("Type", LINK_TYPES[link.kind])
        + _element("CrossProject", 0)
        + _element("LinkLag", link.lag * 10)
        + _element("LagFormat", IN_ELAPSED_DAYS if link.elapsed else IN_DAYS)
        + "</PredecessorLink>"
    )


def _people(plan: PlanFile) -> Iterator[str]:
    yield "<Resources>"
    for place, person in enumerate(plan.people, start=1):
        yield "<Resource>" + _element("UID", person.uid) + _element("ID", place)
        yield _element("Name", person.name) + _element("Type", 1) + _element("IsNull", 0)
        if person.email:
            yield _element("EmailAddress", person.email)
        yield _element("MaxUnits", 1) + _element("CalendarUID", 1) + "</Resource>"
    yield "</Resources>"
    yield "<Assignments>"
    number = 0
    for task in plan.tasks:
        for person_uid in task.people:
            number += 1
            yield "<Assignment>" + _element("UID", number) + _element("TaskUID", task.uid)
            yield _element("ResourceUID", person_uid) + _element("Units", 1) + "</Assignment>"
    yield "</Assignments>"


def _calendar(calendar: FileCalendar) -> Iterator[str]:
    yield "<Calendars><Calendar>" + _element("UID", 1) + _element("Name", "Standard")
    yield _element("IsBaseCalendar", 1) + _element("BaseCalendarUID", -1) + "<WeekDays>"
    for day, spans in enumerate(calendar.week):
        number = 1 if day == _SUNDAY else day + 2
        yield "<WeekDay>" + _element("DayType", number) + _element("DayWorking", int(bool(spans)))
        yield _times(spans) + "</WeekDay>"
    yield "</WeekDays>"
    if calendar.exceptions:
        yield "<Exceptions>"
        for day_text, spans in sorted(calendar.exceptions.items()):
            yield "<Exception>" + _element("EnteredByOccurrences", 0) + "<TimePeriod>"
            yield _element("FromDate", f"{day_text}T00:00:00")
            yield _element("ToDate", f"{day_text}T23:59:00") + "</TimePeriod>"
            yield _element("Occurrences", 1) + _element("Type", 1)
            yield _element("DayWorking", int(bool(spans))) + _times(spans) + "</Exception>"
        yield "</Exceptions>"
    yield "</Calendar></Calendars>"


def _times(spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return ""
    times = "".join(
        "<WorkingTime>" + _element("FromTime", _clock(start)) + _element("ToTime", _clock(end))
        + "</WorkingTime>"
        for start, end in spans
    )  # fmt: skip
    return f"<WorkingTimes>{times}</WorkingTimes>"


def _outline_numbers(tasks: Sequence[FileTask]) -> list[str]:
    """Return "1", "1.1", "1.2", "2" … for tasks by their levels."""
    counts: list[int] = []
    numbers = []
    for task in tasks:
        del counts[task.level :]
        counts += [0] * (task.level - len(counts))
        counts[task.level - 1] += 1
        numbers.append(".".join(str(max(count, 1)) for count in counts))
    return numbers


def _element(name: str, value: str | int) -> str:
    text = escape(str(value).translate(_FORBIDDEN))
    return f"<{name}>{text}</{name}>"


def _moment(name: str, text: str) -> str:
    return _element(name, dt.datetime.fromisoformat(text).isoformat()) if text else ""


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"PT{hours}H{rest}M0S"


def _clock(minute: int) -> str:
    hours, rest = divmod(minute % DAY, 60)
    return f"{hours:02d}:{rest:02d}:00"
