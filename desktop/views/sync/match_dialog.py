"""Before joining: records of mine beside those of the company that look the same, and a choice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import get_entity
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.join_plan import Alike, Choice, Comparison, Decision
from desktop.views.sync.branch_choice import BranchChoice
from desktop.views.sync.match_values import MatchValues, value_of
from desktop.views.theme import look

HEADS: Final = (N_("Mine"), N_("The company's"), N_("The same"), N_("What becomes of mine"))
WORDS: Final = {
    Choice.BOTH: N_("Keep both"),
    Choice.THEIRS: N_("Take the company's"),
    Choice.MERGE: N_("Merge into the company's"),
}
SHOWN: Final = 1_000  # rows; the others are decided by what is chosen for all
_WIDTHS: Final = (200, 200, 130)
_PLACE: Final = Qt.ItemDataRole.UserRole
_CHOICE: Final = 3  # the column


class MatchDialog(QDialog):
    """Accepted with `decisions` and `branch`; nothing is sent before."""

    def __init__(self, found: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self._choices = [_proposed(pair) for pair in found.pairs]
        self._fields = [set(pair.gaps) for pair in found.pairs]
        self.setWindowTitle(_("What the company has already"))
        self._title = QLabel(self._summary(), self)
        self._title.setFont(look().font("lead", 600))
        self._title.setWordWrap(True)
        self._hint = QLabel(_("Choose for the marked rows. Nothing was sent yet."), self)
        self._hint.setForegroundRole(self._hint.palette().ColorRole.PlaceholderText)
        self.list = self._make_list()
        self.buttons = {choice: QPushButton(_(word), self) for choice, word in WORDS.items()}
        self.values = MatchValues(self)
        self.branch = BranchChoice(found, self)
        self._box = QDialogButtonBox(self)
        self.join = self._box.addButton(_("Join"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.skip = QPushButton(_("Join and keep both of all"), self)
        self._box.addButton(self.skip, QDialogButtonBox.ButtonRole.ActionRole)
        self._box.addButton(_("Back"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._connect()
        self._fill()

    def decisions(self) -> list[Decision]:
        """Return what was chosen for each pair."""
        return [
            Decision(
                pair.entity,
                pair.mine,
                pair.theirs,
                choice,
                tuple(sorted(fields)) if choice is Choice.MERGE else (),
            )
            for pair, choice, fields in zip(
                self._found.pairs, self._choices, self._fields, strict=True
            )
        ]

    def choose(self, choice: Choice) -> None:
        """Decide the marked rows; with all of them marked also those that are not shown."""
        places = [int(item.data(0, _PLACE)) for item in self.list.selectedItems()]
        if len(places) == self.list.topLevelItemCount():
            places = list(range(len(self._choices)))
        for place in places:
            self._choices[place] = choice
        self._show_choices()

    # --- inside
    def _summary(self) -> str:
        count, alike = self._found.count, len(self._found.pairs)
        if not alike:
            return _("None of your records looks like one that the company has.")
        return ngettext(
            "{alike} of your {count} records looks like one that the company has.",
            "{alike} of your {count} records look like some that the company has.",
            alike,
        ).format(alike=format_number(alike, language()), count=format_number(count, language()))

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAlternatingRowColors(True)
        made.setAccessibleName(_("Records that look the same"))
        made.setHeaderLabels([_(head) for head in HEADS])
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, width in enumerate(_WIDTHS):
            made.setColumnWidth(column, look().px(width))
        return made

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            choices.addWidget(button)
        choices.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addWidget(self.list, 3)
        layout.addLayout(choices)
        layout.addWidget(self.values, 2)
        layout.addWidget(self.branch)
        layout.addWidget(self._box)
        has_pairs = bool(self._found.pairs)
        for part in (self._hint, self.list, self.values, self.skip, *self.buttons.values()):
            part.setVisible(has_pairs)
        self.branch.setVisible(self._found.codes > 0)
        self.resize(look().px(800), look().px(560 if has_pairs else 220))

    def _connect(self) -> None:
        self.buttons[Choice.BOTH].clicked.connect(self._on_both_clicked)
        self.buttons[Choice.THEIRS].clicked.connect(self._on_theirs_clicked)
        self.buttons[Choice.MERGE].clicked.connect(self._on_merge_clicked)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.values.taken.connect(self._on_values_taken)
        self.branch.changed.connect(self._on_branch_changed)
        self.skip.clicked.connect(self._on_skip_clicked)
        self._box.accepted.connect(self.accept)
        self._box.rejected.connect(self.reject)

    def _fill(self) -> None:
        for place, pair in enumerate(self._found.pairs[:SHOWN]):
            entity = get_entity(pair.entity)
            same = ", ".join(_(entity.field(name).label) for name in pair.reasons)
            title = entity.field(entity.title)
            sides = pair.values.get(entity.title, (None, None))
            item = QTreeWidgetItem([*(value_of(title, side) for side in sides), same, ""])
            item.setData(0, _PLACE, place)
            self.list.addTopLevelItem(item)
        self._show_choices()
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def _show_choices(self) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setText(_CHOICE, _(WORDS[self._choices[row]]))
        self._show_values()

    def _show_values(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            place = int(item.data(0, _PLACE))
            merges = self._choices[place] is Choice.MERGE
            self.values.show_pair(self._found.pairs[place], self._fields[place], choosable=merges)

    @Slot()
    def _on_both_clicked(self) -> None:
        self.choose(Choice.BOTH)

    @Slot()
    def _on_theirs_clicked(self) -> None:
        self.choose(Choice.THEIRS)

    @Slot()
    def _on_merge_clicked(self) -> None:
        self.choose(Choice.MERGE)

    @Slot()
    def _on_skip_clicked(self) -> None:
        self._choices = [Choice.BOTH] * len(self._choices)
        self.accept()

    @Slot()
    def _on_current_changed(self) -> None:
        self._show_values()

    @Slot(str, bool)
    def _on_values_taken(self, field: str, taken: bool) -> None:
        item = self.list.currentItem()
        if item is not None:
            fields = self._fields[int(item.data(0, _PLACE))]
            (fields.add if taken else fields.discard)(field)

    @Slot()
    def _on_branch_changed(self) -> None:
        for button in (self.join, self.skip):
            button.setEnabled(self.branch.is_valid())


def _proposed(pair: Alike) -> Choice:
    """Return what is chosen at first: a name alone is no proof."""
    title = get_entity(pair.entity).title
    return Choice.BOTH if pair.reasons == (title,) else Choice.MERGE
