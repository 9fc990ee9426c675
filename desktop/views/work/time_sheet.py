"""A person's week of work as figures: tasks in rows, days in columns, minutes in the cells."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Final

from desktop.core.clock import day_start, local_day, to_micros
from desktop.core.errors import InvalidValueError
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Ref, Sort
from desktop.core.patterns import Pattern
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.typed_minutes import parse_minutes
from desktop.core.work.rows import TASK
from desktop.views.all_rows import read_rows
from desktop.views.work.week_bar import DAYS

HOUR: Final = 60
WHOLE_DAY: Final = 24 * HOUR
COLUMNS: Final = ("title", "task_id", "project_id", "started_at", "minutes", "owner_id")
_PLAIN_HOURS = Pattern(r"(\d{1,2})(?:[.,](\d{1,2}))?")
_CLOCK = Pattern(r"(\d{1,2}):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the work log: what, on which task, when, how long (None: a timer runs)."""

    id: uuid.UUID
    title: str
    task: Ref | None
    project: Ref | None
    started_at: dt.datetime
    minutes: int | None
    who: Ref | None = None

    @property
    def day(self) -> dt.date:
        """The day on which it began, where the person is."""
        return local_day(self.started_at)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: a task (None: work on nothing named), and its entries by day."""

    task: Ref | None
    entries: Mapping[dt.date, Sequence[Entry]] = field(default_factory=dict)

    def minutes(self, day: dt.date) -> int:
        """Return how long the task was worked on on a day."""
        return sum(entry.minutes or 0 for entry in self.entries.get(day, ()))

    def worked(self, day: dt.date) -> list[Entry]:
        """Return the entries of a day that say how long: not the notes that took no time."""
        return [entry for entry in self.entries.get(day, ()) if entry.minutes != 0]

    def total(self) -> int:
        """Return how long it was worked on in the week."""
        return sum(self.minutes(day) for day in self.entries)


def read_entries(
    reads: Reads, first: dt.date, last: dt.date, who: uuid.UUID | None = None
) -> list[Entry]:
    """Return the entries that began from `first` to `last`; call it in a reader's thread."""
    begin, end = to_micros(day_start(first)), to_micros(day_start(last + dt.timedelta(days=1)))
    conditions = [Condition("started_at", Op.BETWEEN, [begin, end - 1])]
    if who is not None:
        conditions.append(Condition("owner_id", Op.EQUALS, str(who)))
    query = ListQuery("work_log", COLUMNS, Group(tuple(conditions)), sort=Sort("started_at"))
    found = []
    for row in read_rows(reads, query).rows:
        title, task, project, started, minutes, owner = row.values
        if isinstance(started, dt.datetime):
            texts = row.texts
            found.append(
                Entry(
                    row.id,
                    str(title or ""),
                    _ref(TASK, task, texts[1]),
                    _ref("project", project, texts[2]),
                    started,
                    minutes if isinstance(minutes, int) else None,
                    _ref("app_user", owner, texts[5]),
                )
            )
    return found


def rows_of(entries: Iterable[Entry], planned: Iterable[Ref] = ()) -> list[SheetRow]:
    """Return a row for each task that was worked on or is planned, by title."""
    by_task: dict[uuid.UUID | None, dict[dt.date, list[Entry]]] = {}
    tasks: dict[uuid.UUID | None, Ref | None] = {ref.id: ref for ref in planned}
    for entry in entries:
        key = entry.task.id if entry.task else None
        tasks.setdefault(key, entry.task)
        by_task.setdefault(key, {}).setdefault(entry.day, []).append(entry)
    rows = [SheetRow(task, by_task.get(key, {})) for key, task in tasks.items()]
    return sorted(rows, key=lambda row: (row.task is None, row.task.title if row.task else ""))


def read_sheet(reads: Reads, me: uuid.UUID, monday: dt.date) -> list[SheetRow]:
    """Return the time sheet of a person's week; call it in a reader's thread."""
    sunday = monday + dt.timedelta(days=DAYS - 1)
    between = Condition("planned_on", Op.BETWEEN, [monday.isoformat(), sunday.isoformat()])
    mine = Group((Condition("user_id", Op.EQUALS, str(me)), between))
    plans = read_rows(reads, ListQuery("task_plan", ("task_id",), mine)).rows
    planned = [ref for row in plans if (ref := _ref(TASK, row.values[0], row.texts[0]))]
    return rows_of(read_entries(reads, monday, sunday, me), planned)


def parse_hours(text: str) -> int:
    """Return the minutes of what was typed in a cell: "2" and "1,5" are hours, "30p" minutes.

    Raises:
        InvalidValueError: it is no length of time, or longer than a day.
    """
    typed = " ".join(text.split())
    if not typed:
        return 0
    if plain := _PLAIN_HOURS.fullmatch(typed):
        part = round(float(f"0.{plain[2]}") * HOUR) if plain[2] else 0
        minutes = int(plain[1]) * HOUR + part
    elif clock := _CLOCK.fullmatch(typed):
        minutes = int(clock[1]) * HOUR + int(clock[2])
    else:
        minutes = parse_minutes(typed) or 0
    if minutes > WHOLE_DAY:
        raise InvalidValueError(_("A day has 24 hours."))
    return minutes


def cell_text(minutes: int) -> str:
    """Return minutes as a time sheet shows them: 1:30."""
    return f"{minutes // HOUR}:{minutes % HOUR:02d}" if minutes else ""


def _ref(entity: str, value: object, text: str) -> Ref | None:
    if isinstance(value, Ref):
        return value
    return Ref(entity, value, text) if isinstance(value, uuid.UUID) else None
