"""The bar above the chart: by what it is grouped, how much time is seen, what else is shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.core.gantt.chart import Grouping
from desktop.core.i18n import N_, _
from desktop.views.icons import icon
from desktop.views.widgets.lasting_menu import LastingMenu
from desktop.views.widgets.roomy_menu import RoomyMenu
from desktop.views.work.gantt.ink import Shown

GROUPINGS: Final = {
    Grouping.PROJECT: N_("By project"),
    Grouping.CUSTOMER: N_("By customer"),
    Grouping.PERSON: N_("By person"),
}
STAGE_NAMES: Final = {
    "hour": N_("Hours"),
    "day": N_("Days"),
    "week": N_("Weeks"),
    "month": N_("Months"),
    "quarter": N_("Quarters"),
}
SHOWN: Final = {
    "people": N_("Names beside the bars"),
    "titles": N_("Titles beside the bars"),
    "links": N_("Links"),
    "baseline": N_("Baseline"),
    "critical": N_("Critical path and slack"),
}
LOADS: Final = N_("Load of the people")
DEEDS: Final = {
    "schedule": N_("Schedule automatically…"),
    "set_baseline": N_("Set the baseline"),
    "clear_baseline": N_("Clear the baseline"),
    "print": N_("Print…"),
    "picture": N_("Save as a picture…"),
    "export": N_("Export the plan…"),
    "import": N_("Import a plan…"),
}


class GanttBar(QWidget):
    """Choices and deeds of the chart.

    Signals:
        grouped: a Grouping.
        zoomed: the name of a stage of the axis, "fit", "in" or "out".
        today_asked: today shall be seen.
        folded: all rows are to be folded (True) or unfolded.
        join_asked, unlink_asked: links of the selected tasks are to be made, or one removed.
        shown_changed: the Shown of now.
        loads_toggled: whether the strip of loads is shown.
        asked: a key of DEEDS.
    """

    grouped = Signal(object)
    zoomed = Signal(str)
    today_asked = Signal()
    folded = Signal(object)
    join_asked = Signal()
    unlink_asked = Signal()
    shown_changed = Signal(object)
    loads_toggled = Signal(object)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grouping = QComboBox(self)
        self.grouping.setAccessibleName(_("What bars stand together by"))
        for grouping, words in GROUPINGS.items():
            self.grouping.addItem(_(words), grouping)
        self.stage = QComboBox(self)
        self.stage.setAccessibleName(_("How much time is seen"))
        self.stage.setPlaceholderText(_("Own zoom"))
        self.stage.setMinimumContentsLength(len(self.stage.placeholderText()))
        for stage, words in STAGE_NAMES.items():
            self.stage.addItem(_(words), stage)
        self._view = LastingMenu(self)
        self._plan = RoomyMenu(self)
        self._shown = Shown()
        self._ticks: dict[str, QAction] = {}
        self._fill_menus()
        self._lay_out()
        self.grouping.activated.connect(self._on_grouping_activated)
        self.stage.activated.connect(self._on_stage_activated)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(6)
        layout.addWidget(self.grouping)
        for name, words, slot in (
            ("list-chevrons-up-down", _("Unfold all"), self._on_unfold),
            ("list-chevrons-down-up", _("Fold all"), self._on_fold),
        ):
            layout.addWidget(self._button(name, words, slot))
        for name, words, slot in (
            ("link-2", _("Link the selected tasks"), self.join_asked.emit),
            ("unlink-2", _("Remove a link"), self.unlink_asked.emit),
        ):
            layout.addWidget(self._button(name, words, slot))
        layout.addSpacing(8)
        layout.addWidget(self.stage)
        for name, words, slot in (
            ("zoom-out", _("Zoom out"), self._on_out),
            ("zoom-in", _("Zoom in"), self._on_in),
            ("fold-horizontal", _("Fit the whole plan"), self._on_fit),
            ("calendar-check", _("Go to today"), self.today_asked.emit),
        ):
            layout.addWidget(self._button(name, words, slot))
        layout.addStretch(1)
        self.view = self._button("eye", _("Show"), self._on_view)
        self.plan = self._button("ellipsis", _("More on this plan"), self._on_plan)
        for button in (self.view, self.plan):
            layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _button(self, name: str, words: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(slot)
        return button

    def _fill_menus(self) -> None:
        for key, words in SHOWN.items():
            action = self._view.addAction(_(words))
            action.setCheckable(True)
            action.setChecked(bool(getattr(self._shown, key)))
            action.toggled.connect(self._on_shown_toggled)
            self._ticks[key] = action
        self._view.addSeparator()
        self.loads = self._view.addAction(_(LOADS))
        self.loads.setCheckable(True)
        self.loads.toggled.connect(self._on_loads_toggled)
        for key, words in DEEDS.items():
            action = self._plan.addAction(_(words))
            action.setData(key)
            if key in ("clear_baseline", "schedule"):
                self._plan.addSeparator()
        self._plan.triggered.connect(self._on_plan_triggered)

    def show_stage(self, stage: str) -> None:
        """Show which stage the axis has, none between two."""
        self.stage.setCurrentIndex(self.stage.findData(stage))

    def show_parts(self, shown: Shown) -> None:
        """Show what is shown."""
        self._shown = shown
        for key, action in self._ticks.items():
            action.blockSignals(True)
            action.setChecked(bool(getattr(shown, key)))
            action.blockSignals(False)

    # --- slots
    @Slot()
    def _on_grouping_activated(self) -> None:
        self.grouped.emit(self.grouping.currentData())

    @Slot()
    def _on_stage_activated(self) -> None:
        self.zoomed.emit(self.stage.currentData())

    @Slot()
    def _on_shown_toggled(self) -> None:
        self._shown = Shown(**{key: action.isChecked() for key, action in self._ticks.items()})
        self.shown_changed.emit(self._shown)

    @Slot(bool)
    def _on_loads_toggled(self, is_on: bool) -> None:
        self.loads_toggled.emit(is_on)

    @Slot(object)
    def _on_plan_triggered(self, action: QAction) -> None:
        self.asked.emit(action.data())

    @Slot()
    def _on_fold(self) -> None:
        self.folded.emit(True)

    @Slot()
    def _on_unfold(self) -> None:
        self.folded.emit(False)

    @Slot()
    def _on_in(self) -> None:
        self.zoomed.emit("in")

    @Slot()
    def _on_out(self) -> None:
        self.zoomed.emit("out")

    @Slot()
    def _on_fit(self) -> None:
        self.zoomed.emit("fit")

    @Slot()
    def _on_view(self) -> None:
        self._view.popup(self.view.mapToGlobal(QPoint(0, self.view.height() + 2)))

    @Slot()
    def _on_plan(self) -> None:
        self._plan.popup(self.plan.mapToGlobal(QPoint(0, self.plan.height() + 2)))
