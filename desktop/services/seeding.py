"""The dictionary rows that every new profile begins with: sources, industries, tags, reasons.

Their ids are those of `desktop.core.shipped`.
"""

from __future__ import annotations

import csv
import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from desktop.core.i18n import language
from desktop.core.resources import resource_path
from desktop.core.shipped import shipped_id
from desktop.models.base import record_class
from desktop.services.commands import BIRTH
from desktop.store.marks import read_mark, write_mark
from desktop.store.work import Store, Work

__all__ = ["seed_dictionaries", "seed_profile", "shipped_id", "shipped_rows"]

_SEEDED: Final = "seeded"  # the mark that says in which language
_LISTS: Final = "seeded_lists"  # the mark that names the dictionaries whose rows were given
_FIRST_LISTS: Final = "industry source tag"  # of profiles that have only the other mark


def seed_profile(store: Store) -> int:
    """Give a profile the shipped rows of the dictionaries it never had; return how many it got.

    Rows and marks are written in one unit of work, so a profile that was killed before has neither
    and gets them at its next opening; one whose owner deleted rows does not get them back. One
    of an older version gets the rows of dictionaries that came since, in its first language.
    """
    first = read_mark(store, _SEEDED)
    given = set((read_mark(store, _LISTS) or (_FIRST_LISTS if first else "")).split())
    missing = {line["entity"] for line in shipped_rows()} - given
    if first is not None and not missing:
        return 0
    with store.work(store.owner(), BIRTH) as work:
        count = seed_dictionaries(work, missing, first or language())
        write_mark(store, _SEEDED, first or language())
        write_mark(store, _LISTS, " ".join(sorted(given | missing)))
    return count


def seed_dictionaries(work: Work, entities: Collection[str], spoken: str) -> int:
    """Insert those of the shipped rows of `entities` that are not there, in a language."""
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in shipped_rows():
        values: dict[str, object] = {
            "id": shipped_id(line["entity"], line["key"]),
            "name": line[spoken],
        }
        if line["colour"]:
            values["colour"] = line["colour"]
        if line.get("points"):
            values["points"] = int(line["points"])
        if line["entity"] in entities:
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
