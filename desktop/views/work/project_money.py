"""What a project costs beside its budget, above the list of its costs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Condition, Filter
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.core.work.reports import ProjectMoney
from desktop.views.jobs import Jobs
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.work.money_words import Figure, figures_of, kinds_of, money_text

COST: Final = "project_cost"
_TELLING: Final = ("project", COST, "work_log")  # whose changes make other sums
_BETWEEN: Final = 28  # logical pixels between two figures


def beside_budget(jobs: Jobs, costs: QWidget, own: Filter) -> QWidget:
    """Put a list of costs below the figures of the project that the list is narrowed to."""
    named = own.items[0] if own.items else None
    if not isinstance(named, Condition) or not isinstance(named.value, str):
        return costs
    return ProjectMoneyPane(jobs, uuid.UUID(named.value), costs)


class ProjectMoneyPane(QWidget):
    """Shows budget, costs by kind, what is left and the hours of a project, with what is below it.

    The list of the single costs stands underneath.
    """

    def __init__(
        self, jobs: Jobs, project: uuid.UUID, costs: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project = project
        self._money: ProjectMoney | None = None
        self.figures = QWidget(self)
        self._flow = FlowLayout(self.figures, spacing=look().px(_BETWEEN))
        self.kinds = QLabel(self)
        self.kinds.setWordWrap(True)
        self.kinds.setTextFormat(Qt.TextFormat.PlainText)
        self.kinds.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 8)
        head.setSpacing(6)
        head.addWidget(self.figures)
        head.addWidget(self.kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(costs, 1)
        jobs.changes.changed.connect(self._on_changed)
        look().changed.connect(self._show)
        self._read()

    def _read(self) -> None:
        project = self._project

        def ask(reads: Reads) -> ProjectMoney:
            return reads.project_money(project)

        self._jobs.cards.submit(ask, self._on_read, topic=f"project money {id(self)}")

    def _on_read(self, money: ProjectMoney) -> None:
        if money != self._money:
            self._money = money
            self._show()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(entity) for entity in _TELLING):
            self._read()

    @Slot()
    def _show(self) -> None:
        if self._money is None:
            return
        self._show_figures(figures_of(self._money))
        costs = [f"{kind}: {money_text(cost)}" for kind, cost in kinds_of(self._money.by_type)]
        self.kinds.setText(_("Costs by kind: {costs}").format(costs="  ·  ".join(costs)))
        self.kinds.setVisible(bool(costs))

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for figure in figures:
            self._flow.addWidget(_FigureLabel(figure, self.figures))
        self.figures.updateGeometry()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


class _FigureLabel(QWidget):
    """A number with its word above it and a remark below it."""

    def __init__(self, figure: Figure, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self._label(figure.label, "note", "muted"), 0, 0)
        number = self._label(figure.text, "title", figure.role or "text", QFont.Weight.DemiBold)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(number, 1, 0)
        layout.addWidget(self._label(figure.note, "note", "muted"), 2, 0)
        said = f"{figure.label}: {figure.text}"
        self.setAccessibleName(f"{said}, {figure.note}" if figure.note else said)
        self.show()

    def _label(self, text: str, step: str, role: str, weight: int = QFont.Weight.Normal) -> QLabel:
        made = QLabel(text, self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setFont(look().font(step, weight))
        palette = made.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour(role))
        made.setPalette(palette)
        return made
