"""What surfaces paint by themselves, as children that screen readers find one by one.

A surface is one widget; its bars or entries are none. Each becomes an accessible child of the
surface's viewport, made when somebody asks for it and asking the surface whenever it is asked.
"""

from __future__ import annotations

from typing import Any, Final, Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget, QWidget
from shiboken6 import isValid

from desktop.core.quick_dataclass import dataclass

NO_PART: Final = -1
# What Qt takes for "there is none"; the annotations of PySide do not know that.
_NONE: Final = cast("QAccessibleInterface", None)
_NO_OBJECT: Final = cast("QObject", None)


@dataclass(frozen=True, slots=True)
class PaintedPart:
    """Something that is painted: what is said of it, and where it lies in the viewport."""

    name: str
    rect: QRect
    is_chosen: bool = False


@runtime_checkable
class HasParts(Protocol):
    """A scroll area that paints its parts by itself."""

    def part_count(self) -> int:
        """Return how many parts there are, seen or not."""
        ...

    def part(self, number: int) -> PaintedPart:
        """Return a part by its place, from 0."""
        ...


class _State:
    """Whether Qt knows our factory: once for the process."""

    is_installed = False


def speak_parts() -> None:
    """Let screen readers find the parts of all surfaces that have some."""
    if not _State.is_installed:
        _State.is_installed = True
        QAccessible.installFactory(_make)


def tell_parts_anew(surface: QAbstractScrollArea) -> None:
    """Tell screen readers, if there are any, that a surface has other parts now."""
    if QAccessible.isActive():
        event = QAccessibleEvent(surface.viewport(), QAccessible.Event.ObjectReorder)
        QAccessible.updateAccessibility(event)


def _make(_key: str, made: QObject | None) -> QAccessibleInterface | None:
    surface = made.parent() if isinstance(made, QWidget) else None
    if isinstance(surface, QAbstractScrollArea) and isinstance(surface, HasParts):
        return _Surface(surface.viewport()) if made is surface.viewport() else None
    return None


class _Surface(QAccessibleWidget):
    """The viewport of a surface with its parts."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport, QAccessible.Role.List)
        self._viewport = viewport
        self._parts: dict[int, _Part] = {}

    @property
    def surface(self) -> Any:  # noqa: ANN401 - a scroll area that has parts, which is no one class
        """The surface whose viewport it is; None once it is gone."""
        return self._viewport.parent() if isValid(self._viewport) else None

    def shown_at(self, part: PaintedPart) -> QRect:
        """Return where a part stands on the screen."""
        return QRect(self._viewport.mapToGlobal(part.rect.topLeft()), part.rect.size())

    # Qt overrides

    def childCount(self) -> int:
        """Return how many parts there are."""
        surface = self.surface
        return 0 if surface is None else surface.part_count()

    def child(self, index: int) -> QAccessibleInterface:
        """Return a part."""
        if not 0 <= index < self.childCount():
            return _NONE
        if index not in self._parts:
            self._parts[index] = _Part(self, index)
        return self._parts[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of a part."""
        return child.number if isinstance(child, _Part) and child.of is self else NO_PART

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Return the part at a point of the screen."""
        at = QPoint(x, y)
        for number in range(self.childCount()):
            if self.shown_at(self.surface.part(number)).contains(at):
                return self.child(number)
        return _NONE


class _Part(QAccessibleInterface):
    """One bar or entry."""

    def __init__(self, of: _Surface, number: int) -> None:
        super().__init__()
        self.of = of
        self.number = number

    def _told(self) -> PaintedPart | None:
        return self.of.surface.part(self.number) if self.isValid() else None

    # Qt overrides

    def isValid(self) -> bool:
        """Tell whether it is still there."""
        return self.number < self.of.childCount()

    def object(self) -> QObject:
        """Return nothing: it is painted."""
        return _NO_OBJECT

    def parent(self) -> QAccessibleInterface:
        """Return the surface."""
        return self.of

    def child(self, _index: int) -> QAccessibleInterface:
        """Return nothing: it has no parts of its own."""
        return _NONE

    def childCount(self) -> int:
        """Return 0."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Return that nothing is in it."""
        return NO_PART

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        """Return nothing."""
        return _NONE

    def text(self, kind: QAccessible.Text) -> str:
        """Return what is said of it."""
        told = self._told() if kind == QAccessible.Text.Name else None
        return "" if told is None else told.name

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Change nothing: it is read only."""

    def rect(self) -> QRect:
        """Return where it stands on the screen."""
        told = self._told()
        return QRect() if told is None else self.of.shown_at(told)

    def role(self) -> QAccessible.Role:
        """Return what it is."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Return whether it is chosen, and whether it is seen."""
        state = QAccessible.State()
        told = self._told()
        if told is None:
            state.invalid = 1
            return state
        state.selectable = 1
        state.selected = int(told.is_chosen)
        seen = self.of.surface.viewport().rect()
        state.offscreen = int(not seen.intersects(told.rect))
        return state
