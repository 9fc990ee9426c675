"""Capture: the triggers that write down what every statement did to a record, in its own commit.

A change's diff is {column: [old, new]} in JSON: ids as hex, flags as true and false, JSON columns
as JSON, everything else as it is stored. Custom fields stand one by one as "extra.<key>".
Columns that follow from others (sort keys, parts, computed fields) are left out, as they are made
anew from those; so are version and times, which the change itself tells, except of a row deleted
for good, which must be able to come back whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.fields import FIELD_INFO, Kind
from desktop.models.base import COMPANION_INFO, FOLLOWED_INFO
from desktop.models.types import Flag, Id, Json, Key
from desktop.store.ddl import RID

EXTRA: Final = "extra"
BOOKKEEPING: Final = frozenset({"ver", "created_at", "created_by", "updated_at", "updated_by"})
# What an update does to a row beside its values: a centre is told which version was changed.
_BEFORE: Final = "json_array(OLD.ver, OLD.updated_at, nullif(lower(hex(OLD.updated_by)), ''))"
OPERATIONS: Final = {"I": "INSERT", "U": "UPDATE", "D": "DELETE"}


def trigger_name(table: str, operation: str) -> str:
    """Return the name of the trigger that captures `operation` (I, U or D) on `table`."""
    return f"capture_{table}_{operation.lower()}"


def trigger_statements(table: sa.Table) -> Iterator[tuple[str, str]]:
    """Yield name and CREATE statement of the three triggers of a record's table."""
    columns = [column for column in table.columns if is_captured(column)]
    for operation, event in OPERATIONS.items():
        name = trigger_name(table.name, operation)
        yield name, _statement(name, table.name, event, _diff(columns, operation))


def insertions_statement(table: sa.Table) -> str:
    """Return SQL that notes each row as inserted; it asks for group, time, actor and command."""
    diff = _diff([column for column in table.columns if is_captured(column)], "I")
    return (
        "INSERT INTO change(grp, at, actor, command, tbl, row_id, op, diff) "
        f"SELECT ?, ?, ?, ?, '{table.name}', NEW.id, 'I', '{{' || substr({diff}, 2) || '}}' "
        f'FROM "{table.name}" AS NEW'
    )


def is_captured(column: sa.Column[Any]) -> bool:
    """Tell whether diffs hold `column`: its value is not derived from others."""
    if column.name == "id" or not {COMPANION_INFO, FOLLOWED_INFO}.isdisjoint(column.info):
        return False
    field = column.info.get(FIELD_INFO)
    return field is None or field.kind is not Kind.COMPUTED


def _statement(name: str, table: str, event: str, diff: str) -> str:
    side = "OLD" if event == "DELETE" else "NEW"
    before = _BEFORE if event == "UPDATE" else "NULL"
    return (
        f"CREATE TRIGGER {name} AFTER {event} ON {table}\n"
        "WHEN (SELECT capture FROM work_context)\n"
        "BEGIN\n"
        "INSERT INTO change(grp, at, actor, command, tbl, row_id, op, diff, before)\n"
        f"SELECT grp, at, actor, command, '{table}', {side}.id, '{event[0]}', diff, {before}\n"
        f"FROM work_context, (SELECT '{{' || substr({diff}, 2) || '}}' AS diff)\n"
        + ("WHERE diff <> '{}';\n" if event == "UPDATE" else ";\n")
        + "END"
    )


def _diff(columns: list[sa.Column[Any]], operation: str) -> str:
    """Return SQL for the members of the diff, each with a comma before it, '' for none."""
    kept = columns if operation == "D" else [c for c in columns if c.name not in BOOKKEEPING]
    members = [_member(column, operation) for column in kept]
    if operation == "D":  # the number of the row's search document, which nothing else tells now
        members.append(f"',\"{RID}\":' || json_array(OLD.{RID}, NULL)\n")
    return f"concat({', '.join(members)})"


def _member(column: sa.Column[Any], operation: str) -> str:
    name = column.name
    if name == EXTRA:
        return _extra_members(operation)
    old, new = f'OLD."{name}"', f'NEW."{name}"'
    if operation == "U":
        condition = f"{old} IS NOT {new} COLLATE BINARY"
    else:
        condition = f"{new if operation == 'I' else old} IS NOT NULL"
    before = "NULL" if operation == "I" else _as_json(column, old)
    after = "NULL" if operation == "D" else _as_json(column, new)
    return f"CASE WHEN {condition} THEN ',\"{name}\":' || json_array({before}, {after}) END\n"


def _as_json(column: sa.Column[Any], value: str) -> str:
    if isinstance(column.type, Id | Key):  # JSON holds no BLOB; hex(NULL) is '', not NULL
        return f"nullif(lower(hex({value})), '')"
    if isinstance(column.type, Flag):
        return f"json(CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    if isinstance(column.type, Json):
        return f"json({value})"
    return value


def _extra_members(operation: str) -> str:
    """Return SQL for the custom fields that differ, one member each."""
    key = "json_quote('extra.' || {key}) || ':'"
    if operation == "U":
        path = "coalesce(o.fullkey, n.fullkey)"
        return (
            "CASE WHEN OLD.extra IS NOT NEW.extra COLLATE BINARY THEN (SELECT group_concat("
            f"',' || {key.format(key='coalesce(o.key, n.key)')} || "
            f"json_array(json(OLD.extra -> {path}), json(NEW.extra -> {path})), '') "
            "FROM json_each(OLD.extra) o FULL JOIN json_each(NEW.extra) n ON o.key = n.key "
            "WHERE o.value IS NOT n.value OR o.type IS NOT n.type) END\n"
        )
    side = "NEW" if operation == "I" else "OLD"
    value = f"json({side}.extra -> fullkey)"
    pair = f"NULL, {value}" if operation == "I" else f"{value}, NULL"
    return (
        f"(SELECT group_concat(',' || {key.format(key='key')} || json_array({pair}), '') "
        f"FROM json_each({side}.extra))\n"
    )
