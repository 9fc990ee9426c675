"""The kind of rich text: a small HTML of our own, which `core.kinds.rich` alone writes."""

from __future__ import annotations

from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.filters import Op
from desktop.core.kinds.base import ExportCell, FieldKind, Merge, Stored
from desktop.core.kinds.cleaning import check_length
from desktop.core.kinds.rich import clean_rich, plain_text
from desktop.core.kinds.texts import TextKind

LONGEST: Final = 1_000_000


class RichTextKind(TextKind):
    """Paragraphs, headings and lists with styles; read everywhere else as their plain text."""

    kind = Kind.RICH_TEXT
    operators = (Op.CONTAINS, Op.LACKS, Op.EMPTY, Op.FILLED)
    merge = Merge.LINES
    wide = True
    width = 240
    longest = LONGEST

    def format(self, field: Field, value: str | None) -> str:
        """Return the text without its styles."""
        return plain_text(value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the text without its styles."""
        return plain_text(stored) if isinstance(stored, str) else ""

    def edit_text(self, field: Field, value: str | None) -> str:
        """Return the HTML, which `parse` reads back; plain text is taken as well."""
        return value or ""

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return the one HTML of what was given, be it HTML of anybody or plain text."""
        check_length(field, value, 4 * LONGEST)  # nobody reads what cannot be kept anyway
        return clean_rich(value)

    def export(self, field: Field, value: str | None) -> ExportCell:
        """Return the text without its styles."""
        return plain_text(value) or None

    def search_texts(self, value: str | None) -> tuple[str, ...]:
        """Return the text without its styles."""
        return (plain_text(value),) if value else ()


KINDS: tuple[FieldKind[Any], ...] = (RichTextKind(),)
