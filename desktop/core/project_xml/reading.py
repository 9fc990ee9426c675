"""Understanding MSPDI: elements as they come become the tasks, links and people of a plan."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from desktop.core.i18n import N_
from desktop.core.patterns import Pattern
from desktop.core.project_xml.plan_file import (
    MOST_TASKS,
    FileCalendar,
    FileLink,
    FilePerson,
    FileTask,
    PlanFile,
)
from desktop.core.project_xml.writing import CONSTRAINTS, DAY, LINK_TYPES

Element = Mapping[str, list["Element | str"]]  # its children by name
_KINDS: Final = {str(number): kind for kind, number in LINK_TYPES.items()}
_RULES: Final = {str(number): name for name, number in CONSTRAINTS.items()}
_ELAPSED: Final = frozenset({"4", "6", "8", "10", "12"})
_SHARES: Final = frozenset({"19", "20"})  # lags in per cent of the task before
_WORKERS: Final = frozenset({"", "1"})
_LENGTH: Final = Pattern(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?")
FIRST_YEAR, LAST_YEAR = 1950, 2149
LONGEST_TITLE: Final = 250
LONGEST_NOTES: Final = 20_000
MOST_MINUTES: Final = 2_500_000
MOST_EXCEPTION_DAYS: Final = 4000
DEEPEST: Final = 50


class PlanReader:
    """Reads the tree of elements; counts what it leaves out."""

    def __init__(self, project: Element) -> None:
        self._project = project
        self._missed: Counter[str] = Counter()

    def read(self) -> PlanFile:
        """Return the plan."""
        people = self._people()
        known = {person.uid for person in people}
        by_task: dict[int, list[int]] = {}
        for one in _all(self._project, "Assignments", "Assignment"):
            task, person = _number(one, "TaskUID"), _number(one, "ResourceUID", -1)
            if person in known and person not in by_task.setdefault(task, []):
                by_task[task].append(person)
        tasks, links = self._tasks(by_task)
        numbers = {task.uid for task in tasks}
        kept = tuple(link for link in links if {link.before, link.after} <= numbers)
        self._note(N_("links to tasks that are not in the file"), len(links) - len(kept))
        title = _text(self._project, "Title") or _text(self._project, "Name")
        return PlanFile(
            title.removesuffix(".xml").removesuffix(".mpp")[:LONGEST_TITLE],
            self._moment(self._project, "StartDate"),
            tasks,
            kept,
            people,
            self._calendar(),
            dict(self._missed),
        )

    def _tasks(
        self, by_task: Mapping[int, list[int]]
    ) -> tuple[tuple[FileTask, ...], list[FileLink]]:
        tasks: list[FileTask] = []
        links: list[FileLink] = []
        seen: set[int] = set()
        for one in _all(self._project, "Tasks", "Task"):
            uid, level = _number(one, "UID", -1), _number(one, "OutlineLevel", 1)
            if _text(one, "IsNull") == "1" or level < 1:
                continue  # an empty line, or the line that sums up the project
            if uid in seen or len(tasks) >= MOST_TASKS:
                self._note(N_("tasks"), 1)
                continue
            seen.add(uid)
            tasks.append(self._task(one, uid, min(level, DEEPEST), tuple(by_task.get(uid, ()))))
            links += self._links(one, uid)
        return tuple(tasks), links

    def _task(self, one: Element, uid: int, level: int, people: tuple[int, ...]) -> FileTask:
        self._note(N_("task calendars"), _number(one, "CalendarUID", -1) > 0)
        self._note(N_("own fields"), len(one.get("ExtendedAttribute", ())))
        self._note(N_("costs"), bool(_number(one, "FixedCost")))
        self._note(N_("recurring tasks"), _text(one, "Recurring") == "1")
        agreed = next(
            (base for base in _elements(one, "Baseline") if _number(base, "Number") == 0), {}
        )
        rule = _RULES.get(_text(one, "ConstraintType") or "0")
        self._note(N_("restrictions as late as possible"), rule is None)
        at = self._moment(one, "ConstraintDate")
        return FileTask(
            uid,
            level,
            _text(one, "Name").strip()[:LONGEST_TITLE],
            self._moment(one, "Start"),
            self._moment(one, "Finish"),
            self._minutes(one, "Duration"),
            self._minutes(one, "Work"),
            min(max(_number(one, "PercentComplete"), 0), 100),
            _text(one, "Milestone") == "1",
            _text(one, "Summary") == "1",
            _text(one, "Notes").strip()[:LONGEST_NOTES],
            rule if rule and at else "none",
            at if rule and rule != "none" else "",
            self._moment(one, "Deadline"),
            self._moment(agreed, "Start"),
            self._moment(agreed, "Finish"),
            self._moment(one, "ActualStart"),
            self._moment(one, "ActualFinish"),
            people,
        )

    def _links(self, one: Element, uid: int) -> Iterator[FileLink]:
        for found in _elements(one, "PredecessorLink"):
            kind = _KINDS.get(_text(found, "Type") or "1")
            if kind is None or _text(found, "CrossProject") == "1":
                self._note(N_("links to other projects"), 1)
                continue
            lag_format = _text(found, "LagFormat")
            share = lag_format in _SHARES
            self._note(N_("lags in per cent"), share)
            lag = 0 if share else round(_number(found, "LinkLag") / 10)
            lag = min(max(lag, -MOST_MINUTES), MOST_MINUTES)
            before = _number(found, "PredecessorUID", -1)
            yield FileLink(before, uid, kind, lag, lag_format in _ELAPSED)

    def _people(self) -> tuple[FilePerson, ...]:
        people = []
        for one in _all(self._project, "Resources", "Resource"):
            uid, name = _number(one, "UID", -1), _text(one, "Name").strip()
            if not name or uid <= 0:
                continue  # the nameless first resource means: nobody
            if _text(one, "Type") not in _WORKERS:
                self._note(N_("materials and costs"), 1)
                continue
            people.append(FilePerson(uid, name[:LONGEST_TITLE], _text(one, "EmailAddress")))
        return tuple(people)

    # --- calendars
    def _calendar(self) -> FileCalendar:
        wanted = _number(self._project, "CalendarUID", -1)
        calendars = list(_all(self._project, "Calendars", "Calendar"))
        found = next((one for one in calendars if _number(one, "UID", -2) == wanted), None)
        if found is None:
            return FileCalendar()
        bases = [one for one in calendars if _text(one, "IsBaseCalendar") == "1"]
        self._note(N_("further calendars"), len([one for one in bases if one is not found]))
        week: list[tuple[tuple[int, int], ...]] = [()] * 7
        for day in _all(found, "WeekDays", "WeekDay"):
            number = _number(day, "DayType")
            if 1 <= number <= len(week):
                week[(number - 2) % len(week)] = self._spans(day)
        days: dict[str, tuple[tuple[int, int], ...]] = {}
        for one in _all(found, "Exceptions", "Exception"):
            self._add_exception(one, days)
        return FileCalendar(tuple(week), days)

    def _add_exception(self, one: Element, days: dict[str, tuple[tuple[int, int], ...]]) -> None:
        period = next(_elements(one, "TimePeriod"), {})
        first, last = self._moment(period, "FromDate"), self._moment(period, "ToDate")
        if not first or not last or _text(one, "Type") not in {"", "1"}:
            self._note(N_("repeated days off"), 1)
            return
        day, end = (dt.date.fromisoformat(text[:10]) for text in (first, last))
        spans = self._spans(one)
        while day <= end and len(days) < MOST_EXCEPTION_DAYS:
            days[day.isoformat()] = spans
            day += dt.timedelta(days=1)

    def _spans(self, one: Element) -> tuple[tuple[int, int], ...]:
        if _text(one, "DayWorking") == "0":
            return ()
        spans, after = [], 0
        for times in _all(one, "WorkingTimes", "WorkingTime"):
            start, end = _clock(_text(times, "FromTime")), _clock(_text(times, "ToTime"))
            end = end or DAY  # midnight ends a day, too
            if start is not None and after <= start < end:
                spans.append((start, end))
                after = end
        return tuple(spans)

    # --- values
    def _moment(self, one: Element, name: str) -> str:
        text = _text(one, name)
        if not text or text.startswith("1984-01-01"):  # Project's word for no date
            return ""
        try:
            moment = dt.datetime.fromisoformat(text).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError:
            self._note(N_("dates that are none"), 1)
            return ""
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            self._note(N_("dates that are none"), 1)
            return ""
        return moment.isoformat(timespec="minutes")

    def _minutes(self, one: Element, name: str) -> int:
        found = _LENGTH.fullmatch(_text(one, name))
        if found is None:
            return 0
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return min(days * DAY + hours * 60 + minutes, MOST_MINUTES)

    def _note(self, what: str, count: int | bool) -> None:
        if count:
            self._missed[what] += int(count)


def _all(one: Element, group: str, name: str) -> Iterator[Element]:
    for holder in _elements(one, group):
        yield from _elements(holder, name)


def _elements(one: Element, name: str) -> Iterator[Element]:
    return (child for child in one.get(name, ()) if not isinstance(child, str))


def _text(one: Element, name: str) -> str:
    return next((child for child in one.get(name, ()) if isinstance(child, str)), "")


def _number(one: Element, name: str, default: int = 0) -> int:
    text = _text(one, name).strip()
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def _clock(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", text.strip())
    if found is None:
        return None
    return int(found[1]) * 60 + int(found[2])
