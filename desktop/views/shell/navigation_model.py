"""What stands in the navigation of a module: lists, saved views, what was used lately, bins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.system_views import sections_of, views_of
from desktop.views.shell.page_words import picture_of
from desktop.views.shell.recents import Recents
from desktop.views.shell.screens import HandMade, dictionaries_of, lists_of
from desktop.views.shell.targets import LIST, Target, record

TARGET_ROLE: Final = Qt.ItemDataRole.UserRole
ICON_ROLE: Final = Qt.ItemDataRole.UserRole + 1
SECTION_ROLE: Final = Qt.ItemDataRole.UserRole + 2  # key of a section, "" for an entry
RECENT: Final = 8

SECTIONS: Final = {
    "favourites": N_("Favourites"),
    "lists": N_("Lists"),
    "cards": N_("Company directory"),
    "activities": N_("Activities"),
    "privacy": N_("Personal data"),
    "recent": N_("Recently opened"),
    "dictionaries": N_("Dictionaries"),
    "bin": N_("Recycle bin"),
}


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved view of an entity's list, as its owner names it."""

    entity: str
    id: str
    label: str


class NavigationModel(QStandardItemModel):
    """The tree of one module; a few dozen entries, built when the module is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._module = ""
        self._screens: tuple[HandMade, ...] = ()
        self._favourites: tuple[Target, ...] = ()
        self._views: dict[str, tuple[SavedView, ...]] = {}

    def show_module(
        self,
        module: str,
        screens: Iterable[HandMade],
        favourites: Sequence[Target],
        recents: Recents,
    ) -> None:
        """Build the tree of a module."""
        self._module, self._screens = module, tuple(screens)
        self._favourites = tuple(favourites)
        self.clear()
        lists = lists_of(module)
        if favourites:
            self._add_section("favourites", [self._favourite(target) for target in favourites])
        made = [entry(_(s.label), s.icon, Target(s.key)) for s in self._screens]
        for section, entities in sections_of(module, lists):
            self._add_section(section, [*made, *map(self._list_entry, entities)])
            made = []
        self._add_section("recent", _recent_entries(recents, module))
        words = dictionaries_of(module)
        self._add_section(
            "dictionaries",
            [entry(_(e.plural), e.icon, Target(LIST, e.key)) for e in words],
        )
        bins = [entry(_(e.plural), e.icon, Target(LIST, e.key, bin=True)) for e in lists]
        self._add_section("bin", bins)

    def set_views(self, views: Mapping[str, Sequence[SavedView]]) -> None:
        """Take over the saved views by entity; shown when a module is shown next."""
        self._views = {entity: tuple(found) for entity, found in views.items()}

    def renew_recent(self, recents: Recents) -> None:
        """Show what was opened lately anew, in its place."""
        for row in range(self.rowCount()):
            section = self.item(row)
            if section.data(SECTION_ROLE) == "recent":
                section.removeRows(0, section.rowCount())
                section.appendRows(_recent_entries(recents, self._module))
                return

    def _list_entry(self, entity: Entity) -> QStandardItem:
        """Return the entry of a list, with its views below it: those always there come first."""
        item = entry(_(entity.plural), entity.icon, Target(LIST, entity.key))
        for view in views_of(entity.key):
            target = Target(LIST, entity.key, view=str(view.id), title=_(view.label))
            item.appendRow(entry(_(view.label), view.icon, target))
        item.appendRows([_view_entry(view) for view in self._views.get(entity.key, ())])
        return item

    def _add_section(self, key: str, entries: Sequence[QStandardItem]) -> None:
        if not entries and key != "recent":
            return
        section = QStandardItem(_(SECTIONS[key]))
        section.setData(key, SECTION_ROLE)
        section.setFlags(Qt.ItemFlag.ItemIsEnabled)
        section.appendRows(list(entries))
        self.appendRow(section)

    @staticmethod
    def _favourite(target: Target) -> QStandardItem:
        try:
            entity = get_entity(target.entity)
        except UnknownEntityError:
            return entry(target.title, "star", target)
        return entry(target.title or _(entity.plural), picture_of(entity, target.icon), target)


def entry(text: str, icon: str, target: Target) -> QStandardItem:
    """Return an entry that leads to `target`."""
    item = QStandardItem(text)
    item.setData(target, TARGET_ROLE)
    item.setData(icon, ICON_ROLE)
    item.setData("", SECTION_ROLE)
    item.setEditable(False)
    item.setToolTip(text)
    return item


def _view_entry(view: SavedView) -> QStandardItem:
    return entry(view.label, "bookmark", Target(LIST, view.entity, view=view.id, title=view.label))


def _recent_entries(recents: Recents, module: str) -> list[QStandardItem]:
    found = []
    for ref in recents.records:
        try:
            entity = get_entity(ref.entity)
        except UnknownEntityError:
            continue
        if entity.module == module:
            target = record(ref.entity, ref.id, ref.title, ref.icon)
            found.append(entry(ref.title, picture_of(entity, ref.icon), target))
    return found[:RECENT]
