"""Tables as SQLite makes them: what the mapped classes do not say about themselves.

A record's table there has `rid INTEGER PRIMARY KEY` beside its id, because search documents and
snapshots name rows by integers and VACUUM may renumber implicit ones. The mapper knows only `id`.
"""

from __future__ import annotations

import re
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.compiler import DDLCompiler

from desktop.models.base import Base

RID: Final = "rid"
_OWN_KEY: Final = re.compile(r"(CONSTRAINT \w+ )?PRIMARY KEY \(id\)")

CHANGE = sa.Table(
    "change",
    Base.metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("grp", sa.Integer, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),  # microseconds
    sa.Column("actor", sa.LargeBinary),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("tbl", sa.Text, nullable=False),
    sa.Column("row_id", sa.LargeBinary, nullable=False),
    sa.Column("op", sa.Text, nullable=False),  # I, U or D
    sa.Column("diff", sa.Text, nullable=False),  # {column: [old, new]}
    sa.Column("before", sa.Text),  # of an update: [version, when and by whom changed] before it
    sa.Index("ix_change_row", "row_id", "seq"),
    sa.Index("ix_change_grp", "grp"),
    info={"local": True},
    sqlite_autoincrement=True,
    sqlite_strict=True,
)

# One row: what the capture triggers say of the unit of work that is under way.
WORK_CONTEXT = sa.Table(
    "work_context",
    Base.metadata,
    sa.Column("one", sa.Integer, primary_key=True),
    sa.Column("last_grp", sa.Integer, nullable=False),  # the greatest given so far
    sa.Column("grp", sa.Integer, nullable=False),
    sa.Column("actor", sa.LargeBinary),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("capture", sa.Integer, nullable=False),
    info={"local": True},
    sqlite_strict=True,
)

META = sa.Table(
    "meta",
    Base.metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    info={"local": True},
    sqlite_strict=True,
    sqlite_with_rowid=False,
)


def is_record_table(table: sa.Table) -> bool:
    """Tell whether `table` holds records: an id, rights, and on SQLite a rid."""
    return {"id", "acl_id", "deleted_at"} <= set(table.columns.keys())


@compiles(CreateTable, "sqlite")
def _create_table(create: CreateTable, compiler: DDLCompiler, **options: object) -> str:
    text: str = compiler.visit_create_table(create, **options)  # type: ignore[no-untyped-call]  # theirs
    table = create.element
    if not is_record_table(table) or RID in table.columns:
        return text
    head, _, columns = text.partition("(\n")
    return f"{head}(\n\t{RID} INTEGER PRIMARY KEY, \n{_OWN_KEY.sub('UNIQUE (id)', columns)}"
