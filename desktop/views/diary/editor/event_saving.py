"""What becomes of what was typed in the window of an event: kept, saved, thrown away."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMessageBox, QWidget
from shiboken6 import isValid

from desktop.core.entities import Entity
from desktop.core.errors import AppError, CancelledError, InvalidValueError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Card, Draft
from desktop.core.ports import Outcome
from desktop.core.recurrence.scopes import Scope
from desktop.views.dialogs import show
from desktop.views.diary.editor.event_reading import Opened
from desktop.views.diary.editor.people_pane import PeoplePane
from desktop.views.diary.editor.person import person_of
from desktop.views.jobs import Jobs
from desktop.views.message_box import ASKS, message_box
from desktop.views.records.draft_bar import DraftBar
from desktop.views.records.notice_bar import NoticeBar
from desktop.views.records.record_form import RecordForm
from desktop.views.records.record_saving import Edits, save_by
from desktop.views.records.rights_bar import is_open
from desktop.views.widgets.overflow_tabs import OverflowTabs

PEOPLE: Final = "people"  # what a draft calls those who take part


class SavingEvent(QWidget):
    """The part of the window that saves.

    Signals:
        saved: the id of the event.
    """

    saved = Signal(object)

    _jobs: Jobs
    _entity: Entity
    _drafts: DraftBar
    form: RecordForm
    people: PeoplePane
    refusal: NoticeBar
    tabs: OverflowTabs

    opened: Opened | None = None
    is_leaving = False  # it closes whatever was typed
    is_saving = False
    _card: Card | None = None

    def open(self, opened: Opened) -> None:
        """Show an event, or some times of a series."""
        raise NotImplementedError

    def is_dirty(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return bool(self.form.edits()) or self.people.is_dirty()

    @Slot()
    def save(self) -> None:
        """Save what was typed; problems are shown at their fields."""
        if self._may_save():
            self._jobs.start(self._save(), name=_("Saving"))

    @Slot()
    def save_and_close(self) -> None:
        """Save, and close the window."""
        if self.opened is not None and not self.is_dirty():
            self.close()
        elif self._may_save():
            self._jobs.start(self._save(self.close), name=_("Saving"))

    @Slot()
    def discard(self) -> None:
        """Throw away what was typed."""
        self._drafts.drop()
        if self.opened is None:
            self.is_leaving = True
            self.close()
        else:
            self._card = None  # what is read replaces what is typed
            self.open(self.opened)

    @Slot()
    def delete_event(self) -> None:
        """Delete the event, or the times of the series that are shown."""
        if self.opened is not None:
            self._jobs.start(self._delete(self.opened), name=_("Deleting"))

    def ask_and_close(self) -> None:
        """Close after asking whether to save."""
        self._jobs.start(self._ask_and_close(), name=_("Saving"))

    async def _ask_and_close(self) -> None:
        box = message_box(ASKS, _("Save what was typed?"), "", self)
        keep = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(_("Do not save"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(keep)
        box.setEscapeButton(stay)
        await show(box)
        if box.clickedButton() is keep:
            self.save_and_close()
        elif box.clickedButton() is drop:
            self._drafts.drop()
            self.is_leaving = True
            self.close()

    async def _delete(self, opened: Opened) -> None:
        if opened.is_part:
            named = {"original": opened.original, "scope": opened.scope.value}
            await self._jobs.command("event.call_off", id=str(opened.id), **named)
        else:
            await self._jobs.command("event.delete", ids=[str(opened.id)])
        if isValid(self):
            self._drafts.drop()
            self.is_leaving = True
            self.close()

    def _may_save(self) -> bool:
        if self._card is None or not is_open(self._card) or self.is_saving:
            return False
        if self.people.line.text().strip():
            self.tabs.setCurrentWidget(self.people)
            self.people.line.entered.emit()
            return not self.people.line.text().strip()
        if not self.form.problems():
            return True
        self.tabs.setCurrentWidget(self.form)
        self.form.show_problems()
        return False

    async def _save(self, then: Callable[[], object] | None = None) -> None:
        card = self._card
        if card is None:
            return
        self._drafts.flush()
        self.is_saving = True
        self.refusal.hide()
        settle = self._drafts.settler({name: new for name, (_b, new) in self._edits().items()})
        given, people = self.form.values(), self.people.people()
        try:
            saved = await self._write(card)
        except CancelledError:
            return  # the person decides later
        except AppError as error:
            if isValid(self):
                self._tell(error)
            return
        finally:
            if isValid(self):
                self.is_saving = False
        settle()
        if isValid(self):
            self.form.rebase(given)  # what was typed meanwhile is still to be saved
            self.people.rebase(saved, people)
            self._go_on(saved, then)

    async def _write(self, card: Card) -> uuid.UUID:
        """Save everything and return the event that has it now."""
        about: dict[str, Json] = {"people": self.people.added(), "gone": self.people.gone()}  # type: ignore[dict-item]  # JSON
        found: list[Outcome] = []
        if self.opened is None:
            given = {name: one for name, one in self.form.values().items() if one is not None}
            found.append(
                await self._jobs.command("event.write", id=str(card.id), values=given, **about)
            )
        else:
            named = {"original": self.opened.original, "scope": self.opened.scope.value}

            async def write(edits: Edits) -> None:
                found.append(
                    await self._jobs.command(
                        "event.write", id=str(card.id), edits=edits, **named, **about
                    )
                )

            await save_by(write, self, self._entity, self.form.edits())
        return uuid.UUID(str(found[-1].value)) if found else card.id

    def _tell(self, error: AppError) -> None:
        """Say why it was not saved, at its field if it is one."""
        field = error.field if isinstance(error, InvalidValueError) else ""
        self.refusal.say(str(error))
        name = {"start": "starts_at", "end": "ends_at", "recurrence": "rule"}.get(field, field)
        if name in self.form.field_names():
            self.tabs.setCurrentWidget(self.form)
            self.form.focus_field(name)

    def _go_on(self, saved: uuid.UUID, then: Callable[[], object] | None) -> None:
        opened = self.opened
        is_same = opened is not None and opened.is_part and opened.id == saved
        is_following = opened is not None and opened.scope is Scope.FOLLOWING
        self.opened = opened if is_same and not is_following else Opened(saved)
        self.saved.emit(saved)
        if then is None or self.is_dirty():
            self.open(self.opened or Opened(saved))
        else:
            then()

    def _edits(self) -> Mapping[str, list[Json]]:
        """Return what a draft keeps: {name: [base, new]}."""
        if self.opened is None:
            found = {n: [None, v] for n, v in self.form.values().items() if v is not None}
        else:
            found = self.form.edits()
        if self.people.is_dirty():
            found[PEOPLE] = [None, [one.guest() for one in self.people.people()]]
        return found

    @Slot(object)
    def _on_draft_restored(self, draft: Draft) -> None:
        self.form.apply(draft.values, draft.base)
        people = draft.values.get(PEOPLE)
        if isinstance(people, list):
            self.people.take([person_of(one) for one in people if isinstance(one, dict)])

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape where nothing inside needs it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
