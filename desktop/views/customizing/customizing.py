"""What a window has to do with own fields and words: its dialogs, and following every change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.core.changes import Changes
from desktop.core.entities import Entity, get_entity
from desktop.core.i18n import _
from desktop.views.patience import until_free
from desktop.views.records.lists.list_base import ListBase
from desktop.views.shell.list_page import ListPage
from desktop.views.shell.page_store import is_dirty
from desktop.views.shell.targets import RECORD
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from desktop.views.jobs import Writing
    from desktop.views.shell.main_window import MainWindow

FIELDS, WORDS = "custom_field", "word"
FIRST: Final = "account"
RENAMED: Final = ("module.", "new.")  # actions whose labels are words of the company


class Customizing(QObject):
    """Opens the dialogs, and shows own fields and words as soon as they change."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.bind("tools.own_fields", self.show_fields, owner=window)
        window.commands.bind("tools.own_words", self.show_words, owner=window)
        window.commands.bind("tools.sequences", self.show_sequences, owner=window)
        window.jobs.changes.changed.connect(self._on_changed)
        window.commands.refresh()

    def show_fields(self) -> None:
        """Show the own fields of the list in view."""
        from desktop.views.customizing.fields_dialog import OwnFieldsDialog

        target = self._window.workspace.current_target()
        entity = target.entity if target and target.entity else FIRST
        self._open(OwnFieldsDialog(self._window.jobs, entity, self._window))

    def show_words(self) -> None:
        """Show what the company calls things."""
        from desktop.views.customizing.words_dialog import OwnWordsDialog

        actions = [one for one in self._window.commands if one.key.startswith(RENAMED)]
        menus = tuple(one.label for one in actions)
        self._open(OwnWordsDialog(self._window.jobs, menus, self._window))

    def show_sequences(self) -> None:
        """Show by which patterns codes are made."""
        from desktop.views.customizing.sequences_dialog import SequencesDialog

        self._open(SequencesDialog(self._window.jobs, self._window))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if not (changes.touches(FIELDS) or changes.touches(WORDS)):
            return
        if changes.group:
            self._show(changes)
        else:  # they came from the company's server: this process does not know them yet
            self._window.jobs.start(self._learn(changes), name=_("Tidying up"))

    async def _learn(self, changes: Changes) -> None:
        def hear(writing: Writing) -> None:
            writing.commands.hear(changes)

        async def learn() -> None:
            await self._window.jobs.in_store(hear)

        await until_free(learn)
        self._show(changes)

    def _show(self, changes: Changes) -> None:
        """Show the own fields and words that this process knows by now."""
        if changes.touches(FIELDS):
            self._renew_pages()
        app = QCoreApplication.instance()
        if app is not None:
            QCoreApplication.postEvent(app, QEvent(QEvent.Type.LanguageChange))
        if self._window.jobs.worker is not None:
            self._window.jobs.start(self._renew(), name=_("Tidying up"))

    async def _renew(self) -> None:
        await until_free(self._ask_to_renew)

    async def _ask_to_renew(self) -> None:
        await self._window.jobs.ask("customizing.renew", {})

    def _renew_pages(self) -> None:
        """Make the pages of entities anew whose fields changed; what is typed stays as it is."""
        workspace = self._window.workspace
        front, shown = workspace.current_target(), workspace.current_page()
        old = [page for page in _pages(workspace) if _is_old(page)]
        if any(is_dirty(page) for page in old):
            sentence = _("A form that is being filled in shows own fields when it is opened again.")
            self._window.snackbar.show_notice(Notice(sentence))
        tabs = [workspace.tabs.target_at(place) for place in range(workspace.tabs.count())]
        for page in old:
            if not is_dirty(page):
                workspace.close_page(page)
        for target in tabs:
            if target is not None and target.screen == RECORD:
                workspace.show_target(target, remember=False)
        if front is not None:
            before = _entity_of(shown) if shown in old else None
            workspace.show_target(front, remember=False)
            workspace.focus_page()
            _add_columns(workspace.current_page(), before)


def _pages(workspace: QWidget) -> list[QWidget]:
    stack = workspace.findChild(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if stack is None:
        return []
    found = [stack.widget(place) for place in range(stack.count())]
    return [page for page in found if page is not None]


def _add_columns(page: QWidget | None, before: Entity | None) -> None:
    """Show the fields in the list in view that it is to show since the entity was `before`."""
    if not isinstance(page, ListPage) or before is None:
        return
    wanted = [name for name in page.entity.list_columns if name not in before.list_columns]
    records = page.records
    if wanted and isinstance(records, ListBase):
        state = records.state
        wanted = [name for name in wanted if name not in state.columns]
        records.show_state(replace(state, columns=(*state.columns, *wanted)))


def _entity_of(page: QWidget | None) -> Entity | None:
    entity = getattr(page, "entity", None)
    return entity if isinstance(entity, Entity) else None


def _is_old(page: QWidget) -> bool:
    entity = _entity_of(page)
    return entity is not None and get_entity(entity.key) is not entity
