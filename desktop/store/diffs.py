"""The diffs that capture writes, read: JSON to stored values and back, custom fields one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from typing import Any, Final, cast

from desktop.core.kinds.base import Stored
from desktop.core.kinds.cleaning import json_text
from desktop.models.types import Flag, Id, Json, Key
from desktop.store.capture import BOOKKEEPING, EXTRA, is_captured
from desktop.store.shapes import Shape

_EXTRA_PREFIX: Final = f"{EXTRA}."
_NOT_COMPARED: Final = BOOKKEEPING | {"acl_id", "deleted_at"}
_NOTHING: Final = (None, None)


@cache
def captured_columns(shape: Shape) -> tuple[str, ...]:
    """Return the columns whose values diffs hold."""
    return tuple(column.name for column in shape.table.columns if is_captured(column))


def differing(shape: Shape, row: Mapping[str, Stored], diff: Mapping[str, list[Any]]) -> list[str]:
    """Return the fields of a row that differ from what its insert wrote."""
    foreign = []
    for name, cell in row.items():
        if name in _NOT_COMPARED:
            continue
        if name == EXTRA:
            written = {k: v for k, (_o, v) in diff.items() if k.startswith(_EXTRA_PREFIX)}
            held = {_EXTRA_PREFIX + k: v for k, v in _extra(row).items()}
            foreign += [key for key in written | held if written.get(key) != held.get(key)]
        elif to_json(shape, name, cell) != diff.get(name, _NOTHING)[1]:
            foreign.append(name)
    return foreign


def column_of(name: str) -> str:
    """Return the column that a diff's member is about."""
    return EXTRA if name.startswith(_EXTRA_PREFIX) else name


def present(shape: Shape, row: Mapping[str, Stored], name: str) -> tuple[str, object]:
    """Return the column of a diff's member and what it holds now, as diffs write it."""
    if name.startswith(_EXTRA_PREFIX):
        return EXTRA, _extra(row).get(name.removeprefix(_EXTRA_PREFIX))
    return name, to_json(shape, name, row[name])


def replaced(shape: Shape, row: Mapping[str, Stored], name: str, value: object) -> Stored:
    """Return what the column holds when the diff's member has `value` (as diffs write it)."""
    if not name.startswith(_EXTRA_PREFIX):
        return from_json(shape, name, value)
    extra = {**_extra(row), name.removeprefix(_EXTRA_PREFIX): value}
    kept = {key: cell for key, cell in extra.items() if cell is not None}
    return from_json(shape, EXTRA, kept or None)


def _extra(row: Mapping[str, Stored]) -> dict[str, Any]:
    cell = row.get(EXTRA)
    return json.loads(cell) if isinstance(cell, str) else {}


def to_json(shape: Shape, name: str, cell: Stored) -> object:
    """Return what a diff holds for the stored value of a column."""
    if cell is None:
        return None
    if isinstance(cell, bytes):
        return cell.hex()
    form = _forms(shape).get(name)
    if form is _Form.FLAG:
        return bool(cell)
    return json.loads(str(cell)) if form is _Form.JSON else cell


def from_json(shape: Shape, name: str, value: Any) -> Stored:  # noqa: ANN401 - JSON
    """Return the stored value of what a diff holds for a column."""
    form = _forms(shape).get(name)
    if value is None or form is None:
        return cast("Stored", value)
    if form is _Form.HEX:
        return bytes.fromhex(value)
    return int(value) if form is _Form.FLAG else json_text(value)


class _Form(Enum):
    """How diffs write a column, where it is not as stored."""

    HEX = auto()
    FLAG = auto()
    JSON = auto()


@cache
def _forms(shape: Shape) -> dict[str, _Form]:
    forms: dict[type, _Form] = {Id: _Form.HEX, Key: _Form.HEX, Flag: _Form.FLAG, Json: _Form.JSON}
    return {
        column.name: forms[type(column.type)]
        for column in shape.table.columns
        if type(column.type) in forms
    }
