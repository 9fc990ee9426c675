"""What people did in a span of days, read from what the work itself left behind."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from desktop.core.clock import days_span, to_micros
from desktop.core.pages import Ref
from desktop.core.work.reports import (
    CALL,
    EVENT,
    FINISHED,
    MEETING,
    PROGRESS,
    VISIT,
    WORK,
    Deed,
    PersonReport,
    ProjectMoney,
    RunningTimer,
    TimeLine,
    TimeSheet,
)
from desktop.store.plans_values import WallTime, id_in
from desktop.store.reader import Found, Reader
from desktop.store.sql import Sql
from desktop.store.titles import Titles, read_titles

_AMOUNT: Final = 10_000  # of the stored number
_LONGEST: Final = 240
_LOGS: Final = (
    f"SELECT w.owner_id, w.started_at, w.title, w.id, w.minutes, w.account_id, w.task_id,"
    f" w.project_id, w.is_billable, substr(w.description, 1, {_LONGEST}) FROM work_log w"
    " WHERE w.started_at >= ? AND w.started_at < ? AND w.minutes IS NOT NULL"
    " AND w.deleted_at IS NULL"
)
_FINISHED: Final = (
    "SELECT unhex(replace(a.value, '-', '')), t.done_at, t.title, t.id, 0, t.account_id, NULL,"
    " t.project_id, 0, '' FROM task t, json_each(CASE WHEN coalesce(t.assignees, '[]') = '[]'"
    " THEN json_array(lower(hex(t.owner_id))) ELSE t.assignees END) a"
    " WHERE t.status = 'done' AND t.done_at >= ? AND t.done_at < ? AND t.deleted_at IS NULL"
)
_HELD: Final = (
    "SELECT p.who, e.starts_at, e.title, e.id, coalesce(e.duration_minutes,"
    " (e.ends_at - e.starts_at) / 60000000), e.account_id, NULL, e.project_id, 0, ''"
    " FROM event e JOIN (SELECT id AS event_id, owner_id AS who FROM event"
    " UNION SELECT event_id, user_id FROM attendee WHERE user_id IS NOT NULL"
    " AND deleted_at IS NULL AND answer <> 'declined') p ON p.event_id = e.id"
    " WHERE e.status = 'held' AND e.starts_at >= ? AND e.starts_at < ? AND e.deleted_at IS NULL"
)
_TALK: Final = (
    "SELECT t.owner_id, t.{at}, t.subject, t.id, coalesce(t.duration_minutes, 0), t.account_id,"
    " NULL, NULL, 0, substr({text}, 1, 240) FROM {table} t"
    " WHERE t.status = 'held' AND t.{at} >= ? AND t.{at} < ? AND t.deleted_at IS NULL"
)
_SOURCES: Final = (
    (WORK, "work_log", _LOGS),
    (FINISHED, "task", _FINISHED),
    (EVENT, "event", _HELD),
    (CALL, "call", _TALK.format(table="call", at="called_at", text="t.result")),
    (VISIT, "visit", _TALK.format(table="visit", at="visited_at", text="t.result")),
    (MEETING, "meeting", _TALK.format(table="meeting", at="met_at", text="plain_text(t.result)")),
)
_STANDING: Final = (
    "SELECT unhex(replace(a.value, '-', '')), count(*), sum(t.due_at < ?)"
    " FROM task t, json_each(t.assignees) a"
    " WHERE t.status IN ('new', 'in_progress', 'waiting') AND t.deleted_at IS NULL GROUP BY 1"
)
_SUB_PROJECTS: Final = (
    "WITH RECURSIVE down (id) AS (SELECT p.id FROM project p WHERE p.id = ?"
    " UNION SELECT p.id FROM down JOIN project p ON p.parent_id = down.id"
    " WHERE p.deleted_at IS NULL)"
)


def work_report(
    reader: Reader,
    now: dt.datetime,
    first: dt.date,
    last: dt.date,
    people: Collection[uuid.UUID] = (),
) -> tuple[PersonReport, ...]:
    """Return what people did from day to day, by name; without `people` all who did anything."""
    names = _Names(reader)
    deeds: dict[uuid.UUID, list[Deed]] = defaultdict(list)
    for who, deed in _deeds(reader, first, last, names):
        if not people or who in people:
            deeds[who].append(deed)
    standing = {
        uuid.UUID(bytes=who): (count, late or 0)
        for who, count, late in reader.rows(Sql(_STANDING, (to_micros(now),)))
        if who
    }
    users = reader.rows(
        "SELECT u.id, u.full_name, u.org_unit_id, o.name FROM app_user u"
        " LEFT JOIN org_unit o ON o.id = u.org_unit_id"
        " WHERE u.deleted_at IS NULL ORDER BY u.full_name_key"
    )
    reports = []
    for one, name, unit, unit_name in users:
        person = uuid.UUID(bytes=one)
        if person not in deeds and person not in people and person not in standing:
            continue
        if people and person not in people:
            continue
        done = sorted(deeds.get(person, ()), key=lambda deed: deed.at)
        open_tasks, late = standing.get(person, (0, 0))
        reports.append(
            PersonReport(person, name, id_in(unit), unit_name or "", tuple(done), open_tasks, late)
        )
    return tuple(reports)


def time_sheet(reader: Reader, person: uuid.UUID, first: dt.date, last: dt.date) -> TimeSheet:
    """Return the time that somebody logged, by task, and the timer that runs."""
    names, wall = _Names(reader), WallTime()
    query = Sql(
        f"{_LOGS} AND w.owner_id = ? ORDER BY w.started_at", (*_span(first, last), person.bytes)
    )
    groups: dict[tuple[object, ...], list[Found]] = {}
    for row in reader.rows(query):
        _who, _at, title, _id, _minutes, account, task, project, *_rest = row
        key = (task,) if task else (None, title, account, project)
        groups.setdefault(key, []).append(row)
    names.learn(row for rows in groups.values() for row in rows)
    lines = [_line(rows, names, wall) for rows in groups.values()]
    running = reader.row(
        Sql(
            "SELECT id, title, started_at, task_id FROM work_log WHERE owner_id = ?"
            " AND minutes IS NULL AND started_at IS NOT NULL AND deleted_at IS NULL"
            " ORDER BY started_at DESC LIMIT 1",
            (person.bytes,),
        )
    )
    if running is None:
        return TimeSheet(tuple(lines))
    one, title, at, task = running
    ref = names.task(task)
    begun = wall.of(at)
    timer = RunningTimer(uuid.UUID(bytes=one), title, begun, ref) if begun else None
    return TimeSheet(tuple(lines), timer)


def project_money(reader: Reader, project: uuid.UUID) -> ProjectMoney:
    """Return what a project with its sub-projects may cost, costs, and how long it was worked on.

    The budget is the project's own; where it has none, the sum of its sub-projects'.
    """
    own = reader.row(Sql("SELECT budget FROM project WHERE id = ?", (project.bytes,)))
    down = f"{_SUB_PROJECTS} SELECT sum(p.budget) FROM down JOIN project p ON p.id = down.id"
    budget = own[0] if own and own[0] else reader.number(Sql(down, (project.bytes,)))
    costs = (
        f"{_SUB_PROJECTS} SELECT coalesce(c.cost_type, 'other'), sum(c.amount) FROM down"
        " JOIN project_cost c ON c.project_id = down.id WHERE c.deleted_at IS NULL GROUP BY 1"
    )
    by_type = {
        kind: (amount or 0) // _AMOUNT for kind, amount in reader.rows(Sql(costs, (project.bytes,)))
    }
    logs = (
        f"{_SUB_PROJECTS} SELECT sum(w.minutes), sum(iif(w.is_billable, w.minutes, 0)) FROM down"
        " JOIN work_log w ON w.project_id = down.id WHERE w.deleted_at IS NULL"
    )
    labour, billable = reader.row(Sql(logs, (project.bytes,))) or (0, 0)
    return ProjectMoney(
        (budget or 0) // _AMOUNT, sum(by_type.values()), by_type, labour or 0, billable or 0
    )


class _Names:
    """Titles of customers, tasks and projects that rows name."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._titles: dict[str, Titles] = {"account": {}, "task": {}, "project": {}}

    def learn(self, rows: Iterator[Found]) -> None:
        """Read the titles of all that rows of a source name."""
        wanted: dict[str, set[bytes]] = {"account": set(), "task": set(), "project": set()}
        for row in rows:
            for entity, one in zip(("account", "task", "project"), row[5:8], strict=True):
                if one:
                    wanted[entity].add(one)
        for entity, ids in wanted.items():
            self._titles[entity] |= read_titles(self._reader, entity, ids)

    def ref(self, entity: str, one: bytes | None) -> Ref | None:
        """Return a record by its title."""
        title = self._titles[entity].get(one) if one else None
        return None if one is None or title is None else Ref(entity, uuid.UUID(bytes=one), title)

    def task(self, one: bytes | None) -> Ref | None:
        """Return a task, read for itself."""
        if one is not None and one not in self._titles["task"]:
            self._titles["task"] |= read_titles(self._reader, "task", [one])
        return self.ref("task", one)


def _deeds(
    reader: Reader, first: dt.date, last: dt.date, names: _Names
) -> Iterator[tuple[uuid.UUID, Deed]]:
    wall = WallTime()
    for kind, entity, query in _SOURCES:
        rows = reader.rows(Sql(query, _span(first, last)))
        names.learn(iter(rows))
        for who, at, title, one, minutes, account, task, project, billable, text in rows:
            local = wall.of(at)
            if who is None or local is None:
                continue
            said = PROGRESS if kind == WORK and not minutes else kind
            yield (
                uuid.UUID(bytes=who),
                Deed(
                    said,
                    local,
                    title or "",
                    Ref(entity, uuid.UUID(bytes=one), title or ""),
                    minutes or 0,
                    names.ref("account", account),
                    names.ref("task", task),
                    names.ref("project", project),
                    bool(billable),
                    " ".join((text or "").split()),
                ),
            )


def _line(rows: list[Found], names: _Names, wall: WallTime) -> TimeLine:
    minutes: dict[dt.date, int] = defaultdict(int)
    logs: dict[dt.date, tuple[uuid.UUID, ...]] = {}
    billable = 0
    for row in rows:
        at = wall.of(row[1])
        if at is None:
            continue
        minutes[at.date()] += row[4] or 0
        logs[at.date()] = (*logs.get(at.date(), ()), uuid.UUID(bytes=row[3]))
        billable += (row[4] or 0) if row[8] else 0
    first = rows[0]
    task = names.ref("task", first[6])
    return TimeLine(
        task.title if task else first[2],
        task,
        names.ref("project", first[7]),
        names.ref("account", first[5]),
        dict(minutes),
        logs,
        billable,
    )


def _span(first: dt.date, last: dt.date) -> tuple[int, int]:
    start, end = days_span(first, last)
    return to_micros(start), to_micros(end)
