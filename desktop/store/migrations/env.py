"""What Alembic runs: it works on the connection and inside the transaction that we give it."""

from __future__ import annotations

from alembic import context

from desktop.models import load_all
from desktop.models.base import Base
from desktop.store import ddl  # noqa: F401 - makes the tables of the store known
from desktop.store.migrations.compared import is_compared, render_type

load_all()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=is_compared,
    render_item=render_type,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
