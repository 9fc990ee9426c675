"""A workbook to fill in: the headers that the import knows, an example, the values allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _, in_every_language
from desktop.core.imports.file_fields import field_of
from desktop.core.imports.importable import importable_fields, named_entity
from desktop.core.imports.plan import ImportPlan
from desktop.core.tables import VALUES_SHEET, CellValue, TableRow
from desktop.files.atomic import WatchedFile, replacing
from desktop.files.sandbox import never
from desktop.files.writing_csv import writable
from desktop.files.writing_xlsx import file_create_problem
from desktop.services.long_work import LongWork, long_work
from desktop.store.known_records import read_all_titles
from desktop.store.reader import Reader

MOST_VALUES: Final = 500  # of one list; longer lists are no help
PREPARED_ROWS: Final = 1000  # rows in which choices can be picked
_EXCEL_LIST: Final = 255  # characters of a list that Excel takes in a cell's rule
_HEADER: Final = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "vcenter"}
_EXAMPLE: Final = {"italic": True, "font_color": "#7F7F7F"}
_WIDTH: Final = 22
_MARK: Final = " *"  # behind the headers of columns that must be filled in

_HINTS: Final = {
    Kind.PHONES: N_("Several numbers: with semicolons. A word in brackets tells whose it is."),
    Kind.EMAILS: N_("Several addresses: with semicolons."),
    Kind.TAGS: N_("Several: with commas."),
    Kind.CHOICES: N_("Several: with commas."),
    Kind.DURATION: N_("Such as “1 h 30”, or minutes."),
    Kind.RATING: N_("1 to 5."),
    Kind.COLOUR: N_("A name, or such as “#1F5FD1”."),
    Kind.SEQUENCE: N_("Left empty, the program gives the next one."),
    Kind.DATE: N_("Day/month/year."),
    Kind.MOMENT: N_("Day/month/year hour:minute."),
    Kind.FLAG: N_("Yes or no."),
    Kind.ADDRESS: N_("Street, commune, province."),
    Kind.PERSON_NAME: N_("Family name, middle name, given name."),
}
_EXAMPLES: Final[Mapping[Kind, CellValue]] = {
    Kind.PHONES: "0912 345 678",
    Kind.EMAILS: "an@example.com",
    Kind.TAX_CODE: "0101243150",
    Kind.URL: "https://example.com",
    Kind.INTEGER: 12,
    Kind.MONEY: 25_000_000,
    Kind.PERCENT: 10,
    Kind.DATE: date(2026, 3, 15),
    Kind.MOMENT: datetime(2026, 3, 15, 9, 30),  # noqa: DTZ001 - a cell has the person's clock
}
_TEXT_EXAMPLES: Final = {
    Kind.PERSON_NAME: N_("Nguyen Van An"),
    Kind.ADDRESS: N_("12 Trang Tien, Cua Nam, Hanoi"),
    Kind.FLAG: N_("Yes"),
}
_TITLE_EXAMPLE: Final = N_("An Binh Company")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the template: its field, its example, the values it takes ((): any)."""

    field: Field
    example: CellValue
    values: tuple[str, ...]

    @property
    def header(self) -> str:
        mark = _MARK if _is_needed(self.field) else ""
        return _(self.field.label) + mark

    @property
    def hint(self) -> str:
        """What the note on the header says."""
        needed = _("Must be filled in.") if _is_needed(self.field) else ""
        form = self.field.help or _HINTS.get(self.field.kind, "")
        listed = _("The values stand in the second sheet.") if self.values else ""
        return " ".join(filter(None, (needed, _(form) if form else "", listed)))


@long_work("import.template")
def write_template(work: LongWork, entity: str, path: str) -> Json:
    """Write a template for importing into `entity`, in the person's language; return its path.

    Raises:
        FileProblem: it cannot be written; an earlier file at `path` is untouched.
    """
    if not work.actor.may(f"{entity}.import"):
        raise NotAllowedError(_("You lack the right to import such records."))
    facts, target = get_entity(entity), Path(path)
    reader = Reader(work.store.path, work.store.key)
    try:
        columns = list(_columns(facts, reader))
    finally:
        reader.close()
    with replacing(target, never) as file:
        _write(file, facts, columns, target)
    return str(target)


def _columns(entity: Entity, reader: Reader) -> Iterator[_Column]:
    for field in importable_fields(entity):
        values = _values(field, reader)
        yield _Column(field, _example(entity, field, values), values)


def _values(field: Field, reader: Reader) -> tuple[str, ...]:
    """Return what a cell may hold: labels of a choice, names of a short list."""
    if field.kind in {Kind.CHOICE, Kind.CHOICES}:
        return tuple(_(option.label) for option in field.options)
    target = named_entity(field)
    if target is None or not target.dictionary:
        return ()
    titles = read_all_titles(reader, target, MOST_VALUES) or {}
    return tuple(sorted(titles.values(), key=str.casefold))


def _example(entity: Entity, field: Field, values: Sequence[str]) -> CellValue:
    if field.kind in _TEXT_EXAMPLES:
        return _(_TEXT_EXAMPLES[field.kind])
    if field.name == entity.title:
        return _(_TITLE_EXAMPLE)
    if values:
        return values[0]
    return _EXAMPLES.get(field.kind)


def _write(file: WatchedFile, entity: Entity, columns: Sequence[_Column], path: Path) -> None:
    book: Any = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(_sheet_name(_(entity.plural)))
    _write_table(book, sheet, columns)
    listed = [column for column in columns if column.values]
    if listed:
        _write_values(book, book.add_worksheet(_sheet_name(_(VALUES_SHEET))), listed)
    try:
        book.close()
    except FileCreateError as error:
        raise file_create_problem(error, path) from error


def _write_table(book: Any, sheet: Any, columns: Sequence[_Column]) -> None:  # noqa: ANN401 - untyped library
    header, text = book.add_format(_HEADER), book.add_format({"num_format": "@"})
    forms = {
        Kind.DATE: book.add_format({"num_format": "dd/mm/yyyy"}),
        Kind.MOMENT: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        Kind.MONEY: book.add_format({"num_format": "#,##0"}),
        Kind.INTEGER: None,
        Kind.PERCENT: None,
    }
    example = {
        kind: book.add_format({**_EXAMPLE, "num_format": getattr(form, "num_format", "General")})
        for kind, form in forms.items()
    }
    faint = book.add_format({**_EXAMPLE, "num_format": "@"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        kind = column.field.kind
        width = max(_WIDTH, len(column.header) + 2)
        sheet.set_column(place, place, width, forms.get(kind, text))
        sheet.write_string(0, place, writable(column.header), header)
        if column.hint:
            sheet.write_comment(0, place, column.hint, {"x_scale": 1.6})
        if isinstance(column.example, date):
            sheet.write_datetime(1, place, column.example, example[kind])
        elif column.example is not None:
            sheet.write(1, place, column.example, example.get(kind, faint))
        is_list = column.values and kind is not Kind.CHOICES  # Excel lets pick one value only
        if is_list and len(",".join(column.values)) <= _EXCEL_LIST:
            rule = {"validate": "list", "source": list(column.values), "error_type": "warning"}
            sheet.data_validation(1, place, PREPARED_ROWS, place, rule)


def _write_values(book: Any, sheet: Any, columns: Sequence[_Column]) -> None:  # noqa: ANN401 - as above
    header = book.add_format(_HEADER)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTH)
        sheet.write_string(0, place, writable(_(column.field.label)), header)
        for row, value in enumerate(column.values, 1):
            sheet.write_string(row, place, writable(value))


def _is_needed(field: Field) -> bool:
    return field.required and field.default is None


def _sheet_name(text: str) -> str:
    return "".join(sign for sign in text if sign not in "[]:*?/\\")[:31].strip(" '")


def is_example(plan: ImportPlan, cells: TableRow) -> bool:
    """Tell whether a row is the example of a template of ours that was left where it stood.

    Every cell whose example is the same in all templates must hold it, and a header must say that
    its column must be filled in, as those of templates alone do.
    """
    if not any(header.endswith(_MARK) for header in plan.headers):
        return False
    entity = get_entity(plan.entity)
    told = [
        (_cell(cells, use.column), examples)
        for use in plan.columns
        if (examples := _examples(entity, field_of(entity, use.field)))
    ]
    return bool(told) and all(cell in examples for cell, examples in told)


def _examples(entity: Entity, field: Field) -> tuple[CellValue, ...]:
    """Return what stands as the example of a field, in every language; () where lists decide."""
    if field.kind in _TEXT_EXAMPLES:
        return in_every_language(_TEXT_EXAMPLES[field.kind])
    if field.name == entity.title:
        return in_every_language(_TITLE_EXAMPLE)
    found = _EXAMPLES.get(field.kind)
    return () if found is None else (found,)


def _cell(cells: TableRow, column: int) -> CellValue:
    cell = cells[column] if column < len(cells) else None
    return cell.strip() if isinstance(cell, str) else cell
