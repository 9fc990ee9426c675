"""Which columns of the centre name files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.entities import iter_entities
from desktop.core.fields import Kind

_KINDS: Final = frozenset({Kind.IMAGE, Kind.FILE})


def file_columns() -> str:
    """Return what makes the view of the columns of the centre that name files."""
    named = [f"('{table}', '{column}')" for table, column in _columns()]
    return f"CREATE OR REPLACE VIEW sync.file_column (t, col) AS VALUES {', '.join(named)}"


def file_triggers(table: str) -> Iterator[str]:
    """Yield what notes who writes the name of a file into a row of a table."""
    yield (
        f'CREATE OR REPLACE TRIGGER "file_extra" AFTER INSERT OR UPDATE OF extra ON app."{table}" '
        "FOR EACH ROW WHEN (NEW.extra::text ~ '\"[0-9a-f]{64}') EXECUTE FUNCTION sync.on_extra()"
    )
    for name, column in _columns():
        if name == table:
            yield (
                f'CREATE OR REPLACE TRIGGER "file_{column}" AFTER INSERT OR UPDATE OF "{column}" '
                f'ON app."{table}" FOR EACH ROW WHEN (NEW."{column}" IS NOT NULL) '
                f"EXECUTE FUNCTION sync.on_file('{column}')"
            )


def _columns() -> Iterator[tuple[str, str]]:
    for entity in iter_entities():
        for field in entity.fields:
            if field.kind in _KINDS:
                yield entity.key, field.name
