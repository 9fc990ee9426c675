"""The list of an entity's records, with everything that can be done in it.

Its methods are what actions are bound to by their names; it knows no service and no other view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Unpack

from PySide6.QtCore import QPoint, Slot

from desktop.core.entities import Entity
from desktop.core.filters import Condition, Filter, Op
from desktop.core.i18n import _
from desktop.core.pages import Sort
from desktop.core.quick_filters import with_condition
from desktop.views.dialogs import show
from desktop.views.jobs import Jobs
from desktop.views.records.lists.list_base import ListSetting
from desktop.views.records.lists.list_menu import Entry, ListMenu
from desktop.views.records.lists.list_statistics import ListWithStatistics
from desktop.views.records.lists.phone_offers import offer_phones

if TYPE_CHECKING:
    from desktop.views.records.form_editors import FormEditors
    from desktop.views.records.lists.saved_views import SavedView
    from desktop.views.records.work_display import WorkDisplay

LINE: Final = Entry()


BAR: Final = (
    "record.new",
    "record.open",
    "record.delete",
    "-",
    "list.change_many",
    "record.share",
    "list.filter",
    "-",
    "list.import",
    "list.export",
)
BIN_BAR: Final = ("record.restore", "record.open", "record.purge", "-", "list.filter")


class RecordListView(ListWithStatistics):
    """A list with its head, its dialogs and its menus."""

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        editors: FormEditors,
        *,
        display: WorkDisplay | None = None,
        **setting: Unpack[ListSetting],
    ) -> None:
        super().__init__(entity, jobs, editors, display=display, **setting)
        self._header_column = -1
        self._menu_at = QPoint()
        self.table.menu_asked.connect(self._on_table_menu_asked)
        self.offers.settled.connect(self._on_offers_settled)
        self.table.columns.menu_asked.connect(self._on_header_menu_asked)
        self.table.columns.sort_asked.connect(self._on_header_sort_asked)
        self.bar.filter_changed.connect(self._on_bar_filter_changed)
        self.bar.view_chosen.connect(self._on_bar_view_chosen)
        self.bar.group_chosen.connect(self._on_bar_group_chosen)
        self.bar.views.changed.connect(self._on_views_changed)
        self.bar.views.saved.connect(self._on_view_saved)
        self.bar.builder_asked.connect(self.show_filter)
        self.bar.columns_asked.connect(self.choose_columns)

    @property
    def bar_keys(self) -> Sequence[str]:
        """The actions of the command bar."""
        return BIN_BAR if self.in_bin else BAR

    # --- what is shown
    @Slot()
    def show_filter(self) -> None:
        """Put the filter together by mouse."""
        self._jobs.start(self._ask_filter(), name=_("Filter"))

    async def _ask_filter(self) -> None:
        from desktop.views.records.lists.filter_builder import FilterBuilder  # not at start

        dialog = FilterBuilder(
            self.entity,
            self.state.filter,
            self._jobs,
            self._editors.make,
            meant=self.meant,
            titles=self.titles,
            parent=self.window(),
        )
        if await show(dialog):
            self.show_state(replace(self.state, filter=dialog.filter()))
            if dialog.wants_view:
                self.save_view()

    def start_quick_filter(self) -> None:
        """Put the cursor into the filter line."""
        self.bar.line.begin()

    @Slot()
    def choose_columns(self) -> None:
        """Choose columns and their order."""
        self._jobs.start(self._ask_columns(), name=_("Columns"))

    async def _ask_columns(self) -> None:
        from desktop.views.records.lists.column_chooser import ColumnChooser  # not at start

        dialog = ColumnChooser(self.entity, self.state.columns, self.window())
        if await show(dialog):
            self.show_state(replace(self.state, columns=dialog.columns()))

    def choose_group(self) -> None:
        """Choose what the records are grouped by."""
        self.bar.open_groups()

    def save_view(self) -> None:
        """Keep how the list looks under a name."""
        self.bar.picker.ask_name()

    def is_toggle_cards(self) -> bool:
        """Tell whether cards are shown."""
        return self.table.is_cards

    def narrowing(self) -> str:
        """Return in words which of the records are shown; "" if all are."""
        view = self.bar.views.find(self.state.view)
        if view is not None and self.bar.views.is_own(replace(self.state, search="")):
            return view.name
        if not self.state.filter.items:
            return ""
        from desktop.core.filter_line import say_filter  # not at start

        return say_filter(self.state.filter, self.entity, self.titles.title_of)

    def export_list(self) -> None:
        """Ask for an export of what the list shows."""
        columns = self.state.columns
        self.export_requested.emit(replace(self.query(), columns=columns), self.selection())

    # --- menus
    @Slot(object)
    def _on_table_menu_asked(self, at: QPoint) -> None:
        self._menu_at = at
        self.offers.settle()

    @Slot()
    def _on_offers_settled(self) -> None:
        commands = () if self.in_bin else self.offers.offered()
        menu = ListMenu(self._bin_entries() if self.in_bin else self._entries(), commands, self)
        menu.command_chosen.connect(self._on_menu_command_chosen)
        offer_phones(menu, self.model, self.table.currentIndex(), self)
        menu.popup(self._menu_at)

    def _entries(self) -> list[Entry]:
        is_any = self.can_delete_selected()
        return [
            Entry(_("Open"), "square-arrow-out-up-right", self.open_selected, is_any),
            Entry(
                _("Open in its own window"), "picture-in-picture-2", self.open_in_own_window, is_any
            ),
            Entry(_("Log an activity…"), "phone-call", self.log_activity, self.can_log_activity()),
            Entry(_("Edit the cell"), "pencil", self.edit_cell, self.can_edit_cell()),
            Entry(_("Only records like this"), "funnel", self._filter_by_cell, is_any),
            LINE,
            Entry(_("Copy"), "copy", self.copy_cells, is_any),
            Entry(_("Copy with column heads"), "copy", self.copy_with_header, is_any),
            Entry(_("Paste"), "clipboard-paste", self.paste_cells, self.can_paste_cells()),
            LINE,
            Entry(_("Change many…"), "list-checks", self.change_selected, is_any),
            *self._merge_entries(),
            *self._share_entries(),
            Entry(
                _("Duplicate"), "copy-plus", self.duplicate_selected, self.can_duplicate_selected()
            ),
            Entry(_("Delete"), "trash-2", self.delete_selected, is_any),
        ]

    def _merge_entries(self) -> list[Entry]:
        can = self.can_merge_selected()
        return [Entry(_("Merge…"), "merge", self.merge_selected)] if can else []

    def _share_entries(self) -> list[Entry]:
        actions = getattr(self.window(), "commands", None)
        if actions is None or not actions.is_enabled("record.share"):  # used alone, by nobody else
            return []
        return [Entry(_("Share…"), "share-2", partial(actions.run, "record.share"))]

    def _bin_entries(self) -> list[Entry]:
        is_any = self.can_restore_selected()
        return [
            Entry(_("Open"), "square-arrow-out-up-right", self.open_selected, is_any),
            Entry(_("Restore"), "archive-restore", self.restore_selected, is_any),
            Entry(_("Copy"), "copy", self.copy_cells, is_any),
            LINE,
            Entry(_("Delete for good"), "trash", self.purge_selected, is_any),
        ]

    @Slot()
    def _filter_by_cell(self) -> None:
        """Show only records whose value in the current column is that of the current cell."""
        from desktop.core.kinds import kind_of

        index = self.table.currentIndex()
        record = self.model.record(index.row())
        if record is None:
            return
        field = self.model.field(index.column())
        kind = kind_of(field)
        value = kind.to_json(record.values[index.column()])
        if value is None:
            condition = Condition(field.name, Op.EMPTY)
        elif Op.EQUALS in kind.operators and isinstance(value, str | int | bool):
            condition = Condition(field.name, Op.EQUALS, value)
        elif Op.ANY_OF in kind.operators and isinstance(value, list):
            condition = Condition(field.name, Op.ANY_OF, value)
        else:
            condition = Condition(field.name, Op.CONTAINS, record.texts[index.column()])
        filter_ = with_condition(self.state.filter, field.name, condition)
        self.show_state(replace(self.state, filter=filter_))

    @Slot(object)
    def _on_menu_command_chosen(self, key: str) -> None:
        self._deeds.run(key, self.selection())

    @Slot(object, object)
    def _on_header_menu_asked(self, column: int, at: QPoint) -> None:
        entries = [Entry(_("Columns…"), "columns-3", self.choose_columns)]
        if 0 <= column < len(self.model.fields):
            self._header_column = column
            entries = [
                Entry(_("Fit the width"), "move-horizontal", self._fit_header_column),
                Entry(
                    _("Hide this column"),
                    "eye-off",
                    self._hide_header_column,
                    len(self.model.fields) > 1,
                ),
                LINE,
                *entries,
            ]
        ListMenu(entries, (), self).popup(at)

    @Slot()
    def _fit_header_column(self) -> None:
        self.table.fit_column(self._header_column)

    @Slot()
    def _hide_header_column(self) -> None:
        name = self.model.field(self._header_column).name
        columns = tuple(one for one in self.state.columns if one != name)
        self.show_state(replace(self.state, columns=columns))

    # --- what the head asks for
    @Slot(object, object, object)
    def _on_bar_filter_changed(self, filter_: Filter, search: str, typing: bool) -> None:
        state = replace(self.state, filter=filter_, search=search)
        self.show_state(state, typing=typing, keep_line=typing)

    @Slot(object)
    def _on_bar_view_chosen(self, view: SavedView | None) -> None:
        self.show_state(self._state_of(view))

    @Slot(object)
    def _on_bar_group_chosen(self, group: str) -> None:
        self.show_state(replace(self.state, group=group, folded=frozenset()))

    @Slot()
    def _on_views_changed(self) -> None:
        if not self._is_begun and self.isVisible():
            self.begin()

    @Slot(object)
    def _on_view_saved(self, view_id: str) -> None:
        self._state = replace(self.state, view=view_id)
        self.bar.show_state(self._state)

    @Slot(object)
    def _on_header_sort_asked(self, column: int) -> None:
        field = self.model.field(column)
        if not field.sortable:
            sentence = _("Lists cannot be sorted by “{field}”.").format(field=_(field.label))
            self.noticed.emit(sentence)
            return
        now = self._state.shown_sort(self.entity)
        sort = Sort(field.name, bool(now and now.field == field.name and not now.descending))
        self.show_state(replace(self.state, sort=sort))
