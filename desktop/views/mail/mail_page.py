"""The page of mail: folders, messages, and the message being read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.i18n import _, ngettext
from desktop.core.mail.places import MailOrder, MailPlace, MailQuery, MailSort, PlaceKind
from desktop.core.mail.values import FolderInfo
from desktop.views.mail.account_deeds import AccountDeeds
from desktop.views.mail.creating import Creating
from desktop.views.mail.file_deeds import FileDeeds
from desktop.views.mail.folder_deeds import FolderDeeds
from desktop.views.mail.folder_nodes import first_place, is_there, tree_of
from desktop.views.mail.letter_actions import LetterActions
from desktop.views.mail.list_model import COLUMNS
from desktop.views.mail.list_view import role_shows_people
from desktop.views.mail.mail_deeds import MailDeeds
from desktop.views.mail.mail_feed import MailFeed, Surroundings
from desktop.views.mail.mail_frame import OFF, MailFrame
from desktop.views.mail.mail_state import place_from_key
from desktop.views.mail.message_actions import MessageActions
from desktop.views.mail.page_actions import PageActions
from desktop.views.mail.reader import Reader
from desktop.views.mail.reading_deeds import ReadingDeeds
from desktop.views.mail.words import place_title
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import Target

if TYPE_CHECKING:
    from desktop.views.printing.printable import Printable

BAR: Final = (
    "mail.write",
    "-",
    "mail.reply",
    "mail.reply_all",
    "mail.forward",
    "-",
    "mail.archive",
    "record.delete",
    "mail.move",
    "mail.junk",
    "-",
    "mail.flag",
    "mail.tag",
    "mail.snooze",
    "mail.unread",
    "mail.sync",
)


class MailPage(MailFrame):
    """Shows the place that the state names.

    Signals:
        target_chosen: a Target to go to.
        record_opened: entity and id of a record that is to be shown whole.
        status_changed: what the status bar says.
        invitation_taken: the calendar text of an appointment to take in.
    """

    target_chosen = Signal(object)
    invitation_taken = Signal(str)
    record_opened = Signal(str, object)
    status_changed = Signal(str)
    bar_keys = BAR
    has_own_navigation = True

    def __init__(
        self, context: ScreenContext, clock: Clock | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, clock, parent)
        self.around = Surroundings()
        self.place: MailPlace | None = None
        self.feed = MailFeed(self.jobs, self)
        self.deeds = MailDeeds(self.jobs, self.middle.model, self)
        self.reader = Reader(self.jobs, self.pane, self.deeds, self)
        self.folder_deeds = FolderDeeds(self)
        self.creating = Creating(self)
        self.reading_deeds = ReadingDeeds(self)
        self.file_deeds = FileDeeds(self)
        self.actions_here = PageActions(self)
        self.message_actions = MessageActions(self)
        self.letters = LetterActions(self)
        self.account_deeds = AccountDeeds(self)
        self._listen()
        self.middle.invite()

    # --- what is shown
    def show_place(self, place: MailPlace) -> None:
        """Show the messages of a place, as it was looked at last."""
        self.place = place
        self.state = replace(self.state, place=place.key)
        state = self.state.of(place)
        self.middle.search.show_place(place_title(place, dict(self.around.by_id)), state.only)
        self.middle.pill.forget()
        self.middle.model.folded = set(state.folded)
        if self.middle.model.is_table != state.is_table:
            self.list.show_table(on=state.is_table)
        self._show_people()
        self.tree.show_place(place)
        self.ask()
        self.context.actions.refresh()

    def query(self) -> MailQuery:
        """Return what the list asks for."""
        place = self.place or MailPlace(PlaceKind.EVERYWHERE)
        state, search = self.state.of(place), self.middle.search
        return MailQuery(
            place,
            search.words,
            search.only,
            state.conversations,
            state.sort,
            state.descending,
        )

    def ask(self) -> None:
        """Read the list again."""
        if self.place is not None:
            self.feed.ask(self.query())

    def look_so(self, **changes: object) -> None:
        """Look at the place in view in another way; it is kept for this place."""
        if self.place is None:
            return
        state = replace(self.state.of(self.place), **changes)  # type: ignore[arg-type]  # by name
        self.state = self.state.keeping(self.place, state)
        if self.middle.model.is_table != state.is_table:
            self.list.show_table(on=state.is_table)
        self.ask()

    def folder(self) -> FolderInfo | None:
        """Return the folder in view, if it is one."""
        place = self.place
        if place is None or place.kind is not PlaceKind.FOLDERS or len(place.folders) != 1:
            return None
        return self.around.by_id.get(place.folders[0])

    # --- what the shell asks
    def show_target(self, target: Target) -> None:
        """Show a place by its key."""
        place = place_from_key(target.search)
        if place is not None and is_there(place, self.around):
            self.show_place(place)

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self.feed.read_all()
        self.reader.read_again()

    def status_text(self) -> str:
        """Say how many messages there are, how many unread, how many selected."""
        order, chosen = self.middle.model.order, len(self.list.selected())
        if self.place is None:
            return ""
        words = ngettext("{count} message", "{count} messages", order.total)
        parts = [words.format(count=order.total)]
        if order.unread:
            parts.append(_("{count} unread").format(count=order.unread))
        if chosen > 1:
            parts.append(_("{count} selected").format(count=chosen))
        return ", ".join(parts)

    def printable(self) -> Printable | None:
        """Return what is printed: the message being read."""
        from desktop.views.mail.mail_print import MailPrint

        view = self.pane.view
        return None if view is None else MailPrint(view, self.pane.own_pictures)

    # --- inside
    def _listen(self) -> None:
        self.feed.surroundings_read.connect(self._on_surroundings_read)
        self.feed.order_read.connect(self._on_order_read)
        self.feed.tags_read.connect(self._on_tags_read)
        self.feed.changed.connect(self.reader.read_again)
        self.tree.place_chosen.connect(self.show_place)
        self.tree.folded.connect(self._on_tree_folded)
        self.middle.search.changed.connect(self._on_search_changed)
        self.list.chosen.connect(self._on_chosen)
        self.list.horizontalHeader().sectionClicked.connect(self._on_column_clicked)
        self.middle.model.modelReset.connect(self._on_model_reset)
        self.pane.shown.connect(self.context.actions.refresh)
        self.pane.conversation_chosen.connect(self._on_conversation_chosen)

    def _show_people(self) -> None:
        folder, place = self.folder(), self.place
        role = folder.role if folder else place.role if place else None
        self.list.shows_people = role_shows_people(role)

    @Slot(object)
    def _on_surroundings_read(self, around: Surroundings) -> None:
        self.around = around
        self.tree.show_nodes(tree_of(around, self.state), self.state.closed)
        self.show_parts(has_accounts=bool(around.accounts))
        self.account_deeds.show_trouble(around.accounts)
        if not around.accounts:
            self.place = None
            self.middle.invite()
            return
        self.middle.welcome()
        place = self.place or place_from_key(self.state.place)
        if place is None or not is_there(place, around):
            place = first_place(around)
        if place is not None and place != self.place:
            self.show_place(place)
        self.context.actions.refresh()
        self.status_changed.emit(self.status_text())

    @Slot(object, bool)
    def _on_order_read(self, order: MailOrder, is_fresh: bool) -> None:
        is_own = self.actions_here.is_waiting_for_order()
        self.middle.show_order(order, is_fresh=is_fresh, is_own=is_own)
        self.status_changed.emit(self.status_text())

    @Slot(object)
    def _on_tags_read(self, tags: Mapping[str, object]) -> None:
        self.list.painter.tags = tags  # type: ignore[assignment]  # a signal's object
        self.list.viewport().update()

    @Slot(object)
    def _on_tree_folded(self, closed: frozenset[str]) -> None:
        self.state = replace(self.state, closed=closed)

    @Slot()
    def _on_search_changed(self) -> None:
        if self.place is not None:
            state = replace(self.state.of(self.place), only=self.middle.search.only)
            self.state = self.state.keeping(self.place, state)
        self.ask()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.list.selected()
        if self.state.pane != OFF:
            self.reader.show_chosen(chosen)
        self.context.actions.refresh()
        self.status_changed.emit(self.status_text())

    def _on_column_clicked(self, column: int) -> None:
        key = COLUMNS[column].key
        if self.place is None or key not in set(MailSort):
            return
        state, sort = self.state.of(self.place), MailSort(key)
        descending = not state.descending if sort is state.sort else sort is MailSort.DATE
        self.look_so(sort=sort, descending=descending)

    @Slot()
    def _on_model_reset(self) -> None:
        if self.place is None:
            return
        folded = frozenset(self.middle.model.folded)
        state = self.state.of(self.place)
        if folded != state.folded:
            self.state = self.state.keeping(self.place, replace(state, folded=folded))

    @Slot(object)
    def _on_conversation_chosen(self, message: int) -> None:
        if self.middle.model.layout_now.row(message) >= 0:
            self.list.go_to(message)
        else:
            self.reader.show_chosen([message])

    # Qt's names
    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was out of view."""
        super().showEvent(event)
        self._place_pane()
        self.feed.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing that nobody sees."""
        super().hideEvent(event)
        self.feed.rest()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.tree.retranslate()
            self.tree.show_nodes(tree_of(self.around, self.state), self.state.closed)
