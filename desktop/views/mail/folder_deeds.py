"""What is done with folders: made, named, moved, emptied, deleted, kept among the favourites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog

from desktop.core.i18n import _, ngettext
from desktop.core.mail.places import MailPlace, PlaceKind
from desktop.core.mail.ports import MailActs
from desktop.core.mail.values import Done, FolderInfo, FolderRole
from desktop.views.dialogs import confirm, show
from desktop.views.icons import icon
from desktop.views.mail.folder_acts import MoveFolder, Named, OnFolder
from desktop.views.mail.folder_nodes import Node, tree_of
from desktop.views.widgets.roomy_menu import RoomyMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.views.mail.mail_page import MailPage

LONGEST: Final = 120  # characters of a folder's name
_EMPTIED: Final = frozenset({FolderRole.TRASH, FolderRole.JUNK})
MENU: Final = (
    "mail.new_folder",
    "mail.rename_folder",
    "mail.move_folder",
    "mail.read_all",
    "mail.favourite",
    "mail.empty_folder",
    "mail.delete_folder",
    "-",
    "mail.sync",
    "mail.accounts",
)


class FolderDeeds(QObject):
    """Acts on the folder that is marked in the tree."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        self._subject: Node | None = None  # that the menu is about
        self._moved: FolderInfo | None = None
        self._menu: RoomyMenu | None = None
        actions = page.context.actions
        for key, handler, enabled in (
            ("mail.new_folder", self.make, self.has_account),
            ("mail.rename_folder", self.rename, self.can_change),
            ("mail.move_folder", self.move, self.can_change),
            ("mail.read_all", self.read_all, self.has_folder),
            ("mail.empty_folder", self.empty, self.can_empty),
            ("mail.delete_folder", self.delete, self.can_change),
        ):
            actions.bind(key, handler, enabled=enabled, owner=page)
        actions.bind(
            "mail.favourite",
            self.toggle_favourite,
            enabled=self.has_place,
            checked=self.is_favourite,
            owner=page,
        )
        page.tree.menu_asked.connect(self._on_menu_asked)

    # --- what it is about
    def node(self) -> Node | None:
        """Return the line of the tree that is meant."""
        return self._subject or self._page.tree.current_node()

    def folder(self) -> FolderInfo | None:
        """Return the folder that is meant."""
        node = self.node()
        return node.folder if node is not None else None

    def has_folder(self) -> bool:
        """Tell whether a folder is meant."""
        return self.folder() is not None

    def has_place(self) -> bool:
        """Tell whether a place is meant."""
        node = self.node()
        return node is not None and node.place is not None

    def has_account(self) -> bool:
        """Tell whether there is an account in which a folder can be made."""
        return bool(self._page.around.accounts)

    def can_change(self) -> bool:
        """Tell whether the folder may be renamed, moved and deleted."""
        folder = self.folder()
        return folder is not None and folder.can_change and folder.role is FolderRole.PLAIN

    def can_empty(self) -> bool:
        """Tell whether the folder may be emptied, and holds anything."""
        folder = self.folder()
        return folder is not None and folder.role in _EMPTIED and folder.total > 0

    def is_favourite(self) -> bool:
        """Tell whether the place stands among the favourites."""
        place = self._place()
        return place is not None and place.key in self._page.state.favourites

    # --- deeds
    def make(self) -> None:
        """Ask for a name, and make a folder in the one that is meant."""
        node, accounts = self.node(), self._page.around.accounts
        folder = node.folder if node is not None else None
        account = node.account.id if node is not None and node.account else accounts[0].id
        parent = None
        if folder is not None:
            account = folder.account
            parent = folder.id if folder.role is FolderRole.PLAIN else None

        def act(acts: MailActs, name: str) -> Done:
            return acts.make_folder(account, parent, name)

        self._name(_("New folder"), _("Create"), "", act)

    def rename(self) -> None:
        """Ask for another name."""
        folder = self.folder()
        if folder is None:
            return
        known = folder.id

        def act(acts: MailActs, name: str) -> Done:
            return acts.rename_folder(known, name)

        self._name(_("Rename folder"), _("Rename"), folder.name, act)

    def move(self) -> None:
        """Ask below which other folder it is to hang."""
        folder = self.folder()
        if folder is None:
            return
        self._moved = folder
        below = self._below(folder.id)
        found = [
            one
            for one in self._page.around.folders
            if one.account == folder.account and one.id not in below
        ]
        self._page.actions_here.ask_folder(_("Move folder"), found, self._on_parent_chosen)

    def read_all(self) -> None:
        """Mark everything in the folder as read."""
        if (folder := self.folder()) is not None:
            self._page.deeds.do_once(OnFolder("read_all", folder.id))

    def empty(self) -> None:
        """Ask first, then delete for ever what lies in the folder."""
        if (folder := self.folder()) is not None:
            self._page.jobs.start(self._empty(folder), name=_("Empty folder…"))

    def delete(self) -> None:
        """Ask first, then delete the folder."""
        if (folder := self.folder()) is not None:
            self._page.jobs.start(self._delete(folder), name=_("Delete folder…"))

    def toggle_favourite(self) -> None:
        """Keep the place among the favourites, or no more."""
        place, page = self._place(), self._page
        if place is not None:
            page.state = page.state.toggled(place)
            self._show_tree()

    def keep_search(self, words: str) -> None:
        """Keep what was typed as a search folder."""
        page = self._page
        if words and words not in page.state.searches:
            page.state = replace(page.state, searches=(*page.state.searches, words))
            self._show_tree()
        page.show_place(MailPlace(PlaceKind.FOUND, words=words))

    def forget_search(self, words: str) -> None:
        """Keep a search folder no more."""
        page = self._page
        kept = tuple(one for one in page.state.searches if one != words)
        page.state = replace(page.state, searches=kept)
        self._show_tree()

    async def _empty(self, folder: FolderInfo) -> None:
        words = ngettext(
            "Delete {count} message for good?", "Delete {count} messages for good?", folder.total
        )
        detail = _("They are deleted on the server too and cannot be brought back.")
        question = words.format(count=folder.total)
        if await confirm(self._page, question, detail, deed=_("Delete for good")):
            self._page.deeds.do_once(OnFolder("empty_folder", folder.id))

    async def _delete(self, folder: FolderInfo) -> None:
        question = _("Delete the folder “{name}”?").format(name=folder.name)
        words = ngettext(
            "The {count} message in it goes into the deleted items.",
            "The {count} messages in it go into the deleted items.",
            folder.total,
        )
        detail = words.format(count=folder.total) if folder.total else ""
        if await confirm(self._page, question, detail, deed=_("Delete the folder")):
            self._page.deeds.do_once(OnFolder("delete_folder", folder.id))

    # --- inside
    def _place(self) -> MailPlace | None:
        node = self.node()
        return node.place if node is not None else None

    def _below(self, folder: int) -> set[int]:
        found = {folder}
        for _round in range(12):
            found |= {one.id for one in self._page.around.folders if one.parent in found}
        return found

    def _show_tree(self) -> None:
        page = self._page
        page.tree.show_nodes(tree_of(page.around, page.state), page.state.closed)

    def _name(self, title: str, deed: str, name: str, act: Callable[[MailActs, str], Done]) -> None:
        self._page.jobs.start(self._ask_name(title, deed, name, act), name=title)

    async def _ask_name(
        self, title: str, deed: str, name: str, act: Callable[[MailActs, str], Done]
    ) -> None:
        dialog = QInputDialog(self._page)
        dialog.setWindowTitle(title)
        dialog.setLabelText(_("Name"))
        dialog.setTextValue(name)
        dialog.setOkButtonText(deed)
        typed = ""
        if await show(dialog):
            typed = " ".join(dialog.textValue().split())[:LONGEST]
        if typed and typed != name:
            self._page.deeds.do_once(Named(act, typed))

    def _on_parent_chosen(self, parent: FolderInfo) -> None:
        top = None if parent.role is FolderRole.INBOX else parent.id
        if self._moved is not None:
            self._page.deeds.do_once(MoveFolder(self._moved.id, top))

    def _on_menu_asked(self, node: Node | None, at: QPoint) -> None:
        actions = self._page.context.actions
        self._subject = node
        menu = RoomyMenu(self._page)
        for key in MENU:
            if key == "-":
                menu.addSeparator()
            elif actions.is_reachable(key):
                menu.addAction(actions.update_action(key))
        place = node.place if node is not None else None
        if place is not None and place.words in self._page.state.searches:
            menu.addSeparator()
            forget = QAction(icon("x"), _("Remove the search folder"), menu)
            forget.triggered.connect(self._on_forget_triggered)
            menu.addAction(forget)
        menu.aboutToHide.connect(self._on_menu_hidden)
        self._menu = menu
        menu.popup(at)

    def _on_menu_hidden(self) -> None:
        QTimer.singleShot(0, self, self._forget_subject)  # what was chosen is told only then

    def _forget_subject(self) -> None:
        self._subject = None

    def _on_forget_triggered(self) -> None:
        place = self._place()
        if place is not None:
            self.forget_search(place.words)
