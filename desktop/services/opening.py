"""Opening a profile for writing: store, owner, commands and drafts, for window and worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.core.changes import Changes
from desktop.core.clock import SystemClock
from desktop.core.manifest import Manifest
from desktop.core.paths import Profile
from desktop.core.permissions import Actor
from desktop.core.ports import Reads
from desktop.models import load_all
from desktop.services import manifests
from desktop.services.blob_access import ProfileBlobs
from desktop.services.commands import LocalCommands, load_commands
from desktop.services.customizing.renewal import Renewal
from desktop.services.demo.mark import is_demo
from desktop.services.imports.runs import stop_stale_runs
from desktop.services.long_work import LongWork, Report
from desktop.services.seeding import seed_profile
from desktop.store.conditions import EVERYBODY, Scope
from desktop.store.drafts import LocalDrafts
from desktop.store.engine import Role
from desktop.store.mirror.rights import actor_of
from desktop.store.profile import open_profile
from desktop.store.reads import LocalReads
from desktop.store.row_rights import scope_of
from desktop.store.work import Store


@dataclass(frozen=True, slots=True)
class OpenProfile:
    """A profile that can be written."""

    store: Store
    actor: Actor
    commands: LocalCommands
    drafts: LocalDrafts
    blobs: ProfileBlobs

    @property
    def is_demo(self) -> bool:
        """Whether it holds the demo company, which its window's title says."""
        return is_demo(self.store)

    def close(self) -> None:
        """Close both databases."""
        self.drafts.close()
        self.store.close()


def open_for_window(folder: Path, owner_name: str = "", key: bytes | None = None) -> OpenProfile:
    """Open (or make) a profile for the window's store thread, ready for a quick first save."""
    declare()
    store = open_profile(folder, SystemClock(), Role.WINDOW, key, owner_name=owner_name)
    store.listen(Renewal(store, folder).on_changes)
    seed_profile(store)
    store.warm_up()
    actor = actor_of(store)
    commands = LocalCommands(store, actor)
    drafts, blobs = LocalDrafts(folder, key), ProfileBlobs(folder, key)
    return OpenProfile(store, actor, commands, drafts, blobs)


@contextmanager
def open_for_worker(
    folder: Path, announce: Callable[[Changes], None], key: bytes | None = None
) -> Iterator[Callable[[Report], LongWork]]:
    """Open a profile for the worker; yield what makes the surroundings of each request."""
    declare()
    clock = SystemClock()
    with closing(open_profile(folder, clock, Role.WORKER, key)) as store:
        actor = actor_of(store)
        stop_stale_runs(store, actor)
        store.listen(Renewal(store, folder).on_changes)  # a pull may bring own fields
        store.listen(announce)

        def reads() -> Reads:
            return LocalReads(store.path, clock, key, _scope(store, actor))

        def surround(report: Report) -> LongWork:
            return LongWork(store, actor, reads, folder, report)

        yield surround


def _scope(store: Store, actor: Actor) -> Scope:
    """Return whose rows an actor may read; the lone owner reads all of them."""
    if actor.member is None:
        return EVERYBODY
    with store.reading() as connection:
        return scope_of(connection, actor.member)


def declare() -> None:
    """Register every entity and command; harmless when done before."""
    load_all()
    load_commands()


def write_manifest(
    profile: Profile, revision: str, owner: Actor, key: bytes | None = None
) -> Manifest:
    """Write what the window reads at its next start, and return it."""
    declare()
    return manifests.write_manifest(profile, revision, owner, key)
