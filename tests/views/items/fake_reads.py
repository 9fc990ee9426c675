"""An oracle for lists: `Reads` over a plain Python list, which really sorts, filters and groups."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from desktop.core.deletion import Hanging
from desktop.core.entities import get_entity
from desktop.core.errors import CancelledError
from desktop.core.field_paths import find_field
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.pages import PAGE_ROWS, GroupHead, Hit, ListQuery, Page, Ref, Row, Snapshot
from desktop.core.words import fold, sort_key, tokens
from desktop.models import load_all

load_all()
Record = dict[str, Any]
Key = Callable[[Any], Any]


class FakeReads:
    """Answers like the store does; `records` may be changed while nobody asks."""

    def __init__(self, records: dict[uuid.UUID, Record] | None = None) -> None:
        self.records = dict(records or {})
        self.dictionaries: dict[str, list[Ref]] = {}
        self.snapshots: dict[int, list[uuid.UUID]] = {}
        self.asked: list[str] = []
        self.hold = threading.Event()  # while it is clear, a snapshot waits
        self.hold.set()
        self.failure: Exception | None = None
        self._interrupted = threading.Event()

    def ordered(self, query: ListQuery) -> list[uuid.UUID]:
        """Return the ids of the whole list in order: what every page must agree with."""
        words = tokens(query.search)
        found = [
            one
            for one, record in self.records.items()
            if bool(record.get("deleted")) == query.bin
            and holds(query.filter, query.entity, record)
            and all(word in " ".join(_texts(query.entity, record)) for word in words)
        ]
        found.sort(key=lambda one: one.bytes)
        for name, descending in reversed(_orders(query)):
            found.sort(key=_key(query.entity, name, self.records), reverse=descending)
        return found

    def first_page(self, query: ListQuery) -> Page:
        self._ask("first_page")
        ids = self.ordered(query)
        total = len(ids) if len(ids) <= PAGE_ROWS else None
        return Page(0, tuple(self._row(query, one) for one in ids[:PAGE_ROWS]), total)

    def snapshot(self, list_id: int, query: ListQuery) -> Snapshot:
        self._ask("snapshot")
        self._interrupted.clear()
        while not self.hold.wait(0.01):
            if self._interrupted.is_set():
                raise CancelledError("interrupted")
        ids = self.snapshots[list_id] = self.ordered(query)
        return Snapshot(len(ids), tuple(self._groups(query, ids)))

    def page(self, list_id: int, query: ListQuery, first: int) -> Page:
        self._ask("page")
        ids = self.snapshots[list_id][first : first + PAGE_ROWS]
        return Page(first, tuple(self._row(query, one) for one in ids))

    def positions(
        self, list_id: int, record_ids: Sequence[uuid.UUID], near: int = 0
    ) -> dict[uuid.UUID, int]:
        wanted = set(record_ids)
        return {one: at for at, one in enumerate(self.snapshots[list_id]) if one in wanted}

    def ids_between(self, list_id: int, first: int, last: int) -> list[uuid.UUID]:
        return self.snapshots[list_id][first : last + 1]

    def rows(self, query: ListQuery, record_ids: Sequence[uuid.UUID]) -> Page:
        self._ask("rows")
        kept = [one for one in record_ids if one in self.records]
        kept = [one for one in kept if bool(self.records[one].get("deleted")) == query.bin]
        return Page(0, tuple(self._row(query, one) for one in kept))

    def close_list(self, list_id: int) -> None:
        self.snapshots.pop(list_id, None)

    def count(self, entity: str, condition: Filter) -> int:
        return len(self.ordered(ListQuery(entity, (), condition)))

    def choices(self, entity: str, text: str, limit: int = 20) -> list[Hit]:
        known = self.dictionaries.get(entity, [])
        return [Hit(ref) for ref in known if fold(text) in fold(ref.title)][:limit]

    def refs(self, entity: str, record_ids: Sequence[uuid.UUID]) -> list[Ref]:
        return [ref for ref in self.dictionaries.get(entity, []) if ref.id in set(record_ids)]

    def hanging(self, entity: str, record_ids: Sequence[uuid.UUID]) -> Hanging:
        return Hanging()

    def interrupt(self) -> None:
        self._interrupted.set()

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.failure is not None:
            raise self.failure

    def _row(self, query: ListQuery, one: uuid.UUID) -> Row:
        record = self.records.get(one, {})
        entity = get_entity(query.entity)
        fields = [find_field(entity, path) for path in query.columns]
        values = tuple(record.get(field.name) for field in fields)
        texts = (
            kind_of(field).format(field, value) for field, value in zip(fields, values, strict=True)
        )
        return Row(one, tuple(map(_bare, values)), tuple(texts))

    def _groups(self, query: ListQuery, ids: list[uuid.UUID]) -> list[GroupHead]:
        heads: list[GroupHead] = []
        if not query.group:
            return heads
        field = get_entity(query.entity).field(query.group)
        kind = kind_of(field)
        for at, one in enumerate(ids):
            value = self.records[one].get(query.group)
            key = kind.to_json(value)
            if heads and heads[-1].value == key:
                last = heads[-1]
                heads[-1] = GroupHead(last.value, last.label, last.first, last.count + 1)
            else:
                heads.append(GroupHead(key, kind.format(field, value), at, 1))
        return heads


def _bare(value: Any) -> Any:
    """Return ids for the records that a link or tags name."""
    if isinstance(value, Ref):
        return value.id
    if isinstance(value, list) and value and isinstance(value[0], Ref):
        return [str(ref.id) for ref in value]
    return value


def holds(condition: Condition | Group, entity: str, record: Record) -> bool:
    """Tell whether a record fulfils a filter; only what the tests of lists ask for."""
    if isinstance(condition, Group):
        results = [holds(item, entity, record) for item in condition.items]
        held = any(results) if condition.any_of else all(results)
        return held != condition.negated if condition.items else True
    field = get_entity(entity).field(condition.field)
    value = kind_of(field).to_json(record.get(field.name))
    asked = condition.value
    if condition.op is Op.EMPTY:
        return value is None
    if condition.op is Op.FILLED:
        return value is not None
    if value is None:
        return condition.op in {Op.DIFFERS, Op.LACKS, Op.NONE_OF}
    tests: dict[Op, Callable[[], bool]] = {
        Op.EQUALS: lambda: value == asked,
        Op.DIFFERS: lambda: value != asked,
        Op.CONTAINS: lambda: fold(str(asked)) in fold(str(value)),
        Op.LACKS: lambda: fold(str(asked)) not in fold(str(value)),
        Op.ANY_OF: lambda: value in asked,
        Op.NONE_OF: lambda: value not in asked,
        Op.AT_LEAST: lambda: _number(value) >= _number(asked),
        Op.AT_MOST: lambda: _number(value) <= _number(asked),
    }
    return tests[condition.op]()


def _number(value: Any) -> Any:
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return value


def _texts(entity: str, record: Record) -> list[str]:
    columns = get_entity(entity).search_columns
    return [fold(str(record.get(name) or "")) for name in columns]


def _orders(query: ListQuery) -> list[tuple[str, bool]]:
    orders = [(query.group, False)] if query.group else []
    if query.sort:
        orders.append((query.sort.field, query.sort.descending))
    else:
        orders.append((get_entity(query.entity).sort or "name", False))
    return orders


def _key(entity: str, name: str, records: dict[uuid.UUID, Record]) -> Key:
    field = get_entity(entity).field(name)
    kind = kind_of(field)

    def key(one: uuid.UUID) -> tuple[bool, Any]:
        value = records[one].get(name)
        if value is None:
            return (False, b"")
        text = kind.format(field, value)
        return (True, sort_key(text) if isinstance(value, str | Ref) else value)

    return key
