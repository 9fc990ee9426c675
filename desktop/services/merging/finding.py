"""Finding the duplicates of a whole list: long work, as it looks at every record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import closing
from typing import Final

from desktop.core.duplicate_groups import FoundGroups, Group, grouped, groups_to_json
from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.filters import EVERYTHING, Json
from desktop.core.i18n import _
from desktop.core.pages import ListQuery
from desktop.core.queries import query_from_json
from desktop.services.long_work import LongWork, long_work
from desktop.services.steps import without_collection
from desktop.store.duplicate_groups import find_alike
from desktop.store.duplicates import hits_of
from desktop.store.reader import Reader

SHOWN: Final = 300  # groups; who has merged so many searches again
_LIST: Final = 1
_IDS_AT_ONCE: Final = 20_000


@long_work("duplicates.find")
def find_groups(work: LongWork, query: Mapping[str, Json]) -> Json:
    """Return groups of records of a list that may mean the same, as `groups_to_json` writes them.

    At least one of each group is in the list; nothing is written.

    Raises:
        NotAllowedError: the person may not merge.
        CancelledError: the person cancelled.
    """
    wanted = query_from_json(query)
    entity = get_entity(wanted.entity)
    if not work.actor.may(f"{entity.key}.merge"):
        raise NotAllowedError(_("You lack the right to do this."))
    inside = None if _is_whole(wanted) else _ids_of(work, wanted)

    def progress(done: int, of: int) -> None:
        work.report(done, of)

    with (
        closing(Reader(work.store.path, work.store.key)) as reader,
        reader.question(),
        without_collection(),
    ):
        alike = [
            pair
            for pair in find_alike(reader, entity, progress)
            if inside is None or pair[0] in inside or pair[1] in inside
        ]
        groups = grouped(alike)
        found = [
            Group(tuple(hits_of(reader, entity, ids)), likeness) for ids, likeness in groups[:SHOWN]
        ]
    return groups_to_json(FoundGroups(tuple(found), len(groups)))


def _is_whole(query: ListQuery) -> bool:
    return query.filter == EVERYTHING and not query.search.strip()


def _ids_of(work: LongWork, query: ListQuery) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    with closing(work.reads()) as reads:
        total = reads.snapshot(_LIST, query).total
        for first in range(0, total, _IDS_AT_ONCE):
            work.report(0, total)
            found.update(reads.ids_between(_LIST, first, min(total, first + _IDS_AT_ONCE) - 1))
    return found
