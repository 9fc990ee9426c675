"""Filters and rights as SQL: the one place where they become WHERE, for lists, counts and search.

The text speaks of the entity's table under the alias `t`. It is built from declared names; values
are parameters, so its shape repeats and the driver keeps the compiled statement.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field, replace
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.i18n import N_, _
from desktop.core.permissions import Level, Member, Parents
from desktop.core.quick_dataclass import dataclass
from desktop.store.operators import UNFIT, holds
from desktop.store.sql import TRUE, Sql, all_of, any_of, column, negated, quoted
from desktop.store.targets import Target

ALIAS: Final = "t"
UNKNOWN_FIELD: Final = N_("The filter names a field that does not exist: {field}")

# What each negative operator is the negation of; it holds of an empty field too.
_NEGATIVE: Final = {
    Op.DIFFERS: Op.EQUALS,
    Op.LACKS: Op.CONTAINS,
    Op.NONE_OF: Op.ANY_OF,
    Op.EMPTY: Op.FILLED,
}
_OF_A_TITLE: Final = (Op.CONTAINS, Op.STARTS)  # asked of a link, they are about its record's title


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows the person may act on.

    Alone, the owner may do all. Joined to a server, everything present may be seen, and the rest is
    decided by `my_acl`, which the server computes; a row without `acl_id` is one's own. One of
    several people at one profile reads through `store.row_rights`, whose tables hold no other rows.
    """

    level: Level = Level.VIEW
    joined: bool = False
    member: Member | None = None
    parents: Parents = field(default_factory=dict)  # of units

    def condition(self, alias: str = ALIAS) -> Sql:
        """Return what holds of the rows in scope."""
        if self.member is not None:  # a search document tells nothing of its row: it is asked for
            return Sql(f"{alias}.rid IS NOT NULL")
        if not self.joined or self.level <= Level.VIEW:
            return TRUE
        acl = f"{alias}.acl_id"
        return Sql(
            f"({acl} IS NULL OR {acl} IN (SELECT acl_id FROM my_acl WHERE level >= ?))",
            (int(self.level),),
        )


EVERYBODY: Final = Scope()


def where(
    entity: Entity, filter_: Filter, scope: Scope, today: dt.date, *, in_bin: bool = False
) -> Sql:
    """Return the WHERE of the rows that fulfil a filter, living ones or those in the bin.

    Raises:
        InvalidValueError: the filter names no field, or asks what its kind cannot answer.
    """
    return all_of(
        [
            present(in_bin=in_bin),
            scope.condition(),
            *parts_of(entity, filter_, today, in_bin=in_bin),
        ]
    )


def present(*, in_bin: bool, alias: str = ALIAS) -> Sql:
    """Return what holds of living rows, or of those in the bin, as the list indexes say it."""
    return Sql(f"{alias}.deleted_at IS {'NOT ' if in_bin else ''}NULL")


def parts_of(entity: Entity, filter_: Filter, today: dt.date, *, in_bin: bool = False) -> list[Sql]:
    """Return the conditions that must all hold; none for a filter that lets everything pass."""
    compiler = _Compiler(today, in_bin)
    if filter_.any_of or filter_.negated:
        made = compiler.group(entity, filter_)
        return [] if made == TRUE else [made]
    return [made for item in filter_.items if (made := compiler.item(entity, item)) != TRUE]


@dataclass(frozen=True, slots=True)
class _Compiler:
    today: dt.date
    in_bin: bool

    def item(self, entity: Entity, item: Condition | Group) -> Sql:
        if isinstance(item, Group):
            return self.group(entity, item)
        return self.condition(entity, item, ALIAS)

    def group(self, entity: Entity, group: Group) -> Sql:
        parts = [self.item(entity, item) for item in group.items]
        if not parts:
            return negated(TRUE) if group.negated else TRUE
        # Every member speaks once even where it lets everything pass: "anything OR x" is anything.
        made = any_of(parts) if group.any_of else all_of(parts)
        return negated(made) if group.negated else made

    def condition(self, entity: Entity, condition: Condition, alias: str) -> Sql:
        condition = _about_empty(condition)
        if condition.op is Op.EMPTY and "." not in condition.field:
            _known(entity, condition.field)
            return Sql(f"{column(alias, condition.field)} IS NULL")
        positive = _NEGATIVE.get(condition.op)
        if positive is not None:
            return negated(self.condition(entity, replace(condition, op=positive), alias))
        return self._positive(entity, condition, alias)

    def _positive(self, entity: Entity, condition: Condition, alias: str) -> Sql:
        name, _dot, rest = condition.field.partition(".")
        field = _known(entity, name).field(name)
        if field.kind is Kind.LINK and not rest and condition.op in _OF_A_TITLE:
            rest = get_entity(field.target).title
        if not rest:
            living = alias == ALIAS and not self.in_bin
            target = Target(entity, field, alias, self.today, has_documents=living)
            return holds(target, condition.op, condition.value)
        if field.kind is not Kind.LINK:
            raise InvalidValueError(_(UNFIT).format(field=_(field.label)), field=name)
        linked = get_entity(field.target)
        inner = self.condition(linked, replace(condition, field=rest), f"{alias}x")
        return (
            f"EXISTS (SELECT 1 FROM {quoted(linked.key)} {alias}x"
            f" WHERE {alias}x.id = {column(alias, name)} AND " + inner + ")"
        )


def _about_empty(condition: Condition) -> Condition:
    """Return "equals nothing" as "is empty", "differs from nothing" as "is filled"."""
    if condition.value is None and condition.op in {Op.EQUALS, Op.DIFFERS}:
        op = Op.EMPTY if condition.op is Op.EQUALS else Op.FILLED
        return replace(condition, op=op)
    return condition


def _known(entity: Entity, name: str) -> Entity:
    """Return `entity`; raise InvalidValueError if it has no field `name`."""
    if name not in entity.by_name:
        raise InvalidValueError(_(UNKNOWN_FIELD).format(field=name), field=name)
    return entity
