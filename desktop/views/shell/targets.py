"""Targets: the places in the program that one can go to, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

from desktop.core.filters import EVERYTHING, Filter, Group, Json, from_json, to_json
from desktop.core.json_file import JsonObject
from desktop.core.quick_dataclass import dataclass

if TYPE_CHECKING:
    import uuid

HOME: Final = "home"
LIST: Final = "list"
RECORD: Final = "record"


@dataclass(frozen=True)
class Target:
    """Where to go: a screen, and what to show there.

    `screen` is HOME, LIST, RECORD or the key of a hand-made screen. A RECORD without `record_id` is
    a new one that begins with `values`.
    """

    screen: str
    entity: str = ""
    record_id: uuid.UUID | None = None
    filter: Filter = EVERYTHING
    search: str = ""
    view: str = ""  # id of a saved view
    bin: bool = False
    title: str = ""  # what it is called until it is loaded
    values: Mapping[str, Json] = field(default_factory=dict)
    draft: str = ""  # tells one new record from another
    whole: bool = False  # the list without any filter, not as it was left
    icon: str = ""  # of a record whose picture is not that of its entity

    @property
    def page(self) -> str:
        """The page that shows it: one for each list, one for each record."""
        if self.screen == RECORD:
            return f"{RECORD}:{self.entity}:{self.record_id or f'new {self.draft}'}"
        return f"{self.screen}:{self.entity}{':bin' if self.bin else ''}"

    @property
    def has_condition(self) -> bool:
        """Whether it asks for a part of the list, not for the list as it was left."""
        return bool(self.filter.items or self.search or self.view or self.whole)


def record(entity: str, record_id: uuid.UUID, title: str = "", icon: str = "") -> Target:
    """Return the target that opens a record."""
    return Target(RECORD, entity, record_id, title=title, icon=icon)


def new_record(entity: str, values: Mapping[str, Json] | None = None, draft: str = "") -> Target:
    """Return the target that begins another new record, or goes on with a draft of one."""
    from desktop.core.ids import new_id

    return Target(RECORD, entity, values=values or {}, draft=draft or new_id().hex)


def target_to_json(target: Target) -> JsonObject:
    """Return a target as the window's state keeps it."""
    data: JsonObject = {"screen": target.screen}
    for name in ("entity", "search", "view", "title", "bin", "icon"):
        if value := getattr(target, name):
            data[name] = value
    if target.record_id:
        data["record_id"] = str(target.record_id)
    if target.filter.items:
        data["filter"] = to_json(target.filter)
    return data


def target_from_json(data: Json) -> Target | None:
    """Return the target that `target_to_json` wrote; None if it is none."""
    if not isinstance(data, dict) or not isinstance(data.get("screen"), str):
        return None
    try:
        record_id = _id(_text(data.get("record_id")))
        raw = data.get("filter")
        found = from_json(raw) if isinstance(raw, dict) else EVERYTHING
    except ValueError:
        return None
    condition = found if isinstance(found, Group) else Group((found,))
    return Target(
        _text(data["screen"]),
        _text(data.get("entity")),
        record_id,
        condition,
        _text(data.get("search")),
        _text(data.get("view")),
        bool(data.get("bin")),
        _text(data.get("title")),
        icon=_text(data.get("icon")),
    )


def _id(text: str) -> uuid.UUID | None:
    if not text:
        return None
    import uuid

    return uuid.UUID(text)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
