"""The pages of a window: made when they are first shown, kept ready, closed when long unused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.core.entities import get_entity
from desktop.views.shell.list_page import ListPage
from desktop.views.shell.screens import (
    KeepsTyped,
    KeepsView,
    MayHoldBack,
    ScreenContext,
    ScreenRegister,
)
from desktop.views.shell.targets import LIST, RECORD, Target
from desktop.views.shell.window_state import WindowState

KEPT: Final = 12  # pages of modules; open records are not counted


class PageStore:
    """Makes, finds and closes pages by the name of `Target.page`."""

    def __init__(
        self, register: ScreenRegister, context: ScreenContext, state: WindowState
    ) -> None:
        self._register = register
        self._context = context
        self._state = state
        self._pages: dict[str, QWidget] = {}
        self._targets: dict[str, Target] = {}

    def find(self, page: str) -> QWidget | None:
        """Return a page that exists already."""
        return self._pages.get(page)

    def target(self, page: str) -> Target | None:
        """Return what a page shows."""
        return self._targets.get(page)

    def name_of(self, widget: QWidget) -> str:
        """Return the name of a page, or ""."""
        return next((page for page, found in self._pages.items() if found is widget), "")

    def get(self, target: Target) -> tuple[QWidget, bool]:
        """Return the page for `target`, and whether it was made just now.

        Raises:
            UnknownEntityError: no screen can show it.
        """
        page = target.page
        widget = self._pages.pop(page, None)
        is_new = widget is None
        if widget is None:
            widget = self._make(target)
        self._pages[page] = widget  # the newest stands last
        self._targets[page] = target
        return widget, is_new

    def rename(self, old: str, target: Target) -> None:
        """Let a page show `target` from now on, as a new record after it was saved."""
        if old in self._pages and old != target.page:
            self._pages[target.page] = self._pages.pop(old)
            self._targets.pop(old, None)
        self._targets[target.page] = target

    def drop(self, page: str) -> None:
        """Close a page; its look is remembered, and what is typed in it stays a draft."""
        widget = self._pages.pop(page, None)
        if widget is None:
            return
        self.keep_view(page, widget)
        keep_typed(widget)
        self._targets.pop(page, None)
        self._context.actions.release(widget)
        widget.hide()
        widget.deleteLater()

    def spare(self, in_view: QWidget) -> list[str]:
        """Return the pages of modules that are too many, the longest unused first."""
        idle = [
            page
            for page, widget in self._pages.items()
            if self._targets[page].screen != RECORD and widget is not in_view
        ]
        return [
            page for page in idle[: max(0, len(idle) - KEPT)] if not is_dirty(self._pages[page])
        ]

    def lists(self) -> Iterator[ListPage]:
        """Yield the lists among the pages."""
        yield from (page for page in self._pages.values() if isinstance(page, ListPage))

    def unsaved(self) -> list[QWidget]:
        """Return the pages that hold something not saved."""
        return [page for page in self._pages.values() if is_dirty(page)]

    def keep_views(self) -> None:
        """Write down how all pages look, and what is typed in them."""
        for page, widget in self._pages.items():
            self.keep_view(page, widget)
            keep_typed(widget)

    def keep_view(self, page: str, widget: QWidget) -> None:
        """Write down how a page looks; records are left out, there are too many of them."""
        if isinstance(widget, KeepsView) and self._targets[page].screen != RECORD:
            self._state.views[page] = widget.view_state()

    def _make(self, target: Target) -> QWidget:
        widget = self._register.make(target, self._context)
        if target.screen == LIST:
            entity = get_entity(target.entity)
            page = ListPage(self._context, entity, widget, self._register)
            page.set_pane(self._state.panes.get(entity.module, self._state.default_pane))
            widget = page
        state = self._state.views.get(target.page)
        if state and isinstance(widget, KeepsView):
            widget.restore_view_state(state)
        return widget


def is_dirty(page: QWidget) -> bool:
    """Tell whether a page holds something not saved."""
    return isinstance(page, MayHoldBack) and page.is_dirty()


def keep_typed(page: QWidget) -> None:
    """Write down at once what is typed in a page, as far as it keeps drafts."""
    if isinstance(page, KeepsTyped):
        page.keep_typed()
