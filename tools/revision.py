"""Writes the next migration from what the mapped classes declare and the last one lacks.

    python -m tools.revision "Add the birthday of a contact"

With --first the history begins anew: one revision that makes everything. Only before a release.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config

from desktop.models import load_all
from desktop.store.engine import Role
from desktop.store.migrations.run import MIGRATIONS, alembic_config
from desktop.store.orm import make_engine

VERSIONS = MIGRATIONS / "versions"
RUFF = Path(sys.executable).parent / "ruff"


def main() -> None:
    """Write the revision and raise HEAD to it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("message", help="what changes, as a sentence without its full stop")
    parser.add_argument("--first", action="store_true", help="throw the history away")
    told = parser.parse_args()
    load_all()
    if told.first:
        for old in VERSIONS.glob("*.py"):
            old.unlink()
    number = len(list(VERSIONS.glob("*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "main.sqlite")
        _with_history(path, lambda config: _write(config, told.message, f"{number:04}"))
    head = MIGRATIONS / "__init__.py"
    text = re.sub(r"HEAD: Final = \d+", f"HEAD: Final = {number}", head.read_text("utf-8"))
    head.write_text(text, "utf-8")
    subprocess.run([RUFF, "check", "--fix", "--quiet", VERSIONS], check=True)
    subprocess.run([RUFF, "format", "--quiet", VERSIONS], check=True)
    if told.first:
        _shorten(next(VERSIONS.glob("0001_*.py")))
        subprocess.run([RUFF, "format", "--quiet", VERSIONS], check=True)


def _write(config: Config, message: str, number: str) -> None:
    if number != "0001":
        command.upgrade(config, "head")
    slug = re.sub(r"\W+", "_", message.lower())[:40].strip("_")
    config.set_main_option("file_template", f"{number}_{slug}")
    command.revision(config, message, autogenerate=True, rev_id=number)


def _shorten(path: Path) -> None:
    """Say what all records have once: a first revision of a hundred entities stays readable."""
    text = path.read_text("utf-8")
    own_first, own_last = 'sa.Column("id", types.Id(), nullable=False),', 'sa.Column("owner_id"'
    tables = re.findall(r"    op\.create_table\(\n.*?\n    \)\n", text, re.DOTALL)
    common = ""
    for table in tables:
        if own_first not in table or own_last not in table:
            continue
        head, _, rest = table.partition(own_first)
        own, _, common = rest.partition(own_last)
        text = text.replace(table, f"{head.replace('op.create_table', '_create_records')}{own})\n")
    columns, _, _ = common.partition("sa.PrimaryKeyConstraint")
    text = text.replace("import sqlalchemy", "from typing import Any\n\nimport sqlalchemy", 1)
    path.write_text(text + _RECORDS.format(columns=own_last + columns, id=own_first), "utf-8")


_RECORDS = """

def _create_records(table: str, *own: sa.Column[Any]) -> None:
    op.create_table(
        table,
        {id}
        *own,
        {columns}
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{{table}}")),
        sqlite_strict=True,
    )
"""


def _with_history(path: Path, write: Callable[[Config], None]) -> None:
    engine = make_engine(path, Role.WORKER, create=True)
    try:
        with engine.connect() as connection, connection.begin():
            write(alembic_config(connection, VERSIONS))
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()
