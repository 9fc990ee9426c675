"""The folder tree as plain data: favourites, all accounts together, each account, searches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Final

from desktop.core.i18n import _
from desktop.core.mail.places import MailPlace, PlaceKind, in_folder, in_role
from desktop.core.mail.values import AccountInfo, FolderInfo, FolderRole
from desktop.core.quick_dataclass import dataclass
from desktop.views.mail.mail_feed import Surroundings
from desktop.views.mail.mail_state import MailState, place_from_key
from desktop.views.mail.words import (
    KIND_ICONS,
    ROLE_ICONS,
    folder_icon,
    folder_title,
    place_title,
)

FAVOURITES: Final = "favourites"
TOGETHER: Final = "together"
SEARCHES: Final = "searches"
UNITED: Final = (FolderRole.INBOX, FolderRole.DRAFTS, FolderRole.SENT, FolderRole.ARCHIVE)
KINDS: Final = (PlaceKind.UNREAD, PlaceKind.FLAGGED, PlaceKind.PINNED, PlaceKind.SNOOZED)
WITH_FILES: Final = "has:file"
# Where the count says how much there is at all, not what is unread.
TOTALS: Final = frozenset({FolderRole.DRAFTS, FolderRole.OUTBOX})


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree."""

    key: str
    title: str
    icon: str = ""
    place: MailPlace | None = None  # None: the head of a section
    folder: FolderInfo | None = None
    account: AccountInfo | None = None
    count: int = 0
    is_loud: bool = False  # the count is of what is unread
    children: tuple[Node, ...] = field(default=())


def tree_of(around: Surroundings, state: MailState) -> tuple[Node, ...]:
    """Return the sections of the tree."""
    sections = [_account_node(one, around) for one in around.accounts]
    if len(around.accounts) > 1:
        sections.insert(0, Node(TOGETHER, _("All accounts"), children=_together(around)))
    favourites = _favourites(around, state)
    if favourites:
        sections.insert(0, Node(FAVOURITES, _("Favourites"), children=favourites))
    if around.accounts:
        sections.append(Node(SEARCHES, _("Search folders"), children=_searches(around, state)))
    return tuple(sections)


def first_place(around: Surroundings) -> MailPlace | None:
    """Return the place that is shown where none was chosen yet: the inbox."""
    if not around.accounts:
        return None
    if len(around.accounts) > 1:
        return in_role(FolderRole.INBOX)
    inboxes = [one for one in around.folders if one.role is FolderRole.INBOX]
    return in_folder(inboxes[0].id) if inboxes else in_role(FolderRole.INBOX)


def is_there(place: MailPlace, around: Surroundings) -> bool:
    """Tell whether a place that was kept still exists."""
    return all(one in around.by_id for one in place.folders)


def _account_node(account: AccountInfo, around: Surroundings) -> Node:
    own = [one for one in around.folders if one.account == account.id]
    roots = _below(None, own)
    return Node(f"account {account.id.hex}", account.name, account=account, children=roots)


def _below(parent: int | None, folders: list[FolderInfo]) -> tuple[Node, ...]:
    known = {one.id for one in folders}
    found = [
        one
        for one in folders
        if one.parent == parent or (parent is None and one.parent not in known)
    ]
    return tuple(_folder_node(one, _below(one.id, folders)) for one in found if one.id != parent)


def _folder_node(folder: FolderInfo, children: tuple[Node, ...] = (), prefix: str = "") -> Node:
    place = in_folder(folder.id)
    is_total = folder.role in TOTALS
    return Node(
        prefix + place.key,
        folder_title(folder),
        folder_icon(folder),
        place,
        folder,
        count=folder.total if is_total else folder.unread,
        is_loud=not is_total,
        children=children,
    )


def _together(around: Surroundings) -> tuple[Node, ...]:
    return tuple(_role_node(role, around.folders) for role in UNITED)


def _role_node(role: FolderRole, folders: Iterable[FolderInfo], prefix: str = "") -> Node:
    place = in_role(role)
    of_role = [one for one in folders if one.role is role]
    is_total = role in TOTALS
    count = sum(one.total if is_total else one.unread for one in of_role)
    return Node(
        prefix + place.key,
        place_title(place, {}),
        ROLE_ICONS[role],
        place,
        count=count,
        is_loud=not is_total,
    )


def _favourites(around: Surroundings, state: MailState) -> tuple[Node, ...]:
    found = []
    for key in state.favourites:
        place = place_from_key(key)
        if place is None or not is_there(place, around):
            continue
        found.append(_place_node(place, around))
    return tuple(found)


def _place_node(place: MailPlace, around: Surroundings) -> Node:
    if place.kind is PlaceKind.FOLDERS and len(place.folders) == 1:
        node = _folder_node(around.by_id[place.folders[0]], prefix=FAVOURITES)
        owner = around.account_of(place.folders[0])
        if owner is not None and len(around.accounts) > 1:
            title = f"{node.title} · {owner.name}"
            return Node(
                node.key, title, node.icon, place, node.folder, count=node.count, is_loud=True
            )
        return node
    if place.role is not None:
        return _role_node(place.role, around.folders, FAVOURITES)
    icon = KIND_ICONS.get(place.kind, "search")
    return Node(FAVOURITES + place.key, place_title(place, {}), icon, place)


def _searches(around: Surroundings, state: MailState) -> tuple[Node, ...]:
    nodes = []
    counts = {PlaceKind.FLAGGED: around.counts.flagged, PlaceKind.SNOOZED: around.counts.snoozed}
    for kind in KINDS:
        place = MailPlace(kind)
        count = counts.get(kind, 0)
        nodes.append(Node(place.key, place_title(place, {}), KIND_ICONS[kind], place, count=count))
    files = MailPlace(PlaceKind.FOUND, words=WITH_FILES)
    nodes.append(Node(files.key, _("With files"), "paperclip", files))
    everywhere = MailPlace(PlaceKind.EVERYWHERE)
    nodes.append(Node(everywhere.key, _("All mail"), "mails", everywhere))
    for words in state.searches:
        place = MailPlace(PlaceKind.FOUND, words=words)
        nodes.append(Node(place.key, words, "search", place))
    return tuple(nodes)


def spoken_node(node: Node) -> str:
    """Return a line as a screen reader says it."""
    if not node.count:
        return node.title
    words = _("{folder}, {count} unread") if node.is_loud else _("{folder}, {count}")
    return words.format(folder=node.title, count=node.count)
