"""The shape of each entity's rows: how values are cleaned, what follows from them, how they lie.

One place for the session and for bulk writing, so that a row is the same whichever made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.engine.interfaces import Dialect

from desktop.core.entities import Entity
from desktop.core.errors import InvalidValueError
from desktop.core.extra_values import from_extra, to_extra
from desktop.core.fields import FIELD_INFO, Field, Kind
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Companion, FieldKind, Stored
from desktop.models.base import COMPANION_INFO, record_class
from desktop.store.capture import EXTRA

Values = MutableMapping[str, Any]

_DIALECT: Final[Dialect] = sqlite_dialect()


@dataclass(frozen=True)
class FieldPlan:
    """One field with a column of its own."""

    field: Field
    kind: FieldKind[Any]
    companions: tuple[tuple[str, Companion[Any]], ...]  # with the names of their columns
    default: object = None

    def clean(self, value: object) -> object:
        """Return `value` as it is saved; raise InvalidValueError with a sentence."""
        cleaned: object = self.kind.normalise(self.field, value)
        if cleaned is None:
            if self.field.required:
                sentence = _("“{label}” must not be empty.").format(label=_(self.field.label))
                raise InvalidValueError(sentence, field=self.field.name)
            return None
        self.kind.check(self.field, cleaned)
        return cleaned


class Shape:
    """What is known of the rows of one entity, worked out once."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.record = record_class(entity.key)
        self.table: sa.Table = sa.inspect(self.record).local_table  # type: ignore[assignment]  # a table, no join
        self.plans = {plan.field.name: plan for plan in self._make_plans()}
        self.own = {name: plan for name, plan in self.plans.items() if plan.field.custom}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns, without rid."""
        return tuple(self.table.columns.keys())

    @cached_property
    def computed(self) -> tuple[tuple[FieldPlan, Callable[[Mapping[str, Any]], Any]], ...]:
        """The computed fields with the functions that make them."""
        return tuple(
            (plan, getattr(self.record, f"compute_{name}"))
            for name, plan in self.plans.items()
            if plan.field.kind is Kind.COMPUTED
        )

    @cached_property
    def defaults(self) -> dict[str, object]:
        """What new records begin with where nothing is said."""
        return {n: p.default for n, p in self.plans.items() if p.default is not None}

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields that no record may be without; of own ones it is asked where one is given."""
        return frozenset(
            name
            for name, plan in self.plans.items()
            if plan.field.required and not plan.field.custom
        )

    def clean(self, values: Values, names: Iterable[str] | None = None) -> None:
        """Bring the fields `names` (or all) of `values` into the form in which they are saved.

        Raises:
            InvalidValueError: a value may not be saved; tells which field.
        """
        for name in self.plans if names is None else names:
            plan = self.plans.get(name)
            if plan is None or (plan.field.custom and name not in values):
                continue  # what the company requires it requires of people, not of the program
            if plan.field.kind is not Kind.COMPUTED:
                cleaned = plan.clean(values.get(name))
                if cleaned is not None or name in values:
                    values[name] = cleaned

    def compute(self, values: Values, changed: Iterable[str] | None = None) -> set[str]:
        """Set the computed fields that depend on `changed` (or all); return their names."""
        names = None if changed is None else set(changed)
        made: set[str] = set()
        for plan, function in self.computed:
            depends = plan.field.depends
            if names is None or not names.isdisjoint(depends):
                values[plan.field.name] = function({name: values.get(name) for name in depends})
                made.add(plan.field.name)
        return made

    def needed_to_compute(self, changed: Iterable[str]) -> set[str]:
        """Return the fields that must be known to make anew what depends on `changed`."""
        names = set(changed)
        return {
            name
            for plan, _function in self.computed
            if not names.isdisjoint(plan.field.depends)
            for name in plan.field.depends
        } - names

    def companions(self, name: str, value: object) -> dict[str, Stored]:
        """Return the stored values of the columns derived from the field `name`."""
        plan = self.plans.get(name)
        return {} if plan is None else {c: made.derive(value) for c, made in plan.companions}

    def stored(self, values: Mapping[str, Any]) -> dict[str, Stored]:
        """Return the columns of `values` as SQLite holds them, with those derived from them."""
        row: dict[str, Stored] = {}
        for name, value in (self._joined(values) if self.own else values).items():
            plan = self.plans.get(name)
            if plan is None:
                row[name] = None if value is None else self._bind(name, value)
                continue
            row[name] = None if value is None else plan.kind.to_stored(value)
            for column, companion in plan.companions:
                row[column] = companion.derive(value)
        return row

    def folded(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return `values` with those of own fields as members of `extra`; None takes one out."""
        own = {n: to_extra(self.own[n].field, v) for n, v in values.items() if n in self.own}
        kept = {name: value for name, value in values.items() if name not in self.own}
        if own:
            kept[EXTRA] = {**(kept.get(EXTRA) or {}), **own}
        return kept

    def _joined(self, values: Mapping[str, Any]) -> dict[str, Any]:
        kept = self.folded(values)
        if kept.get(EXTRA) is not None:
            kept[EXTRA] = {n: member for n, member in kept[EXTRA].items() if member is not None}
            kept[EXTRA] = kept[EXTRA] or None
        return kept

    def unfolded(self, extra: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the Python values of the own fields that have one in `extra`."""
        if not extra or not self.own:
            return {}
        return {
            name: from_extra(plan.field, extra[name])
            for name, plan in self.own.items()
            if name in extra
        }

    def value(self, name: str, stored: Stored) -> Any:  # noqa: ANN401 - each kind has its own
        """Return the Python value of what the column `name` holds."""
        if stored is None:
            return None
        plan = self.plans.get(name)
        return self.loaded(name, stored) if plan is None else plan.kind.from_stored(stored)

    def loader(self, name: str) -> Callable[[Any], Any]:
        """Return what makes the Python value of what the column `name` holds, if that is any."""
        plan = self.plans.get(name)
        return partial(self.loaded, name) if plan is None else plan.kind.from_stored

    def loaded(self, name: str, stored: Stored) -> Any:  # noqa: ANN401 - each type has its own
        """Return what the mapper would load from the column `name`."""
        load = self._loaders[name]
        return stored if load is None or stored is None else load(stored)

    @cached_property
    def _loaders(self) -> dict[str, Callable[[Any], Any] | None]:
        return {c.name: c.type.result_processor(_DIALECT, None) for c in self.table.columns}

    @cached_property
    def _binders(self) -> dict[str, Callable[[Any], Any] | None]:
        return {c.name: c.type.bind_processor(_DIALECT) for c in self.table.columns}

    def _bind(self, name: str, value: object) -> Stored:
        bind = self._binders[name]
        return cast("Stored", value if bind is None else bind(value))

    def _make_plans(self) -> Iterable[FieldPlan]:
        companions: dict[str, list[tuple[str, Companion[Any]]]] = {}
        for column in self.table.columns:
            if COMPANION_INFO in column.info:
                name, companion = column.info[COMPANION_INFO]
                companions.setdefault(name, []).append((column.name, companion))
        for column in self.table.columns:
            field: Field | None = column.info.get(FIELD_INFO)
            if field is not None:
                default = getattr(column.default, "arg", None)
                kept = tuple(companions.get(field.name, ()))
                yield FieldPlan(field, kind_of(field), kept, default)
        for field in self.entity.fields:
            if field.custom:
                kind = kind_of(field)
                start = None if field.default is None else kind.from_json(field.default)
                yield FieldPlan(field, kind, (), start)


@cache
def shape_of(entity: Entity) -> Shape:
    """Return the shape of an entity's rows."""
    return Shape(entity)
