"""The window in which an event is made and changed, beside everything else that is open."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.diary.time_spans import TimeSpan
from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.ids import new_id
from desktop.core.pages import Card
from desktop.core.recurrence.scopes import SCOPE_LABELS, Scope
from desktop.views.dialogs import show
from desktop.views.diary.editor.event_design import AFTERWARDS, EVENT
from desktop.views.diary.editor.event_fields import EventFields
from desktop.views.diary.editor.event_reading import Opened, read_event
from desktop.views.diary.editor.event_saving import SavingEvent
from desktop.views.diary.editor.find_time_dialog import FindTimeDialog
from desktop.views.diary.editor.people_pane import PeoplePane
from desktop.views.diary.editor.person import Person
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.own_notes.own_notes_pane import OwnNotesPane
from desktop.views.records.draft_bar import DraftBar
from desktop.views.records.files.files_pane import FilesPane, owner_link
from desktop.views.records.form_layout import named_sections
from desktop.views.records.notice_bar import NoticeBar
from desktop.views.records.record_form import MakeEditor, RecordForm
from desktop.views.records.record_saving import blank_card
from desktop.views.records.rights_bar import RightsBar, is_open, locked_fields
from desktop.views.records.save_bar import SaveBar
from desktop.views.shell.actions_records import RECORD_ACTIONS
from desktop.views.theme import look
from desktop.views.widgets.overflow_tabs import OverflowTabs

ENTITY: Final = "event"
WIDTH, HEIGHT = 760, 700
ALONE: Final = N_("With other participants it becomes an appointment of its own.")
_WHOLE_SERIES: Final = frozenset({"rule", "zone", "is_all_day", "calendar_id"})


class EventWindow(SavingEvent):
    """Shows one event, or some times of a series, with who takes part, notes and files.

    Signals:
        record_opened: entity key and id of a record named in it.
    """

    record_opened = Signal(str, object)

    def __init__(
        self, jobs: Jobs, make_editor: MakeEditor, me: uuid.UUID | None, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs = jobs
        self._entity = get_entity(ENTITY)
        self.fields = EventFields(make_editor, self)
        self.form = RecordForm(
            named_sections(self._entity, (*EVENT, *AFTERWARDS)), self.fields.make, self
        )
        self.people = PeoplePane(jobs, me, self)
        self.notes = OwnNotesPane(jobs, me, self)
        self.files = FilesPane(jobs, self) if owner_link(self._entity) else None
        self._drafts = DraftBar(jobs, self._edits, self)
        self._rights = RightsBar(self)
        self._part = NoticeBar(self)
        self.clash = NoticeBar(self)
        self.refusal = NoticeBar(self)
        self._saving = SaveBar(self)
        self.tabs = OverflowTabs(self)
        self._lay_out()
        self._connect()
        self._bind_keys()

    # --- opening
    def open(self, opened: Opened) -> None:
        """Show an event, or some times of a series."""
        self.opened = opened

        def ask(reads: object) -> tuple[Card, list[Person]]:
            return read_event(reads, opened)  # type: ignore[arg-type]  # the lane gives Reads

        self._jobs.cards.submit(ask, self._on_read, self._on_read_failed, topic=f"{id(self)}")

    def begin(self, values: Mapping[str, Json], draft_id: str = "") -> None:
        """Show a new event with some values given; `draft_id` becomes its id."""
        key = draft_id or new_id().hex
        self.opened = None
        card = blank_card(self._entity, uuid.UUID(key), values)
        self._show(card, [])
        self._drafts.begin(ENTITY, None, f"{ENTITY}/new/{key}")
        self.form.focus_field("title")

    def propose(self, values: Mapping[str, Json]) -> None:
        """Fill what the person left empty with what is usual; it is no edit."""
        held = self.form.values()
        wanted = {name: one for name, one in values.items() if held.get(name) is None}
        if self.opened is None and wanted:
            self.form.apply(wanted)
            self.form.rebase(wanted)
            self._follow()

    def _on_read(self, answer: tuple[Card, list[Person]]) -> None:
        card, people = answer
        is_typed_in = self._card is not None and self._card.id == card.id and self.is_dirty()
        if self.opened is not None and card.id == self.opened.id and not is_typed_in:
            self._show(card, people)
            self._drafts.begin(ENTITY, card.id, self.opened.draft_key)

    def _on_read_failed(self, error: Exception) -> None:
        self._jobs.report(error)
        self.is_leaving = True
        self.close()

    def _show(self, card: Card, people: list[Person]) -> None:
        self._card = card
        is_new, is_part = self.opened is None, self.opened is not None and self.opened.is_part
        self.form.load(card.values)
        self.people.load(people, None if is_new else card.id)
        self._rights.show_card(card)
        locked = locked_fields(card)
        scope = self.opened.scope if self.opened else Scope.ALL
        if locked is not None and is_part and scope is Scope.THIS:
            locked = _WHOLE_SERIES
        self.form.lock(locked)
        self.people.set_readonly(not is_open(card))
        self._saving.allow_saving(is_allowed=is_open(card))
        for index in (self._notes_tab, self._files_tab):
            self.tabs.offer(index, is_offered=not is_new)
        if not is_new:
            self.notes.show_record(ENTITY, card.id)
            if self.files is not None:
                self.files.show_record(self._entity, card.id)
        if is_part:
            alone = f" {_(ALONE)}" if scope is Scope.THIS else ""
            self._part.say(_(SCOPE_LABELS[scope]) + "." + alone)
        self._part.setVisible(is_part)
        self.delete.setEnabled(not is_new and is_open(card))
        self._follow()

    # --- parts
    def _lay_out(self) -> None:
        self.save_close = self._tool("check", _("Save and close"))
        self.delete = self._tool("trash-2", _("Delete"))
        self.invite = self._tool("user-plus", _("Invite…"))
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 4)
        for button in (self.save_close, self.invite, self.delete):
            bar.addWidget(button)
        bar.addStretch(1)
        self.tabs.addTab(self.form, _("Details"))
        self._people_tab = self.tabs.addTab(self.people, _("Participants"))
        self._notes_tab = self.tabs.addTab(self.notes, _("Own notes"))
        self._files_tab = self._notes_tab
        if self.files is not None:
            self._files_tab = self.tabs.addTab(self.files, _("Files"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        for part in (self._part, self._rights, self._drafts, self.refusal, self.clash):
            layout.addWidget(part)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._saving)
        room = self.screen().availableSize()
        wanted = (look().px(WIDTH), look().px(HEIGHT))
        self.resize(min(wanted[0], room.width() - 40), min(wanted[1], room.height() - 60))

    def _tool(self, symbol: str, text: str) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(symbol))
        made.setText(text)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setAutoRaise(True)
        return made

    def _connect(self) -> None:
        self.form.edited.connect(self._on_form_edited)
        self.people.edited.connect(self._on_people_edited)
        self.people.warned.connect(self._on_people_warned)
        self.people.time_chosen.connect(self._on_time_chosen)
        self.people.find_asked.connect(self._on_find_asked)
        self.clash.accepted.connect(self._on_find_asked)
        self.notes.counted.connect(self._on_notes_counted)
        if self.files is not None:
            self.files.counted.connect(self._on_files_counted)
        self._drafts.restored.connect(self._on_draft_restored)
        self._saving.save_requested.connect(self.save)
        self._saving.discard_requested.connect(self.discard)
        self.save_close.clicked.connect(self.save_and_close)
        self.delete.clicked.connect(self.delete_event)
        self.invite.clicked.connect(self._on_invite_clicked)
        self._jobs.changes.changed.connect(self._on_changed)

    def _bind_keys(self) -> None:
        """Take the keys that the main window has for the same."""
        deeds = {"record.save": self.save, "record.save_close": self.save_and_close}
        for action in RECORD_ACTIONS:
            for keys in action.keys if action.key in deeds else ():
                # Read by their English names: in Vietnamese Return and Enter are called the same.
                sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
                QShortcut(sequence, self).activated.connect(deeds[action.key])

    # --- what follows what
    def _follow(self) -> None:
        """Show everything that depends on what is typed."""
        title = str(self.form.values().get("title") or "") or _("New appointment")
        self.setWindowTitle(title)
        count = len(self.people.people())
        text = _("Participants ({count})").format(count=count) if count else _("Participants")
        self.tabs.name(self._people_tab, text)
        span = self.fields.wall_span()
        self.people.show_time(None if span is None else TimeSpan(*span), self.fields.zone_name())
        self._saving.show_dirty(self.opened is None or self.is_dirty())

    @Slot(str)
    def _on_form_edited(self, _name: str) -> None:
        self.refusal.hide()
        self._follow()
        self._drafts.touch()

    @Slot()
    def _on_people_edited(self) -> None:
        self._follow()
        self._drafts.touch()

    @Slot(str)
    def _on_people_warned(self, sentence: str) -> None:
        if sentence:
            self.clash.tell(sentence, _("Find a time…"))
        else:
            self.clash.hide()

    @Slot(object)
    def _on_time_chosen(self, start: object) -> None:
        self.fields.take_wall_start(start)  # type: ignore[arg-type]  # a datetime, by the signal

    @Slot()
    def _on_find_asked(self) -> None:
        self._jobs.start(self._find_time(), name=_("Find a time"))

    async def _find_time(self) -> None:
        found = self.fields.wall_span()
        if found is None:
            self.form.show_problems()
            return
        span = TimeSpan(*found)
        question = self.people.question(span.start, span.end)
        dialog = FindTimeDialog(self._jobs, self.people.who(), question, span, self)
        if await show(dialog):
            self.fields.take_wall_span(dialog.span.start, dialog.span.end)
        self.activateWindow()

    @Slot()
    def _on_invite_clicked(self) -> None:
        self.tabs.setCurrentIndex(self._people_tab)
        self.people.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_notes_counted(self, count: int) -> None:
        text = _("Own notes ({count})").format(count=count) if count else _("Own notes")
        self.tabs.name(self._notes_tab, text)

    @Slot(object)
    def _on_files_counted(self, count: int) -> None:
        text = _("Files ({count})").format(count=count) if count else _("Files")
        self.tabs.name(self._files_tab, text)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        opened = self.opened
        if opened is None or self.is_saving or self.is_dirty():
            return
        if changes.touches(ENTITY, opened.id) or changes.touches("attendee"):
            self.open(opened)

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before what was typed is thrown away."""
        if self.is_leaving or not self.is_dirty():
            self._drafts.flush()
            super().closeEvent(event)
            return
        event.ignore()
        self.ask_and_close()
