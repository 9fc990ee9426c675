"""The actions of the page: where one goes, how one looks, what is done with folders."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint

from desktop.core.i18n import _
from desktop.core.mail.places import QuickFilter, in_folder, in_role
from desktop.core.mail.ports import MailReads
from desktop.core.mail.values import FolderInfo, FolderRole
from desktop.views.mail.folder_popup import FolderPopup

if TYPE_CHECKING:
    from desktop.views.mail.mail_page import MailPage

OWN_SECONDS: Final = 2.0  # a list that comes so soon after a deed of ours moves at once
PANES: Final = ("right", "bottom", "off")


class _Pane(QObject):
    """Moves the reading pane to one side."""

    def __init__(self, page: MailPage, where: str) -> None:
        super().__init__(page)
        self._page = page
        self._where = where

    def choose(self) -> None:
        """Move it."""
        self._page.set_pane(self._where)

    def is_chosen(self) -> bool:
        """Tell whether it is there."""
        return self._page.state.pane == self._where


class PageActions(QObject):
    """Binds and carries them out."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        self._acted_at = 0.0
        self._panes = [_Pane(page, where) for where in PANES]
        for pane, where in zip(self._panes, PANES, strict=True):
            self._bind(f"pane.{where}", pane.choose, checked=pane.is_chosen)
        for key, handler in (
            ("mail.inbox", self.go_to_inbox),
            ("mail.go_to_folder", self.go_to_folder),
            ("mail.next_unread", self.go_to_next_unread),
            ("record.next", self.go_on),
            ("record.previous", self.go_back),
            ("list.quick_filter", self.search),
        ):
            self._bind(key, handler, self.has_list)
        self._bind("list.clear_filter", page.middle.search.clear, self.is_narrowed)
        self._bind("list.cards", self.toggle_table, self.has_list)
        self._bind(
            "mail.conversations", self.toggle_conversations, self.has_list, self.has_conversations
        )
        self._bind("mail.sync", self.sync, self.can_sync)
        self._bind("edit.select_all", self.select_all, self.has_list)
        page.list.unfold_asked.connect(self.toggle_conversation)
        page.list.paged.connect(self.page_on)

    def _bind(
        self,
        key: str,
        handler: Callable[..., object],
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
    ) -> None:
        actions = self._page.context.actions
        actions.bind(key, handler, enabled=enabled, checked=checked, owner=self._page)

    # --- whose deed it was
    def note_deed(self) -> None:
        """Let the list move at once when it is next read: the person did something in it."""
        self._acted_at = time.monotonic()

    def is_waiting_for_order(self) -> bool:
        """Tell whether a deed of this page was done just now."""
        return time.monotonic() - self._acted_at < OWN_SECONDS

    # --- going
    def has_list(self) -> bool:
        """Tell whether there is a list."""
        return self._page.place is not None

    def go_to_inbox(self) -> None:
        """Show the inbox of the account in view, or of all."""
        page, folder = self._page, self._page.folder()
        own = [
            one.id
            for one in page.around.folders
            if one.role is FolderRole.INBOX and folder and one.account == folder.account
        ]
        page.show_place(in_folder(own[0]) if own else in_role(FolderRole.INBOX))
        page.focus_first()

    def go_to_folder(self) -> None:
        """Ask for a folder by a few letters, and show it."""
        found = [one for one in self._page.around.folders if one.can_hold]
        self.ask_folder(_("Go to folder"), found, self._on_folder_found)

    def ask_folder(
        self, title: str, folders: list[FolderInfo], then: Callable[[FolderInfo], object]
    ) -> None:
        """Let a folder be found, and do something with it; `then` is a bound method."""
        page = self._page
        popup = FolderPopup(title, page.around, folders, page)
        popup.chosen.connect(then)
        popup.open_at(page.list.mapToGlobal(QPoint(24, 24)))

    def _on_folder_found(self, folder: FolderInfo) -> None:
        self._page.show_place(in_folder(folder.id))
        self._page.focus_first()

    def go_on(self) -> None:
        """Read the next message."""
        self._page.list.step(1)

    def go_back(self) -> None:
        """Read the message before."""
        self._page.list.step(-1)

    def page_on(self) -> None:
        """Scroll the message on; at its end, read the next unread one."""
        if self._page.pane.view is None or not self._page.pane.body.page_down():
            self.go_to_next_unread()

    def go_to_next_unread(self) -> None:
        """Read the next message below that nobody read, round the end."""
        page = self._page
        query = replace(page.query(), only=frozenset({QuickFilter.UNREAD}))
        shown = page.middle.model.layout_now
        current = page.list.currentIndex().row()

        def ask(reads: MailReads) -> list[int]:
            return list(reads.order(replace(query, conversations=False), 0).ids)

        def go(unread: list[int]) -> None:
            rows = sorted(row for row in map(shown.row, unread) if row >= 0)
            below = [row for row in rows if row > current]
            if rows:
                page.list.go_to(shown.message((below or rows)[0]))

        page.jobs.mail.submit(ask, go, topic="next unread", asker=page)

    def select_all(self) -> None:
        """Select every message of the list."""
        self._page.list.selectAll()

    # --- looking
    def search(self) -> None:
        """Put the keyboard where one searches."""
        self._page.middle.search.start()

    def is_narrowed(self) -> bool:
        """Tell whether something is searched for or filtered out."""
        search = self._page.middle.search
        return bool(search.words or search.only)

    def toggle_table(self) -> None:
        """Show lines with columns, or cards."""
        self._page.look_so(is_table=not self._page.middle.model.is_table)

    def toggle_conversations(self) -> None:
        """Show a conversation as one row, or each message by itself."""
        self.note_deed()
        self._page.look_so(conversations=not self.has_conversations())

    def has_conversations(self) -> bool:
        """Tell whether conversations are shown as one row."""
        place = self._page.place
        return place is not None and self._page.state.of(place).conversations

    def toggle_conversation(self, message: int) -> None:
        """Show the other messages of a conversation below its row, or no more."""
        page, model = self._page, self._page.middle.model
        row = model.known(message)
        if row is None:
            return
        if message in model.unfolded:
            page.list.unfold(message, None)
            return

        def ask(reads: MailReads) -> list[int]:
            found = reads.conversation(row.thread)
            return [one.id for one in reversed(found) if one.id != message]

        def unfold(others: list[int]) -> None:
            page.list.unfold(message, others)

        page.jobs.mail.submit(ask, unfold, asker=page)

    # --- the server
    def sync(self) -> None:
        """Ask the servers for news now."""
        self._page.jobs.start(self._sync(), name=_("Send and receive"))

    def can_sync(self) -> bool:
        """Tell whether there is anybody to ask."""
        return bool(self._page.around.accounts) and self._page.jobs.worker is not None

    async def _sync(self) -> None:
        await self._page.jobs.ask("mail.sync", {})
