"""The head of the page of work: whose work, in which view, narrowed down how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.core.entities import get_entity
from desktop.core.filters import EVERYTHING, Filter
from desktop.core.i18n import _
from desktop.core.work.rows import TASK
from desktop.views.icons import icon
from desktop.views.records.lists.filter_edit import FilterEdit
from desktop.views.records.lists.link_titles import LinkTitles
from desktop.views.theme import look
from desktop.views.widgets.chip import Chip
from desktop.views.work.scope_button import ScopeButton
from desktop.views.work.view_register import VIEW_KINDS
from desktop.views.work.work_scope import WorkScope
from desktop.views.work.work_tools import WorkTools

if TYPE_CHECKING:
    from desktop.core.filter_line import Line

PAUSE: Final = 150  # ms after a key until the plan is read again
WIDE: Final = 900  # logical pixels: below, the views are named by their pictures alone


class WorkHead(QWidget):
    """Two lines above the plan.

    Signals:
        scope_chosen: a WorkScope.
        view_chosen: the key of a view.
        filter_changed: something else is typed or ticked.
        left_downwards: the plan shall have the keyboard.
        new_asked: a new task.
        projects_asked: a global point where the ways to a new project are wanted.
        pane_asked: the card beside the plan is to be shown, or hidden.
    """

    scope_chosen = Signal(object)
    view_chosen = Signal(str)
    filter_changed = Signal()
    left_downwards = Signal()
    new_asked = Signal()
    projects_asked = Signal(object)
    pane_asked = Signal()

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools: list[QWidget] = []  # of the view that is shown
        self._line: Line | None = None
        self.scope = ScopeButton(tools.jobs, tools.make_editor, self)
        self.scope.scope_chosen.connect(self.scope_chosen)
        titles = LinkTitles(tools.jobs, self)
        self.filter = FilterEdit(get_entity(TASK), tools.jobs, titles, self)
        self.filter.line_typed.connect(self._on_line_typed)
        self.filter.left_downwards.connect(self.left_downwards)
        self.filter.escaped.connect(self._on_escaped)
        self.finished = Chip("", parent=self)
        self.finished.clicked.connect(self._on_finished_clicked)
        self.new = self._button("plus")
        self.new.setAutoRaise(False)
        self.new.setProperty("prominent", True)
        self.new.clicked.connect(self.new_asked)
        self.projects = self._button("folder-plus")
        self.projects.clicked.connect(self._on_projects_clicked)
        self.pane = self._button("panel-right")
        self.pane.setCheckable(True)
        self.pane.clicked.connect(self.pane_asked)
        self._group = QButtonGroup(self)
        self._views = {kind.key: self._view_button(kind.icon) for kind in VIEW_KINDS}
        self._group.idClicked.connect(self._on_view_clicked)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.filter_changed)
        self._lay_out()
        self.retranslate()

    def _button(self, name: str) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setAutoRaise(True)
        return made

    def _view_button(self, name: str) -> QToolButton:
        made = self._button(name)
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._group.addButton(made, len(self._group.buttons()))
        return made

    def _lay_out(self) -> None:
        upper, self._lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.scope)
        upper.addWidget(self.projects)
        upper.addStretch(1)
        for button in self._views.values():
            upper.addWidget(button)
        upper.addWidget(self.pane)
        self._lower.addWidget(self.filter, 1)
        self._lower.addWidget(self.finished)
        self._lower.addWidget(self.new)
        for line in (upper, self._lower):
            line.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 6)
        layout.setSpacing(6)
        layout.addLayout(upper)
        layout.addLayout(self._lower)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for kind in VIEW_KINDS:
            button = self._views[kind.key]
            button.setText(_(kind.label))
            button.setToolTip(_(kind.label))
            button.setAccessibleName(_(kind.label))
        self.finished.show_text(_("Finished too"))
        for widget, text in (
            (self.new, _("New task")),
            (self.projects, _("New project")),
            (self.pane, _("Show the card of the task beside the plan")),
        ):
            widget.setToolTip(text)
            widget.setAccessibleName(text)
        self.filter.retranslate()
        self.filter.setPlaceholderText(_("Search, or filter: “priority: urgent due: this week”"))

    # --- what is asked of the plan
    def narrowing(self) -> tuple[Filter, str]:
        """Return the filter and the words that are typed."""
        return (self._line.filter, self._line.search) if self._line else (EVERYTHING, "")

    def clear_filter(self) -> None:
        """Show everything again."""
        self._line = None
        self.filter.show_filter(EVERYTHING, "")
        self.filter_changed.emit()

    def show_scope(self, scope: WorkScope) -> None:
        """Say which scope is shown."""
        self.scope.show_scope(scope)

    def show_finished(self, *, on: bool) -> None:
        """Say whether finished tasks are shown too."""
        self.finished.show_state(on=on)

    def show_view(self, key: str, tools: Sequence[QWidget], *, has_filter: bool) -> None:
        """Say which view is shown, with its own buttons behind the filter line."""
        self._views[key].setChecked(True)
        for widget in self._tools:
            widget.hide()
            self._lower.removeWidget(widget)
        self._tools = list(tools)
        for widget in self._tools:
            self._lower.insertWidget(self._lower.count() - 1, widget)
            widget.show()
        for part in (self.filter, self.finished, self.new):
            part.setVisible(has_filter)

    @Slot()
    def _on_projects_clicked(self) -> None:
        corner = self.projects.rect().bottomLeft()
        self.projects_asked.emit(self.projects.mapToGlobal(corner))

    @Slot(object)
    def _on_view_clicked(self, number: int) -> None:
        self.view_chosen.emit(VIEW_KINDS[number].key)

    @Slot(object)
    def _on_line_typed(self, line: Line) -> None:
        self._line = line
        self._soon.start()

    @Slot()
    def _on_escaped(self) -> None:
        self.clear_filter()

    @Slot()
    def _on_finished_clicked(self) -> None:
        self.finished.show_state(on=not self.finished.is_on)
        self.filter_changed.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the views where there is room for words."""
        super().resizeEvent(event)
        is_wide = self.width() >= look().px(WIDE)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._views.values():
            button.setToolButtonStyle(style if is_wide else Qt.ToolButtonStyle.ToolButtonIconOnly)
