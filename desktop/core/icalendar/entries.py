"""The entries of a calendar: all components of one UID, with the time zones that they name.

The text of an entry is a calendar of its own, as CalDAV keeps them (RFC 4791, 4.1): it is what is
stored beside the columns of an event, so that nothing of it is lost.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final

from desktop.core.icalendar.components import (
    CALENDAR,
    Component,
    calendar_text,
    parse_calendars,
)
from desktop.core.icalendar.flaws import Flaw, Remark, Remarks
from desktop.core.icalendar.items import Item, ItemKind
from desktop.core.icalendar.merging import PRODUCT, write_item
from desktop.core.icalendar.properties import Property, make_property, make_text
from desktop.core.icalendar.reading import is_item, read_item
from desktop.core.icalendar.vtimezones import EARLIEST, make_vtimezone
from desktop.core.icalendar.zones import Zones, zone_of_name

_NAMESPACE: Final = uuid.UUID("6c69656e-6865-4963-a4c3-6d61726b6564")
_HEADS: Final = ("METHOD", "CALSCALE")  # of a calendar, that its entries need
Key = tuple[str, str]  # kind and UID


@dataclass(frozen=True, slots=True)
class Entry:
    """An event, task or journal entry with the times of it that differ.

    Attributes:
        parts: its components in the order of the file, the newest state of each.
        items: what they say, in the same order.
        brought: the VTIMEZONE parts that they name.
        method: what a message asks with it (RFC 5546), "" of a calendar.
        here: the zone that is preferred among equal ones.
        remarks: what is wrong in it.
    """

    parts: tuple[Component, ...]
    items: tuple[Item, ...]
    brought: tuple[Component, ...] = ()
    method: str = ""
    here: str = "Asia/Ho_Chi_Minh"
    remarks: tuple[Remark, ...] = ()

    @property
    def uid(self) -> str:
        """By what programs know it."""
        return self.items[0].uid

    @property
    def kind(self) -> ItemKind:
        """What it is."""
        return self.items[0].kind

    @property
    def master(self) -> Item | None:
        """The entry itself; None if only single times of it are here, as in some invitations."""
        return next((one for one in self.items if one.original is None), None)

    @property
    def variations(self) -> tuple[Item, ...]:
        """The single times that differ."""
        return tuple(one for one in self.items if one.original is not None)

    @property
    def refusal(self) -> Remark | None:
        """Why it cannot be taken into a diary; None if it can."""
        return next((one for one in self.remarks if one.refuses), None)

    @property
    def calendar(self) -> Component:
        """A calendar with this entry alone."""
        return calendar_of([self], method=self.method)

    @property
    def text(self) -> str:
        """That calendar as it is stored and sent."""
        return calendar_text(self.calendar)

    def with_items(self, items: Sequence[Item]) -> Entry:
        """Return the entry as `items` say it; each keeps what stood beside it in its component.

        A single time that is new starts with what the entry itself has beside (X-… properties).
        """
        zones = Zones(self.calendar, self.here)
        old = {_place(item): part for item, part in zip(self.items, self.parts, strict=True)}
        parts = tuple(write_item(item, old.get(_place(item)), zones) for item in items)
        return replace(self, parts=parts, items=tuple(items), remarks=())


def new_entry(items: Sequence[Item], here: str) -> Entry:
    """Return an entry of items alone, written for the first time."""
    zones = Zones(Component(CALENDAR), here)
    parts = tuple(write_item(item, None, zones) for item in items)
    return Entry(parts, tuple(items), here=here)


def read_entries(calendar: Component, here: str) -> list[Entry]:
    """Return the entries of a calendar in the order of their first components."""
    zones = Zones(calendar, here)
    method = calendar.text("METHOD").upper()
    groups: dict[Key, dict[object, _Read]] = {}
    refused: list[_Read] = []
    for part in calendar.components:
        if is_item(part):
            one = _read(part, zones)
            if part.first("RECURRENCE-ID") is not None and one.item.original is None:
                refused.append(one)
                continue
            group = groups.setdefault((one.item.kind, one.item.uid), {})
            place = _place(one.item)
            if place in group:
                loser, one = sorted((group[place], one), key=_age)
                remark = Remark(Flaw.OLDER, loser.part.line)
                refused.append(replace(loser, remarks=(remark,)))
            group[place] = one
    brought = {zone.text("TZID"): zone for zone in calendar.children("VTIMEZONE")}
    together = [*(list(group.values()) for group in groups.values()), *([one] for one in refused)]
    return [_entry(group, brought, method, here) for group in together]


def entries_of_text(text: str, here: str) -> list[Entry]:
    """Return the entries of a stored text, or of one that CalDAV or the clipboard gave.

    Raises:
        CalendarProblem: it is no calendar.
    """
    calendars = parse_calendars(text.encode("utf-8", "replace"), "utf-8", Remarks())
    return [entry for calendar in calendars for entry in read_entries(calendar, here)]


def calendar_of(
    entries: Iterable[Entry], *, method: str = "", head: Iterable[Property] = ()
) -> Component:
    """Return a calendar of entries, with every time zone that they name.

    Args:
        entries: what stands in it.
        method: what is asked with it, of a message.
        head: further properties of the calendar (X-WR-CALNAME …).
    """
    chosen = list(entries)
    parts = [part for entry in chosen for part in entry.parts]
    brought = {zone.text("TZID"): zone for entry in chosen for zone in entry.brought}
    properties = [
        make_property("VERSION", "2.0"),
        make_text("PRODID", PRODUCT),
        make_property("CALSCALE", "GREGORIAN"),
        *([make_property("METHOD", method)] if method else []),
        *(one for one in head if one.name not in ("VERSION", "PRODID", *_HEADS)),
    ]
    return Component(CALENDAR, (*properties, *_zones_for(parts, brought, chosen), *parts))


@dataclass(frozen=True, slots=True)
class _Read:
    part: Component
    item: Item
    remarks: tuple[Remark, ...]


def _read(part: Component, zones: Zones) -> _Read:
    """Read a component; one without a UID is given one that its text always gives."""
    remarks = Remarks()
    item = read_item(part, zones, remarks)
    if not item.uid:
        remarks.add(Flaw.NO_UID, part.line)
        item = replace(item, uid=str(uuid.uuid5(_NAMESPACE, calendar_text(part))))
        part = part.with_property("UID", [make_text("UID", item.uid)])
    return _Read(part, item, tuple(remarks))


def _place(item: Item) -> object:
    """Return which time of its entry an item is; a moment counts, not its zone."""
    if item.original is None or item.original.is_day or not item.original.zone:
        return item.original
    return item.original.utc(UTC)


def _age(one: _Read) -> tuple[int, str, str]:
    """Return a key that grows with newer states (RFC 5546, 2.1.5)."""
    stamps = (one.item.stamp, one.item.modified)
    stamp, modified = (str(stamp.local) if stamp else "" for stamp in stamps)
    return one.item.sequence, stamp, modified


def _entry(group: list[_Read], brought: dict[str, Component], method: str, here: str) -> Entry:
    named = _tzids(one.part for one in group)
    return Entry(
        parts=tuple(one.part for one in group),
        items=tuple(one.item for one in group),
        brought=tuple(brought[name] for name in named if name in brought),
        method=method,
        here=here,
        remarks=tuple(remark for one in group for remark in one.remarks),
    )


def _tzids(parts: Iterable[Component]) -> dict[str, None]:
    """Return the TZIDs that components and what lies in them name, in their order."""
    found: dict[str, None] = {}
    for part in parts:
        for one in part.properties:
            if "TZID" in one.text[: one.head].upper() and (name := one.parameter("TZID")):
                found[name] = None
        found |= _tzids(part.components)
    return found


def _zones_for(
    parts: list[Component], brought: dict[str, Component], entries: list[Entry]
) -> Iterator[Component]:
    """Yield a VTIMEZONE for each name: the one that came along, else one of the database."""
    years = [item.start.local.year for one in entries for item in one.items if item.start]
    since = min(years, default=EARLIEST)
    for name in _tzids(parts):
        if name in brought:
            yield brought[name]
        elif zone_of_name(name) == name:
            yield make_vtimezone(name, since)
