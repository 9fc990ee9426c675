"""The editor of e-mail addresses."""

from __future__ import annotations

from typing import cast

from desktop.core.filters import Json
from desktop.views.fields.entry_row import Entry
from desktop.views.fields.entry_rows import EntryRowsEditor


class EmailsEditor(EntryRowsEditor):
    """One address a row; a pasted list makes as many rows."""

    def entries_of(self, value: object) -> list[Entry]:
        """Return one row for each address."""
        return [Entry(address) for address in cast("list[str]", value or [])]

    def items_of(self, entry: Entry) -> list[Json]:
        """Return the addresses of a row."""
        return list(self.kind.parse(self.field, entry.text) or ())
