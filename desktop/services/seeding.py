"""The dictionary rows that every new profile begins with: sources, industries, tags.

Their ids are UUIDv5 of entity and key, so two profiles that later join one server meet in the same
rows.
"""

from __future__ import annotations

import csv
import uuid
from collections import defaultdict
from typing import Final

import sqlalchemy as sa

from desktop.core.i18n import language
from desktop.core.resources import resource_path
from desktop.models.base import record_class
from desktop.services.commands import BIRTH
from desktop.store.marks import read_mark, write_mark
from desktop.store.work import Store, Work

NAMESPACE: Final = uuid.UUID("8f6a2d5e-3b0c-5c53-9d0b-6a1f0e7c4b21")
_SEEDED: Final = "seeded"  # the mark that says in which language


def shipped_id(entity: str, key: str) -> uuid.UUID:
    """Return the id that the shipped row `key` of a dictionary has in every profile."""
    return uuid.uuid5(NAMESPACE, f"{entity}/{key}")


def seed_profile(store: Store) -> int:
    """Give a profile the shipped rows if it never had them; return how many it got.

    Rows and mark are written in one unit of work, so a profile that was killed before has neither
    and gets them at its next opening; one whose owner deleted rows does not get them back.
    """
    if read_mark(store, _SEEDED) is not None:
        return 0
    with store.work(store.owner(), BIRTH) as work:
        count = seed_dictionaries(work)
        write_mark(store, _SEEDED, language())
    return count


def seed_dictionaries(work: Work) -> int:
    """Insert those of the shipped rows that are not there, in the language in use."""
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in shipped_rows():
        values: dict[str, object] = {
            "id": shipped_id(line["entity"], line["key"]),
            "name": line[language()],
        }
        if line["colour"]:
            values["colour"] = line["colour"]
        rows[line["entity"]].append(values)
    return sum(len(_insert_missing(work, *found)) for found in rows.items())


def shipped_rows() -> list[dict[str, str]]:
    """Return the lines of the shipped file, by its heads."""
    with resource_path("seed_data", "dictionaries.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _insert_missing(work: Work, entity: str, rows: list[dict[str, object]]) -> list[uuid.UUID]:
    record = record_class(entity)
    wanted = sa.select(record.id).where(record.id.in_([row["id"] for row in rows]))
    present = set(work.session.scalars(wanted))
    return work.bulk_insert(entity, [row for row in rows if row["id"] not in present])
