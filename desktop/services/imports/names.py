"""Names in the cells of a file, such as a source or a customer, as the records they mean."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping

from desktop.core.entities import Entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import _
from desktop.core.imports.importable import named_entity
from desktop.core.imports.plan import Missing
from desktop.core.imports.results import SHOWN, UnknownNames
from desktop.services.imports.cells import FileRow, RowReader
from desktop.services.imports.titles import NONE, Book
from desktop.store.known_records import Found
from desktop.store.reader import Reader

NewId = Callable[[], uuid.UUID]
Waits = Callable[[str, str], bool]  # whether a link by that name may be a later row of the file
_Named = list[tuple[str, Found]]


class NameBooks:
    """Finds the records that names mean; makes ids for those that the plan lets be created."""

    def __init__(
        self,
        reader: Reader,
        missing: Mapping[str, Missing],
        new_id: NewId,
        me: uuid.UUID,
        waits: Waits = lambda _field, _text: False,
    ) -> None:
        self._waits = waits
        self._me = me
        self._reader = reader
        self._missing = missing
        self._new_id = new_id
        self._books: dict[str, Book] = {}
        self._unknown: dict[str, tuple[Entity, dict[str, None]]] = {}  # by field

    def look_up(self, rows: Iterable[FileRow], entity: Entity) -> None:
        """Find the records of all names in `rows` at once; they are rows of `entity`."""
        wanted: dict[str, dict[str, None]] = {}
        for row in rows:
            for name, texts in row.names.items():
                wanted.setdefault(name, {}).update(dict.fromkeys(texts))
        for name, found in wanted.items():
            target = named_entity(entity.field(name))
            if target is not None:
                self._book(target).look_up(list(found))

    def resolve(self, row: FileRow, reader: RowReader) -> None:
        """Put the records that a row names into its values, or say why they cannot be."""
        fields = [reader.entity.field(name) for name in row.names]
        named = [self._find(row, one, reader.column_of(one.name)) for one in fields]
        if row.problems:
            return
        for one, found in zip(fields, named, strict=True):
            ids = [ids[0] if ids else self._create(one, text) for text, ids in found]
            if ids and one.kind is Kind.LINK:
                row.values[one.name] = ids[0]
            elif ids:
                row.values[one.name] = sorted({str(record_id) for record_id in ids})

    def remember(self, entity: Entity, title: object, record_id: uuid.UUID) -> None:
        """Know a record that this file makes, for later rows that name it."""
        book = self._books.get(entity.key)
        if book is not None and title is not None:
            book.remember(str(title), record_id)

    def take_new(self) -> Iterator[tuple[Entity, dict[uuid.UUID, str]]]:
        """Yield the records to be made, by entity, with their titles; each is yielded once."""
        for book in self._books.values():
            if new := book.take_new():
                yield book.entity, new

    def unknown(self) -> tuple[UnknownNames, ...]:
        """Return the names for which there was no record, by field."""
        return tuple(
            UnknownNames(name, entity.key, tuple(texts)[:SHOWN], len(texts))
            for name, (entity, texts) in self._unknown.items()
        )

    def _book(self, target: Entity) -> Book:
        book = self._books.get(target.key)
        if book is None:
            wanted = self._missing.get(target.key)
            book = self._books[target.key] = Book(self._reader, target, wanted)
        return book

    def _find(self, row: FileRow, one: Field, column: int) -> _Named:
        """Return the names of a field with their records; those to be made have none yet."""
        target = named_entity(one)
        if target is None:
            return []
        book = self._book(target)
        kept: _Named = []
        for text in row.names[one.name]:
            found = book.find(text)
            if found == NONE and self._waits(one.name, text):
                row.below = text
                continue
            if found == NONE:
                self._unknown.setdefault(one.name, (target, {}))[1][text] = None
            if len(found) > 1:
                row.refuse(_several(target, text), column)
            elif found or self._may_stand(book, text, row, column):
                kept.append((text, found or self._stand_in(book)))
        return kept

    def _may_stand(self, book: Book, text: str, row: FileRow, column: int) -> bool:
        """Tell whether an unknown name becomes a record, of which it may be none; else refuse."""
        if book.missing is Missing.FAIL:
            row.refuse(_nobody(book.entity, text), column)
        is_made = book.missing is Missing.CREATE and _fits(book, text, row, column)
        return is_made or book.missing is Missing.ME

    def _stand_in(self, book: Book) -> Found:
        return (self._me,) if book.missing is Missing.ME else NONE

    def _create(self, one: Field, title: str) -> uuid.UUID:
        return self._books[one.target].create(title, self._new_id)


def _fits(book: Book, text: str, row: FileRow, column: int) -> bool:
    """Tell whether a record may be called `text`; else refuse the row."""
    try:
        book.check_title(text)
    except InvalidValueError as error:
        row.refuse(str(error), column)
        return False
    return True


def _nobody(entity: Entity, text: str) -> str:
    sentence = _("There is no {entity} called “{name}”.")
    return sentence.format(entity=_(entity.label).lower(), name=text)


def _several(entity: Entity, text: str) -> str:
    sentence = _("Several records ({entity}) are called “{name}”; write the code instead.")
    return sentence.format(entity=_(entity.label).lower(), name=text)
