"""The chips above a list: quick filters by declaration, and every condition that is in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.entities import Entity
from desktop.core.fields import Kind
from desktop.core.filters import EVERYTHING, Condition, Filter, Group
from desktop.core.i18n import _
from desktop.core.quick_filters import (
    QuickFilter,
    condition_on,
    quick_filters,
    with_condition,
    without,
)
from desktop.views.jobs import Jobs
from desktop.views.records.lists.link_titles import LinkTitles
from desktop.views.widgets.chip import Chip, ChipMark
from desktop.views.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from desktop.core.pages import Hit, Ref
    from desktop.core.ports import Reads
    from desktop.views.widgets.value_menu import ValueMenu

MOST_VALUES: Final = 60
SHOWN_VALUES: Final = 2


class ChipBar(QWidget):
    """Shows a filter as chips and lets it be changed by them.

    Signals:
        filter_changed: the filter that the chips say now.
        cleared: everything is to be shown again.
    """

    filter_changed = Signal(object)
    cleared = Signal()

    def __init__(
        self, entity: Entity, jobs: Jobs, titles: LinkTitles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._jobs = jobs
        self._titles = titles
        self._filter: Filter = EVERYTHING
        self._layout = FlowLayout(self, spacing=6)
        self._quick = [_QuickChip(quick, jobs, titles, self) for quick in quick_filters(entity)]
        self._others: list[_ConditionChip] = []
        for chip in self._quick:
            self._layout.addWidget(chip)
            chip.chosen.connect(self._on_quick_chosen)
        self._clear = Chip("", ChipMark.NOTHING, self)
        self._clear.clicked.connect(self.cleared)
        self._layout.addWidget(self._clear)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        titles.learned.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language of now."""
        self._clear.show_text(_("Clear filter"))
        self._show()

    def show_filter(self, filter_: Filter, *, is_searched: bool = False) -> None:
        """Show which conditions are in force."""
        self._filter = filter_
        self._clear.setVisible(bool(filter_.items) or is_searched)
        self._show()

    @Slot()
    def _show(self) -> None:
        shown: list[Condition | Group] = []
        for chip in self._quick:
            condition = condition_on(self._filter, chip.quick.path)
            if condition is not None and chip.shows(condition):
                shown.append(condition)
            else:
                chip.show_condition(None)
        self._show_others(shown)

    def _show_others(self, shown: Sequence[Condition | Group]) -> None:
        """Make a chip for each condition that no quick filter shows."""
        whole = self._filter.any_of or self._filter.negated
        items = [self._filter] if whole else [i for i in self._filter.items if i not in shown]
        for chip in self._others:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._layout.removeWidget(self._clear)
        self._others = [self._condition_chip(item) for item in items]
        self._layout.addWidget(self._clear)

    def _condition_chip(self, item: Condition | Group) -> _ConditionChip:
        from desktop.core.filter_line import say_filter  # not at start

        group = item if isinstance(item, Group) else Group((item,))
        text = say_filter(group, self._entity, self._titles.title_of)
        chip = _ConditionChip(item, text, self)
        chip.removal_asked.connect(self._on_removal_asked)
        self._layout.addWidget(chip)
        chip.show()
        return chip

    @Slot(object, object)
    def _on_quick_chosen(self, quick: QuickFilter, condition: Condition | None) -> None:
        self.filter_changed.emit(with_condition(self._filter, quick.path, condition))

    @Slot(object)
    def _on_removal_asked(self, item: Condition | Group) -> None:
        self.filter_changed.emit(without(self._filter, item))


class _ConditionChip(Chip):
    """A condition in words, with the mark that takes it away."""

    removal_asked = Signal(object)

    def __init__(self, item: Condition | Group, text: str, parent: QWidget) -> None:
        super().__init__(text, ChipMark.REMOVES, parent)
        self._item = item
        self.show_state(on=True)
        self.removed.connect(self._on_removed)

    @Slot()
    def _on_removed(self) -> None:
        self.removal_asked.emit(self._item)


class _QuickChip(Chip):
    """A quick filter: switched by a click, or opened for its values.

    Signals:
        chosen: the QuickFilter, and its Condition or None.
    """

    chosen = Signal(object, object)

    def __init__(self, quick: QuickFilter, jobs: Jobs, titles: LinkTitles, parent: QWidget) -> None:
        super().__init__(_(quick.label), _idle_mark(quick), parent)
        self.quick = quick
        self._jobs = jobs
        self._titles = titles
        self._values: list[str] = []
        self._menu: ValueMenu | None = None
        self.clicked.connect(self._on_clicked)
        self.removed.connect(self._on_removed)

    def shows(self, condition: Condition) -> bool:
        """Show a condition if it is one of this chip's; tell whether it is."""
        values = self.quick.chosen(condition)
        is_mine = condition == self.quick.fixed or (self.quick.fixed is None and bool(values))
        if is_mine:
            self._values = values
            self.show_condition(condition)
        return is_mine

    def show_condition(self, condition: Condition | None) -> None:
        """Fill the chip and name its values, or show it idle."""
        label = _(self.quick.label)
        if condition is None:
            self._values = []
            self.show_text(label)
            self.show_state(on=False, mark=_idle_mark(self.quick))
            return
        texts = [self._text_of(value) for value in self._values[:SHOWN_VALUES]]
        more = len(self._values) - len(texts)
        if self.quick.fixed is None:
            shown = ", ".join(texts) + (f" +{more}" if more else "")
            self.show_text(f"{label}: {shown}")
        else:
            self.show_text(label)
        self.show_state(on=True, mark=ChipMark.REMOVES)

    def _text_of(self, value: str) -> str:
        for option in self.quick.field.options:
            if option.value == value:
                return _(option.label)
        return self._titles.title_of(self.quick.field.target, value) or "…"

    @Slot()
    def _on_removed(self) -> None:
        self.chosen.emit(self.quick, None)

    @Slot()
    def _on_clicked(self) -> None:
        if self.quick.fixed is not None:
            self.chosen.emit(self.quick, None if self.is_on else self.quick.fixed)
            return
        from desktop.views.widgets.value_menu import ValueMenu  # not at start

        self._menu = ValueMenu(self)
        self._menu.ticked.connect(self._on_menu_ticked)
        field = self.quick.field
        if field.kind in {Kind.CHOICE, Kind.CHOICES}:
            self._menu.fill([(o.value, _(o.label), o.colour) for o in field.options], self._values)
            self._open_menu()
            return

        def ask(reads: Reads) -> list[Hit]:
            return reads.choices(field.target, "", MOST_VALUES)

        self._jobs.cards.submit(ask, self._on_values_read)

    @Slot(object)
    def _on_values_read(self, hits: Sequence[Hit]) -> None:
        refs: list[Ref] = [hit.ref for hit in hits]
        self._titles.take(refs)
        if self._menu is not None:
            self._menu.fill([(str(ref.id), ref.title, "") for ref in refs], self._values)
            self._open_menu()

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    @Slot(object, object)
    def _on_menu_ticked(self, value: str, is_ticked: object) -> None:
        kept = [one for one in self._values if one != value]
        self._values = [*kept, value] if is_ticked else kept
        self.chosen.emit(self.quick, self.quick.condition(self._values))


def _idle_mark(quick: QuickFilter) -> ChipMark:
    return ChipMark.NOTHING if quick.fixed is not None else ChipMark.OPENS
