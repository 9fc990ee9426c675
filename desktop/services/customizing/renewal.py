"""What follows when own fields or words change: everything learns of them, and the next start too.

The window does what it cannot do without, in its store thread: columns, capture, the manifest. The
worker, asked afterwards, makes indexes and search documents.
"""

from __future__ import annotations

from pathlib import Path

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.services.long_work import LongWork, long_work
from desktop.services.manifests import write_manifest
from desktop.store.maintenance import refill_search
from desktop.store.own_fields import adopt
from desktop.store.profile import renew_derived
from desktop.store.work import Store

CUSTOMIZING = ("custom_field", "word")


class Renewal:
    """Listens to a store and renews what is known of own fields and words."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._profile = Profile(folder)

    def on_changes(self, changes: Changes) -> None:
        """Take over changes of own fields or words; other changes are none of its business."""
        if any(changes.touches(entity) for entity in CUSTOMIZING):
            renew(self._store)
            write_manifest(self._profile, program_revision(), self._store.owner())


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
