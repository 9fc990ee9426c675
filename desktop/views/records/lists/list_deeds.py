"""What can be done with the selected records of a list: open, delete, change many, duplicate."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.core.entities import Entity
from desktop.core.errors import RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.dialogs import show
from desktop.views.jobs import Jobs
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.lists.table_selection import Selection
from desktop.views.records.work_display import WorkDisplay

if TYPE_CHECKING:
    from desktop.core.commands import CommandFacts
    from desktop.core.pages import Card
    from desktop.core.ports import Reads

AT_ONCE: Final = 2_000  # so many records are changed in the store thread; more in the worker


class ListDeeds(QObject):
    """Runs commands on a selection of any size; what is large goes to the worker.

    Signals:
        create_asked: values of a new record in JSON form.
    """

    create_asked = Signal(object)

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        editors: FormEditors,
        table: RowTable,
        display: WorkDisplay | None,
    ) -> None:
        super().__init__(table)
        self._entity = entity
        self._jobs = jobs
        self._editors = editors
        self._table = table
        self._display = display

    def delete(self, chosen: Selection) -> None:
        """Put the selected records into the bin; many only after a question."""
        self._jobs.start(self._delete(chosen), name=_("Deleting"))

    def restore(self, chosen: Selection) -> None:
        """Take the selected records out of the bin."""
        work = self._act(chosen, "restore", _("Restoring"), {})
        self._jobs.start(work, name=_("Restoring"))

    def purge(self, chosen: Selection) -> None:
        """Delete the selected records for good, after asking."""
        self._jobs.start(self._purge(chosen), name=_("Deleting"))

    def change(self, chosen: Selection, field: str = "") -> None:
        """Ask for new values and give them to the selected records."""
        self._jobs.start(self._change(chosen, field), name=_("Changing"))

    def run(self, key: str, chosen: Selection) -> None:
        """Run a command of the entity on the selected records."""
        self._jobs.start(self._run(key, chosen), name=_("Working"))

    def duplicate(self, chosen: Selection) -> None:
        """Begin a new record with the values of the current one."""
        self._jobs.start(self._duplicate(chosen), name=_("Reading"))

    async def ids_of(self, chosen: Selection) -> list[str]:
        """Return the ids of the selected records as text."""
        if chosen.is_known:
            return [str(one) for one in chosen.ids]
        found = await self._jobs.read_list(chosen.read_ids)
        return [str(one) for one in found]

    async def _delete(self, chosen: Selection) -> None:
        from desktop.views.records.deletion.asking import may_delete

        ids = await self.ids_of(chosen) if chosen.count <= AT_ONCE else []
        if await may_delete(self._jobs, self._table.window(), self._entity.key, ids, chosen.count):
            await self._act(chosen, "delete", _("Deleting"), {})

    async def _purge(self, chosen: Selection) -> None:
        self._editors.runner.purge(self._entity.key, await self.ids_of(chosen))

    async def _run(self, key: str, chosen: Selection) -> None:
        from desktop.views.records.command_questions import question_of

        runner, display = self._editors.runner, self._display
        facts = runner.find(key)
        if facts is None:
            runner.run(key, await self.ids_of(chosen))
        elif chosen.count > AT_ONCE and display is not None and not question_of(key):
            answers = await runner.ask_about_many(facts, chosen.count)
            if answers is not None:
                which: dict[str, Json] = {"command": key, "answers": dict(answers)}
                await self._in_worker(display, chosen, _(facts.label).rstrip("…"), "run", which)
        else:
            fitting = await self._fitting(facts, await self.ids_of(chosen))
            runner.run(key, fitting, chosen=chosen.count)

    async def _fitting(self, facts: CommandFacts, ids: list[str]) -> list[str]:
        """Return those that a command fits: asked once more, as a menu may be open for long."""
        from desktop.core.fitting import FITS_NONE, decides, fitting_ids

        if not decides(facts):
            return ids
        known = [uuid.UUID(one) for one in ids]

        def ask(reads: Reads) -> list[uuid.UUID]:
            return fitting_ids(reads, facts, known)

        found = await self._jobs.read(ask)
        if not found:
            raise RuleBrokenError(_(FITS_NONE))
        return [str(one) for one in found]

    async def _change(self, chosen: Selection, field: str) -> None:
        from desktop.views.records.lists.bulk_edit import BulkEditDialog  # not at start

        dialog = BulkEditDialog(
            self._entity, chosen.count, self._editors.make, self._table.window()
        )
        if field:
            dialog.choose(field)
        if await show(dialog):
            values = {"values": dialog.values()}
            await self._act(chosen, "change", _("Changing"), values)

    async def _act(
        self, chosen: Selection, verb: str, title: str, arguments: Mapping[str, Json]
    ) -> None:
        """Run a generic command: in the store thread, or in the worker if it takes long."""
        if chosen.count <= AT_ONCE or self._display is None:
            ids = await self.ids_of(chosen)
            await self._jobs.command(f"{self._entity.key}.{verb}", ids=ids, **arguments)
            return
        whole = {"entity": self._entity.key, **arguments}
        await self._in_worker(self._display, chosen, title, verb, whole)

    async def _in_worker(
        self,
        display: WorkDisplay,
        chosen: Selection,
        title: str,
        verb: str,
        arguments: Mapping[str, Json],
    ) -> None:
        from desktop.core.queries import query_to_json

        which: dict[str, Json] = {**arguments}
        if chosen.is_whole and chosen.query is not None:
            which["query"] = query_to_json(chosen.query)
        else:
            which["ids"] = [*await self.ids_of(chosen)]
        await display.ask(self._jobs, title, f"records.{verb}", which)

    async def _duplicate(self, chosen: Selection) -> None:
        entity, record_id = self._entity.key, chosen.current
        if record_id is None:
            return
        known = record_id

        def ask(reads: Reads) -> Card:
            return reads.card(entity, known)

        card = await self._jobs.read(ask)
        names = {field.name for field in self._entity.form_fields() if not field.readonly}
        kept = {name: value for name, value in card.values.items() if name in names and value}
        self.create_asked.emit(kept)
