"""The head of the statistics pane: by what, what is measured, of when, and in which form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.core.collation import sort_key
from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.i18n import N_, _
from desktop.core.periods import relative_label
from desktop.core.statistics import (
    STEP_LABELS,
    TIMES,
    Axis,
    Measuring,
    Step,
    axis_fields,
    measured_fields,
    time_fields,
)
from desktop.views.icons import icon
from desktop.views.records.statistics.choice import Form, StatisticsChoice, measuring_label
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout

FORMS: Final = {
    Form.TABLE: (N_("Show as a table"), "table-2"),
    Form.BARS: (N_("Bar chart"), "chart-column"),
    Form.STACKED: (N_("Stacked bars"), "chart-column-stacked"),
    Form.LINES: (N_("Line chart"), "chart-line"),
}
PERIODS: Final = (
    "this_month", "this_quarter", "this_year", "last_month", "last_quarter", "last_year",
    "this_week", "last_week", "last_7_days", "last_30_days", "last_90_days",
)  # fmt: skip
_ARROW, _WIDEST = 46, 190  # logical pixels


class ChoiceBar(QWidget):
    """Shows and changes a StatisticsChoice.

    Signals:
        chosen: the StatisticsChoice of now.
        copy_asked, export_asked, close_asked: the buttons.
    """

    chosen = Signal(object)
    copy_asked = Signal()
    export_asked = Signal()
    close_asked = Signal()

    def __init__(self, entity: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._choice: StatisticsChoice | None = None
        self._choices = QWidget(self)
        self._layout = FlowLayout(self._choices, spacing=8)
        self._forms = QButtonGroup(self)
        self._buttons = self._make_forms()
        self.down = self._box()
        self.down_step = self._box()
        self.across = self._box()
        self.across_step = self._box()
        self.measure = self._box()
        self.period = self._box()
        self.period_field = self._box()
        self._labels = [QLabel(self) for _number in range(4)]
        self._copy = self._button("copy", self.copy_asked)
        self._export = self._button("file-output", self.export_asked)
        self._close = self._button("x", self.close_asked)
        self._lay_out()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._choices.setSizePolicy(policy)
        self.setSizePolicy(policy)
        self._forms.idClicked.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language of now."""
        texts = (_("By"), _("and"), _("Measure"), _("Period"))
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        named = {
            self.down: _("What the rows stand for"),
            self.down_step: _("Span of the rows"),
            self.across: _("What the columns stand for"),
            self.across_step: _("Span of the columns"),
            self.measure: _("Measure"),
            self.period: _("Period"),
            self.period_field: _("Time that the period is about"),
            self._copy: _("Copy the table"),
            self._export: _("Export the table…"),
            self._close: _("Close the statistics"),
        }
        for widget, name in named.items():
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        for form, (label_text, _icon) in FORMS.items():
            self._buttons[form].setToolTip(_(label_text))
            self._buttons[form].setAccessibleName(_(label_text))
        self._fill()
        if self._choice is not None:
            self.show_choice(self._choice)

    def show_choice(self, choice: StatisticsChoice) -> None:
        """Show what is chosen."""
        self._choice = choice
        _show(self.down, choice.down.field)
        _show(self.down_step, choice.down.step)
        _show(self.across, choice.across.field if choice.across else "")
        _show(self.across_step, choice.across.step if choice.across else Step.MONTH)
        _show(self.measure, _measure_key(choice.measuring, choice.measured))
        _show(self.period, choice.period)
        _show(self.period_field, choice.period_field)
        self._buttons[choice.form].setChecked(True)
        self.down_step.setVisible(self._is_time(choice.down.field))
        self.across_step.setVisible(
            choice.across is not None and self._is_time(choice.across.field)
        )
        self.period_field.setVisible(bool(choice.period) and self.period_field.count() > 1)
        self._layout.invalidate()
        self.updateGeometry()

    def _is_time(self, name: str) -> bool:
        return value_kind(self._entity.field(name)) in TIMES

    def _fill(self) -> None:
        """Offer what the entity's declaration allows."""
        axes = _by_label(list(axis_fields(self._entity)))
        _offer(self.down, axes)
        _offer(self.across, [("", _("Nothing more")), *axes])
        steps = [(step.value, _(label)) for step, label in STEP_LABELS.items()]
        _offer(self.down_step, steps)
        _offer(self.across_step, steps)
        numbers = list(measured_fields(self._entity))
        measures = [
            (_measure_key(how, one.name), measuring_label(how, one))
            for how in (Measuring.SUM, Measuring.AVERAGE)
            for one in numbers
            if how is Measuring.AVERAGE or value_kind(one) is not Kind.RATING  # no sum of stars
        ]
        counts = (_measure_key(Measuring.COUNT, ""), measuring_label(Measuring.COUNT, None))
        _offer(self.measure, [counts, *measures])
        periods = [(token, relative_label(token)) for token in PERIODS]
        _offer(self.period, [("", _("All times")), *periods])
        _offer(self.period_field, _by_label(list(time_fields(self._entity))))

    def _make_forms(self) -> dict[Form, QToolButton]:
        made = {}
        for number, (form, (_label, name)) in enumerate(FORMS.items()):
            button = QToolButton(self)
            button.setIcon(icon(name))
            button.setAutoRaise(True)
            button.setCheckable(True)
            self._forms.addButton(button, number)
            made[form] = button
        return made

    def _box(self) -> QComboBox:
        box = QComboBox(self)
        box.setMaxVisibleItems(20)
        box.activated.connect(self._on_changed)
        return box

    def _button(self, name: str, clicked: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.clicked.connect(clicked)
        return button

    def _lay_out(self) -> None:
        by, and_, measure, period = self._labels
        groups: Sequence[Sequence[QWidget]] = (
            tuple(self._buttons.values()),
            (by, self.down, self.down_step),
            (and_, self.across, self.across_step),
            (measure, self.measure),
            (period, self.period, self.period_field),
        )
        for members in groups:
            together = QWidget(self._choices)
            row = QHBoxLayout(together)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            for widget in members:
                row.addWidget(widget)
            self._layout.addWidget(together)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(8, 4, 8, 4)
        whole.setSpacing(4)
        whole.addWidget(self._choices, 1)
        for button in (self._copy, self._export, self._close):
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        for label, box in zip(
            self._labels, (self.down, self.across, self.measure, self.period), strict=True
        ):
            label.setBuddy(box)

    @Slot()
    def _on_changed(self) -> None:
        before = self._choice
        if before is None:
            return
        how, _colon, measured = str(self.measure.currentData()).partition(":")
        across = self.across.currentData()
        choice = replace(
            before,
            down=Axis(self.down.currentData(), Step(self.down_step.currentData())),
            across=Axis(across, Step(self.across_step.currentData())) if across else None,
            measuring=Measuring(how),
            measured=measured,
            period=self.period.currentData(),
            period_field=self.period_field.currentData() or "",
            form=list(FORMS)[self._forms.checkedId()],
        )
        self.show_choice(choice)
        self.chosen.emit(choice)


def _by_label(fields: list[Field]) -> list[tuple[str, str]]:
    named = [(one.name, _(one.label)) for one in fields]
    return sorted(named, key=_label_key)


def _label_key(entry: tuple[str, str]) -> bytes:
    return sort_key(entry[1])


def _measure_key(measuring: Measuring, measured: str) -> str:
    return f"{measuring.value}:{measured}"


def _offer(box: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    box.clear()
    for value, label in entries:
        box.addItem(label, str(value))
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + look().px(_ARROW))


def _show(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(max(0, box.findData(str(value))))
    # As wide as what it says, not as the longest thing it might say: there are many side by side.
    wanted = box.fontMetrics().horizontalAdvance(box.currentText()) + look().px(_ARROW)
    box.setFixedWidth(min(wanted, look().px(_WIDEST)))
