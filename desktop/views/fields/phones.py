"""The editor of phone numbers."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Slot

from desktop.core.filters import Json
from desktop.core.kinds.phones import written_number
from desktop.core.phones import parse_phone
from desktop.views.fields.entry_row import Entry, EntryRow
from desktop.views.fields.entry_rows import EntryRowsEditor
from desktop.views.widgets.phone_menu import show_phone_menu


class PhonesEditor(EntryRowsEditor):
    """One number a row with a word on whose it is; a pasted list makes as many rows.

    A number that is understood has a menu: call, Zalo, log the call.
    """

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

    def _add_row(self) -> EntryRow:
        row = super()._add_row()
        row.phone_asked.connect(self._on_row_phone_asked)
        row.line.textChanged.connect(self._on_line_text_changed)
        return row

    @Slot()
    def _on_line_text_changed(self) -> None:
        for row in self.rows:
            row.phone.setVisible(parse_phone(row.line.text()).is_valid)

    @Slot(object)
    def _on_row_phone_asked(self, row: EntryRow) -> None:
        number = parse_phone(row.line.text()).number
        show_phone_menu(number, row, row.mapToGlobal(row.rect().bottomLeft()))
