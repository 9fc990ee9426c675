"""Keeps module bar and navigation at what is in view, and says where the person wants to go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.views.shell.module_bar import ModuleBar
from desktop.views.shell.navigation import NavigationPane
from desktop.views.shell.navigation_model import NavigationModel, SavedView
from desktop.views.shell.page_words import words_of
from desktop.views.shell.recents import Recents
from desktop.views.shell.screens import Module, ScreenRegister
from desktop.views.shell.targets import HOME, RECORD, Target
from desktop.views.shell.window_state import WindowState


class Guide(QObject):
    """Shows the tree of the module in view.

    Signals:
        target_chosen: a Target to go to.
        favourites_changed: the favourites of the person, in every window.
    """

    target_chosen = Signal(object)
    favourites_changed = Signal(object)

    def __init__(
        self,
        register: ScreenRegister,
        bar: ModuleBar,
        pane: NavigationPane,
        tree: NavigationModel,
        recents: Recents,
        state: WindowState,
    ) -> None:
        super().__init__(pane)
        self._register = register
        self._bar = bar
        self._pane = pane
        self._tree = tree
        self._recents = recents
        self._state = state
        self._module = ""
        self._shown: Target | None = None
        self._last: dict[str, Target] = {}
        self._starts: dict[str, Target] = {}
        if state.folded:
            pane.fold(set(state.folded))
        bar.module_chosen.connect(self._on_bar_module_chosen)
        pane.target_chosen.connect(self.target_chosen)
        pane.folded_changed.connect(self._on_pane_folded_changed)
        pane.favourite_toggled.connect(self._on_pane_favourite_toggled)
        recents.changed.connect(self._on_recents_changed)

    def show_modules(self, modules: Sequence[Module]) -> None:
        """Show these modules, the person's order first."""
        order = {key: place for place, key in enumerate(self._state.modules)}
        ordered = sorted(modules, key=lambda module: order.get(module.key, len(order)))
        self._starts = {module.key: module.start for module in ordered}
        self._bar.show_modules(ordered)

    def show_target(self, target: Target) -> None:
        """Show the module of what is in view, and mark its entry."""
        self._shown = target
        module = self._register.module_of(target)
        tree_module = module if module and module != HOME else next(iter(self._listed()), "")
        if target.screen != RECORD:
            self._last[module] = target
            self._bar.set_current(module)
        if tree_module != self._module:
            self._module = tree_module
            self.rebuild()
        self._pane.select_target(target)

    def rebuild(self) -> None:
        """Build the tree anew, as after a change of language."""
        screens = [s for s in self._register.hand_made.values() if s.module == self._module]
        self._tree.show_module(self._module, screens, self._state.favourites, self._recents)
        self._pane.unfold_rest()

    @Slot(object)
    def show_views(self, views: Mapping[str, Sequence[SavedView]]) -> None:
        """Show saved views below their lists."""
        self._tree.set_views(views)
        self.rebuild()
        if self._shown is not None:
            self._pane.select_target(self._shown)

    def use_favourites(self, favourites: list[Target]) -> None:
        """Show these favourites."""
        if favourites is not self._state.favourites:
            self._state.favourites = favourites
            self.rebuild()

    def retranslate(self) -> None:
        """Write the tree in the language in use."""
        self.rebuild()
        if self._shown is not None:
            self._pane.select_target(self._shown)

    def _listed(self) -> list[str]:
        return [key for key in self._starts if key != HOME]

    @Slot(str)
    def _on_bar_module_chosen(self, key: str) -> None:
        target = self._last.get(key) or self._starts.get(key)
        if target is not None:
            self.target_chosen.emit(target)

    @Slot(object)
    def _on_pane_folded_changed(self, folded: list[str]) -> None:
        self._state.folded = folded

    @Slot(object)
    def _on_pane_favourite_toggled(self, target: Target) -> None:
        kept = [t for t in self._state.favourites if (t.page, t.view) != (target.page, target.view)]
        if len(kept) == len(self._state.favourites):
            kept.append(replace(target, title=words_of(target, self._register)[0]))
        self.use_favourites(kept)
        self.favourites_changed.emit(kept)

    @Slot()
    def _on_recents_changed(self) -> None:
        self._tree.renew_recent(self._recents)
