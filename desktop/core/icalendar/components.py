"""The tree of a calendar: components in components, properties in their order, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from desktop.core.icalendar.flaws import CalendarProblem, Flaw, Remark, Remarks
from desktop.core.icalendar.lines import read_properties
from desktop.core.icalendar.properties import Property, folded

LARGEST: Final = 64 * 1024 * 1024  # bytes of a calendar
DEEPEST: Final = 12  # components in one another; VALARM and PARTICIPANT need five
CALENDAR: Final = "VCALENDAR"
# What stands in a calendar, so that a file may begin with it where BEGIN:VCALENDAR is missing.
KNOWN: Final = frozenset(
    {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM", "VAVAILABILITY"}
)
_NEVER_WITHIN: Final = KNOWN - {"VALARM"}  # another of them begins where the last was not ended
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Component:
    """What stands between BEGIN and END; `line` says nothing of whether two are equal."""

    name: str  # in capitals
    parts: tuple[Property | Component, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def properties(self) -> Iterator[Property]:
        """Its own properties, in their order."""
        return (part for part in self.parts if isinstance(part, Property))

    @property
    def components(self) -> Iterator[Component]:
        """The components that lie in it, in their order."""
        return (part for part in self.parts if isinstance(part, Component))

    def all(self, name: str) -> list[Property]:
        """Return all properties of a name."""
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        """Return the first property of a name, None if there is none."""
        return next((one for one in self.properties if one.name == name), None)

    def text(self, name: str) -> str:
        """Return the plain text of the first property of a name, "" if there is none."""
        found = self.first(name)
        return found.plain.strip() if found is not None else ""

    def children(self, name: str) -> list[Component]:
        """Return the components of a name that lie in it."""
        return [one for one in self.components if one.name == name]

    def with_property(self, name: str, made: Iterable[Property]) -> Component:
        """Return the component in which `made` stand instead of all properties of the name.

        They stand where the first of them stood, else behind the last property.
        """
        return self._with(lambda part: isinstance(part, Property) and part.name == name, made)

    def with_children(self, name: str, made: Iterable[Component]) -> Component:
        """Return the component in which `made` stand instead of all components of the name."""
        return self._with(lambda part: isinstance(part, Component) and part.name == name, made)

    def _with(
        self, goes: Callable[[Property | Component], bool], made: Iterable[Property | Component]
    ) -> Component:
        stays: list[Property | Component] = []
        place: int | None = None
        for part in self.parts:
            if goes(part):
                place = len(stays) if place is None else place
            else:
                stays.append(part)
        new = tuple(made)
        if place is None:
            place = (
                _end_of_properties(stays) if new and isinstance(new[0], Property) else len(stays)
            )
        return Component(self.name, (*stays[:place], *new, *stays[place:]), self.line)


def parse_calendars(data: bytes, encoding: str, remarks: Remarks) -> list[Component]:
    """Return the calendars of a text, each as a VCALENDAR.

    What stands outside of one (a bare VEVENT of the clipboard) is put into one of its own.

    Args:
        data: the text as it came.
        encoding: the name that Python has for what it is written in.
        remarks: takes what was mended.

    Raises:
        CalendarProblem: there is no calendar in it, it is too large or lies too deep in itself.
    """
    if len(data) > LARGEST:
        raise CalendarProblem(Remark(Flaw.TOO_BIG, 1, value=str(LARGEST // _MEGABYTE)))
    builder = _Builder(remarks)
    for one in read_properties(data, encoding, remarks):
        builder.take(one)
    return builder.calendars()


def calendar_text(component: Component) -> str:
    """Return a component as lines of at most 75 octets, each ended with CR and LF."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(component))


def _lines(component: Component) -> Iterator[str]:
    yield f"BEGIN:{component.name}"
    for part in component.parts:
        if isinstance(part, Component):
            yield from _lines(part)
        else:
            yield part.text
    yield f"END:{component.name}"


def _end_of_properties(parts: list[Property | Component]) -> int:
    last = [place for place, part in enumerate(parts, 1) if isinstance(part, Property)]
    return last[-1] if last else 0


@dataclass(slots=True)
class _OpenComponent:
    name: str
    line: int
    parts: list[Property | Component] = field(default_factory=list)

    def closed(self) -> Component:
        return Component(self.name, tuple(self.parts), self.line)


class _Builder:
    """Makes the tree, and ends what was not ended."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._open: list[_OpenComponent] = []
        self._roots: list[Component] = []
        self._first_line = 0

    def take(self, one: Property) -> None:
        """Take the next property."""
        self._first_line = self._first_line or one.line
        name = one.value.strip().upper()
        if one.name == "BEGIN" and name:
            self._begin(name, one.line)
        elif one.name == "END" and name:
            self._end(name, one.line)
        elif self._open:
            self._open[-1].parts.append(one)
        else:
            self._remarks.add(Flaw.OUTSIDE, one.line, value=one.text)

    def calendars(self) -> list[Component]:
        """Return what was made; bare components of a row share one calendar."""
        while self._open:
            self._close(is_told=True)
        if not any(root.name == CALENDAR or root.name in KNOWN for root in self._roots):
            raise CalendarProblem(Remark(Flaw.NOT_A_CALENDAR, self._first_line or 1))
        found: list[Component] = []
        bare: list[Property | Component] = []
        for root in self._roots:
            if root.name == CALENDAR:
                found.append(root)
            else:
                bare.append(root)
        return [*found, Component(CALENDAR, tuple(bare), bare[0].line)] if bare else found

    def _begin(self, name: str, line: int) -> None:
        if name == CALENDAR:
            while self._open:
                self._close(is_told=True)
        elif name in _NEVER_WITHIN and any(one.name in _NEVER_WITHIN for one in self._open):
            while self._open and self._open[-1].name != CALENDAR:
                self._close(is_told=True)
        if len(self._open) >= DEEPEST:
            raise CalendarProblem(Remark(Flaw.TOO_DEEP, line))
        self._open.append(_OpenComponent(name, line))

    def _end(self, name: str, line: int) -> None:
        if not any(one.name == name for one in self._open):
            self._remarks.add(Flaw.STRAY_END, line, name=name)
            return
        while self._open[-1].name != name:
            self._close(is_told=True)
        self._close(is_told=False)

    def _close(self, *, is_told: bool) -> None:
        one = self._open.pop()
        if is_told:
            self._remarks.add(Flaw.NOT_CLOSED, one.line, name=one.name)
        where = self._open[-1].parts if self._open else self._roots
        where.append(one.closed())
