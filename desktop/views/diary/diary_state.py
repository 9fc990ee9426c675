"""How somebody has the diary: what is shown and how; kept with the window's look."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final

from desktop.core.diary.entry import CalendarInfo
from desktop.core.diary.periods import MOST_DAYS, WORK_DAYS, View, work_days_from
from desktop.core.filters import Json
from desktop.core.json_file import JsonObject
from desktop.core.quick_dataclass import dataclass
from desktop.views.diary.canvas.values import Options

DAY_MINUTES: Final = 24 * 60
MOST_PEOPLE: Final = 6  # beside each other
_ALWAYS: Final = frozenset({"unit", "group", "subscribed"})


@dataclass(frozen=True, slots=True)
class DiaryState:
    """What a person has chosen; the day is not kept: a diary begins with today."""

    view: View = View.WORK_WEEK
    count: int = 1
    work_days: tuple[int, ...] = WORK_DAYS
    turned_on: frozenset[uuid.UUID] = frozenset()  # calendars that are off by themselves
    turned_off: frozenset[uuid.UUID] = frozenset()
    groups: Mapping[str, tuple[uuid.UUID, ...]] = field(default_factory=dict)  # of calendars
    people: tuple[uuid.UUID, ...] = ()  # columns side by side: users, or calendars of others
    options: Options = Options()
    sizes: tuple[int, ...] = ()  # of the pane beside the diary and the diary

    def is_on(self, info: CalendarInfo, me: uuid.UUID | None) -> bool:
        """Tell whether a calendar is shown: one's own and shared ones are, unless turned off."""
        if info.id in self.turned_on or info.id in self.turned_off:
            return info.id in self.turned_on
        return info.calendar_type in _ALWAYS or (
            info.calendar_type == "own" and (info.owner == me or info.is_default)
        )

    def turned(self, calendar: uuid.UUID, *, on: bool) -> DiaryState:
        """Return the state with one calendar shown or not."""
        one = frozenset({calendar})
        turned_on = self.turned_on | one if on else self.turned_on - one
        turned_off = self.turned_off - one if on else self.turned_off | one
        return replace(self, turned_on=turned_on, turned_off=turned_off)

    def showing(self, known: tuple[CalendarInfo, ...], wanted: frozenset[uuid.UUID]) -> DiaryState:
        """Return the state in which of the known calendars exactly these are shown."""
        all_known = frozenset(info.id for info in known)
        return replace(self, turned_on=wanted & all_known, turned_off=all_known - wanted)

    def to_json(self) -> JsonObject:
        """Return what is kept."""
        options = self.options
        return {
            "view": self.view.value,
            "count": self.count,
            "work_days": list(self.work_days),
            "on": _texts(self.turned_on),
            "off": _texts(self.turned_off),
            "groups": {name: _texts(ids) for name, ids in self.groups.items()},
            "people": [str(one) for one in self.people],
            "second_zone": options.second_zone,
            "work_start": options.work_start,
            "work_end": options.work_end,
            "slot": options.slot,
            "sizes": list(self.sizes),
        }


def state_from_json(data: Mapping[str, Json]) -> DiaryState:
    """Return the state that `to_json` wrote; what makes no sense takes its default."""
    usual = DiaryState()
    groups = data.get("groups")
    return DiaryState(
        _view(data.get("view"), usual.view),
        _number(data.get("count"), 1, MOST_DAYS, usual.count),
        work_days_from(_list(data.get("work_days"))),
        frozenset(_ids(data.get("on"))),
        frozenset(_ids(data.get("off"))),
        {name: _ids(ids) for name, ids in groups.items()} if isinstance(groups, dict) else {},
        _ids(data.get("people"))[:MOST_PEOPLE],
        _options(data),
        tuple(one for one in _list(data.get("sizes")) if isinstance(one, int)),
    )


def _options(data: Mapping[str, Json]) -> Options:
    usual = Options()
    start = _number(data.get("work_start"), 0, DAY_MINUTES - 1, usual.work_start)
    end = _number(data.get("work_end"), 1, DAY_MINUTES, usual.work_end)
    if end <= start:
        start, end = usual.work_start, usual.work_end
    zone = data.get("second_zone")
    slot = data.get("slot")
    return Options(
        second_zone=zone if isinstance(zone, str) else "",
        work_start=start,
        work_end=end,
        slot=slot if isinstance(slot, int) and slot in (15, 30, 60) else usual.slot,
    )


def _view(value: Json, usual: View) -> View:
    return View(value) if isinstance(value, str) and value in set(View) else usual


def _number(value: Json, least: int, most: int, usual: int) -> int:
    return value if isinstance(value, int) and least <= value <= most else usual


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _ids(value: Json) -> tuple[uuid.UUID, ...]:
    found = []
    for one in _list(value):
        try:
            found.append(uuid.UUID(str(one)))
        except ValueError:
            continue
    return tuple(found)


def _texts(ids: frozenset[uuid.UUID] | tuple[uuid.UUID, ...]) -> list[Json]:
    texts: list[Json] = [str(one) for one in ids]
    return texts
