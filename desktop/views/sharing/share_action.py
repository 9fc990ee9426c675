"""The action "Share…": for the card in view, or for what is selected in the list."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QObject, Qt

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import RecordGoneError
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.views.records.lists.list_base import ListBase
from desktop.views.records.lists.table_selection import Selection
from desktop.views.shell.list_page import ListPage
from desktop.views.shell.main_window import MainWindow


class ShareAction(QObject):
    """Opens the dialog over one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def can_share(self) -> bool:
        """Tell whether something is in view that can be shared."""
        return self._in_view() is not None

    def share(self) -> None:
        """Ask with whom."""
        found = self._in_view()
        if found is not None:
            self._window.jobs.start(self._share(*found), name=_("Reading"))

    def _in_view(self) -> tuple[Entity, Selection] | None:
        """Return the record of the card in view, or what is selected in the list."""
        page = self._window.workspace.current_page()
        shown = page.records if isinstance(page, ListPage) else page
        entity = getattr(shown, "entity", None)
        if not isinstance(entity, Entity) or not is_shareable(entity):
            return None
        if isinstance(shown, ListBase):
            chosen = None if shown.in_bin else shown.selection()
        else:
            record_id = getattr(shown, "record_id", None)
            chosen = Selection(ids=(record_id,), records=1) if record_id else None
        return (entity, chosen) if chosen is not None and chosen.count else None

    async def _share(self, entity: Entity, chosen: Selection) -> None:
        ids = await self._window.jobs.read_list(chosen.read_ids)
        if ids:
            await self._open(entity, ids)

    async def _open(self, entity: Entity, ids: list[uuid.UUID]) -> None:
        from desktop.views.sharing.share_dialog import ShareDialog

        title = f"{len(ids)} {_(entity.plural).lower()}"
        if len(ids) == 1:

            def ask(reads: Reads) -> str:
                for ref in reads.refs(entity.key, ids):
                    return ref.title
                raise RecordGoneError(_("This record is not here any more."))

            title = await self._window.jobs.read(ask)
        dialog = ShareDialog(self._window.jobs, entity.key, ids, title, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def is_shareable(entity: Entity) -> bool:
    """Tell whether records of an entity are somebody's, so that they can be shared."""
    known = get_entity(entity.key)
    return not (known.company or known.dictionary or known.hidden or known.module == "system")
