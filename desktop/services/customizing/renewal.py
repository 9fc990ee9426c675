"""What follows when own fields or words change: everything learns of them, and the next start too.

The window does what it cannot do without, in its store thread: columns, capture, the manifest. The
worker, asked afterwards, makes indexes and search documents.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop.core.changes import Changes
from desktop.core.errors import RecordGoneError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.services.long_work import LongWork, long_work
from desktop.services.manifests import write_manifest
from desktop.store.capture import EXTRA
from desktop.store.maintenance import refill_search
from desktop.store.own_fields import adopt, read_holders
from desktop.store.profile import renew_derived
from desktop.store.work import Store, Work

CUSTOMIZING: Final = ("custom_field", "word")
PURGE: Final = "custom_field.purge"


class Renewal:
    """Listens to a store and renews what is known of own fields and words."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._profile = Profile(folder)

    def on_changes(self, changes: Changes) -> None:
        """Take over changes of own fields or words; other changes are none of its business."""
        if any(changes.touches(entity) for entity in CUSTOMIZING):
            renew(self._store)
            store = self._store
            write_manifest(self._profile, program_revision(), store.owner(), store.key)


def renew(store: Store) -> None:
    """Let everything in this process know the own fields and words of the profile."""
    with store.reading() as connection:
        adopt(connection)
    renew_derived(store)


@long_work("customizing.renew")
def renew_in_worker(work: LongWork) -> Json:
    """Learn of own fields and words, make their indexes and search documents; return how many."""
    renew(work.store)
    return refill_search(work.store, work.report)


@long_work("customizing.purge")
def purge_field(work: LongWork, id: str) -> Json:  # noqa: A002 - the field's name
    """Delete an own field that is in the bin for good, with its values; return how many had one."""
    field_id = uuid.UUID(id)
    with work.store.reading() as connection:
        query = "SELECT entity, name FROM custom_field WHERE id = ? AND deleted_at IS NOT NULL"
        found = connection.execute(query, (field_id.bytes,)).fetchone()
        holders = [] if found is None else read_holders(connection, *found)
    if found is None:
        raise RecordGoneError(_("The record was deleted for good."))
    entity, name = found
    gone = {EXTRA: {name: None}}

    def empty(unit: Work, piece: Sequence[uuid.UUID]) -> int:
        unit.require(PURGE)
        return unit.bulk_change(entity, [(one, gone) for one in piece])

    work.store.in_batches(work.actor, PURGE, holders, empty)
    with work.store.work(work.actor, PURGE) as unit:
        unit.require(PURGE)
        unit.purge("custom_field", [field_id])
    renew(work.store)
    return len(holders)
