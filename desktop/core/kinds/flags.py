"""The kind of yes or no."""

from __future__ import annotations

from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.filters import Json, Op
from desktop.core.i18n import N_, _
from desktop.core.kinds.base import ExportCell, FieldKind, Storage, Stored
from desktop.core.kinds.cleaning import cell_text, refusal
from desktop.core.words import fold

_YES: Final = frozenset({"1", "y", "yes", "true", "t", "x", "co", "dung", "v", "✓", "✔", "☑", "on"})
_NO: Final = frozenset({"0", "n", "no", "false", "f", "khong", "sai", "-", "✗", "☐", "off", "k"})
_FLAG_TEXTS: Final = {True: N_("Yes"), False: N_("No")}


class FlagKind(FieldKind[bool]):
    """Yes or no."""

    kind = Kind.FLAG
    storage = Storage.FLAG
    operators = (Op.EQUALS, Op.EMPTY, Op.FILLED)
    width = 70
    groupable = True

    def to_stored(self, value: bool | None) -> Stored:
        """Return 1 or 0."""
        return None if value is None else int(value)

    def from_stored(self, stored: Stored) -> bool | None:
        """Return True or False."""
        return None if stored is None else bool(stored)

    def to_json(self, value: bool | None) -> Json:
        """Return True or False."""
        return value

    def from_json(self, data: Json) -> bool | None:
        """Return True or False; raise ValueError for anything else."""
        if data is None or isinstance(data, bool):
            return data
        raise ValueError(f"neither true nor false: {data!r}")

    def parse(self, field: Field, text: str) -> bool | None:
        """Return what "có", "yes", "x", "không", "0"… mean."""
        word = fold(text).strip()
        if not word:
            return None
        if word in _YES:
            return True
        if word in _NO:
            return False
        raise refusal(field, _("Please write yes or no."))

    def from_cell(self, field: Field, cell: object) -> bool | None:
        """Return True or False of a cell."""
        if cell is None or isinstance(cell, bool):
            return cell
        return self.parse(field, cell_text(cell))

    def format(self, field: Field, value: bool | None) -> str:
        """Return "Yes" or "No" in the person's language."""
        return "" if value is None else _(_FLAG_TEXTS[value])

    def export(self, field: Field, value: bool | None) -> ExportCell:
        """Return True or False."""
        return value


KINDS: tuple[FieldKind[Any], ...] = (FlagKind(),)
