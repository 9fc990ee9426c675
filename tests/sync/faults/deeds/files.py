"""What people do with files: attach, send, fetch, make room."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desktop.store.blob_cache import make_room
from desktop.store.blobs import FOLDER, Blobs
from desktop.store.mirror.files import evictable_files
from tests.sync.desk import Desk
from tests.sync.faults import files
from tests.sync.faults.crashes import CrashError

if TYPE_CHECKING:
    from tests.sync.faults.world import World

CHUNK = 1024 * 1024
SIZES = (0, 5, 3_000, CHUNK, CHUNK + 7)
LONG_AGO = 1_000_000_000  # seconds since 1970


def attach(world: World, desk: Desk) -> None:
    """Hang a file on a customer, perhaps one that hangs on another; the program may stop before."""
    ids = world.ids(desk)
    if not ids:
        return
    blobs = Blobs(desk.folder)
    here = [digest for _row, digest in files.attached(desk) if blobs.has(digest)]
    if here and world.random.random() < 0.2:
        digest = world.random.choice(here)
    else:
        digest = blobs.put(world.random.randbytes(world.random.choice(SIZES)))
    if world.random.random() < 0.05:
        world.counts["stopped before the attachment"] += 1
        world.reopen(desk)
        return
    world.counts["files attached"] += 1
    world.day.has_files = True
    account = world.random.choice(ids)
    desk.make("attachment", name="a.pdf", blob=digest, account_id=account, size=1)
    world.fetched[desk].discard(digest)  # it is their own from now on


def exchange(world: World, desk: Desk) -> None:
    """Send and delete what is due, as well as it goes."""
    if world.day.has_files:
        world.counts["exchanges of files"] += 1
        try:
            files.exchange(desk, world.random)
        except CrashError:
            world.counts["crashes"] += 1
            world.reopen(desk)


def fetch(world: World, desk: Desk) -> None:
    """Look at an attachment, whose file may have to be fetched."""
    there = files.attached(desk)
    if there:
        row_id, digest = world.random.choice(there)
        had = Blobs(desk.folder).has(digest)
        try:
            files.fetch(desk, world.random, row_id)
        except CrashError:
            world.counts["crashes"] += 1
            world.reopen(desk)
            return
        world.counts["files looked at"] += 1
        if not had:
            world.fetched[desk].add(digest)
        if not Blobs(desk.folder).is_whole(digest):
            world.violations.append("a file came that is not what its hash says")


def give_room(world: World, desk: Desk) -> None:
    """Let files that the centre has go, as there is little room."""
    for path in (desk.folder / FOLDER).glob("*/*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    with desk.store.reading() as connection:
        may_go = evictable_files(connection)
    world.counts["files that made room"] += len(may_go)
    make_room(desk.folder, may_go, 1)
