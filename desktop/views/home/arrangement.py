"""In which order the person wants the blocks, and which of them not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.core.filters import Json
from desktop.core.json_file import JsonObject
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Keys of blocks in the person's order, and those hidden; nothing set = as declared."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    def placed(self, keys: Sequence[str]) -> list[str]:
        """Return `keys` in the person's order; new ones follow those they are declared behind."""
        placed = [key for key in self.order if key in keys]
        for place, key in enumerate(keys):
            if key not in placed:
                before = [other for other in keys[:place] if other in placed]
                at = max((placed.index(other) for other in before[-1:]), default=-1)
                placed.insert(at + 1, key)
        return placed

    def shown(self, keys: Sequence[str]) -> list[str]:
        """Return those that are not hidden, in the person's order."""
        return [key for key in self.placed(keys) if key not in self.hidden]

    def moved(self, keys: Sequence[str], key: str, by: int) -> Arrangement:
        """Return the arrangement with a block earlier (-1) or later (1) among the shown ones."""
        shown = self.shown(keys)
        at = shown.index(key) + by
        if not 0 <= at < len(shown):
            return self
        order = [other for other in self.placed(keys) if other != key]
        order.insert(order.index(shown[at]) + (by > 0), key)
        return replace(self, order=tuple(order))

    def showing(self, key: str, *, is_shown: bool) -> Arrangement:
        """Return the arrangement with a block shown or hidden."""
        hidden = self.hidden - {key} if is_shown else self.hidden | {key}
        return replace(self, hidden=hidden)

    def to_json(self) -> JsonObject:
        """Return the arrangement as the window's state keeps it."""
        return {"order": list(self.order), "hidden": [*sorted(self.hidden)]}


def arrangement_from_json(data: Mapping[str, Json]) -> Arrangement:
    """Return what `to_json` wrote, as far as it can be read."""
    return Arrangement(tuple(_texts(data.get("order"))), frozenset(_texts(data.get("hidden"))))


def _texts(data: Json) -> list[str]:
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []
