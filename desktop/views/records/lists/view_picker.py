"""The button that names the view a list shows, with the menu of all views."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.entities import Entity
from desktop.core.i18n import N_, _
from desktop.views.dialogs import show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.lists.list_state import ListState, own_state, state_from_json
from desktop.views.records.lists.saved_views import SavedView, SavedViews, kept_json
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu

CHANGED_MARK: Final = " •"
_ACTIONS: Final = (
    ("save_over", N_("Save changes to this view"), "save"),
    ("rename", N_("Rename…"), "pencil"),
    ("make_default", N_("Open the list with this view"), "star"),
    ("delete", N_("Delete the view"), "trash-2"),
)


class ViewPicker(QToolButton):
    """Shows the current view and changes, saves, renames and deletes views.

    Signals:
        view_chosen: a SavedView, or None for the list's own look.
    """

    view_chosen = Signal(object)

    def __init__(
        self, entity: Entity, jobs: Jobs, views: SavedViews, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._jobs = jobs
        self._views = views
        self._is_bin = False
        self._state = own_state(entity)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setIcon(icon("bookmark", "muted"))
        self.setFont(look().font("lead", QFont.Weight.DemiBold))
        self.setMenu(RoomyMenu(self))
        self.menu().aboutToShow.connect(self._on_menu_about_to_show)
        views.changed.connect(self._show)
        views.saved.connect(self._on_view_saved)
        look().changed.connect(self._on_look_changed)
        self._show()

    def show_state(self, state: ListState) -> None:
        """Name the view that the list shows, marked if it was changed since."""
        self._state = state
        self._show()

    def show_bin(self, *, is_bin: bool) -> None:
        """Name a list of deleted records so, or one of living ones."""
        self._is_bin = is_bin
        self.setIcon(icon("trash-2" if is_bin else "bookmark", "muted"))
        self._show()

    def ask_name(self) -> None:
        """Ask for a name and keep the list's look under it."""
        self._jobs.start(self._save_new(), name=_("Saving the view"))

    @property
    def _current(self) -> SavedView | None:
        return self._views.find(self._state.view)

    @Slot()
    def _show(self) -> None:
        view = self._current
        if view is None:
            self.setText(self._own_name())
        else:
            saved = state_from_json(self._entity, view.state)
            is_changed = kept_json(self._state) != kept_json(saved)
            self.setText(view.name.replace("&", "&&") + (CHANGED_MARK if is_changed else ""))
        self.setToolTip(_("Saved views"))
        self.setAccessibleName(_("Saved view: {name}").format(name=self.text()))

    @Slot()
    def _on_menu_about_to_show(self) -> None:
        menu = self.menu()
        menu.clear()
        current = self._current
        own = _ViewAction(None, self._own_name(), menu)
        for action in (own, *(_ViewAction(v, v.name, menu) for v in self._views.views)):
            action.setCheckable(True)
            action.setChecked(action.view == current)
            if action.view is not None and action.view.is_default:
                action.setIcon(icon("star", "accent"))
            action.view_chosen.connect(self._on_view_chosen)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(icon("bookmark-plus"), _("Save as a new view…"), self.ask_name)
        if current is not None and current.is_own:
            slots = (self._save_over, self._rename, self._make_default, self._delete)
            for (_key, label, name), slot in zip(_ACTIONS, slots, strict=True):
                menu.addAction(icon(name), _(label), slot)

    def _own_name(self) -> str:
        words = _("Deleted: {records}") if self._is_bin else _("All {records}")
        return words.format(records=_(self._entity.plural).lower())

    @Slot()
    def _save_over(self) -> None:
        if view := self._current:
            self._views.save_over(view, self._state)

    @Slot()
    def _rename(self) -> None:
        if view := self._current:
            self._jobs.start(self._ask_rename(view), name=_("Saving the view"))

    @Slot()
    def _make_default(self) -> None:
        view = self._current
        self._views.make_default(None if view is None or view.is_default else view)

    @Slot()
    def _delete(self) -> None:
        if view := self._current:
            self._views.delete(view)
            self.view_chosen.emit(None)

    @Slot(object)
    def _on_view_chosen(self, view: SavedView | None) -> None:
        self.view_chosen.emit(view)

    @Slot(object)
    def _on_view_saved(self, _view_id: str) -> None:
        self._views.read()

    @Slot()
    def _on_look_changed(self) -> None:
        self.setFont(look().font("lead", QFont.Weight.DemiBold))

    async def _save_new(self) -> None:
        from desktop.views.records.lists.view_name import NameDialog  # not at start

        dialog = NameDialog(_("Save view"), "", self)
        if await show(dialog):
            self._views.save_new(dialog.name(), self._state, is_default=dialog.is_default())

    async def _ask_rename(self, view: SavedView) -> None:
        from desktop.views.records.lists.view_name import NameDialog  # not at start

        dialog = NameDialog(_("Rename view"), view.name, self)
        if await show(dialog):
            self._views.rename(view, dialog.name())


class _ViewAction(QAction):
    """A view in the menu.

    Signals:
        view_chosen: its view, None for the list's own look.
    """

    view_chosen = Signal(object)

    def __init__(self, view: SavedView | None, name: str, parent: QObject) -> None:
        super().__init__(name.replace("&", "&&"), parent)
        self.view = view
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.view_chosen.emit(self.view)
