"""What a kind of field knows: storage, text, operators, import, export, search, merging.

A kind has one value form per place:
* *value*: Python (str, int, Decimal, date, aware datetime, bool, UUID), None = empty; of a kind
  stored as JSON (phones, e-mails, tags, address) the value is its JSON form;
* *stored*: what SQLite holds in the column (int, str, bytes, None);
* *JSON*: what changes, filters, messages, drafts and forms carry between processes.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum, auto
from typing import Final, Generic, TypeVar

from desktop.core.fields import Field, Kind, Option
from desktop.core.filters import Json, Op
from desktop.core.quick_dataclass import dataclass

Stored = int | str | bytes | None
ExportCell = object  # str, int, Decimal, bool, date, aware datetime or None

V = TypeVar("V")


class Storage(StrEnum):
    """The SQLite type of a column, each with one PostgreSQL type (models.types)."""

    TEXT = auto()
    INTEGER = auto()  # bigint
    AMOUNT = auto()  # integer scaled by 10^4 / numeric(19,4)
    MOMENT = auto()  # microseconds / timestamptz
    DAY = auto()  # YYYY-MM-DD / date
    FLAG = auto()  # 0, 1 / boolean
    ID = auto()  # BLOB(16) / uuid
    JSON = auto()  # TEXT / jsonb
    KEY = auto()  # BLOB / bytea: a sort key


class Merge(StrEnum):
    """How two edits of the same field that started from the same value are joined."""

    WHOLE = auto()  # one of them must be chosen
    SET = auto()  # elements added and removed by each side
    LINES = auto()  # line by line


@dataclass(frozen=True, slots=True)
class Companion(Generic[V]):
    """A column kept beside a field's own, derived from its value at every write.

    A companion with a `kind` is shown to people as a field of its own (the province of an
    address); one without is a sort key.
    """

    suffix: str
    storage: Storage
    derive: Callable[[V | None], Stored]
    kind: Kind | None = None
    sortable: bool = False  # lists may be ordered by it, if they may by the field
    label: str = ""
    target: str = ""
    options: Callable[[], tuple[Option, ...]] | None = None


class LookupKind(StrEnum):
    """What the lookup table finds records by exactly: duplicates, mail matching, filters."""

    PHONE = auto()
    EMAIL = auto()
    TAX_CODE = auto()
    TAG = auto()


TEXT_OPERATORS: Final = (
    Op.CONTAINS,
    Op.LACKS,
    Op.EQUALS,
    Op.DIFFERS,
    Op.STARTS,
    Op.EMPTY,
    Op.FILLED,
)
ORDER_OPERATORS: Final = (
    Op.EQUALS,
    Op.DIFFERS,
    Op.LESS,
    Op.AT_MOST,
    Op.MORE,
    Op.AT_LEAST,
    Op.BETWEEN,
    Op.EMPTY,
    Op.FILLED,
)
LIST_OPERATORS: Final = (Op.CONTAINS, Op.LACKS, Op.EQUALS, Op.EMPTY, Op.FILLED)


class FieldKind(Generic[V]):
    """The knowledge of one kind; subclasses override what differs. Has no state."""

    kind: Kind
    storage: Storage = Storage.TEXT
    operators: tuple[Op, ...] = TEXT_OPERATORS
    merge: Merge = Merge.WHOLE
    wide: bool = False  # spans both columns of a generic form
    right: bool = False  # read from the right: numbers
    width: int = 160  # of a list column, in logical pixels at 100 %
    sort_suffix: str = ""  # the companion that orders lists, "" = the column itself
    groupable: bool = False

    def companions(self, field: Field) -> tuple[Companion[V], ...]:
        """Return the columns derived from the field's value."""
        return ()

    def to_stored(self, value: V | None) -> Stored:
        """Return what the column holds for `value`."""
        raise NotImplementedError

    def from_stored(self, stored: Stored) -> V | None:
        """Return the value of what the column holds."""
        raise NotImplementedError

    def to_json(self, value: V | None) -> Json:
        """Return `value` in JSON form."""
        raise NotImplementedError

    def from_json(self, data: Json) -> V | None:
        """Return the value of its JSON form; raise ValueError if it is none."""
        raise NotImplementedError

    def parse(self, field: Field, text: str) -> V | None:
        """Return the value of what a person typed; raise InvalidValueError with a sentence.

        The inverse of `edit_text`. Used by import, inline edit, paste and the filter line.
        """
        raise NotImplementedError

    def from_cell(self, field: Field, cell: object) -> V | None:
        """Return the value of a spreadsheet's cell (str, int, float, Decimal, date…)."""
        return None if cell is None else self.parse(field, str(cell))

    def format(self, field: Field, value: V | None) -> str:
        """Return how people read `value`; "" for None."""
        return "" if value is None else str(value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return how people read what the column holds; quick, as lists call it."""
        return "" if stored is None else self.format(field, self.from_stored(stored))

    def edit_text(self, field: Field, value: V | None) -> str:
        """Return the text that a person edits, which `parse` reads back."""
        return self.format(field, value)

    def normalise(self, field: Field, value: V | None) -> V | None:
        """Return `value` as it is stored: NFC, trimmed, empty = None."""
        return value

    def check(self, field: Field, value: V | None) -> None:
        """Raise InvalidValueError if `value` may not be saved."""

    def warning(self, field: Field, value: V | None) -> str:
        """Return a sentence on a value that may be saved but looks wrong, or ""."""
        return ""

    def export(self, field: Field, value: V | None) -> ExportCell:
        """Return the typed cell of an exported table."""
        return self.format(field, value) or None

    def search_texts(self, value: V | None) -> tuple[str, ...]:
        """Return the texts whose words find the record."""
        return ()

    def search_fragments(self, value: V | None) -> tuple[str, ...]:
        """Return the texts of which any piece of three signs finds the record: phones, codes."""
        return ()

    def lookups(self, value: V | None) -> tuple[tuple[LookupKind, str], ...]:
        """Return the exact keys under which the record is found."""
        return ()
