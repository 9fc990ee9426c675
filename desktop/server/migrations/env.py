"""What Alembic runs: it works on the connection and inside the transaction that we give it."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    version_table_schema="sync",
)
with context.begin_transaction():
    context.run_migrations()
