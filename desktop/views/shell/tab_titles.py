"""Keeps the words on the tabs at what their records are called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.core.pages import Ref
from desktop.views.shell.history import History
from desktop.views.shell.page_store import PageStore
from desktop.views.shell.recents import Recents
from desktop.views.shell.record_tabs import RecordTabs
from desktop.views.shell.screens import HasPicture, connect
from desktop.views.shell.targets import record

if TYPE_CHECKING:
    import uuid


class TabTitles(QObject):
    """Listens to records: how they are called, and under which id a new one was saved."""

    def __init__(
        self,
        pages: PageStore,
        tabs: RecordTabs,
        history: History,
        recents: Recents,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._tabs = tabs
        self._history = history
        self._recents = recents

    def listen_to(self, widget: QWidget) -> None:
        """Follow what a record says."""
        connect(widget, "title_changed", self._on_title_changed)
        connect(widget, "saved", self._on_saved)

    def _on_title_changed(self, title: str) -> None:
        page = self._sender_page()
        target = self._pages.target(page)
        index = self._tabs.tab_of(page)
        if target is None or index < 0:
            return
        sender = self.sender()
        picture = sender.picture() if isinstance(sender, HasPicture) else ""
        renamed = replace(target, title=title, icon=picture)
        self._pages.rename(page, renamed)
        self._tabs.dress(index, renamed)
        if target.record_id and not title:
            self._recents.drop_record(target.record_id)
        elif target.record_id:
            self._recents.add_record(Ref(target.entity, target.record_id, title, picture))

    def _on_saved(self, record_id: uuid.UUID) -> None:
        page = self._sender_page()
        target = self._pages.target(page)
        index = self._tabs.tab_of(page)
        if target is None or index < 0 or target.record_id == record_id:
            return
        known = record(target.entity, record_id, target.title, target.icon)
        self._pages.rename(page, known)
        self._tabs.dress(index, known)
        self._history.forget(page)
        self._history.note(known)

    def _sender_page(self) -> str:
        sender = self.sender()
        return self._pages.name_of(sender) if isinstance(sender, QWidget) else ""
