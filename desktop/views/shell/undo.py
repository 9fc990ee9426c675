"""Undo and redo of what was done to records, several steps deep, in whichever window.

Each committed change has a group that the store can take back; taking it back makes a group too,
and taking that back is redo.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.commands import CommandFacts
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.mail.values import MAILBOX, Done
from desktop.core.pages import Ref
from desktop.core.ports import Outcome, Reads
from desktop.core.quick_dataclass import dataclass
from desktop.views.jobs import Jobs
from desktop.views.shell.undo_words import (
    IMPORT_RUN,
    count_text,
    left_alone,
    main_part,
    stays,
)

if TYPE_CHECKING:
    from desktop.core.mail.ports import MailActs

UNDO: Final = "undo.group"
OWN: Final = frozenset({"undo", UNDO})  # what the store calls a taking back
IMPORT: Final = "import.run"
KEPT: Final = 100  # steps
SENTENCES: Final = {
    "create": N_("Added {what}"),
    "define": N_("Added {what}"),
    "save": N_("Changed {what}"),
    "change": N_("Changed {what}"),
    "delete": N_("Moved {what} to the recycle bin"),
    "restore": N_("Restored {what}"),
    "merge": N_("Merged {what}"),
    "keep_apart": N_("Remembered as different records"),
    "run": N_("Imported {what}"),
    "import": N_("Imported {what}"),
    "attach": N_("Added {what}"),
}
SHARED: Final = "share.set"
KEYED: Final = frozenset({"share", "permission_grant", "attention"})  # no person gave these a title
ANSWERS: Final = "attention."  # to reminders: there is nothing to name beside the command


@dataclass(slots=True)
class Step:
    """One thing that can be taken back: its group in the store, the command, what it was about."""

    group: int
    command: str
    what: str
    ids: frozenset[uuid.UUID] = frozenset()  # of its records so far; none if they are too many
    is_mail: bool = False  # done to the mailbox, which counts groups of its own; `what` says all


@dataclass(frozen=True, slots=True)
class Notice:
    """What the snackbar says, and the action it offers, by key."""

    text: str
    action: str = ""
    is_problem: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody pressed the key in a window."""

    stack: UndoStack
    is_undo: bool


class Deeds(QObject):
    """What was done and taken back in all windows: the last comes first, wherever it was done.

    Signals:
        changed: what can be undone or redone is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.wishes: list[Wish] = []  # keys pressed faster than is done; the first is under way

    def left(self, *, is_undo: bool) -> int:
        """Return how many steps there are to take once all wishes are fulfilled."""
        steps = self.done if is_undo else self.undone
        same = sum(wish.is_undo == is_undo for wish in self.wishes)
        return len(steps) - same + (len(self.wishes) - same)


class UndoStack(QObject):
    """Undoes and redoes in one window, and says there what was done in it.

    Signals:
        changed: what can be undone or redone is another.
        told: a Notice about what was done or undone.
    """

    changed = Signal()
    told = Signal(object)

    def __init__(
        self, jobs: Jobs, parent: QObject | None = None, deeds: Deeds | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._deeds = deeds or Deeds(self)
        self._commands: dict[str, CommandFacts] = {}
        self._untold: Step | None = None  # told once its title is read, if nothing else was before
        self._deeds.changed.connect(self.changed)
        jobs.committed.connect(self._on_jobs_committed)

    def know_commands(self, commands: Iterable[CommandFacts]) -> None:
        """Learn what commands are called, and which nobody can take back."""
        self._commands = {facts.key: facts for facts in commands}

    def can_undo(self) -> bool:
        """Tell whether something can be taken back."""
        return self._deeds.left(is_undo=True) > 0

    def can_redo(self) -> bool:
        """Tell whether something taken back can be done again."""
        return self._deeds.left(is_undo=False) > 0

    def undo(self) -> None:
        """Take back the last thing done, after what is under way; returns at once."""
        if self.can_undo():
            self._wish(Wish(self, is_undo=True))

    def redo(self) -> None:
        """Do the last thing taken back again, after what is under way; returns at once."""
        if self.can_redo():
            self._wish(Wish(self, is_undo=False))

    def _wish(self, wish: Wish) -> None:
        self._deeds.wishes.append(wish)
        if len(self._deeds.wishes) == 1:
            self._jobs.start(self._fulfil(), name=_("Undo") if wish.is_undo else _("Redo"))
        self._deeds.changed.emit()

    async def _fulfil(self) -> None:
        """Fulfil the wishes one after the other; a failure forgets those that stand behind it."""
        deeds = self._deeds
        try:
            while deeds.wishes:
                wish = deeds.wishes[0]
                steps = (deeds.done, deeds.undone) if wish.is_undo else (deeds.undone, deeds.done)
                if steps[0]:
                    await wish.stack.take_back(*steps)
                del deeds.wishes[:1]
                deeds.changed.emit()
        finally:
            deeds.wishes.clear()
            deeds.changed.emit()

    async def take_back(self, source: list[Step], goal: list[Step]) -> None:
        """Take the last step of `source` back, and say so in this window."""
        step = source[-1]
        try:
            # A failure leaves the step where it is: it can be tried again.
            outcome = await self._undone(step, is_undo=source is self._deeds.done)
        except RuleBrokenError:
            # It cannot be taken back, now or ever: the step before it can.
            source[:] = [one for one in source if one is not step]
            raise
        source[:] = [one for one in source if one is not step]  # another deed may have emptied it
        if outcome.changes.group:
            group = outcome.changes.group
            goal.append(Step(group, step.command, step.what, is_mail=step.is_mail))
        self._tell(_notice_of(self._sentence(step), outcome, is_undo=goal is self._deeds.undone))

    async def _undone(self, step: Step, *, is_undo: bool) -> Outcome:
        """Take a step back; an import in the worker, as it may have changed very many records."""
        if step.is_mail:
            return await self._undone_mail(step, is_undo=is_undo)
        if step.command != IMPORT:
            return await self._jobs.command(UNDO, group=step.group)
        return Outcome(await self._jobs.ask("import.undo", {"group": step.group}))

    async def _undone_mail(self, step: Step, *, is_undo: bool) -> Outcome:
        """Take back what was done to the mailbox, or do it again."""

        def act(acts: MailActs) -> Done:
            return acts.undo(step.group) if is_undo else acts.redo(step.group)

        done = await self._jobs.act_on_mail(act)
        ids = done.changes.ids or {MAILBOX: frozenset()}
        outcome = Outcome(None, Changes(ids, step.group, UNDO))
        self._jobs.announce(outcome)
        return outcome

    @Slot(object)
    def _on_jobs_committed(self, outcome: Outcome) -> None:
        changes, deeds = outcome.changes, self._deeds
        if changes.command in OWN or not changes.group or set(changes.ids) == {IMPORT_RUN}:
            return
        if MAILBOX in changes.ids:
            step = Step(changes.group, changes.command, str(outcome.value), is_mail=True)
            self._keep(step)
            self._tell_done(step)
            return
        entity, ids = main_part(changes)
        for known in deeds.done:
            if known.group == changes.group and not known.is_mail:
                self._add_part(known, entity, ids)
                return
        what = count_text(entity, len(ids))
        step = Step(changes.group, changes.command, what, frozenset(ids))
        facts = self._commands.get(step.command)
        if not stays(entity) and (facts is None or facts.undo):
            self._keep(step)
        if len(ids) != 1 or entity in KEYED:
            self._tell_done(step)
            return

        def ask(reads: Reads) -> tuple[Step, list[Ref]]:
            return step, reads.refs(entity, ids)

        self._untold = step
        self._jobs.cards.submit(ask, self._on_title_read)

    def _keep(self, step: Step) -> None:
        deeds = self._deeds
        deeds.done.append(step)
        del deeds.done[:-KEPT]
        deeds.undone.clear()
        deeds.changed.emit()

    def _add_part(self, step: Step, entity: str, ids: Collection[uuid.UUID]) -> None:
        """Count a further part of what the worker does piece by piece."""
        step.ids = step.ids.union(ids) if ids and step.ids else frozenset()
        step.what = count_text(entity, len(step.ids))
        self._tell_done(step)

    def _on_title_read(self, answer: tuple[Step, list[Ref]]) -> None:
        step, refs = answer
        if len(step.ids) == 1:
            step.what = refs[0].title if refs else step.what
        if step is self._untold:
            self._tell_done(step)

    def _tell_done(self, step: Step) -> None:
        self._tell(Notice(self._sentence(step), "edit.undo" if step in self._deeds.done else ""))

    def _tell(self, notice: Notice) -> None:
        self._untold = None
        self.told.emit(notice)

    def _sentence(self, step: Step) -> str:
        if step.is_mail:
            return step.what
        if step.command == SHARED:
            return _("The sharing was changed")
        known = self._commands.get(step.command)
        if known is not None and not known.generic:
            label = _(known.label).rstrip("…")
            if step.command.startswith(ANSWERS):
                return label
            return _("{command}: {what}").format(command=label, what=step.what)
        verb = step.command.rpartition(".")[2]
        return _(SENTENCES.get(verb, SENTENCES["save"])).format(what=step.what)


def _notice_of(sentence: str, outcome: Outcome, *, is_undo: bool) -> Notice:
    """Return what to say after a taking back; never that it is whole if it is not."""
    left = left_alone(outcome.value)
    has_worked = isinstance(outcome.value, Mapping) and bool(outcome.value.get("changes"))
    if not outcome.changes and left and not has_worked:
        text = _("Not undone, because everything was changed again since: {done}")
        return Notice(text.format(done=sentence), is_problem=True)
    whole = _("Undone: {done}") if is_undo else _("Done again: {done}")
    # What the worker took back, such as an import, is not done again by a key.
    other = ("edit.redo" if is_undo else "edit.undo") if outcome.changes else ""
    if not left:
        return Notice(whole.format(done=sentence), other)
    rest = ngettext(
        "{count} record was changed again since and stays as it is.",
        "{count} records were changed again since and stay as they are.",
        left,
    ).format(count=left)
    return Notice(f"{whole.format(done=sentence)} {rest}", other, is_problem=True)
