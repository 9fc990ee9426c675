"""Tables on the clipboard: what Excel, LibreOffice and web pages give and take.

Spreadsheets take the HTML first: there numbers and days are typed, so that "1.234" stays a thousand
in every language and a code with a leading zero, or a text that begins like a formula, stays text.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from desktop.core.clock import local_zone
from desktop.core.quick_dataclass import dataclass

_DAY_ZERO: Final = date(1899, 12, 30)  # of spreadsheets' day numbers
_SECONDS: Final = 86_400
_NUMBER: Final = 'mso-number-format:"\\#\\,\\#\\#0\\.\\#\\#\\#\\#"'
_WHOLE: Final = 'mso-number-format:"\\#\\,\\#\\#0"'
_DAY: Final = 'mso-number-format:"dd\\/mm\\/yyyy"'
_MOMENT: Final = 'mso-number-format:"dd\\/mm\\/yyyy\\ hh\\:mm"'
_TEXT: Final = 'mso-number-format:"\\@"'
_HEAD: Final = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
    "<style>br{mso-data-placement:same-cell}</style></head><body><table>"
)
_END: Final = "</table></body></html>"


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """A cell as people read it, and its typed value: a number, a day, a moment, or None."""

    text: str
    value: int | Decimal | date | datetime | None = None


def tsv_line(texts: Sequence[str]) -> str:
    """Return one row as tab-separated text; cells with tabs or lines in quotation marks."""
    made = io.StringIO()
    csv.writer(made, "excel-tab", lineterminator="\r\n").writerow(texts)
    return made.getvalue()


def html_line(cells: Iterable[CopiedCell]) -> str:
    """Return one row of an HTML table whose cells spreadsheets take with their types."""
    return f"<tr>{''.join(map(_cell, cells))}</tr>"


def html_table(lines: Iterable[str], header: Sequence[str] = ()) -> str:
    """Return rows made by `html_line` as a whole table, under the heads of its columns."""
    heads = "".join(f"<th>{html.escape(text)}</th>" for text in header)
    return _HEAD + (f"<tr>{heads}</tr>" if header else "") + "".join(lines) + _END


def from_tsv(text: str) -> list[list[str]]:
    """Return the rows of tab-separated text as a spreadsheet puts it on the clipboard."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(normal), "excel-tab"))
    except csv.Error:  # a cell of more than 131,072 signs: mostly a mark that is never closed
        rows = [line.split("\t") for line in normal.removesuffix("\n").split("\n")]
    return [row or [""] for row in rows]


def _cell(cell: CopiedCell) -> str:
    text = html.escape(cell.text).replace("\n", "<br>")
    number, style = _typed(cell.value)
    if number is None:
        return f"<td style='{_TEXT}'>{text}</td>"
    return f"<td x:num=\"{number}\" style='{style}'>{text}</td>"


def _typed(value: int | Decimal | date | datetime | None) -> tuple[str | None, str]:
    """Return a value as the number that spreadsheets keep, and how it is to be shown."""
    if value is None or isinstance(value, bool):
        return None, _TEXT
    if isinstance(value, datetime):
        local = value.astimezone(local_zone()) if value.tzinfo else value
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        return f"{(local.date() - _DAY_ZERO).days + seconds / _SECONDS:.8f}", _MOMENT
    if isinstance(value, date):
        return str((value - _DAY_ZERO).days), _DAY
    if isinstance(value, Decimal):
        return format(value, "f"), _WHOLE if value == value.to_integral_value() else _NUMBER
    return str(value), _WHOLE
