"""What a report of work says: figures of people, and what each of them did, day by day."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Final

from desktop.core.dates import format_day_long, weekday_name
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.organisation import Organisation
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.reports import (
    CALL,
    DEED_LABELS,
    EVENT,
    FINISHED,
    MEETING,
    VISIT,
    Deed,
    PersonReport,
)
from desktop.views.printing.printable import Advance, today
from desktop.views.printing.sheet import Column, PrintLine, Sheet
from desktop.views.work.plan_words import hours_text
from desktop.views.work.text_table import TextColumn
from desktop.views.work.time_sheet import HOUR

_TALKS: Final = (CALL, VISIT, MEETING, EVENT)


@dataclass(frozen=True, slots=True)
class DeedLine:
    """A deed with the person who did it."""

    deed: Deed
    person: str


def talks(report: PersonReport) -> int:
    """Return how often somebody spoke with people: calls, visits, meetings, appointments."""
    return sum(report.count(kind) for kind in _TALKS)


def _number(count: int) -> str:
    return str(count) if count else ""


def _name(report: PersonReport) -> str:
    return report.name


def _unit(report: PersonReport) -> str:
    return report.unit_name


def _hours(report: PersonReport) -> str:
    return hours_text(report.minutes)


def _billable(report: PersonReport) -> str:
    return hours_text(report.billable)


def _finished(report: PersonReport) -> str:
    return _number(report.count(FINISHED))


def _talks(report: PersonReport) -> str:
    return _number(talks(report))


def _open(report: PersonReport) -> str:
    return _number(report.open_tasks)


def _late(report: PersonReport) -> str:
    return _number(report.late_tasks)


PEOPLE: Final[tuple[TextColumn[PersonReport], ...]] = (
    TextColumn(N_("Person"), _name, 200, is_strong=True),
    TextColumn(N_("Unit"), _unit, 180),
    TextColumn(N_("Time spent"), _hours, 100, is_right=True),
    TextColumn(N_("Billable"), _billable, 100, is_right=True),
    TextColumn(N_("Tasks finished"), _finished, 130, is_right=True),
    TextColumn(N_("Calls, visits, meetings"), _talks, 170, is_right=True),
    TextColumn(N_("Open tasks"), _open, 110, is_right=True),
    TextColumn(N_("Overdue tasks"), _late, 110, is_right=True),
)


def _when(line: DeedLine) -> str:
    at = line.deed.at
    return f"{weekday_name(at.date(), short=True)} {at:%d/%m %H:%M}"


def _who(line: DeedLine) -> str:
    return line.person


def _kind(line: DeedLine) -> str:
    return _(DEED_LABELS.get(line.deed.kind, ""))


def _what(line: DeedLine) -> str:
    deed = line.deed
    return f"{deed.title}: {deed.text}" if deed.text and deed.text != deed.title else deed.title


def _about(line: DeedLine) -> str:
    found = line.deed.about or line.deed.project
    return found.title if found else ""


def _long(line: DeedLine) -> str:
    return hours_text(line.deed.minutes)


DEEDS: Final[tuple[TextColumn[DeedLine], ...]] = (
    TextColumn(N_("When"), _when, 120),
    TextColumn(N_("Person"), _who, 150),
    TextColumn(N_("Type"), _kind, 140),
    TextColumn(N_("What was done"), _what, 360),
    TextColumn(N_("Customer or project"), _about, 220),
    TextColumn(N_("Time spent"), _long, 100, is_right=True),
)


def lines_of(reports: Sequence[PersonReport]) -> list[DeedLine]:
    """Return what people did, the latest first."""
    lines = [DeedLine(deed, report.name) for report in reports for deed in report.deeds]
    return sorted(lines, key=_latest, reverse=True)


def _latest(line: DeedLine) -> str:
    return line.deed.at.isoformat()


def within(
    reports: Sequence[PersonReport], organisation: Organisation, unit: uuid.UUID | None
) -> list[PersonReport]:
    """Return the people of a unit and of all units below it; None: all people."""
    if unit is None:
        return list(reports)
    wanted: Collection[uuid.UUID] = {
        one.id for one in organisation.units if unit in set(organisation.above(one.id))
    }
    return [report for report in reports if report.unit in wanted]


def figures_as_json(reports: Sequence[PersonReport]) -> dict[str, Json]:
    """Return the figures of people as the worker writes tables into files."""
    rows: list[Json] = []
    for one in reports:
        figures = (one.minutes, one.billable)
        counts = (one.count(FINISHED), talks(one), one.open_tasks, one.late_tasks)
        hours = [f"{minutes / HOUR:.2f}" for minutes in figures]
        label = f"{one.name} ({one.unit_name})" if one.unit_name else one.name
        rows.append([label, *hours, *map(str, counts)])
    heads = [PEOPLE[0], *PEOPLE[2:]]
    return {"entity": "work_log", "columns": [_(head.label) for head in heads], "rows": rows}


class ReportPrint:
    """What people did, on paper: a heading for each person and day."""

    is_landscape = True
    is_chosen = False
    option = ""

    def __init__(self, note: str, reports: Sequence[PersonReport]) -> None:
        self.title = _("Work report")
        self._note = note
        self._reports = tuple(reports)

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Return the lines."""
        shown = (0, 2, 3, 4, 5)
        columns = tuple(Column(_(DEEDS[n].label), is_number=DEEDS[n].is_right) for n in shown)
        lines: list[PrintLine] = []
        for report in self._reports:
            figures = [
                f"{_(PEOPLE[n].label)}: {PEOPLE[n].text(report)}"
                for n in range(2, len(PEOPLE))
                if PEOPLE[n].text(report)
            ]
            lines.append(PrintLine((" · ".join((report.name, *figures)),), is_heading=True))
            day = None
            for deed in report.deeds:
                if deed.day != day:
                    day = deed.day
                    lines.append(PrintLine((format_day_long(day),), is_heading=True))
                line = DeedLine(deed, report.name)
                lines.append(PrintLine(tuple(DEEDS[n].text(line) for n in shown)))
        return Sheet(self.title, self._note, today(), columns, tuple(lines))

    def is_stale(self, _changes: object) -> bool:
        """Tell that a report stays as it was when it was asked for."""
        return False
