"""Fourth step: how known records are recognised, what is done with them, what all rows share."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.core.imports.plan import Policy
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.records.import_wizard.page import WizardPage, heading, remark
from desktop.views.records.import_wizard.value_choices import MissingBox, ValueEdit, make_value_edit
from desktop.views.theme import look

POLICY_LABELS: Final = {
    Policy.SKIP: N_("Skip the row; the record stays as it is"),
    Policy.FILL: N_("Fill only the fields that are empty so far"),
    Policy.OVERWRITE: N_("Overwrite with the values of the file"),
}
CHECK_TEXT: Final = N_("Check")
LABEL_WIDTH: Final = 150


class OptionsPage(WizardPage):
    """Three groups of questions, each shown only where it applies."""

    def __init__(self, draft: ImportDraft, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(draft, jobs, parent)
        self._keys: dict[str, QCheckBox] = {}
        self._policies: dict[Policy, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._area = QScrollArea(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self.body.addWidget(self._area, 1)

    def enter(self) -> None:
        """Ask what applies to the columns chosen."""
        self._make()

    def next_text(self) -> str:
        """Say that the rows are looked through first."""
        return _(CHECK_TEXT)

    def _make(self) -> None:
        inside = QWidget(self._area)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(8)
        self._add_keys(layout, inside)
        self._add_policies(layout, inside)
        self._add_missing(layout, inside)
        self._add_fixed(layout, inside)
        layout.addStretch(1)
        self._area.setWidget(inside)
        self._show_keys()

    def _add_keys(self, layout: QVBoxLayout, parent: QWidget) -> None:
        self._keys = {}
        records = _(self.draft.entity.plural).lower()
        layout.addWidget(
            heading(_("Which {records} are known already?").format(records=records), parent)
        )
        possible = self.draft.possible_keys()
        if self.draft.has_cards:
            text = _("A card with the number (UID) of a record is always that record.")
            layout.addWidget(remark(text, parent))
        if not possible:
            text = _("No column can tell that a row is known, so every row becomes a new record.")
            layout.addWidget(remark(text, parent))
            return
        row = QHBoxLayout()
        row.setSpacing(16)
        for one in possible:
            box = QCheckBox(_(one.label), parent)
            box.setChecked(one.name in self.draft.keys)
            box.clicked.connect(self._on_keys_clicked)
            row.addWidget(box)
            self._keys[one.name] = box
        row.addStretch(1)
        layout.addLayout(row)
        text = _(
            "A row that agrees in one of these with a record, or an earlier row, is that record."
        )
        layout.addWidget(remark(text, parent))

    def _add_policies(self, layout: QVBoxLayout, parent: QWidget) -> None:
        self._policies = {}
        self._group = QButtonGroup(parent)
        if not self._keys and not self.draft.has_cards:
            return
        layout.addSpacing(4)
        layout.addWidget(heading(_("What is done with rows that are known?"), parent))
        radios = QVBoxLayout()
        radios.setSpacing(0)
        for policy, label in POLICY_LABELS.items():
            button = QRadioButton(_(label), parent)
            button.setChecked(policy is self.draft.policy)
            self._group.addButton(button)
            radios.addWidget(button)
            self._policies[policy] = button
        layout.addLayout(radios)
        self._group.buttonClicked.connect(self._on_group_clicked)
        text = _("Telephone numbers, e-mail addresses and tags are added, never lost.")
        layout.addWidget(remark(text, parent))

    def _add_missing(self, layout: QVBoxLayout, parent: QWidget) -> None:
        named = self.draft.named()
        if not named:
            return
        layout.addSpacing(4)
        layout.addWidget(
            heading(_("What is done with names that are not in the lists yet?"), parent)
        )
        form = _form()
        for target, ways in named.values():
            box = MissingBox(target, ways, self.draft.missing_of(target), parent)
            box.chosen.connect(self._on_missing_chosen)
            form.addRow(_label(self.draft.labels_of(target), parent), box)
        layout.addLayout(form)

    def _add_fixed(self, layout: QVBoxLayout, parent: QWidget) -> None:
        shareable = self.draft.shareable()
        if not shareable:
            return
        layout.addSpacing(4)
        layout.addWidget(heading(_("Values for all rows"), parent))
        form = _form()
        for one in shareable:
            edit = make_value_edit(one, self.draft.fixed.get(one.name, ""), parent)
            edit.edited.connect(self._on_value_edited)
            form.addRow(_label(_(one.label), parent), edit)
        layout.addLayout(form)

    def _show_keys(self) -> None:
        is_checked = any(box.isChecked() for box in self._keys.values())
        has_keys = is_checked or self.draft.has_cards
        for button in self._policies.values():
            button.setEnabled(has_keys)

    @Slot()
    def _on_keys_clicked(self) -> None:
        self.draft.keys = tuple(name for name, box in self._keys.items() if box.isChecked())
        self._show_keys()

    @Slot()
    def _on_group_clicked(self) -> None:
        for policy, button in self._policies.items():
            if button.isChecked():
                self.draft.policy = policy

    @Slot(str, object)
    def _on_missing_chosen(self, entity: str, missing: object) -> None:
        self.draft.missing[entity] = missing  # type: ignore[assignment]  # MissingBox gives these

    @Slot(object)
    def _on_value_edited(self, edit: object) -> None:
        if isinstance(edit, ValueEdit):
            self.draft.fixed[edit.name] = edit.text()


def _label(text: str, parent: QWidget) -> QLabel:
    """Return a label as wide as those of the other groups."""
    label = QLabel(text, parent)
    label.setMinimumWidth(look().px(LABEL_WIDTH))
    return label


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return form
