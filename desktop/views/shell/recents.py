"""What was used lately: records, searches, screens, commands. Kept with the window's state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.core.json_file import JsonObject
from desktop.core.quick_dataclass import dataclass
from desktop.views.shell.targets import Target, target_from_json, target_to_json

if TYPE_CHECKING:
    import uuid

    from desktop.core.filters import Json
    from desktop.core.pages import Ref

KEPT: Final = 20


@dataclass(slots=True)
class _Used:
    """Everything that was used, the newest first."""

    records: list[Ref] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)
    screens: list[Target] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


class Recents(QObject):
    """The newest first, each once.

    Signals:
        changed: something was used.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._saved: Json = None

    @cached_property
    def _used(self) -> _Used:
        """What was used; read from the window's state when it is first asked for."""
        return _read(self._saved)

    @property
    def records(self) -> tuple[Ref, ...]:
        """The records opened."""
        return tuple(self._used.records)

    @property
    def searches(self) -> tuple[str, ...]:
        """The texts searched for."""
        return tuple(self._used.searches)

    @property
    def screens(self) -> tuple[Target, ...]:
        """The screens shown."""
        return tuple(self._used.screens)

    @property
    def commands(self) -> tuple[str, ...]:
        """The keys of the actions run from the palette."""
        return tuple(self._used.commands)

    def add_record(self, ref: Ref) -> None:
        """Note that a record was opened; a later title replaces the earlier."""
        used = self._used
        used.records = [ref, *(r for r in used.records if r.id != ref.id)][:KEPT]
        self.changed.emit()

    def drop_record(self, record_id: uuid.UUID) -> None:
        """Forget a record that is gone."""
        self._used.records = [r for r in self._used.records if r.id != record_id]
        self.changed.emit()

    def forget_person(self, record_ids: Iterable[uuid.UUID], names: Iterable[str]) -> None:
        """Forget the records of somebody who was anonymised, and searches for the name."""
        from desktop.core.words import fold

        gone, words = set(record_ids), [set(fold(name).split()) for name in names]
        used = self._used
        used.records = [r for r in used.records if r.id not in gone]
        used.searches = [
            s for s in used.searches if not any(set(fold(s).split()) & own for own in words)
        ]
        self.changed.emit()

    def add_search(self, text: str) -> None:
        """Note that a search led somewhere."""
        text = text.strip()
        if text:
            used = self._used
            used.searches = [text, *(s for s in used.searches if s != text)][:KEPT]
            self.changed.emit()

    def add_screen(self, target: Target) -> None:
        """Note that a screen was shown."""
        used = self._used
        used.screens = [target, *(t for t in used.screens if t.page != target.page)][:KEPT]
        self.changed.emit()

    def add_command(self, key: str) -> None:
        """Note that an action was run from the palette."""
        used = self._used
        used.commands = [key, *(c for c in used.commands if c != key)][:KEPT]
        self.changed.emit()

    def to_json(self) -> JsonObject:
        """Return everything as JSON."""
        used = self._used
        return {
            "records": [
                {"entity": r.entity, "id": str(r.id), "title": r.title, "icon": r.icon}
                for r in used.records
            ],
            "searches": list(used.searches),
            "screens": [target_to_json(target) for target in used.screens],
            "commands": list(used.commands),
        }

    def restore(self, data: Json) -> None:
        """Take over what `to_json` wrote, as far as it can be read."""
        self._saved = data
        self.__dict__.pop("_used", None)


def _read(data: Json) -> _Used:
    if not isinstance(data, dict):
        return _Used()
    found = (target_from_json(item) for item in _items(data.get("screens")))
    return _Used(
        list(_refs(data.get("records")))[:KEPT],
        list(_texts(data.get("searches")))[:KEPT],
        [target for target in found if target][:KEPT],
        list(_texts(data.get("commands")))[:KEPT],
    )


def _items(data: Json) -> list[Json]:
    return data if isinstance(data, list) else []


def _texts(data: Json) -> Iterator[str]:
    return (item for item in _items(data) if isinstance(item, str))


def _refs(data: Json) -> Iterator[Ref]:
    import uuid

    from desktop.core.pages import Ref

    for item in _items(data):
        if isinstance(item, dict):
            try:
                icon = str(item.get("icon") or "")
                yield Ref(str(item["entity"]), uuid.UUID(str(item["id"])), str(item["title"]), icon)
            except (KeyError, ValueError):
                continue
