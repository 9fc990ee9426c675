"""Random edits of records of any kind, as hypothesis draws them, through every way of writing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.permissions import Actor
from desktop.models.base import record_class
from desktop.store import last_contacts
from desktop.store.shapes import FieldPlan, shape_of
from desktop.store.unit import Work
from desktop.store.work import Store
from tests.core.kinds.strategies import RAW

ENTITIES = ("account", "contact", "call", "saved_view", "tag")
FIELDS_AT_ONCE = 5

Draw = Callable[[st.SearchStrategy[Any]], Any]

custom_fields = st.dictionaries(
    st.sampled_from(["cf1", "cf2", "size"]),
    st.integers() | st.text(max_size=5) | st.booleans() | st.lists(st.integers(), max_size=2),
    min_size=1,
    max_size=3,
)


def values_of(plan: FieldPlan) -> st.SearchStrategy[Any]:
    """Return values that may be saved in a field."""
    raw = RAW[plan.field.kind]
    if plan.field.kind is Kind.CHOICE:
        raw = st.sampled_from([option.value for option in plan.field.options])
    if plan.field.required:
        return raw.filter(lambda value: _is_allowed(plan, value))
    return st.none() | raw.filter(lambda value: _is_allowed(plan, value))


def _is_allowed(plan: FieldPlan, value: object) -> bool:
    try:
        plan.clean(value)
    except InvalidValueError:
        return False
    return True


def _is_typed(field: Field) -> bool:
    return field.kind is not Kind.COMPUTED and field.name not in (
        last_contacts.COLUMN,
        "points_left",
    )


def draw_values(draw: Draw, entity: Entity, *, new: bool) -> dict[str, Any]:
    """Return values of some fields; of a new record those that it must have as well."""
    plans = {n: p for n, p in shape_of(entity).plans.items() if _is_typed(p.field)}
    names = set(draw(st.lists(st.sampled_from(sorted(plans)), max_size=FIELDS_AT_ONCE, min_size=1)))
    if new:
        names |= shape_of(entity).required
    elif draw(st.booleans()):
        names.add(entity.title)
    values = {name: draw(values_of(plans[name])) for name in sorted(names)}
    if draw(st.integers(0, 3)) == 0:
        values["extra"] = draw(custom_fields)
    return values


class Edits:
    """Makes edits that hypothesis draws and keeps in mind which records there are."""

    def __init__(self, store: Store, actor: Actor, draw: Draw) -> None:
        self._store = store
        self._actor = actor
        self._draw = draw

    def one(self) -> int:
        """Do one random thing as one unit of work; return its group, 0 if nothing changed."""
        entity = get_entity(self._draw(st.sampled_from(ENTITIES)))
        does = self._draw(
            st.sampled_from([self._create, self._bulk_insert, self._save, self._save_twice,
                             self._bulk_update, self._bulk_change, self._bin, self._purge])
        )  # fmt: skip
        with self._store.work(self._actor, "edit") as work:
            does(work, entity)
        return work.changes.group

    def _create(self, work: Work, entity: Entity) -> None:
        work.session.add(record_class(entity.key)(**draw_values(self._draw, entity, new=True)))

    def _bulk_insert(self, work: Work, entity: Entity) -> None:
        rows = [draw_values(self._draw, entity, new=True) for _ in range(3)]
        work.bulk_insert(entity.key, rows)

    def _save(self, work: Work, entity: Entity) -> None:
        for record_id in self._some(work, entity, 1):
            record = work.session.get_one(record_class(entity.key), record_id)
            for name, value in draw_values(self._draw, entity, new=False).items():
                setattr(record, name, value)
            work.session.flush()

    def _save_twice(self, work: Work, entity: Entity) -> None:
        self._save(work, entity)
        self._save(work, entity)

    def _bulk_update(self, work: Work, entity: Entity) -> None:
        values = draw_values(self._draw, entity, new=False)
        work.bulk_update(entity.key, self._some(work, entity, 5), values)

    def _bulk_change(self, work: Work, entity: Entity) -> None:
        changes = [
            (record_id, draw_values(self._draw, entity, new=False))
            for record_id in self._some(work, entity, 3)
        ]
        work.bulk_change(entity.key, changes)

    def _bin(self, work: Work, entity: Entity) -> None:
        if self._draw(st.booleans()):
            work.delete(entity.key, self._some(work, entity, 2))
        else:
            work.restore(entity.key, self._some(work, entity, 2, binned=True))

    def _purge(self, work: Work, entity: Entity) -> None:
        ids = self._some(work, entity, 1)
        work.delete(entity.key, ids)
        work.purge(entity.key, ids)

    def _some(
        self, work: Work, entity: Entity, most: int, *, binned: bool = False
    ) -> list[uuid.UUID]:
        state = "NOT NULL" if binned else "NULL"
        query = f'SELECT id FROM "{entity.key}" WHERE deleted_at IS {state} ORDER BY id'
        found = [uuid.UUID(bytes=one) for (one,) in self._store.driver.execute(query)]
        if not found:
            return []
        return list(
            self._draw(st.lists(st.sampled_from(found), min_size=1, max_size=most, unique=True))
        )
