"""Wires the screens of the window: which widget shows what, and what they tell each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.entities import Entity
from desktop.core.i18n import N_
from desktop.core.manifest import Manifest
from desktop.views.jobs import Jobs
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.screens import HandMade, ScreenContext, ScreenRegister
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.targets import HOME, LIST, Target, new_record, record
from desktop.views.shell.window_state import StateKeeper

if TYPE_CHECKING:
    import uuid

    from desktop.core.filters import Filter, Json
    from desktop.core.pages import ListQuery
    from desktop.views.records.form_editors import FormEditors
    from desktop.views.records.lists.list_base import ListSetting
    from desktop.views.records.lists.list_view import RecordListView
    from desktop.views.records.lists.table_selection import Selection
    from desktop.views.records.merge.merging import Merging
    from desktop.views.records.work_display import WorkDisplay
    from desktop.views.shell.recents import Recents


def make_window(
    jobs: Jobs,
    facts: Manifest,
    keeper: StateKeeper,
    settings: SettingsKeeper,
    recents: Recents | None = None,
) -> MainWindow:
    """Return a main window with all its screens; nothing is read yet.

    Further windows share what was used lately with the first.
    """
    wiring = Wiring(jobs, facts)
    register = ScreenRegister(wiring.make_list, wiring.make_card, wiring.make_bin)
    register.add(HandMade(HOME, N_("Today"), "house", HOME, wiring.make_home))
    register.add(
        HandMade("calendar", N_("Calendar"), "calendar-days", "calendar", wiring.make_diary)
    )
    register.add(
        HandMade("dictionaries", N_("Dictionaries"), "book-open", "", wiring.make_dictionaries)
    )
    register.add(
        HandMade("administration", N_("Administration"), "user-cog", "", wiring.make_administration)
    )
    register.add(HandMade("mail", N_("Mail"), "mail", "mail", wiring.make_mail))
    register.add(HandMade("work", N_("Plan of work"), "list-tree", "work", wiring.make_work))
    window = MainWindow(jobs, register, keeper, settings, recents)
    wiring.bind(window)
    return window


class Wiring(QObject):
    """Makes the screens of one window."""

    def __init__(self, jobs: Jobs, facts: Manifest) -> None:
        super().__init__()
        self._jobs = jobs
        self._facts = facts
        self._window: MainWindow | None = None
        self._customizing: QObject | None = None

    def bind(self, window: MainWindow) -> None:
        """Take the window over which dialogs open."""
        self.setParent(window)
        self._window = window
        window.know_commands(self._facts.commands)
        window.use_creator(self._create)
        window.import_asked.connect(self._on_import_asked)
        window.page_shown.connect(self._on_page_shown)
        window.settings_parts = ((N_("Working hours"), self._make_hours),)

    def make_home(self, context: ScreenContext) -> QWidget:
        """Return the page "Today"."""
        from desktop.views.home.home_view import make_home

        return make_home(context, self._me)

    def make_diary(self, context: ScreenContext) -> QWidget:
        """Return the diary."""
        from desktop.views.diary.diary_page import DiaryPage

        return DiaryPage(context, self._editors, self._me)

    def make_mail(self, context: ScreenContext) -> QWidget:
        """Return the page of mail."""
        from desktop.views.mail.mail_page import MailPage

        page = MailPage(context)
        page.invitation_taken.connect(self._on_invitation_taken)
        return page

    def make_dictionaries(self, context: ScreenContext) -> QWidget:
        """Return the page of all dictionaries."""
        from desktop.views.customer.dictionaries_page import DictionariesPage

        return DictionariesPage(context.jobs)

    def make_administration(self, context: ScreenContext) -> QWidget:
        """Return the page of the administration."""
        from desktop.views.admin.administration_page import AdministrationPage

        return AdministrationPage(context.jobs, commands=self._facts.commands)

    def make_work(self, context: ScreenContext) -> QWidget:
        """Return the page of projects and tasks."""
        from desktop.views.work.making import make_work

        if self._window is None:
            raise RuntimeError("the window is not there yet")
        return make_work(context, self._editors, self._window, self._me)

    def make_card(self, context: ScreenContext, entity: Entity) -> QWidget:
        """Return the card of an entity; what forms are made of is imported with the first."""
        from desktop.views.customer.design import register_designs
        from desktop.views.records.entity_editors import editors_of
        from desktop.views.records.merge.duplicate_watch import watch_card
        from desktop.views.records.record_page import RecordPage

        register_designs()
        editors = self._editors
        runner = editors.runner
        commands = runner.commands_of(entity.key)
        make, children = editors_of(entity.key, editors.make), self._make_children
        card = RecordPage(entity, self._jobs, make, children, commands, me=self._me)
        card.command_requested.connect(runner.run)
        watch_card(card, self._jobs, editors.merging)
        return card

    def make_list(self, context: ScreenContext, entity: Entity) -> QWidget:
        """Return the list of an entity."""
        from desktop.views.activities.older_line import offer_older
        from desktop.views.records.duplicates.list_offers import offer_duplicates

        made = self._list(entity, context.running)
        offer_duplicates(made, self._jobs, self._merging, context.running, context.actions)
        offer_older(made, self._jobs)
        return made

    def make_bin(self, context: ScreenContext, entity: Entity) -> QWidget:
        """Return the recycle bin of an entity."""
        return self._list(entity, context.running, in_bin=True)

    def _make_hours(self, parent: QWidget) -> QWidget:
        from desktop.views.hours.hours_form import HoursForm

        return HoursForm(self._jobs, self._me, parent)

    def _list(
        self, entity: Entity, display: WorkDisplay | None, **setting: Unpack[ListSetting]
    ) -> RecordListView:
        from desktop.views.records.lists.list_view import RecordListView

        setting.setdefault("me", self._me)
        made = RecordListView(entity, self._jobs, self._editors, display=display, **setting)
        made.noticed.connect(self._on_noticed)
        made.export_requested.connect(self._on_export_requested)
        made.own_window_asked.connect(self._on_own_window_asked)
        return made

    def _make_children(self, entity: Entity, own: Filter) -> QWidget:
        children = self._list(entity, self._running(), within=own)
        children.record_opened.connect(self._open)
        children.create_requested.connect(self._create)
        if entity.key == "project_cost":
            from desktop.views.work.project_money import beside_budget

            return beside_budget(self._jobs, children, own)
        return children

    def _merging(self) -> Merging:
        return self._editors.merging

    def _running(self) -> WorkDisplay | None:
        return None if self._window is None else self._window.running

    @Slot()
    def _on_page_shown(self) -> None:
        QTimer.singleShot(0, self, self._customize)  # whoever waits for the first rows comes before

    @Slot()
    def _customize(self) -> None:
        from desktop.views.customizing.customizing import Customizing
        from desktop.views.mail.compose.in_window import LettersInWindow
        from desktop.views.profiles.profiles_action import ProfilesAction

        if self._window is not None and self._customizing is None:
            ProfilesAction(self._window)
            self._customizing = Customizing(self._window)
            LettersInWindow(self._window)
            if self._me is not None:
                from desktop.views.work.timer_button import TimerButton

                TimerButton(self._window, self._me, self._editors.make)

    @Slot(str, str)
    def _on_import_asked(self, entity: str, path: str) -> None:
        from desktop.views.taking_in import take_file

        if self._window is not None:
            take_file(
                self._jobs,
                entity,
                path,
                self._window,
                running=self._running(),
                noticed=self._on_noticed,
                records_requested=self._on_records_requested,
            )

    @Slot(str)
    def _on_invitation_taken(self, text: str) -> None:
        from desktop.views.taking_in import take_invitation

        if self._window is not None:
            take_invitation(self._jobs, text, self._window, self._on_noticed)

    @Slot(object, object)
    def _on_export_requested(self, query: ListQuery, selection: Selection) -> None:
        from desktop.views.records.export_dialog import export_list

        export_list(self._jobs, query, selection, self._running(), self._window, self._on_noticed)

    def _save_cards(self, entity: str, ids: Sequence[str]) -> None:
        from desktop.views.records.export_dialog import export_cards

        export_cards(self._jobs, entity, ids, self._running(), self._window, self._on_noticed)

    @Slot(str, object)
    def _on_own_window_asked(self, entity: str, record_id: uuid.UUID) -> None:
        if self._window is not None:
            self._window.own_window_asked.emit(record(entity, record_id))

    @Slot(str, object)
    def _on_records_requested(self, entity: str, condition: Filter) -> None:
        if self._window is not None:
            self._window.navigate(Target(LIST, entity, filter=condition))

    @Slot(str)
    def _on_noticed(self, sentence: str) -> None:
        from desktop.views.shell.undo import Notice

        if self._window is not None:
            self._window.snackbar.show_notice(Notice(sentence))

    def _open(self, entity: str, record_id: uuid.UUID) -> None:
        if self._window is not None:
            self._window.navigate(record(entity, record_id))

    def _open_list(self, entity: str) -> None:
        if self._window is not None:
            self._window.navigate(Target(LIST, entity))

    def _create(self, entity: str, values: Mapping[str, Json]) -> None:
        self._editors.runner.create(entity, values, whole=self._begin)

    def _begin(self, entity: str, values: Mapping[str, Json], draft: str) -> None:
        if self._window is not None and entity == "event":
            from desktop.views.diary.editor.opening import EventOpener

            EventOpener(self._jobs, self._editors, self._me, self._window).begin(values, draft)
        elif self._window is not None:
            self._window.navigate(new_record(entity, values, draft))

    @cached_property
    def _me(self) -> uuid.UUID | None:
        import uuid

        return uuid.UUID(self._facts.owner) if self._facts.owner else None

    @cached_property
    def _editors(self) -> FormEditors:
        from desktop.views.customer.questions import register_questions
        from desktop.views.diary.editor.event_design import register_editor
        from desktop.views.records.deletion.anonymising import ask_before_anonymising
        from desktop.views.records.form_editors import FormEditors

        register_questions()
        register_editor()
        ask_before_anonymising()
        if self._window is None:
            raise RuntimeError("the window is not there yet")
        made = FormEditors(
            self._jobs, self._facts.commands, self._open, self._window, self._save_cards
        )
        made.open_list = self._open_list
        return made
