"""What changes a mail server: flags, moving, deleting by UID, adding, folders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from desktop.mail.backend import DELETED, Landed, RefusedError, ServerFolder
from desktop.mail.imap import uid_sets
from desktop.mail.imap.client import Client, mailbox, told
from desktop.mail.imap.folders import list_folders


class Changing:
    """The half of `ImapServer` that changes things, and the folders."""

    client: Client
    path: str  # of the open folder

    def folders(self) -> tuple[ServerFolder, ...]:
        """See `MailBackend`."""
        return list_folders(self.client)

    def store_flags(self, uids: Sequence[int], add: frozenset[str], remove: frozenset[str]) -> None:
        """See `MailBackend`."""
        for piece in uid_sets.slices(uid_sets.ranges_of(uids), len(uids) or 1):
            for sign, names in (("+", add), ("-", remove)):
                if names:
                    listed = f"({' '.join(sorted(names))})"
                    self.client.ask(
                        "UID STORE", uid_sets.written(piece), f"{sign}FLAGS.SILENT", listed
                    )

    def move(self, uids: Sequence[int], target: str) -> Mapping[int, Landed]:
        """See `MailBackend`."""
        return self._carry("UID MOVE", uids, target)

    def copy(self, uids: Sequence[int], target: str) -> Mapping[int, Landed]:
        """See `MailBackend`."""
        return self._carry("UID COPY", uids, target)

    def _carry(self, command: str, uids: Sequence[int], target: str) -> dict[int, Landed]:
        landed: dict[int, Landed] = {}
        for piece in uid_sets.slices(uid_sets.ranges_of(uids), len(uids) or 1):
            self.client.ask(command, uid_sets.written(piece), mailbox(target))
            for line in self.client.others("COPYUID"):
                landed |= _landed(line, set(uids)) if isinstance(line, bytes) else {}
        return landed

    def expunge(self, uids: Sequence[int]) -> bool:
        """See `MailBackend`."""
        self.store_flags(uids, frozenset((DELETED,)), frozenset())
        if "UIDPLUS" not in self.client.can and "IMAP4REV2" not in self.client.can:
            return False
        for piece in uid_sets.slices(uid_sets.ranges_of(uids), len(uids) or 1):
            self.client.ask("UID EXPUNGE", uid_sets.written(piece))
        return True

    def append(
        self, path: str, raw: bytes, flags: frozenset[str], received: datetime | None
    ) -> Landed | None:
        """See `MailBackend`."""
        client = self.client
        with told(client.server.host):
            client.wire.untagged_responses.clear()
            client.append(path, raw, tuple(sorted(flags)), received)
        for line in client.others("APPENDUID"):
            numbers = line.split() if isinstance(line, bytes) else []
            if len(numbers) == 2 and all(one.isdigit() for one in numbers):  # noqa: PLR2004 - a pair
                return Landed(int(numbers[1]), int(numbers[0]))
        return None

    def make_folder(self, path: str) -> None:
        """See `MailBackend`."""
        try:
            self.client.ask("CREATE", mailbox(path))
        except RefusedError as error:
            if error.code != "ALREADYEXISTS" and not self._is_there(path):
                raise
        self.subscribe(path, wanted=True)

    def _is_there(self, path: str) -> bool:
        self.client.ask("LIST", '""', mailbox(path))
        return any(
            b"\\NONEXISTENT" not in _upper(one[0]) for one in self.client.lines("LIST") if one
        )

    def rename_folder(self, path: str, new: str) -> None:
        """See `MailBackend`."""
        self._leave(path)
        try:
            self.client.ask("RENAME", mailbox(path), mailbox(new))
        except RefusedError:
            if self._is_there(path) or not self._is_there(new):
                raise

    def delete_folder(self, path: str) -> None:
        """See `MailBackend`."""
        self._leave(path)
        try:
            self.client.ask("DELETE", mailbox(path))
        except RefusedError:
            if self._is_there(path):
                raise
        with suppress(RefusedError):
            self.client.ask("UNSUBSCRIBE", mailbox(path))

    def _leave(self, path: str) -> None:
        """Open another folder than one that is to go: some servers hang up otherwise."""
        if self.path == path:
            self.client.select("INBOX")
            self.path = "INBOX"

    def subscribe(self, path: str, *, wanted: bool) -> None:
        """See `MailBackend`."""
        self.client.ask("SUBSCRIBE" if wanted else "UNSUBSCRIBE", mailbox(path))


def _landed(line: bytes, asked: set[int]) -> dict[int, Landed]:
    """Return where messages are by a COPYUID (RFC 4315): sets that go along with each other."""
    words = line.split()
    if len(words) != 3 or not words[0].isdigit():  # noqa: PLR2004 - UIDVALIDITY and two sets
        return {}
    limit = len(asked)
    sources, targets = (uid_sets.counted(word, limit) for word in words[1:])
    if len(sources) != len(targets) or not asked.issuperset(sources):
        return {}
    validity = int(words[0])
    return {one: Landed(two, validity) for one, two in zip(sources, targets, strict=True)}


def _upper(flags: object) -> list[bytes]:
    return (
        [one.upper() for one in flags if isinstance(one, bytes)] if isinstance(flags, list) else []
    )
