"""The editor of phone numbers."""

from __future__ import annotations

from typing import Any, cast

from desktop.core.filters import Json
from desktop.core.kinds.phones import written_number
from desktop.views.fields.entry_row import Entry
from desktop.views.fields.entry_rows import EntryRowsEditor


class PhonesEditor(EntryRowsEditor):
    """One number a row with a word on whose it is; a pasted list makes as many rows."""

    labelled = True

    def entries_of(self, value: object) -> list[Entry]:
        """Return one row for each number."""
        numbers = cast("list[dict[str, str]]", value or [])
        return [Entry(written_number(item), item["label"]) for item in numbers]

    def items_of(self, entry: Entry) -> list[Json]:
        """Return the numbers of a row; its label goes to the first."""
        items: list[dict[str, Any]] = list(self.kind.parse(self.field, entry.text) or ())
        if items and entry.label.strip():
            items[0] = {**items[0], "label": entry.label}
        return list(items)
