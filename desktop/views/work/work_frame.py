"""The frame of the page of work: its views, and beside them the card of what is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.json_file import JsonObject
from desktop.core.work.rows import TASK
from desktop.views.printing.printable import Printable
from desktop.views.theme import look
from desktop.views.work.view_register import VIEW_KINDS
from desktop.views.work.work_details import WorkDetails
from desktop.views.work.work_head import WorkHead
from desktop.views.work.work_scope import WorkScope, scope_from_json
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import Shown, WorkView

LOW: Final = 640  # logical pixels of height that a plan and a card below it need
NARROW: Final = 1000  # logical pixels: below, the card stands under the plan
PLAN_SHARE, CARD_SHARE = 62, 38


class WorkFrame(QWidget):
    """Shows a scope of work in one of several views.

    Signals:
        record_opened: entity and id of a record to open.
        status_changed: the text for the status bar.
        dirty_changed: a card has something to save, or not any more.
        menu_asked: a global point where the menu of the chosen rows is wanted.
    """

    record_opened = Signal(str, object)
    status_changed = Signal(str)
    dirty_changed = Signal(bool)
    menu_asked = Signal(object)

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entity = get_entity(TASK)
        self.tools = tools
        self.scope = WorkScope()
        self._views: dict[str, WorkView] = {}
        self._states: dict[str, JsonObject] = {}
        self._key = VIEW_KINDS[0].key
        self._has_card = True
        self._sizes: dict[str, list[int]] = {}
        self._is_stale = True
        self.head = WorkHead(tools, self)
        self._stack = QStackedWidget(self)
        self.details = WorkDetails(tools, self)
        self._splitter = QSplitter(self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._stack)
        self._splitter.addWidget(self.details)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._splitter, 1)
        self._listen()
        self.head.show_scope(self.scope)
        self.head.show_finished(on=False)
        self._show_view(self._key)

    def _listen(self) -> None:
        head, details = self.head, self.details
        head.scope_chosen.connect(self.show_scope)
        head.view_chosen.connect(self._on_view_chosen)
        head.filter_changed.connect(self._ask)
        head.left_downwards.connect(self.focus_first)
        head.pane_asked.connect(self._on_pane_asked)
        details.record_opened.connect(self.record_opened)
        details.dirty_changed.connect(self._on_dirty_changed)
        details.card_shown.connect(self._on_card_shown)
        self.tools.jobs.changes.changed.connect(self._on_changed)

    # --- what is shown
    @property
    def view(self) -> WorkView:
        """The view that is shown."""
        return self._views[self._key]

    @Slot(object)
    def show_scope(self, scope: WorkScope) -> None:
        """Show other work."""
        self.scope = scope
        self.head.show_scope(scope)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        filter_, search = self.head.narrowing()
        plan = self.scope.plan(self.tools.me, filter_, search)
        plan = replace(plan, finished=self.head.finished.is_on)
        tasks = self.scope.filter(self.tools.me)
        self._is_stale = False
        self.view.show_scope(Shown(self.scope, plan, tasks, search))
        self._tell()

    def _show_view(self, key: str) -> None:
        view = self._views.get(key) or self._add(key)
        self._key = key
        self._stack.setCurrentWidget(view)
        self.head.show_view(key, view.tools(), has_filter=view.has_filter)
        self._place()
        self.tools.actions.show_screens(self.screens())

    def _add(self, key: str) -> WorkView:
        kind = next(kind for kind in VIEW_KINDS if kind.key == key)
        view = self._views[key] = kind.make(self.tools, self)
        view.selection_changed.connect(self._on_selection_changed)
        view.record_opened.connect(self.record_opened)
        view.menu_asked.connect(self.menu_asked)
        view.status_changed.connect(self._tell)
        self._stack.addWidget(view)
        if key in self._states:
            view.restore(self._states[key])
        return view

    # --- what the shell asks
    def screens(self) -> list[QWidget]:
        """Return the parts in view that carry out actions, the page first."""
        view = self._views.get(self._key)
        inner = view.acting() if view else None
        card = self.details.card() if not self.details.isHidden() else None
        return [*([inner] if inner else []), self, *([card] if card else [])]

    def panes(self) -> list[QWidget]:
        """Return the parts between which F6 moves."""
        return [self.head, self._stack, *([] if self.details.isHidden() else [self.details])]

    def status_text(self) -> str:
        """Return what the view says of itself."""
        return self.view.status_text()

    def focus_first(self) -> None:
        """Put the keyboard into the plan."""
        self.view.focus_first()

    def is_dirty(self) -> bool:
        """Tell whether the card holds something not saved."""
        return self.details.is_dirty()

    def keep_typed(self) -> None:
        """Keep what is typed in the card as a draft."""
        self.details.keep_typed()

    def printable(self) -> Printable | None:
        """Return what is printed of the view."""
        return self.view.printable()

    def view_state(self) -> JsonObject:
        """Return scope, view, and how each view looks."""
        states: dict[str, Json] = dict(self._states)
        states |= {key: view.state() for key, view in self._views.items()}
        sizes: dict[str, Json] = {side: list(found) for side, found in self._sizes.items()}
        return {
            "scope": self.scope.to_json(),
            "view": self._key,
            "finished": self.head.finished.is_on,
            "card": self._has_card,
            "views": states,
            "sizes": sizes,
        }

    def restore_view_state(self, state: Mapping[str, Json]) -> None:
        """Look so again; what does not fit any more is left out."""
        scope, views, key, sizes = (state.get(k) for k in ("scope", "views", "view", "sizes"))
        if isinstance(scope, dict):
            self.scope = scope_from_json(scope)
            self.head.show_scope(self.scope)
        if isinstance(views, dict):
            self._states = {one: look for one, look in views.items() if isinstance(look, dict)}
        if isinstance(sizes, dict):
            self._sizes = {
                side: [size for size in found if isinstance(size, int)]
                for side, found in sizes.items()
                if isinstance(found, list)
            }
        self.head.show_finished(on=bool(state.get("finished")))
        self._has_card = bool(state.get("card", True))
        for one, view in self._views.items():
            view.restore(self._states.get(one, {}))
        known = [kind.key for kind in VIEW_KINDS]
        self._show_view(key if isinstance(key, str) and key in known else known[0])
        self._is_stale = True

    # --- inside
    @Slot(str)
    def _on_view_chosen(self, key: str) -> None:
        self._show_view(key)
        self._ask()
        self.focus_first()

    @Slot()
    def _on_selection_changed(self) -> None:
        if self.sender() is not self.view:
            return
        rows = self.view.chosen()
        self.details.show_row(rows[0] if len(rows) == 1 else None)
        self.tools.actions.refresh()

    @Slot()
    def _on_pane_asked(self) -> None:
        self._has_card = not self._has_card
        self._place()
        self.details.show_now()

    def _place(self) -> None:
        """Put the card at the right, or below where there is little room."""
        is_narrow = self.width() < look().px(NARROW)
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        view = self._views.get(self._key)
        is_low = is_narrow and self.height() < look().px(LOW)
        is_shown = self._has_card and view is not None and view.has_details and not is_low
        self.head.pane.setChecked(self._has_card)
        self.head.pane.setVisible(view is not None and view.has_details)
        self.details.setVisible(is_shown)
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
        room = self._splitter.height() if is_narrow else self._splitter.width()
        plan = room * PLAN_SHARE // (PLAN_SHARE + CARD_SHARE)
        self._splitter.setSizes(self._sizes.get(self._side(), [plan, room - plan]))

    def _side(self) -> str:
        is_right = self._splitter.orientation() == Qt.Orientation.Horizontal
        return "right" if is_right else "bottom"

    @Slot()
    def _on_splitter_moved(self, *_place: object) -> None:
        self._sizes[self._side()] = self._splitter.sizes()

    @Slot()
    def _on_card_shown(self) -> None:
        self.tools.actions.show_screens(self.screens())

    @Slot()
    def _on_dirty_changed(self) -> None:
        self.dirty_changed.emit(self.is_dirty())

    @Slot()
    def _tell(self) -> None:
        self.status_changed.emit(self.status_text())

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible():
            self.view.hear(changes)
        else:
            self._is_stale = True

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was out of view."""
        super().showEvent(event)
        self._place()
        if self._is_stale:
            QTimer.singleShot(0, self, self._ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the card where it has room."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.head.show_scope(self.scope)
