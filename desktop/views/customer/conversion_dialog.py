"""Shows what a lead or card will become, and lets it join a customer that is there instead."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.conversion import Conversion, conversions_into, conversions_to_customer
from desktop.core.entities import get_entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _, ngettext
from desktop.core.pages import Card, Hit
from desktop.core.words import fold
from desktop.views.icons import pixmap
from desktop.views.records.command_questions import Question
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.core.ports import Reads

INTO = Field("account_id", N_("Customer"), Kind.LINK, target="account")
WIDTH, HEIGHT = 560, 520


class ConversionDialog(QDialog):
    """Asks into what to convert; what it shows comes from the same map that converts."""

    def __init__(self, question: Question, card: Card, known: Sequence[Hit]) -> None:
        super().__init__(question.window)
        self._card = card
        self._count = len(question.ids)
        self._jobs = question.jobs
        self._parties: dict[str, str] = {}  # of customers that were chosen: person or company
        self.setWindowTitle(_(question.facts.label))
        self.new = QRadioButton(_("Make a new customer"), self)
        self.existing = QRadioButton(_("Add to a customer that is there:"), self)
        self.link = question.make_editor(INTO)
        self.link.setParent(self)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(self._hint.palette().ColorRole.PlaceholderText)
        self._preview = QScrollArea(self)
        self._preview.setWidgetResizable(True)
        self._preview.setAccessibleName(_(question.facts.label))
        self._preview.setFrameShape(QFrame.Shape.NoFrame)
        self._buttons = QDialogButtonBox(self)
        self._accept = self._buttons.addButton(
            _(question.facts.label), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._accept.setDefault(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._offer(known)
        self.new.toggled.connect(self._on_choice_changed)
        self.link.edited.connect(self._on_link_edited)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self._show()

    def answer(self) -> Mapping[str, Json]:
        """Return the customer that is joined, nothing for a new one."""
        return {} if self.new.isChecked() else {"account_id": self.link.value()}

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (self.new, self.existing, self.link, self._hint):
            layout.addWidget(widget)
        layout.addWidget(self._preview, 1)
        layout.addWidget(self._buttons)

    def _offer(self, known: Sequence[Hit]) -> None:
        """Propose a customer that bears the same name already."""
        name = str(self._card.values.get("company") or self._card.values["full_name"])
        same = [hit.ref for hit in known if fold(hit.ref.title) == fold(name)]
        if same and self._count == 1:
            self.link.set_value(str(same[0].id))
            text = _("There is a customer called “{name}” already.")
            self._hint.setText(text.format(name=same[0].title))
        self._hint.setVisible(bool(self._hint.text()))
        (self.existing if self._hint.text() else self.new).setChecked(True)

    @Slot(bool)
    def _on_choice_changed(self, _is_new: bool) -> None:
        self._show()

    @Slot()
    def _on_link_edited(self) -> None:
        self.existing.setChecked(True)
        self._show()

    def _ask_party(self, chosen: str) -> None:
        """Find out whether the chosen customer is a person; its preview waits for that."""

        def ask(reads: Reads) -> tuple[str, str]:
            return chosen, str(reads.card("account", uuid.UUID(chosen)).values["party_type"])

        self._jobs.cards.submit(ask, self._take_party, asker=self)

    def _take_party(self, answer: tuple[str, str]) -> None:
        self._parties[answer[0]] = answer[1]
        self._show()

    def _show(self) -> None:
        is_new = self.new.isChecked()
        chosen = "" if self.link.problem() else str(self.link.value() or "")
        self._accept.setEnabled(is_new or bool(chosen))
        if not is_new and chosen and chosen not in self._parties:
            self._ask_party(chosen)
        party = self._parties.get(chosen, "")
        page = QWidget(self._preview)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 8, 8, 8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        if self._count > 1:
            self._add_count(grid)
        else:
            for conversion in self._conversions(party, is_new=is_new):
                self._add_made(grid, conversion)
            if not is_new and party == "person":
                self._add_joined(grid)
        grid.setRowStretch(grid.rowCount(), 1)
        self._preview.setWidget(page)

    def _conversions(self, party: str, *, is_new: bool) -> Sequence[Conversion]:
        entity = self._card.entity
        has_company = bool(self._card.values.get("company"))
        if is_new:
            return conversions_to_customer(entity, has_company=has_company)
        return conversions_into(entity, party)

    @staticmethod
    def _add_joined(grid: QGridLayout) -> None:
        """Say what becomes of the record where nothing is made of it."""
        label = QLabel(
            _(
                "The customer is a person, so no contact person is made: the record is marked "
                "as converted and names this customer."
            )
        )
        label.setWordWrap(True)
        grid.addWidget(label, grid.rowCount(), 0, 1, 2)

    def _add_count(self, grid: QGridLayout) -> None:
        text = ngettext(
            "{count} record will be converted.", "{count} records will be converted.", self._count
        )
        grid.addWidget(QLabel(text.format(count=self._count)), 0, 0, 1, 2)

    def _add_made(self, grid: QGridLayout, conversion: Conversion) -> None:
        """Show a record that will be made, field by field as far as something is known."""
        source, goal = get_entity(conversion.source), get_entity(conversion.goal)
        row = grid.rowCount()
        head = QWidget()
        line = QGridLayout(head)
        line.setContentsMargins(0, 6, 0, 2)
        line.setColumnStretch(1, 1)
        picture = QLabel()
        picture.setPixmap(pixmap(goal.icon, 18, look().colours.accent, self.devicePixelRatioF()))
        title = QLabel(_(goal.label))
        title.setFont(look().font("lead", 600))
        line.addWidget(picture, 0, 0)
        line.addWidget(title, 0, 1)
        grid.addWidget(head, row, 0, 1, 2)
        for given, into in conversion.pairs(source, goal):
            text = self._card.texts.get(given.name, "")
            if text and self._card.values.get(given.name) not in (None, [], ""):
                row += 1
                self._add_line(grid, row, _(into.label), text)

    @staticmethod
    def _add_line(grid: QGridLayout, row: int, name: str, text: str) -> None:
        label, value = QLabel(name), QLabel(text)
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        value.setWordWrap(True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label, row, 0, top)
        grid.addWidget(value, row, 1, top)
