"""A row of a table as the values of an entity's fields, with what is wrong in each cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InputError, InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.imports.card_columns import CARD_COLUMNS
from desktop.core.imports.file_fields import is_of_rows
from desktop.core.imports.importable import JOINED, importable_fields, part_order
from desktop.core.imports.plan import ImportPlan
from desktop.core.imports.results import RowProblem
from desktop.core.kinds import kind_of
from desktop.core.kinds.cleaning import cell_text, clean_words
from desktop.core.pictures import from_data_uri, is_welcome
from desktop.core.tables import CellValue, TableFormat, TableRow
from desktop.core.word_lists import split_names
from desktop.services.activities.texts import subject_of
from desktop.services.imports.card_marks import NO_MARKS, CardMarks

NO_COLUMN: Final = -1
EMPTY_FIELD: Final = N_("“{label}” must not be empty.")
_PICTURE: Final = N_("Picture")
_BAD_PICTURE: Final = N_("This file is not a picture that the program can show.")
_LONGEST_SHOWN: Final = 200

Keep = Callable[[bytes], str]  # keeps a picture and returns its hash


def hash_only(content: bytes) -> str:
    """Return the hash of a picture, which is not kept: nothing is written yet."""
    return hashlib.sha256(content).hexdigest()


@dataclass(slots=True)
class FileRow:
    """A row of the file: its values by field, and the names of records in its link fields."""

    number: int  # from 0
    cells: TableRow
    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    marks: CardMarks = NO_MARKS  # of a contact card
    said: dict[str, Any] = field(default_factory=dict)  # of the row, by `core.imports.file_fields`
    below: str = ""  # the name of a record above it that comes later in the file

    def refuse(self, sentence: str, column: int = NO_COLUMN) -> None:
        """Note why the row cannot be imported."""
        self.problems.append(problem(self.number, self.cells, column, sentence))


class RowReader:
    """Reads rows as a plan says.

    Raises:
        InputError: the plan names no field of the entity, or a value for all rows is none.
    """

    def __init__(self, plan: ImportPlan, headers: Sequence[str], keep: Keep = hash_only) -> None:
        self.entity: Entity = get_entity(plan.entity)
        self._has_cards = plan.table.format is TableFormat.VCARD
        known = {one.name: one for one in importable_fields(self.entity, cards=self._has_cards)}
        if unknown := [name for name in plan.fields if name not in known]:
            raise InputError(_("“{field}” cannot be imported.").format(field=unknown[0]))
        self._readers = [
            _FieldReader(known[name], _columns(plan, name, headers), keep) for name in plan.fields
        ]
        for reader in self._readers:
            reader.is_of_rows = is_of_rows(self.entity, reader.field.name)
        self._fixed = self._read_fixed(plan.fixed)
        self._required = [one for one in self.entity.fields if one.required and one.default is None]

    def read(self, number: int, cells: TableRow) -> FileRow | None:
        """Return the row, None if none of its columns holds anything."""
        row = FileRow(number, cells)
        if self._has_cards:
            row.cells, row.marks = _without_marks(cells)
        is_blank = True
        for reader in self._readers:
            try:
                value = reader.read(cells)
            except InvalidValueError as error:
                row.refuse(str(error), reader.columns[0])
                is_blank = False
                continue
            if value is not None:
                is_blank = is_blank and reader.is_of_rows  # a number alone is no row
                reader.put(row, value)
        if is_blank:
            return None
        self._add_fixed(row)
        self._name(row)
        return row

    def check_new(self, row: FileRow) -> None:
        """Refuse a row that lacks what every new record needs."""
        for one in self._required:
            if one.name not in row.values and one.name not in row.names:
                row.refuse(_(EMPTY_FIELD).format(label=_(one.label)), self.column_of(one.name))

    def _name(self, row: FileRow) -> None:
        """Name a row that has a text and no title by the first line of the text."""
        entity = self.entity
        told = row.values.get(entity.title_text)
        if told is not None and row.values.get(entity.title) is None:
            field = entity.field(entity.title_text)
            row.values[entity.title] = subject_of(kind_of(field).format(field, told))

    def column_of(self, name: str) -> int:
        """Return the first column that fills a field, NO_COLUMN if none does."""
        for reader in self._readers:
            if reader.field.name == name and reader.columns:
                return reader.columns[0]
        return NO_COLUMN

    def _read_fixed(self, fixed: Mapping[str, str]) -> FileRow:
        row = FileRow(0, ())
        for reader in self._readers:
            text = fixed.get(reader.field.name, "")
            if not text.strip():
                continue
            try:
                value = reader.value_of(text)
            except InvalidValueError as error:
                label = _(reader.field.label)
                raise InputError(f"{label}: {error}") from error
            if value is not None:
                reader.put(row, value)
        return row

    def _add_fixed(self, row: FileRow) -> None:
        for name, value in self._fixed.values.items():
            row.values.setdefault(name, value)
        for name, names in self._fixed.names.items():
            is_list = self.entity.field(name).kind is Kind.TAGS
            own = row.names.get(name, ())
            row.names[name] = tuple(dict.fromkeys((*own, *names))) if is_list else own or names


class _FieldReader:
    """Reads one field out of the columns that fill it."""

    def __init__(self, field: Field, columns: tuple[int, ...], keep: Keep) -> None:
        self.field = field
        self._keep = keep
        self.columns = columns
        self._kind = kind_of(field)
        self._joint = JOINED.get(field.kind, " ")
        self._is_link = field.kind is Kind.LINK
        self._is_named = field.kind in (Kind.LINK, Kind.TAGS)
        self.is_of_rows = False  # it tells how rows hang together

    def read(self, cells: TableRow) -> Any:  # noqa: ANN401 - each kind has its own
        """Return the field's value, None for empty cells; raise InvalidValueError."""
        if len(self.columns) == 1:
            column = self.columns[0]
            cell = cells[column] if column < len(cells) else None
            return None if cell is None else self.value_of(cell)
        texts = [
            text
            for column in self.columns
            if column < len(cells) and (text := _text(cells[column]).strip())
        ]
        return self.value_of(self._joint.join(texts)) if texts else None

    def value_of(self, cell: CellValue) -> Any:  # noqa: ANN401 - as above
        """Return the value of one cell; of a link its record's name, of tags theirs."""
        if self._is_named:
            return self._names(_text(cell))
        if self.field.kind is Kind.IMAGE:
            return self._picture(_text(cell))
        value = self._kind.from_cell(self.field, cell)
        if value is not None:
            self._kind.check(self.field, value)
        return value

    def put(self, row: FileRow, value: Any) -> None:  # noqa: ANN401 - as above
        """Put what was read into its place in the row."""
        of_record = row.names if self._is_named else row.values
        (row.said if self.is_of_rows else of_record)[self.field.name] = value

    def _picture(self, text: str) -> str:
        """Return the hash of a picture; looks at it again, as a stranger's process gave it."""
        try:
            content = from_data_uri(text)
        except ValueError:
            content = b""
        if not is_welcome(content):
            raise InvalidValueError(_(_BAD_PICTURE))
        return self._keep(content)

    def _names(self, text: str) -> tuple[str, ...] | None:
        pieces = [text] if self._is_link else split_names(text)
        names = dict.fromkeys(name for piece in pieces if (name := clean_words(piece)))
        return tuple(names) or None


def _without_marks(cells: TableRow) -> tuple[TableRow, CardMarks]:
    """Part the cells of a card from its marks; a word stands for its picture."""
    shown = list(cells[: len(CARD_COLUMNS)])
    place = list(CARD_COLUMNS).index("picture")
    if place < len(shown) and shown[place] is not None:
        shown[place] = _(_PICTURE)
    uid, changed = (*cells[len(CARD_COLUMNS) :], None, None)[:2]
    return tuple(shown), CardMarks.read(uid, changed)


def problem(number: int, cells: TableRow, column: int, sentence: str) -> RowProblem:
    """Return why a row is refused, with what stands in the cell at fault."""
    shown = _text(cells[column]) if 0 <= column < len(cells) else ""
    return RowProblem(number, column, shown[:_LONGEST_SHOWN], sentence)


def _columns(plan: ImportPlan, name: str, headers: Sequence[str]) -> tuple[int, ...]:
    """Return the columns that fill a field, in the order in which their texts are joined."""
    columns = [use.column for use in plan.columns if use.field == name]
    if len(columns) == 1:
        return tuple(columns)

    def order(column: int) -> tuple[int, int]:
        header = headers[column] if column < len(headers) else ""
        return part_order(header), column

    return tuple(sorted(columns, key=order))


def _text(cell: CellValue) -> str:
    return "" if cell is None else cell_text(cell)
