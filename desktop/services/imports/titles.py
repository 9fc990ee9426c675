"""The records of one entity by how people write their names."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from desktop.core.entities import Entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.imports.importable import USERS, default_missing, may_create
from desktop.core.imports.plan import Missing
from desktop.core.kinds import kind_of
from desktop.core.words import fold
from desktop.store.known_records import Found, find_known, is_findable, read_all_titles
from desktop.store.reader import Reader

NONE: Final[Found] = ()
_SHORT_LIST: Final = 5000  # titles of so many records are read once
_NAMING: Final = frozenset(
    {Kind.TEXT, Kind.SEQUENCE, Kind.PERSON_NAME, Kind.TAX_CODE, Kind.EMAILS, Kind.PHONES}
)
_CODE: Final = "code"


class TitleIndex:
    """Titles compared without capitals; without accents too where one side was typed without.

    So "Hoi cho" is "Hội chợ", but Hùng is not Hưng.
    """

    def __init__(self, titles: Mapping[uuid.UUID, str] | None = None) -> None:
        self._exact: dict[str, Found] = {}
        self._folded: dict[str, list[tuple[str, uuid.UUID]]] = {}
        for record_id, title in (titles or {}).items():
            self.add(title, record_id)

    def add(self, title: str, record_id: uuid.UUID) -> None:
        """Know one more record."""
        low = title.lower()
        self._exact[low] = (*self._exact.get(low, NONE), record_id)[:2]
        self._folded.setdefault(fold(title), []).append((low, record_id))

    def find(self, text: str) -> Found:
        """Return the records that `text` names: none, one, or two of several."""
        low, plain = text.lower(), fold(text)
        if found := self._exact.get(low):
            return found
        alike = [
            record_id for title, record_id in self._folded.get(plain, ()) if plain in (low, title)
        ]
        return tuple(alike[:2])


class Book:
    """What is known of the names of one entity's records, and the records that will be made."""

    def __init__(self, reader: Reader, entity: Entity, wanted: Missing | None) -> None:
        self.entity = entity
        self.missing = wanted or default_missing(entity)
        is_vain = self.missing is Missing.CREATE and not may_create(entity)
        if is_vain or (self.missing is Missing.ME and entity.key != USERS):
            self.missing = Missing.FAIL
        self._reader = reader
        titles = read_all_titles(reader, entity, _SHORT_LIST)
        self._is_whole = titles is not None
        self._index = TitleIndex(titles)
        self._asked: dict[str, Found] = {}  # what the database answered
        self._new: dict[uuid.UUID, str] = {}

    def look_up(self, texts: list[str]) -> None:
        """Find `texts` by title, then what is left by code, tax code or address."""
        left = [text for text in dict.fromkeys(texts) if text.lower() not in self._asked]
        if self._is_whole:
            left = [text for text in left if not self._index.find(text)]
        for one in self._naming_fields():
            if left:
                found = find_known(self._reader, self.entity, one, [_parsed(one, t) for t in left])
                self._asked |= {text.lower(): ids for text, ids in zip(left, found, strict=True)}
                left = [text for text in left if not self._asked[text.lower()]]

    def find(self, text: str) -> Found:
        """Return the records that `text` names, after it was looked up."""
        return self._asked.get(text.lower()) or self._index.find(text)

    def remember(self, title: str, record_id: uuid.UUID) -> None:
        """Know a record that is being made."""
        self._index.add(title, record_id)

    def create(self, title: str, new_id: Callable[[], uuid.UUID]) -> uuid.UUID:
        """Return the id of the record to be made under `title`."""
        found = self.find(title)
        if found:
            return found[0]
        made = new_id()
        self._new[made] = title
        self.remember(title, made)
        return made

    def check_title(self, text: str) -> None:
        """Raise InvalidValueError if no record can have the title `text`."""
        title = self.entity.field(self.entity.title)
        kind_of(title).parse(title, text)

    def take_new(self) -> dict[uuid.UUID, str]:
        """Return the records to be made since the last call, with their titles."""
        new, self._new = self._new, {}
        return new

    def _naming_fields(self) -> Iterator[Field]:
        """Yield the fields by which people name a record: title, code, tax code, e-mail, phone."""
        code = (_CODE,) if _CODE in self.entity.by_name else ()
        for name in dict.fromkeys((self.entity.title, *self.entity.duplicate_keys, *code)):
            one = self.entity.field(name)
            is_read_already = self._is_whole and name == self.entity.title
            if one.kind in _NAMING and is_findable(one) and not is_read_already:
                yield one


def _parsed(one: Field, text: str) -> object:
    try:
        return kind_of(one).parse(one, text)
    except InvalidValueError:
        return None
