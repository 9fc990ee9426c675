"""Starts commands from buttons and menus: asks their questions first, then runs them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.fitting import decides
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, ngettext
from desktop.core.ids import new_id
from desktop.core.imports.card_columns import has_cards
from desktop.core.pages import Ref
from desktop.views.dialogs import confirm, show
from desktop.views.jobs import Jobs
from desktop.views.records.command_questions import Question, question_of
from desktop.views.records.entity_editors import editors_of
from desktop.views.records.form_dialog import FormDialog, QuickCreateDialog
from desktop.views.records.quick_draft import QuickDraft
from desktop.views.records.record_form import MakeEditor

Told = Callable[[Ref], None]
Whole = Callable[[str, Mapping[str, Json], str], None]
SaveCards = Callable[[str, Sequence[str]], None]

_SAVE_CARDS = "save_vcard"  # a command of the window alone: it writes a file, not the store


class CommandRunner(QObject):
    """Runs commands of the manifest over a window, with the dialogs that they need.

    Signals:
        form_begun: the QuickCreateDialog of a new record, before it is shown.
        made: entity key and id of the one record that was made of another.
    """

    form_begun = Signal(object)
    made = Signal(str, object)

    def __init__(
        self,
        jobs: Jobs,
        commands: Sequence[CommandFacts],
        make_editor: MakeEditor,
        window: QWidget,
        save_cards: SaveCards | None = None,
    ) -> None:
        super().__init__(window)
        self._save_cards = save_cards
        self._jobs = jobs
        self._commands = {facts.key: facts for facts in commands}
        self._make_editor = make_editor
        self._window = window

    def commands_of(self, entity: str) -> tuple[CommandFacts, ...]:
        """Return the commands that a card of the entity offers as buttons."""
        found = tuple(
            facts
            for facts in self._commands.values()
            if facts.entity == entity and facts.on_records and not facts.generic
        )
        if self._save_cards is None or not has_cards(get_entity(entity)):
            return found
        key = f"{entity}.{_SAVE_CARDS}"
        return (*found, CommandFacts(key, N_("Save as vCard…"), on_records=True, undo=False))

    def run(self, key: str, ids: Sequence[str], *, chosen: int = 0) -> None:
        """Ask the questions of a command and run it on records.

        `chosen` is how many the person chose, if the command does not fit all of them.
        """
        entity, _dot, verb = key.partition(".")
        if verb == _SAVE_CARDS and self._save_cards is not None:
            self._save_cards(entity, ids)
            return
        work = self._run(self._commands[key], tuple(ids), chosen)
        self._jobs.start(work, name=self._name(key))

    def find(self, key: str) -> CommandFacts | None:
        """Return the command of that key, if it is one that is run in the store."""
        return self._commands.get(key)

    async def ask_about_many(self, facts: CommandFacts, count: int) -> Mapping[str, Json] | None:
        """Ask what a command needs to know, once for very many records; None to leave them."""
        note, title = _for_whom(count), _(facts.label).rstrip("…")
        if decides(facts):
            note += " " + _("Those that it does not fit stay as they are.")
        if facts.form:
            dialog = FormDialog(
                title, facts.form, self._make_editor, title, self._window, note=note
            )
            return dialog.values() if await show(dialog) else None
        is_agreed = await confirm(self._window, f"{title}?", note, deed=title)
        return {} if is_agreed else None

    def delete(self, entity: str, ids: Sequence[str]) -> None:
        """Put records into the bin, after asking if something hangs on them."""
        self._jobs.start(self._delete(entity, tuple(ids)), name=_("Deleting"))

    def restore(self, entity: str, ids: Sequence[str]) -> None:
        """Take records out of the bin."""
        self._jobs.start(self._act(f"{entity}.restore", ids), name=_("Restoring"))

    def purge(self, entity: str, ids: Sequence[str]) -> None:
        """Delete records in the bin for good, after asking twice."""
        self._jobs.start(self._purge(entity, tuple(ids)), name=_("Deleting"))

    def create(
        self,
        entity: str,
        values: Mapping[str, Json],
        *,
        whole: Whole | None = None,
        told: Told | None = None,
    ) -> None:
        """Make a record in the short form.

        `whole` is called with the draft's id if the person wants all fields (without it, the form
        does not offer them) or the record could not be saved, `told` when the record is made.
        """
        self._jobs.start(self._create(entity, values, whole, told), name=_("Saving"))

    def _name(self, key: str) -> str:
        return _(self._commands[key].label)

    async def _run(self, facts: CommandFacts, ids: tuple[str, ...], chosen: int) -> None:
        answers: Mapping[str, Json] = {}
        ask = question_of(facts.key)
        if ask is not None:
            window = self._window
            told = await ask(Question(facts, ids, self._jobs, self._make_editor, window))
            if told is None:
                return
            answers = told
        elif facts.form:
            title = _(facts.label).rstrip("…")  # it has asked
            note = _for_whom(len(ids), chosen)
            dialog = FormDialog(
                title, facts.form, self._make_editor, title, self._window, note=note
            )
            if not await show(dialog):
                return
            answers = dialog.values()
        outcome = await self._jobs.command(facts.key, ids=list(ids), **answers)
        made = outcome.value if facts.makes else None
        if isinstance(made, list) and len(made) == 1:
            self.made.emit(facts.makes, uuid.UUID(str(made[0])))

    async def _act(self, key: str, ids: Sequence[str]) -> None:
        await self._jobs.command(key, ids=list(ids))

    async def _delete(self, entity: str, ids: tuple[str, ...]) -> None:
        from desktop.views.records.deletion.asking import may_delete

        if await may_delete(self._jobs, self._window, entity, ids):
            await self._act(f"{entity}.delete", ids)

    async def _purge(self, entity: str, ids: tuple[str, ...]) -> None:
        count = len(ids)
        question = ngettext(
            "Delete {count} record for good?", "Delete {count} records for good?", count
        ).format(count=count)
        deed = _("Delete for good")
        if not await confirm(self._window, question, _("This cannot be undone."), deed=deed):
            return
        sure = _("Are you sure? What is deleted for good cannot be brought back by anybody.")
        if await confirm(self._window, sure, deed=deed):
            await self._act(f"{entity}.purge", ids)

    async def _create(
        self,
        entity: str,
        values: Mapping[str, Json],
        whole: Whole | None,
        told: Told | None,
    ) -> None:
        facts, draft_id = get_entity(entity), new_id()
        make = editors_of(entity, self._make_editor)
        dialog = QuickCreateDialog(facts, make, self._window, given=values)
        dialog.offer_whole_form(whole is not None)
        dialog.start_with(values)
        draft = QuickDraft(self._jobs, dialog, values, draft_id, self)
        self.form_begun.emit(dialog)
        is_wanted = await show(dialog)
        given = {**values, **dialog.values()}
        if not is_wanted:
            draft.drop()
            return
        draft.flush()
        if dialog.wants_whole_form and whole:
            draft.deleteLater()
            whole(entity, given, draft_id.hex)
            return
        try:
            outcome = await self._jobs.command(f"{entity}.create", values=given, id=str(draft_id))
        except AppError:
            draft.deleteLater()
            if whole:
                whole(entity, given, draft_id.hex)  # what was typed can be saved from there
            raise
        draft.drop()
        if told:
            title = given.get(facts.title)
            told(Ref(entity, uuid.UUID(str(outcome.value)), str(title or "")))


def _for_whom(count: int, chosen: int = 0) -> str:
    """Say of how many records a question is asked; of one, the person sees which."""
    if chosen > count:
        sentence = _("For {count} of the {chosen} chosen records; it does not fit the others.")
        return sentence.format(count=format_number(count), chosen=format_number(chosen))
    if count <= 1:
        return ""
    sentence = ngettext("For {count} chosen record.", "For {count} chosen records.", count)
    return sentence.format(count=format_number(count))
