"""The actions on messages: keys, menus and buttons come here, the deeds go to the mailbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction

from desktop.core.i18n import _, ngettext
from desktop.core.mail.values import FolderInfo, FolderRole, MailRow
from desktop.views.dialogs import confirm
from desktop.views.icons import icon
from desktop.views.mail import message_acts
from desktop.views.mail.mail_deeds import Act
from desktop.views.mail.message_acts import Copy, Junk, Mark, Move, Pin, PutTag, Snooze
from desktop.views.mail.when_menu import WhenMenu
from desktop.views.widgets.roomy_menu import RoomyMenu

if TYPE_CHECKING:
    from desktop.views.mail.mail_page import MailPage

MENU: Final = (
    "mail.reply",
    "mail.reply_all",
    "mail.forward",
    "mail.forward_file",
    "-",
    "mail.read",
    "mail.unread",
    "mail.flag",
    "mail.flag_due",
    "mail.pin",
    "mail.snooze",
    "mail.tag",
    "-",
    "mail.archive",
    "mail.move",
    "mail.copy_to",
    "mail.junk",
    "record.delete",
    "-",
    "mail.to_task",
    "mail.to_event",
    "mail.to_contact",
    "mail.to_lead",
    "-",
    "mail.save_as",
    "mail.source",
    "file.print",
)


class MessageActions(QObject):
    """Binds and carries them out."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        self._menu: RoomyMenu | None = None
        for key, handler in (
            ("mail.flag_due", self.ask_flag_due),
            ("mail.snooze", self.ask_snooze),
            ("mail.tag", self.ask_tags),
            ("mail.archive", self.archive),
            ("mail.move", self.ask_move),
            ("mail.copy_to", self.ask_copy),
            ("record.delete", self.delete),
            ("record.purge", self.ask_purge),
        ):
            self._bind(key, handler, self.has_chosen)
        self._bind("mail.read", self.mark_read, self.has_chosen)
        self._bind("mail.unread", self.mark_unread, self.has_chosen)
        self._bind("mail.flag", self.toggle_flag, self.has_chosen, self.is_flagged)
        self._bind("mail.pin", self.toggle_pin, self.has_chosen, self.is_pinned)
        self._bind("mail.junk", self.toggle_junk, self.has_chosen, self.is_in_junk)
        page.list.menu_asked.connect(self._on_menu_asked)
        page.tree.messages_dropped.connect(self._on_messages_dropped)
        page.tree.files_dropped.connect(self._on_files_dropped)

    def _bind(
        self,
        key: str,
        handler: Callable[[], object],
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
    ) -> None:
        actions = self._page.context.actions
        actions.bind(key, handler, enabled=enabled, checked=checked, owner=self._page)

    # --- what is chosen
    def chosen(self) -> list[int]:
        """Return the messages that an action is about: those selected, else the one being read."""
        found = self._page.list.selected()
        view = self._page.pane.view
        return found or ([view.row.id] if view is not None else [])

    def has_chosen(self) -> bool:
        """Tell whether there is any."""
        return bool(self.chosen())

    def first(self) -> MailRow | None:
        """Return the first of them, as far as it was read."""
        chosen = self.chosen()
        view = self._page.pane.view
        known = self._page.middle.model.known(chosen[0]) if chosen else None
        if known is None and view is not None and chosen and view.row.id == chosen[0]:
            return view.row
        return known

    def is_flagged(self) -> bool:
        """Tell whether the first is flagged: the key then takes the flag away."""
        first = self.first()
        return first is not None and first.is_flagged

    def is_pinned(self) -> bool:
        """Tell whether the first is pinned."""
        first = self.first()
        return first is not None and first.is_pinned

    def is_in_junk(self) -> bool:
        """Tell whether the folder in view is that of junk."""
        first = self.first()
        folder = self._page.around.by_id.get(first.folder) if first is not None else None
        return folder is not None and folder.role is FolderRole.JUNK

    # --- marks
    def mark_read(self) -> None:
        """Mark as read."""
        self._do(Mark(read=True))

    def mark_unread(self) -> None:
        """Mark as unread; it stays so while it is looked at."""
        self._page.reader.let_unread()
        self._do(Mark(read=False))

    def toggle_flag(self) -> None:
        """Put a flag on, or take it off."""
        self._do(Mark(flagged=not self.is_flagged()))

    def ask_flag_due(self) -> None:
        """Ask until when something is to be followed up."""
        menu = WhenMenu(self._page.jobs, self._page.clock, self._page, is_sleep=False)
        menu.chosen.connect(self._on_due_chosen)
        self._pop_up(menu.menu)

    def ask_snooze(self) -> None:
        """Ask until when messages are not to be seen."""
        menu = WhenMenu(self._page.jobs, self._page.clock, self._page, is_sleep=True)
        menu.chosen.connect(self._on_snooze_chosen)
        self._pop_up(menu.menu)

    def toggle_pin(self) -> None:
        """Keep messages at the top of their list, or no more."""
        self._do(Pin(on=not self.is_pinned()))

    def ask_tags(self) -> None:
        """Show the tags, those on the first message ticked."""
        first = self.first()
        on = {one.lower() for one in first.tags} if first is not None else set()
        menu = RoomyMenu(self._page)
        for keyword, tag in self._page.list.painter.tags.items():
            action = QAction(icon("tag"), tag.name, menu)
            action.setCheckable(True)
            action.setChecked(keyword in on)
            action.setData(keyword)
            action.triggered.connect(self._on_tag_triggered)
            menu.addAction(action)
        menu.addSeparator()
        new = QAction(icon("plus"), _("New tag…"), menu)
        new.triggered.connect(self._on_new_tag_triggered)
        menu.addAction(new)
        self._pop_up(menu)

    # --- places
    def archive(self) -> None:
        """Move into the archive."""
        self._do(message_acts.archive)

    def delete(self) -> None:
        """Move into the trash; what lies there is asked about first."""
        first = self.first()
        folder = self._page.around.by_id.get(first.folder) if first is not None else None
        if folder is not None and folder.role is FolderRole.TRASH:
            self.ask_purge()
        else:
            self._do(message_acts.delete)

    def ask_purge(self) -> None:
        """Ask whether messages are to be deleted for ever, and do it."""
        self._page.jobs.start(self._purge(self.chosen()), name=_("Delete for good"))

    async def _purge(self, messages: list[int]) -> None:
        words = ngettext(
            "Delete {count} message for good?", "Delete {count} messages for good?", len(messages)
        )
        question = words.format(count=len(messages))
        detail = _("They are deleted on the server too and cannot be brought back.")
        deed = _("Delete for good")
        if await confirm(self._page, question, detail, deed=deed):
            self._do(message_acts.purge, messages)

    def toggle_junk(self) -> None:
        """Move into the junk folder, or back into the inbox."""
        self._do(Junk(on=not self.is_in_junk()))

    def ask_move(self) -> None:
        """Ask for a folder, and move there."""
        self._page.actions_here.ask_folder(
            _("Move to folder"), self._folders(), self._on_move_chosen
        )

    def ask_copy(self) -> None:
        """Ask for a folder, and copy there."""
        self._page.actions_here.ask_folder(
            _("Copy to folder"), self._folders(), self._on_copy_chosen
        )

    def _folders(self) -> list[FolderInfo]:
        """Return the folders of the account to which the first message belongs."""
        first = self.first()
        return [
            one
            for one in self._page.around.folders
            if one.can_hold and first is not None and one.account == first.account
        ]

    # --- inside
    def _do(self, act: Act, messages: Sequence[int] = ()) -> None:
        self._page.actions_here.note_deed()
        self._page.deeds.do(messages or self.chosen(), act)

    def _pop_up(self, menu: RoomyMenu) -> None:
        page = self._page
        self._menu = menu
        page.list.is_held = True
        menu.aboutToHide.connect(self._on_menu_hidden)
        rect = page.list.visualRect(page.list.currentIndex())
        inside = rect.center() if rect.isValid() else QPoint(40, 40)
        menu.popup(page.list.viewport().mapToGlobal(inside))

    def _on_menu_hidden(self) -> None:
        self._page.list.is_held = False

    def _on_menu_asked(self, at: QPoint) -> None:
        actions = self._page.context.actions
        menu = RoomyMenu(self._page)
        for key in MENU:
            if key == "-":
                menu.addSeparator()
            elif actions.is_reachable(key):
                menu.addAction(actions.update_action(key))
        self._menu = menu
        self._page.list.is_held = True
        menu.aboutToHide.connect(self._on_menu_hidden)
        menu.popup(at)

    def _on_due_chosen(self, day: date | None) -> None:
        self._do(Mark(flagged=True, due=day))

    def _on_snooze_chosen(self, moment: datetime | None) -> None:
        self._do(Snooze(moment))

    def _on_tag_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._do(PutTag(str(action.data()), on=action.isChecked()))

    def _on_new_tag_triggered(self) -> None:
        self._page.context.create("mail_tag", {})

    def _on_move_chosen(self, folder: FolderInfo) -> None:
        self._do(Move(folder.id))

    def _on_copy_chosen(self, folder: FolderInfo) -> None:
        self._do(Copy(folder.id))

    def _on_messages_dropped(
        self,
        messages: list[int],
        folder: FolderInfo,
        copies: bool,
    ) -> None:
        self._do(Copy(folder.id) if copies else Move(folder.id), messages)

    def _on_files_dropped(self, paths: list[str], folder: FolderInfo) -> None:
        self._page.deeds.take_files(paths, folder.id)
