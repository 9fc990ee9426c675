"""What was used lately: records, searches, screens, commands. Kept with the window's state."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.core.filters import Json
from desktop.core.json_file import JsonObject
from desktop.core.pages import Ref
from desktop.views.shell.targets import Target, target_from_json, target_to_json

KEPT: Final = 20


class Recents(QObject):
    """The newest first, each once.

    Signals:
        changed: something was used.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[Ref] = []
        self._searches: list[str] = []
        self._screens: list[Target] = []
        self._commands: list[str] = []

    @property
    def records(self) -> tuple[Ref, ...]:
        """The records opened."""
        return tuple(self._records)

    @property
    def searches(self) -> tuple[str, ...]:
        """The texts searched for."""
        return tuple(self._searches)

    @property
    def screens(self) -> tuple[Target, ...]:
        """The screens shown."""
        return tuple(self._screens)

    @property
    def commands(self) -> tuple[str, ...]:
        """The keys of the actions run from the palette."""
        return tuple(self._commands)

    def add_record(self, ref: Ref) -> None:
        """Note that a record was opened; a later title replaces the earlier."""
        self._records = [ref, *(r for r in self._records if r.id != ref.id)][:KEPT]
        self.changed.emit()

    def drop_record(self, record_id: uuid.UUID) -> None:
        """Forget a record that is gone."""
        self._records = [r for r in self._records if r.id != record_id]
        self.changed.emit()

    def add_search(self, text: str) -> None:
        """Note that a search led somewhere."""
        text = text.strip()
        if text:
            self._searches = [text, *(s for s in self._searches if s != text)][:KEPT]
            self.changed.emit()

    def add_screen(self, target: Target) -> None:
        """Note that a screen was shown."""
        self._screens = [target, *(t for t in self._screens if t.page != target.page)][:KEPT]
        self.changed.emit()

    def add_command(self, key: str) -> None:
        """Note that an action was run from the palette."""
        self._commands = [key, *(c for c in self._commands if c != key)][:KEPT]
        self.changed.emit()

    def to_json(self) -> JsonObject:
        """Return everything as JSON."""
        return {
            "records": [
                {"entity": r.entity, "id": str(r.id), "title": r.title} for r in self._records
            ],
            "searches": list(self._searches),
            "screens": [target_to_json(target) for target in self._screens],
            "commands": list(self._commands),
        }

    def restore(self, data: Json) -> None:
        """Take over what `to_json` wrote, as far as it can be read."""
        if not isinstance(data, dict):
            return
        self._records = list(_refs(data.get("records")))[:KEPT]
        self._searches = list(_texts(data.get("searches")))[:KEPT]
        found = (target_from_json(item) for item in _items(data.get("screens")))
        self._screens = [target for target in found if target][:KEPT]
        self._commands = list(_texts(data.get("commands")))[:KEPT]


def _items(data: Json) -> list[Json]:
    return data if isinstance(data, list) else []


def _texts(data: Json) -> Iterator[str]:
    return (item for item in _items(data) if isinstance(item, str))


def _refs(data: Json) -> Iterator[Ref]:
    for item in _items(data):
        if isinstance(item, dict):
            try:
                yield Ref(str(item["entity"]), uuid.UUID(str(item["id"])), str(item["title"]))
            except (KeyError, ValueError):
                continue
