"""The dialogs of a unit: its name, and its place in the tree."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.organisation import Organisation, Unit
from desktop.views.theme import look

WIDTH = 420


class PlaceChooser(QComboBox):
    """The units of the tree, indented; `without` is left out with all below it."""

    def __init__(self, organisation: Organisation, without: Unit | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.addItem(_("At the top"), None)
        self._add(organisation, None, 0, without)

    def choose(self, unit: uuid.UUID | None) -> None:
        """Show a unit as chosen."""
        self.setCurrentIndex(max(0, self.findData(str(unit) if unit else None)))

    def _add(
        self, organisation: Organisation, above: uuid.UUID | None, depth: int, without: Unit | None
    ) -> None:
        for unit in organisation.below(above):
            if without is None or unit.id != without.id:
                self.addItem("    " * depth + unit.name, str(unit.id))
                self._add(organisation, unit.id, depth + 1, without)


class ShortForm(QDialog):
    """A short form with two buttons."""

    def __init__(self, title: str, deed: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        buttons = QDialogButtonBox(self)
        self.do = buttons.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setDefault(True)
        cancel = buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(self.form)
        layout.addWidget(buttons)
        self.setMinimumWidth(look().px(WIDTH))

    def add_row(self, label: str, field: QWidget) -> None:
        """Add a labelled field; one begins to type in the first."""
        self.form.addRow(label, field)
        if self.form.rowCount() == 1:
            field.setFocus(Qt.FocusReason.OtherFocusReason)


class UnitDialog(ShortForm):
    """Asks for the name of a unit; of a new one for its place, too."""

    def __init__(
        self, organisation: Organisation, unit: Unit | None, above: Unit | None, parent: QWidget
    ) -> None:
        title = _("Rename a unit") if unit else _("Add a unit")
        super().__init__(title, _("Save") if unit else _("Add"), parent)
        self.name = QLineEdit(unit.name if unit else "", self)
        self.code = QLineEdit(unit.code if unit else "", self)
        self.place = PlaceChooser(organisation, None, self)
        self.place.choose(above.id if above else None)
        self.add_row(_("Name"), self.name)
        self.add_row(_("Code"), self.code)
        if unit is None:
            self.add_row(_("Below"), self.place)
        else:
            self.place.hide()
        self.name.textChanged.connect(self._check)
        self._check()

    def parent_id(self) -> str | None:
        """Return the unit that a new one is to stand below."""
        found = self.place.currentData()
        return None if found is None else str(found)

    @Slot()
    def _check(self) -> None:
        self.do.setEnabled(bool(self.name.text().strip()))


class ParentDialog(ShortForm):
    """Asks where a unit is to stand."""

    def __init__(self, organisation: Organisation, unit: Unit, parent: QWidget) -> None:
        super().__init__(_("Move “{name}”").format(name=unit.name), _("Move"), parent)
        self.place = PlaceChooser(organisation, unit, self)
        self.place.choose(unit.above)
        self.add_row(_("Below"), self.place)

    def parent_id(self) -> str | None:
        """Return the unit that it is to stand below."""
        found = self.place.currentData()
        return None if found is None else str(found)
