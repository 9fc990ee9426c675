"""Reads what the page of mail shows, and again when the mailbox changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.mail.places import MailOrder, MailQuery
from desktop.core.mail.values import MAILBOX, AccountInfo, FolderInfo, MailCounts
from desktop.core.pages import ListQuery
from desktop.core.quick_dataclass import dataclass
from desktop.views.jobs import Jobs
from desktop.views.mail.row_painter import Tag

if TYPE_CHECKING:
    from desktop.core.mail.ports import MailReads
    from desktop.core.ports import Reads

SHOWN: Final = ("mail_tag", "account", "contact", "lead")  # records whose names stand in lists
AGAIN_MS: Final = 60  # changes that come one upon the other are read once
FIRST: Final = 200  # rows that are read at once, before the order of all
TAGS: Final = ListQuery("mail_tag", ("name", "keyword", "colour"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The accounts and their folders."""

    accounts: tuple[AccountInfo, ...] = ()
    folders: tuple[FolderInfo, ...] = ()
    counts: MailCounts = MailCounts()
    by_id: Mapping[int, FolderInfo] = field(default_factory=dict)
    is_read: bool = False

    def account_of(self, folder: int) -> AccountInfo | None:
        """Return the account of a folder."""
        known = self.by_id.get(folder)
        return next((a for a in self.accounts if known and a.id == known.account), None)


class MailFeed(QObject):
    """Asks the reader of the mailbox; the newest question of a kind replaces the older.

    Signals:
        surroundings_read: Surroundings.
        order_read: a MailOrder, and whether it is that of another list than before.
        tags_read: how tags are shown, by keyword.
        changed: the mailbox changed: the message being read may have.
    """

    surroundings_read = Signal(object)
    order_read = Signal(object, bool)
    tags_read = Signal(object)
    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._query: MailQuery | None = None
        self._is_awake = False
        self._is_due = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._on_again_timeout)
        jobs.changes.changed.connect(self._on_changed)

    def wake(self) -> None:
        """Read from now on, and what changed meanwhile."""
        was_asleep, self._is_awake = not self._is_awake, True
        if was_asleep or self._is_due:
            self._is_due = False
            self.read_all()

    def rest(self) -> None:
        """Read nothing that nobody sees."""
        self._is_awake = False

    def read_all(self) -> None:
        """Read accounts, folders, tags and the list again."""
        self.read_surroundings()
        self._read_tags()
        if self._query is not None:
            self._ask_order(self._query, is_fresh=False)

    def read_surroundings(self) -> None:
        """Read accounts and folders."""
        self._jobs.mail.submit(
            _surroundings, self._on_surroundings, topic="mail folders", asker=self
        )

    def ask(self, query: MailQuery) -> None:
        """Read the order of a list: of its first rows at once, then of all."""
        is_fresh, self._query = query != self._query, query
        if is_fresh:
            self._ask_order(query, is_fresh=True, limit=FIRST)
        self._ask_order(query, is_fresh=False)

    def _ask_order(self, query: MailQuery, *, is_fresh: bool, limit: int = 0) -> None:
        def ask(reads: MailReads) -> tuple[MailQuery, MailOrder, bool]:
            return query, reads.order(query, limit), is_fresh

        topic = "mail order, first" if limit else "mail order"
        self._jobs.mail.submit(ask, self._on_order, topic=topic, urgent=bool(limit), asker=self)

    def _read_tags(self) -> None:
        def ask(reads: Reads) -> dict[str, Tag]:
            page = reads.first_page(replace(TAGS))
            rows = [dict(zip(TAGS.columns, row.values, strict=False)) for row in page.rows]
            return {
                str(row["keyword"] or row["name"]).lower(): Tag(
                    str(row["name"]), str(row["colour"] or "")
                )
                for row in rows
            }

        self._jobs.cards.submit(ask, self.tags_read.emit, topic="mail tags", asker=self)

    def _on_surroundings(self, found: Surroundings) -> None:
        self.surroundings_read.emit(found)

    def _on_order(self, answer: tuple[MailQuery, MailOrder, bool]) -> None:
        query, order, is_fresh = answer
        if query == self._query:
            self.order_read.emit(order, is_fresh)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if MAILBOX not in changes.ids and not any(changes.touches(one) for one in SHOWN):
            return
        if self._is_awake:
            self._again.start()
        else:
            self._is_due = True

    @Slot()
    def _on_again_timeout(self) -> None:
        self.read_all()
        self.changed.emit()


def _surroundings(reads: MailReads) -> Surroundings:
    folders = reads.folders()
    by_id = {folder.id: folder for folder in folders}
    return Surroundings(reads.accounts(), folders, reads.counts(), by_id, is_read=True)
