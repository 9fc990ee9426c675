"""One folder brought up to date: what is gone, what changed, what is new, what is older.

The cursor of a folder says what is stored, never more: it is written with the rows or after them,
so whatever is cut off is done again and finds what it stored. MODSEQ is raised last.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop.mail.backend import Arrived, Cursor, MailBackend, Opened, Outline
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.prepared import Prepared
from desktop.mail.boxes.preparing import prepare
from desktop.mail.imap.uid_sets import LARGEST, among, ranges_of

FIRST_SLICE: Final = 750  # messages that come before any other folder is looked at
SLICE: Final = 500
ALL_FLAGS: Final = 2000  # messages of a server that counts no changes: all are looked at
SOME_FLAGS: Final = 500  # the newest of more
_GUARD_SHARE: Final = 5  # a fifth of a folder that vanishes at once is not believed unasked
_GUARD_COUNT: Final = 50
MATCHING: Final = "matching"  # state of a folder whose messages got new UIDs
log = logging.getLogger(__name__)
Told = Callable[[int], None]  # so many messages more are stored; may raise to stop


@dataclass(frozen=True, slots=True)
class Place:
    """A folder on both sides."""

    id: int
    path: str


def nothing_told(_count: int) -> None:
    """Tell nobody."""


class Cycle:
    """Brings folders of one account up to date, over one connection."""

    def __init__(self, box: Mailbox, server: MailBackend, told: Told = nothing_told) -> None:
        self._box = box
        self._server = server
        self._told = told

    def run(self, place: Place, state: str = "", *, is_deep: bool = False) -> bool:
        """Bring a folder up to date as far as it was pulled; tell whether older messages remain.

        Args:
            place: the folder.
            state: what the server said of it before, kept to see whether anything changed.
            is_deep: look at every message of a server that counts no changes.

        Raises:
            LostError: what is stored until then stays.
            RefusedError: the folder cannot be opened.
        """
        before = self._box.cursor(place.id)
        opened = self._server.open(place.path, before if before.uidnext else None)
        if not opened.uidnext:
            opened = replace(opened, uidnext=self._next_uid(place))
        if before.uidvalidity and opened.uidvalidity != before.uidvalidity:
            log.info("a folder was numbered anew")
            self._box.renumber(place.id, opened.uidvalidity)
            self._box.set_cursor(place.id, Cursor(opened.uidvalidity), MATCHING)
            before = Cursor()
        if not before.uidnext:
            before = Cursor(opened.uidvalidity, opened.uidnext, opened.modseq, opened.uidnext)
            if not opened.exists:
                before = replace(before, lowest=1)
            self._box.set_cursor(place.id, before)
        else:
            self._changes(place, before, opened, is_deep=is_deep)
            before = self._news(place, before, opened)
        is_matching = self._box.folder_state(place.id) == MATCHING
        self._box.set_cursor(place.id, before, None if is_matching else state)
        if before.lowest == 1:
            self._end(place, state)
        return before.lowest != 1

    def _next_uid(self, place: Place) -> int:
        """Return the next UID of a server that does not say it when a folder is opened."""
        said = self._server.uidnext(place.path)[1]
        return said or max((one.stop for one in self._server.uids(1, LARGEST)), default=1)

    def _end(self, place: Place, state: str) -> None:
        """Take leave of what was thought to be in a folder and is not in the whole of it."""
        self._box.drop_unmatched(place.id)
        if self._box.folder_state(place.id) == MATCHING:
            self._box.set_cursor(place.id, self._box.cursor(place.id), state)

    def _changes(self, place: Place, before: Cursor, opened: Opened, *, is_deep: bool) -> None:
        known = self._box.uids(place.id)
        flags = dict(opened.flags)
        vanished: list[int] = []
        if opened.knows_vanished:
            vanished = among(opened.vanished, known)
        looks_at_all = is_deep or len(known) <= ALL_FLAGS
        if not opened.knows_flags and known:
            wanted = known if looks_at_all else known[-SOME_FLAGS:]
            flags = dict(self._server.flags(ranges_of(wanted)))
            vanished = [uid for uid in wanted if uid not in flags]
        is_counted = opened.knows_vanished or (not opened.knows_flags and looks_at_all)
        if not is_counted and known:
            vanished = self._missing(known, before)
        if _is_doubtful(vanished, len(known)) or (opened.knows_vanished and vanished):
            vanished = self._really_gone(vanished)
        if flags:
            self._box.set_flags(place.id, flags)
        if vanished:
            self._box.unlink(place.id, vanished)

    def _missing(self, known: Sequence[int], before: Cursor) -> list[int]:
        there = self._server.uids(max(before.lowest, 1), before.uidnext - 1)
        present = set(among(there, known))
        return [uid for uid in known if uid not in present]

    def _really_gone(self, vanished: Sequence[int]) -> list[int]:
        """Ask again: a broken server may say of what is there that it vanished."""
        present = set(among(self._server.uids(min(vanished), max(vanished)), vanished))
        if present:
            log.warning("a server said of %d messages that they were gone", len(present))
        return [uid for uid in vanished if uid not in present]

    def _news(self, place: Place, before: Cursor, opened: Opened) -> Cursor:
        cursor = before
        if opened.uidnext > before.uidnext:
            new = [range(before.uidnext, opened.uidnext)]
            for outlines in self._server.outlines(new):
                self._take(place, outlines)
                if outlines:
                    cursor = replace(cursor, uidnext=outlines[-1].uid + 1)
                    self._box.set_cursor(place.id, cursor)
        return replace(cursor, uidnext=opened.uidnext, modseq=opened.modseq)

    def backfill(self, place: Place, state: str = "", limit: int = SLICE) -> bool:
        """Pull the next older messages, the newest of them first; tell whether more remain."""
        cursor = self._box.cursor(place.id)
        if cursor.lowest == 1 or not cursor.uidnext:
            return False
        opened = self._server.open(place.path)
        if opened.uidvalidity != cursor.uidvalidity:
            return True  # the next cycle sees to it
        wanted, rest = _newest(self._server.uids(1, cursor.lowest - 1), limit)
        for uids in _descending(wanted, limit):
            for outlines in self._server.outlines(uids):
                self._take(place, outlines)
            lowest = min(one.start for one in uids)
            self._box.set_cursor(place.id, replace(cursor, lowest=lowest))
        if rest:
            return True
        self._box.set_cursor(place.id, replace(cursor, lowest=1))
        self._end(place, state)
        return False

    def take(self, place: Place, uids: Sequence[int]) -> None:
        """Bring some messages of the open folder here that are older than its cursor."""
        for outlines in self._server.outlines(ranges_of(uids)):
            self._take(place, outlines)

    def _take(self, place: Place, outlines: Sequence[Outline]) -> None:
        unknown = self._box.unknown(place.id, outlines)
        if len(unknown) < len(outlines):
            self._told(len(outlines) - len(unknown))
        unknown.sort(key=lambda one: one.uid)
        for slice_ in self._server.fetch(unknown):
            self._box.store(place.id, [_prepared(one) for one in slice_])
            self._told(len(slice_))


def _prepared(one: Arrived) -> tuple[Outline, Prepared]:
    outline = one.outline
    prepared = prepare(
        one.raw, outline.received, outline.flags, size=outline.size, missing=one.missing.keys()
    )
    return outline, prepared


def _is_doubtful(vanished: Sequence[int], known: int) -> bool:
    return len(vanished) > _GUARD_COUNT and len(vanished) * _GUARD_SHARE > known


def _newest(uids: Sequence[range], limit: int) -> tuple[list[range], bool]:
    """Return the last `limit` UIDs, and whether there are others before them."""
    found: list[range] = []
    left = limit
    for one in sorted(uids, key=lambda one: one.start, reverse=True):
        if not left:
            return found, True
        taken = one[-left:]
        found.insert(0, taken)
        left -= len(taken)
        if len(taken) < len(one):
            return found, True
    return found, False


def _descending(uids: Sequence[range], size: int) -> Iterator[list[range]]:
    """Yield the UIDs in slices, the highest first."""
    rest = list(uids)
    while rest:
        taken, more = _newest(rest, min(size, 500))
        yield taken
        if not more:
            return
        lowest = taken[0].start
        rest = [range(one.start, min(one.stop, lowest)) for one in rest if one.start < lowest]
