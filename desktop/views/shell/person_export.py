"""Saves everything about the person in view in one file, as the law on personal data asks."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths

from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.views.dialogs import choose_file_to_save
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow

ENTITIES: Final = ("account", "contact", "lead")
ENDING: Final = ".zip"


class PersonExport(QObject):
    """Carries out the action "Everything about this person" of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.bind(
            "record.export_person", self.export, enabled=self.can_export, owner=window
        )

    def can_export(self) -> bool:
        """Tell whether the record in view is a person or a customer."""
        return self._in_view() is not None

    def export(self) -> None:
        """Ask for a file and write it; returns at once."""
        found = self._in_view()
        if found is not None:
            self._window.jobs.start(self._export(*found), name=_("Export"))

    def _in_view(self) -> tuple[str, uuid.UUID] | None:
        """Return the record of the card in view, or the one selected in the list."""
        page = self._window.workspace.current_page()
        entity = getattr(getattr(page, "entity", None), "key", "")
        found = getattr(page, "record_id", None)
        if found is None:
            current = getattr(getattr(page, "records", None), "current_record", None)
            found = current() if callable(current) else None
        if entity in ENTITIES and isinstance(found, uuid.UUID):
            return entity, found
        return None

    async def _export(self, entity: str, record_id: uuid.UUID) -> None:
        window = self._window
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = str(Path(folder, _("Data of a person") + ENDING))
        kinds = f"ZIP (*{ENDING})"
        title = _("Everything about this person")
        chosen = await choose_file_to_save(window, title, name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(ENDING)
        arguments: dict[str, Json] = {"entity": entity, "id": str(record_id), "path": str(path)}
        count = int(str(await window.running.ask(window.jobs, title, "privacy.export", arguments)))
        sentence = ngettext(
            "{count} record was saved in {path}.", "{count} records were saved in {path}.", count
        )
        window.snackbar.show_notice(Notice(sentence.format(count=count, path=path)))
