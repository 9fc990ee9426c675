"""How one task waits for another: the kind of their link and its lag, as they are typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.work.predecessors import read_lag, write_lag
from desktop.core.work.rows import PlanLink
from desktop.views.theme import look

LINK: Final = "task_link"


class LinkDialog(QDialog):
    """Asks for the kind and the lag of a link; `removed` tells that it is to go instead."""

    def __init__(self, link: PlanLink, before: str, after: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.removed = False
        self._link = link
        self._lag: tuple[int, bool] = (link.lag, link.elapsed)
        self.setWindowTitle(_("Link of two tasks"))
        entity = get_entity(LINK)
        self.kind = QComboBox(self)
        for option in entity.field("kind").options:
            self.kind.addItem(_(option.label), option.value)
        self.kind.setCurrentIndex(max(0, self.kind.findData(link.kind)))
        self.lag = QLineEdit(write_lag(link.lag).removeprefix("+"), self)
        if link.elapsed:
            self.lag.setText(write_lag(link.lag, elapsed=True).removeprefix("+").replace("e", ""))
        self.lag.setPlaceholderText(_("None; such as 2d, -4h, 30m, 1w"))
        self.elapsed = QCheckBox(_(entity.field("is_elapsed").label), self)
        self.elapsed.setChecked(link.elapsed)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._buttons = QDialogButtonBox(self)
        self.ok = self._buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.remove = self._buttons.addButton(
            _("Remove the link"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(before, after)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.lag.textChanged.connect(self._on_lag_changed)
        self.elapsed.toggled.connect(self._on_lag_changed)
        self._on_lag_changed()
        self.lag.setFocus()

    def _lay_out(self, before: str, after: str) -> None:
        entity = get_entity(LINK)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setSpacing(10)
        for name, title in (("before_id", before), ("after_id", after)):
            shown = QLabel(title, self)
            shown.setWordWrap(True)
            form.addRow(_(entity.field(name).label), shown)
        form.addRow(_(entity.field("kind").label), self.kind)
        form.addRow(_("Lag"), self.lag)
        form.addRow("", self.elapsed)
        form.addRow("", self.told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(look().px(440))

    def values(self) -> dict[str, list[Json]]:
        """Return what differs, as `task_link.save` takes it: [old, new] by field."""
        lag, elapsed = self._lag
        link = self._link
        said: dict[str, tuple[Json, Json]] = {
            "kind": (link.kind, str(self.kind.currentData())),
            "lag": (link.lag, lag),
            "is_elapsed": (link.elapsed, elapsed),
        }
        return {name: [old, new] for name, (old, new) in said.items() if old != new}

    @Slot()
    def _on_lag_changed(self) -> None:
        try:
            minutes, is_elapsed = read_lag(self.lag.text(), elapsed=self.elapsed.isChecked())
            self._lag, words = (minutes, is_elapsed), ""
        except InvalidValueError as error:
            words = str(error)
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.ok.setEnabled(not words)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removed = True
        self.accept()
