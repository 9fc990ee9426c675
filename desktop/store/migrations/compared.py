"""What Alembic sees of the tables when it compares them with the declarations."""

from __future__ import annotations

from typing import Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy.schema import SchemaItem

from desktop.models import types
from desktop.store.dav import TABLES as DAV_TABLES
from desktop.store.ddl import RID
from desktop.store.derived import LOOKUP_INDEX, SEARCH_TABLES, is_derived_name
from desktop.store.diary.tables import TABLES as DIARY_TABLES


def is_compared(
    _item: SchemaItem,
    name: str | None,
    kind: str,
    reflected: bool,
    _counterpart: SchemaItem | None,
) -> bool:
    """Tell whether Alembic is responsible for this table, column, index or constraint."""
    if not reflected or name is None:
        return True
    if kind == "table":
        is_ours = name in DIARY_TABLES or name in DAV_TABLES
        return name.split("_", 1)[0] not in SEARCH_TABLES and not is_ours
    if kind == "index":
        return not is_derived_name(name) and name != LOOKUP_INDEX[0]
    return not (kind == "column" and name == RID)


def render_type(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types by their names in `desktop.models.types`."""
    if kind == "type" and type(item).__module__ == types.__name__:
        autogen.imports.add("from desktop.models import types")
        return f"types.{type(item).__name__}()"
    return False
