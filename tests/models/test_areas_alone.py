"""Each area of models works by itself: in a process that imported no other, its rows are saved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.models import AREAS

ROOT = Path(__file__).resolve().parents[2]
ALONE = """
import sys
from datetime import UTC, date, datetime
from importlib import import_module
import sqlalchemy as sa
from sqlalchemy.orm import Session
from desktop.core.fields import FIELD_INFO, Kind
from desktop.core.ids import new_id

area, path = sys.argv[1:]
import_module(f"desktop.models.{area}")
from desktop.models import AREAS
others = [name for name in AREAS if name != area and f"desktop.models.{name}" in sys.modules]
if others:
    sys.exit(f"{area} imports {others}")

from desktop.models.base import Base, Record
from desktop.store.engine import Role
from desktop.store.orm import make_engine
from pathlib import Path

EXAMPLES = {Kind.LINK: new_id, Kind.DATE: date.today, Kind.MOMENT: lambda: datetime.now(UTC),
            Kind.INTEGER: int, Kind.FLAG: bool}
engine = make_engine(Path(path), Role.WORKER, create=True)
Base.metadata.create_all(engine)
made = 0
with Session(engine) as session:
    for mapper in Base.registry.mappers:
        fields = [c.info[FIELD_INFO] for c in mapper.local_table.columns if FIELD_INFO in c.info]
        required = {f.name: EXAMPLES.get(f.kind, lambda: "x")() for f in fields if f.required}
        session.add(mapper.class_(**required))
        session.flush()
        made += 1
    session.commit()
engine.dispose()
print(made)
"""


@pytest.mark.parametrize("area", AREAS)
def test_an_area_imported_alone_saves_each_of_its_classes(area, tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", ALONE, area, str(tmp_path / "alone.sqlite")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) > 0
