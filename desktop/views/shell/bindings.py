"""Who in the window carries out which action; nobody is kept alive by it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Binding:
    """A screen's method for an action, and the methods that tell whether it may, and is on."""

    owner: weakref.ref[QObject]
    handler: weakref.WeakMethod[Any]
    enabled: weakref.WeakMethod[Any] | None = None
    checked: weakref.WeakMethod[Any] | None = None

    def is_enabled(self) -> bool:
        """Tell whether it can be done now."""
        return _answer(self.enabled, default=True)

    def is_checked(self) -> bool:
        """Tell whether the switch is on."""
        return _answer(self.checked, default=False)


def bind(
    owner: QObject,
    handler: Callable[..., object],
    enabled: Callable[[], bool] | None = None,
    checked: Callable[[], bool] | None = None,
) -> Binding:
    """Return a binding to bound methods."""
    return Binding(
        weakref.ref(owner),
        weakref.WeakMethod(handler),
        weakref.WeakMethod(enabled) if enabled else None,
        weakref.WeakMethod(checked) if checked else None,
    )


class Bindings:
    """All bindings of a window, by the key of the action."""

    def __init__(self) -> None:
        self._all: dict[str, list[Binding]] = {}

    def add(self, key: str, binding: Binding) -> None:
        """Add a binding."""
        self._all.setdefault(key, []).append(binding)

    def __contains__(self, key: str) -> bool:
        return key in self._all

    def release(self, whole: QObject) -> None:
        """Forget the bindings of a screen and of its parts."""
        for key, bindings in self._all.items():
            kept = [b for b in bindings if (o := b.owner()) is not None and not is_within(o, whole)]
            if len(kept) != len(bindings):
                self._all[key] = kept

    def find(self, key: str, chain: Sequence[QObject]) -> Binding | None:
        """Return the binding of whoever stands first in `chain`."""
        found: Binding | None = None
        best = len(chain)
        for binding in self._all.get(key, ()):
            owner = binding.owner()
            place = chain.index(owner) if owner in chain else best
            if place < best:
                found, best = binding, place
        return found


def is_within(part: QObject, whole: QObject) -> bool:
    """Tell whether `part` is `whole` or somewhere in it, or exists no more."""
    at: QObject | None = part
    while at is not None and isValid(at):
        if at is whole:
            return True
        at = at.parent()
    return at is not None


def _answer(question: weakref.WeakMethod[Any] | None, *, default: bool) -> bool:
    if question is None:
        return default
    asked = question()
    return bool(asked()) if asked is not None else False
