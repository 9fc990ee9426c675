"""In which working time a task is done: the company's, or that of those who do it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from desktop.core.scheduling.hours import Hours, SharedHours
from desktop.core.scheduling.working_time import WorkingTime

_LOOKED_AT: Final = 28  # days in which people who work together share an hour


class WorkTimes:
    """Makes working times once for each group of people who work otherwise than the company.

    `own` are the hours of those who do. Several people work on a task in the hours that all of
    them have; those who never meet work on it in the company's.
    """

    def __init__(self, company: WorkingTime, own: Mapping[uuid.UUID, Hours], around: date) -> None:
        self.company = company
        self.named: dict[str, WorkingTime] = {}
        self._own = own
        self._around = around
        self._names: dict[frozenset[uuid.UUID], str] = {}

    def of(self, people: Iterable[uuid.UUID]) -> WorkingTime:
        """Return the working time in which people do a task together."""
        return self.named.get(self.name_of(people), self.company)

    def name_of(self, people: Iterable[uuid.UUID]) -> str:
        """Return the name of that time among the `named`, "" for the company's."""
        if not self._own:
            return ""
        group = frozenset(people)
        if group not in self._names:
            self._names[group] = self._made(group)
        return self._names[group]

    def _made(self, group: frozenset[uuid.UUID]) -> str:
        own = [self._own[one] for one in sorted(group) if one in self._own]
        if not own:
            return ""
        usual = () if len(own) == len(group) else (self.company.hours,)
        hours = SharedHours((*own, *usual)) if len(group) > 1 else own[0]
        days = (self._around + timedelta(days=day) for day in range(_LOOKED_AT))
        if not any(hours.spans(day) for day in days):
            return ""
        name = ",".join(sorted(map(str, group)))
        self.named[name] = WorkingTime(hours, self._around)
        return name
