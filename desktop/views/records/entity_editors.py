"""Editors made by hand for the forms of an entity, where its fields must know each other."""

from __future__ import annotations

from collections.abc import Callable

from desktop.views.records.record_form import MakeEditor

Wrap = Callable[[MakeEditor], MakeEditor]
_wraps: dict[str, Wrap] = {}


def register_editors(entity: str, wrap: Wrap) -> None:
    """Let `wrap` give the editors of each form of an entity, out of what makes them usually."""
    _wraps[entity] = wrap


def editors_of(entity: str, make: MakeEditor) -> MakeEditor:
    """Return what makes the editors of one form of an entity."""
    wrap = _wraps.get(entity)
    return make if wrap is None else wrap(make)
