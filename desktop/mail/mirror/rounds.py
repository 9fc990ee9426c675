"""A round over an account: what waits for the server, then every folder that changed.

Newest first and the inbox before all: each folder gets its newest messages before any gets its
older ones. What is gone from a folder and came up in no other within a whole round is deleted.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Final

from desktop.core.mail.values import FolderRole
from desktop.mail.backend import MailBackend, RefusedError, ServerFolder
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.mirror.cycle import FIRST_SLICE, SLICE, Cycle, Place, Told, nothing_told
from desktop.mail.mirror.operations import Operations

_ORDER: Final = (
    FolderRole.INBOX,
    FolderRole.SENT,
    FolderRole.DRAFTS,
    FolderRole.PLAIN,
    FolderRole.ARCHIVE,
    FolderRole.FLAGGED,
    FolderRole.ALL,
    FolderRole.TRASH,
    FolderRole.JUNK,
)
KEEPS_SECONDS: Final = 60.0  # what is gone at least, for a move by another program
log = logging.getLogger(__name__)


class Rounds:
    """Rounds over one account by one connection."""

    def __init__(
        self,
        box: Mailbox,
        server: MailBackend,
        account: uuid.UUID,
        *,
        roles: dict[str, str] | None = None,
        told: Told = nothing_told,
    ) -> None:
        self._box = box
        self._server = server
        self._account = account
        self._roles = roles or {}
        self._cycle = Cycle(box, server, told)
        self._unfinished: list[tuple[Place, str]] = []
        self._last_whole = 0.0  # when the round before began that saw every folder
        self._folders: tuple[Place, ...] = ()
        self._whole = 0  # messages that the server has

    @property
    def has_older(self) -> bool:
        """Whether older messages are still to be pulled."""
        return bool(self._unfinished)

    def progress(self) -> tuple[int, int]:
        """Return how many messages are known of those that the server has."""
        known = sum(len(self._box.uids(one.id)) for one in self._folders)
        return min(known, self._whole), self._whole

    def work_off(self) -> bool:
        """Do what waits for the server; tell whether there was anything."""
        operations = Operations(self._box, self._server, self._account)
        count = operations.run()
        if operations.has_new_folders:
            self._list()
        for place in self._places():
            if place.path in operations.touched:
                self._one(place, "")
        return bool(count)

    def run(self, *, is_deep: bool = False, between: Callable[[], None] | None = None) -> None:
        """Look at everything once; raise LostError where the line breaks.

        Args:
            is_deep: look at each message of a server that counts no changes.
            between: called after each folder; may raise to stop.
        """
        began = time.time()
        self._box.recover(self._account)
        self._list()
        self.work_off()
        places = self._places()
        states = self._server.states([one.path for one in places])
        self._whole = sum(one[0] for one in states.values() if one)
        self._unfinished = []
        for place in places:
            state = ",".join(map(str, states.get(place.path, ())))
            is_same = state and state == self._box.folder_state(place.id)
            if is_same and (self._server.can_count or not is_deep):
                if self._box.cursor(place.id).lowest != 1:
                    self._unfinished.append((place, state))
                continue
            self._one(place, state, is_deep=is_deep)
            if between is not None:
                between()
        self._sweep(began)

    def look_at(self, path: str) -> None:
        """Bring one folder up to date now."""
        for place in self._places():
            if place.path == path:
                self._one(place, "")

    def older(self) -> bool:
        """Pull a slice of older messages of the next folder; tell whether more remain."""
        if not self._unfinished:
            return False
        place, state = self._unfinished.pop(0)
        limit = SLICE if self._box.uids(place.id) else FIRST_SLICE
        try:
            if self._cycle.backfill(place, state, limit):
                self._unfinished.insert(0, (place, state))
        except RefusedError as error:
            log.info("a folder cannot be read: %s", error)
        return bool(self._unfinished)

    def _one(self, place: Place, state: str, *, is_deep: bool = False) -> None:
        try:
            more = self._cycle.run(place, state, is_deep=is_deep)
            if more and not len(self._box.uids(place.id)):
                more = self._cycle.backfill(place, state, FIRST_SLICE)
        except RefusedError as error:
            log.info("a folder cannot be read: %s", error)
            return
        self._unfinished = [one for one in self._unfinished if one[0].id != place.id]
        if more:
            self._unfinished.append((place, state))

    def _list(self) -> None:
        listed = [self._chosen(one) for one in self._server.folders()]
        ids = self._box.mirror_folders(self._account, listed)
        self._folders = tuple(
            Place(ids[one.path], one.path) for one in _ordered(listed) if one.path in ids
        )

    def _places(self) -> tuple[Place, ...]:
        """Return the folders by the names that the server knows now."""
        if not self._folders:
            self._list()
        names = {number: path for path, number in self._box.folders(self._account).items()}
        return tuple(Place(one.id, names[one.id]) for one in self._folders if one.id in names)

    def _chosen(self, one: ServerFolder) -> ServerFolder:
        """Return a folder with the role that the person gave it, or took from it."""
        from dataclasses import replace

        role = next((role for role, path in self._roles.items() if path == one.path), "")
        if role:
            return replace(one, role=role)
        return replace(one, role=FolderRole.PLAIN) if one.role in self._roles else one

    def _sweep(self, began: float) -> None:
        if self._last_whole:
            self._box.sweep(self._account, min(self._last_whole, began - KEEPS_SECONDS))
        self._last_whole = began


def _ordered(listed: Sequence[ServerFolder]) -> list[ServerFolder]:
    can_hold = [one for one in listed if one.can_hold]
    return sorted(can_hold, key=lambda one: (_ORDER.index(FolderRole(one.role)), one.path))
