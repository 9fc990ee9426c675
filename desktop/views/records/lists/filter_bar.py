"""The head of a list: its view, the filter line, chips, grouping, columns, table or cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.entities import Entity
from desktop.core.filters import Filter
from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.lists.chip_bar import ChipBar
from desktop.views.records.lists.filter_edit import FilterEdit
from desktop.views.records.lists.link_titles import LinkTitles
from desktop.views.records.lists.list_state import ListState, groupable_fields
from desktop.views.records.lists.saved_views import SavedViews
from desktop.views.records.lists.view_picker import ViewPicker
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu

if TYPE_CHECKING:
    from desktop.core.filter_line import Line

LINE_WIDTH: Final = 220
LINE_STRETCH: Final = 1_000  # it takes all the room there is
NARROW: Final = 680
TIGHT: Final = 480
PROBLEM_PAUSE: Final = 700  # ms after a key until is said what was not understood


class FilterBar(QWidget):
    """Shows and changes how a list is narrowed down and laid out.

    Signals:
        filter_changed: a Filter, words to search for, and whether they are being typed.
        cleared: everything is to be shown.
        view_chosen: a SavedView, or None for the list's own look.
        group_chosen: the name of a field, "" for none.
        builder_asked, columns_asked, cards_asked, new_asked: the buttons.
        left_downwards: the list shall have the keyboard.
    """

    filter_changed = Signal(object, object, object)
    cleared = Signal()
    view_chosen = Signal(object)
    group_chosen = Signal(object)
    builder_asked = Signal()
    columns_asked = Signal()
    cards_asked = Signal()
    new_asked = Signal()
    left_downwards = Signal()

    def __init__(
        self, entity: Entity, jobs: Jobs, titles: LinkTitles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._state: ListState | None = None
        self.views = SavedViews(entity, jobs, self)
        self.picker = ViewPicker(entity, jobs, self.views, self)
        self.line = FilterEdit(entity, jobs, titles, self)
        self.line.setMinimumWidth(look().px(LINE_WIDTH))
        self._chips = ChipBar(entity, jobs, titles, self)
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._problem_soon = QTimer(self, singleShot=True, interval=PROBLEM_PAUSE)
        self._problem_soon.timeout.connect(self._show_problem)
        self._count = QLabel(self)
        self._count.setForegroundRole(self._count.palette().ColorRole.PlaceholderText)
        self._builder = self._button("list-filter", self.builder_asked)
        self._group = self._button("group", None)
        self._group.clicked.connect(self.open_groups)
        self._columns = self._button("columns-3", self.columns_asked)
        self._cards = self._button("layout-grid", self.cards_asked)
        self._new = self._button("plus", self.new_asked)
        self._new.setProperty("prominent", True)
        self._lay_out()
        self.picker.view_chosen.connect(self.view_chosen)
        self.line.line_typed.connect(self._on_line_typed)
        self.line.left_downwards.connect(self.left_downwards)
        self.line.escaped.connect(self._on_line_escaped)
        self._chips.filter_changed.connect(self._on_chips_changed)
        self._chips.cleared.connect(self.cleared)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language of now."""
        texts = {
            self._builder: _("Filter…"),
            self._group: _("Group by…"),
            self._columns: _("Columns…"),
            self._cards: _("Table or cards"),
            self._new: _("New: {what}").format(what=_(self._entity.label).lower()),
        }
        for button, text in texts.items():
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.line.retranslate()
        self._chips.retranslate()
        if self._state:
            self.picker.show_state(self._state)

    def show_state(self, state: ListState, *, keep_line: bool = False) -> None:
        """Show how the list is narrowed down; `keep_line` while somebody types in it."""
        self._state = state
        self.picker.show_state(state)
        self._chips.show_filter(state.filter, is_searched=bool(state.search))
        if not keep_line:
            self.line.show_filter(state.filter, state.search)
            self._show_problem()
        self._group.setIcon(icon("group", "accent" if state.group else None))
        self._builder.setIcon(icon("list-filter", "accent" if state.filter.items else None))
        self._cards.setIcon(icon("table-2" if state.is_cards else "layout-grid"))

    def show_count(self, text: str) -> None:
        """Show how many records the list holds."""
        self._count.setText(text)

    def show_new(self, *, possible: bool) -> None:
        """Offer to make a record, or not: in the recycle bin."""
        self._new.setVisible(possible)

    @Slot()
    def open_groups(self) -> None:
        """Open the menu of fields by which the list can be grouped."""
        menu = RoomyMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = QActionGroup(menu)
        current = self._state.group if self._state else ""
        for name, label in self._groups():
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == current)
            action.setData(name)
            choices.addAction(action)
        choices.triggered.connect(self._on_group_triggered)
        menu.popup(self._group.mapToGlobal(QPoint(0, self._group.height() + 2)))

    def _groups(self) -> list[tuple[str, str]]:
        fields = groupable_fields(self._entity)
        return [("", _("No groups")), *((field.name, _(field.label)) for field in fields)]

    def _button(self, name: str, clicked: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        if clicked is not None:
            button.clicked.connect(clicked)
        return button

    def _lay_out(self) -> None:
        upper = self._upper = QHBoxLayout()
        upper.setSpacing(4)
        upper.addWidget(self.picker)
        upper.addWidget(self.line, LINE_STRETCH)
        upper.addStretch(1)
        self._count.setContentsMargins(4, 0, 4, 0)
        self._count.setMinimumWidth(1)  # or the list never gets narrow enough for other rows
        upper.addWidget(self._count)
        for button in (self._builder, self._group, self._columns, self._cards, self._new):
            upper.addWidget(button)
        lower = self._lower = QHBoxLayout()
        lower.setSpacing(8)
        lower.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignTop)
        layout = self._rows = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(upper)
        layout.addWidget(self._problem)
        layout.addLayout(lower)

    @Slot()
    def _show_problem(self) -> None:
        """Say what was not understood, once the person pauses."""
        problems = self.line.problems[:1]
        palette = self._problem.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour("danger"))
        self._problem.setPalette(palette)
        self._problem.setText(problems[0].sentence if problems else "")
        self._problem.setVisible(bool(problems))

    @Slot()
    def _on_line_escaped(self) -> None:
        """Go back to what the view shows, never beyond it: that is asked for by its button."""
        if self._state and not self.views.is_own(self._state):
            self.cleared.emit()
        elif self._state:
            self.show_state(self._state)

    @Slot(object)
    def _on_line_typed(self, line: Line) -> None:
        if not line.problems:
            self._show_problem()
        self._problem_soon.start()
        self.filter_changed.emit(line.filter, line.search, True)

    @Slot(object)
    def _on_chips_changed(self, filter_: Filter) -> None:
        search = self._state.search if self._state else ""
        self.filter_changed.emit(filter_, search, False)

    @Slot(QAction)
    def _on_group_triggered(self, action: QAction) -> None:
        self.group_chosen.emit(action.data())

    def _place_parts(self) -> None:
        """Give the line a row of its own in a narrow list; the count leaves the chips their row."""
        is_narrow = self.width() < look().px(NARROW)
        if is_narrow and self._upper.indexOf(self.line) >= 0:
            self._upper.removeWidget(self.line)
            self._rows.insertWidget(1, self.line)
        elif not is_narrow and self._rows.indexOf(self.line) >= 0:
            self._rows.removeWidget(self.line)
            self._upper.insertWidget(1, self.line, LINE_STRETCH)
        is_tight = self.width() < look().px(TIGHT)
        if is_tight and self._upper.indexOf(self._count) >= 0:
            self._upper.removeWidget(self._count)
            self._lower.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        elif not is_tight and self._lower.indexOf(self._count) >= 0:
            self._lower.removeWidget(self._count)
            self._upper.insertWidget(self._upper.indexOf(self._builder), self._count)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place line and count where they have room."""
        super().resizeEvent(event)
        self._place_parts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
