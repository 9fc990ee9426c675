"""The demo company in front of the camera: made once, moved on to today, copied for each take."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from desktop.core.clock import SystemClock, local_day
from desktop.core.i18n import set_language
from desktop.services.demo.filling import fill_demo
from desktop.services.opening import declare
from desktop.store.engine import Role, connect_reader
from desktop.store.profile import open_profile

ROOT: Final = Path(__file__).resolve().parents[2]
DATABASE: Final = "main.sqlite"
MARK: Final = "made-from.txt"
MAKERS: Final = ("models", "store", "services")  # what decides how the company is stored

# Records with much to show; their order makes the same company give the same pictures.
_SUBJECTS: Final[Mapping[str, str]] = {
    "company": """
        select a.id from account a where a.deleted_at is null and a.party_type = 'company'
        order by (select count(*) from "call" c where c.account_id = a.id)
            + 3 * (select count(*) from contact t where t.account_id = a.id)
            + 5 * (select count(*) from account k where k.parent_id = a.id) desc, a.id limit 1""",
    "second_company": """
        select a.id from account a where a.deleted_at is null and a.party_type = 'company'
        order by (select count(*) from "call" c where c.account_id = a.id) desc, a.id
        limit 1 offset 7""",
    "person": """
        select a.id from account a where a.deleted_at is null and a.party_type = 'person'
        order by (select count(*) from "call" c where c.account_id = a.id) desc, a.id limit 1""",
    "contact": """
        select id from contact where deleted_at is null
        order by length(coalesce(emails, '')) + length(coalesce(phones, '')) desc, id limit 1""",
    "lead": "select id from lead where deleted_at is null order by updated_at desc, id limit 1",
    "target": "select id from target where deleted_at is null order by updated_at desc, id limit 1",
    "call": """
        select id from "call" where deleted_at is null
        order by length(coalesce(subject, '')) desc, id limit 1""",
    "note": """
        select id from note where deleted_at is null
        order by length(coalesce(body, '')) desc, id limit 1""",
}


@dataclass(frozen=True, slots=True)
class Subjects:
    """The records that are photographed."""

    company: UUID
    second_company: UUID
    person: UUID
    contact: UUID
    lead: UUID
    target: UUID
    call: UUID
    note: UUID


def make_company(folder: Path) -> None:
    """Make the small demo company in `folder`, or move one that is there on to today."""
    made_from = _digest()
    mark = folder / MARK
    if not mark.exists() or mark.read_text("utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    set_language("vi")
    declare()
    clock = SystemClock()
    with closing(open_profile(folder, clock, Role.WORKER)) as store:
        fill_demo(store, local_day(clock.now()))
    mark.write_text(made_from, encoding="utf-8")


def copy_company(folder: Path, target: Path) -> Path:
    """Copy it, without what an earlier window left, so that a take begins as every other."""
    shutil.rmtree(target, ignore_errors=True)
    left_over = shutil.ignore_patterns(
        "ui.json", "settings.json", "drafts.sqlite*", "logs", "*.lock"
    )
    return Path(shutil.copytree(folder, target, ignore=left_over))


def find_subjects(folder: Path) -> Subjects:
    """Return the records with the most to show."""
    with closing(connect_reader(folder / DATABASE)) as connection:
        found = {
            name: UUID(bytes=connection.execute(query).fetchone()[0])
            for name, query in _SUBJECTS.items()
        }
    return Subjects(**found)


def _digest() -> str:
    digest = hashlib.sha256()
    for part in MAKERS:
        for path in sorted((ROOT / "desktop" / part).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
