"""Works off what waits for the server: each thing at most once, whatever is cut off.

Before a step its operations are committed as under way, with the UIDNEXT of the folder that they
go to. One that is tried again asks first what became of it: what is found in the target from that
UID on is not put there a second time. Nothing is ever deleted but by UID.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from desktop.core.errors import RecordGoneError
from desktop.core.mime import read_message
from desktop.mail.backend import Landed, MailBackend, Outline, RefusedError
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.work_off import Operation
from desktop.mail.imap.uid_sets import LARGEST, ranges_of

AT_ONCE: Final = 200  # operations that go in one command
_PAUSES: Final = (5, 30, 120, 600)  # seconds before a refusal for now is tried again
_FOR_NOW: Final = frozenset(("INUSE", "UNAVAILABLE", "SERVERBUG", "LIMIT"))
_FOLDERS: Final = frozenset(("make", "rename", "remove"))
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Operations:
    """Those of one account, over one connection."""

    box: Mailbox
    server: MailBackend
    account: uuid.UUID
    touched: set[str] = field(default_factory=set)  # paths of folders that are to be looked at
    has_new_folders: bool = False  # the list of folders is another one now

    def run(self) -> int:
        """Do all that is due; return how many were tried.

        Raises:
            LostError: what was under way is asked for next time (`Mailbox.recover` before).
        """
        count = 0
        while due := self.box.due(self.account):
            tried = {one.id for one in due}
            for _key, some in groupby(due, _kindred):
                self._together(list(some)[:AT_ONCE])
            count += len(tried)
            left = {one.id for one in self.box.due(self.account)}
            if left >= tried:  # nothing got any further: the next round sees to them
                break
        return count

    def _together(self, some: Sequence[Operation]) -> None:
        if some[0].kind in _FOLDERS:
            for one in some:
                self._guarded([one], self._folder)
            return
        do = {
            "flags": self._flags,
            "expunge": self._expunge,
            "move": self._move,
            "copy": self._copy,
            "append": self._append,
        }[some[0].kind]
        if some[0].kind == "copy" and not some[0].uid:
            do = self._append  # the first one is gone, what is copied is here
        self._guarded(some, do)

    def _guarded(
        self, some: Sequence[Operation], do: Callable[[Sequence[Operation]], None]
    ) -> None:
        """Do it; of what is refused together each is tried alone, to find the one meant."""
        try:
            do(some)
        except RefusedError as error:
            if error.code == "TRYCREATE" and some[0].target_path:
                self._make_target(some[0])
            if len(some) > 1 or error.code == "TRYCREATE":
                for one in some:
                    self._alone(one, do)
            else:
                self._refused(some[0], error)

    def _alone(self, one: Operation, do: Callable[[Sequence[Operation]], None]) -> None:
        self.box.later(self.account, one.id, 0)
        again = [op for op in self.box.due(self.account) if op.id == one.id]
        try:
            if again:
                do(again)
        except RefusedError as error:
            self._refused(one, error)

    def _make_target(self, one: Operation) -> None:
        try:
            self.server.make_folder(one.target_path)
        except RefusedError:
            log.info("a folder that is missing cannot be made")

    def _refused(self, one: Operation, error: RefusedError) -> None:
        if error.code in _FOR_NOW and one.attempts < len(_PAUSES):
            self.box.later(self.account, one.id, _PAUSES[one.attempts], str(error))
        else:
            self.box.failed(self.account, one.id, str(error))

    # --- folders
    def _folder(self, some: Sequence[Operation]) -> None:
        (one,) = self.box.begin(self.account, some) or (None,)
        if one is None:
            return
        if one.kind == "make":
            self.server.make_folder(one.target_path)
        elif one.kind == "rename":
            self.server.rename_folder(one.path, one.target_path)
        else:
            self.server.delete_folder(one.path)
        self.has_new_folders = True
        self.box.done(self.account, one.id)

    # --- messages in one folder
    def _opens(self, some: Sequence[Operation]) -> bool:
        """Open the folder of operations; False: it was numbered anew, and they wait for that."""
        opened = self.server.open(some[0].path)
        if opened.uidvalidity == some[0].uidvalidity:
            return True
        self.touched.add(some[0].path)
        for one in some:
            self.box.later(self.account, one.id, 0)
        return False

    def _flags(self, some: Sequence[Operation]) -> None:
        if not self._opens(some):
            return
        begun = self.box.begin(self.account, some)
        if not begun:
            return
        uids = [one.uid for one in begun]
        self.server.store_flags(uids, some[0].add, some[0].remove)
        there = self.server.flags(ranges_of(uids))  # what is gone was not flagged, and says nothing
        self._done([one for one in begun if one.uid in there], {})
        for one in begun:
            if one.uid not in there:
                self.touched.add(one.path)
                self.box.later(self.account, one.id, 0)

    def _expunge(self, some: Sequence[Operation]) -> None:
        if not self._opens(some):
            return
        begun = self.box.begin(self.account, some)
        if begun:
            self.server.expunge([one.uid for one in begun])
        self.touched.add(some[0].path)
        self._done(begun, {})

    # --- messages that go somewhere
    def _move(self, some: Sequence[Operation]) -> None:
        begun, landed = self._begun_in_target(some)
        if not begun or not self._opens(begun):
            return
        left = [one.uid for one in begun if one.uid not in landed]
        if left and self.server.can_move:
            landed |= self.server.move(left, some[0].target_path)
        elif left:
            landed |= self.server.copy(left, some[0].target_path)
        there = [one.uid for one in begun if not self.server.can_move or one.uid not in left]
        if there:
            self.server.expunge(there)
        self.touched |= {some[0].path, some[0].target_path}
        self._done(begun, landed)

    def _copy(self, some: Sequence[Operation]) -> None:
        begun, landed = self._begun_in_target(some)
        if not begun or not self._opens(begun):
            return
        left = [one.uid for one in begun if one.uid not in landed]
        if left:
            landed |= self.server.copy(left, some[0].target_path)
        self.touched.add(some[0].target_path)
        self._done(begun, landed)

    def _begun_in_target(
        self, some: Sequence[Operation]
    ) -> tuple[list[Operation], dict[int, Landed]]:
        """Begin; return what is begun, and what is in the target already, by its first UID."""
        if not self._opens(some):
            return [], {}
        again = [one for one in some if one.attempts]
        first = [one for one in some if not one.attempts]
        chosen = again or first  # both kinds never go together: what they know differs
        uids = ranges_of(one.uid for one in chosen)
        outlines = [one for some_ in self.server.outlines(uids) for one in some_] if again else []
        _validity, before = self.server.uidnext(some[0].target_path)
        begun = self.box.begin(self.account, chosen, before or 1)
        found: dict[int, Landed] = {}
        if again and outlines:
            since = min(one.uidnext_before for one in again)
            found = self._found(outlines, some[0].target_path, since)
        return begun, found

    def _found(self, outlines: Iterable[Outline], path: str, since: int) -> dict[int, Landed]:
        """Return where messages are that went into a folder from a UID on."""
        opened = self.server.open(path)
        there: dict[tuple[object, ...], list[int]] = {}
        for some in self.server.outlines([range(max(since, 1), opened.uidnext or LARGEST)]):
            for one in some:
                there.setdefault(_key(one), []).append(one.uid)
        return {
            one.uid: Landed(there[_key(one)].pop(0), opened.uidvalidity)
            for one in outlines
            if there.get(_key(one))
        }

    def _append(self, some: Sequence[Operation]) -> None:
        for one in some:
            try:
                raw = self.box.source(one.message)
            except RecordGoneError:
                self.box.gone(self.account, one.id)
                continue
            _validity, before = self.server.uidnext(one.target_path)
            if not self.box.begin(self.account, [one], before or 1):
                continue
            landed = self._appended(one, raw) if one.attempts else None
            if landed is None:
                landed = self.server.append(one.target_path, raw, one.add, one.received)
            self.touched.add(one.target_path)
            self.box.done(self.account, one.id, landed)

    def _appended(self, one: Operation, raw: bytes) -> Landed | None:
        """Return where a message is that was appended before the line was cut."""
        opened = self.server.open(one.target_path)
        wanted = read_message(raw).message_id
        for some in self.server.outlines(
            [range(one.uidnext_before or 1, opened.uidnext or LARGEST)]
        ):
            for outline in some:
                is_same = outline.message_id == wanted if wanted else outline.size == len(raw)
                if is_same:
                    return Landed(outline.uid, opened.uidvalidity)
        return None

    def _done(self, begun: Sequence[Operation], landed: dict[int, Landed]) -> None:
        for one in begun:
            self.box.done(self.account, one.id, landed.get(one.uid))


def _kindred(one: Operation) -> tuple[object, ...]:
    """Return what operations share that go in one command."""
    return (
        one.kind,
        one.path,
        one.uidvalidity,
        one.target_path,
        tuple(sorted(one.add)),
        tuple(sorted(one.remove)),
        bool(one.attempts),
        bool(one.uid),
    )


def _key(one: Outline) -> tuple[object, ...]:
    return one.message_id, one.size, one.received
