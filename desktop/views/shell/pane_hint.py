"""What the reading pane says where it shows no record: none is selected, or many are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.kinds import kind_of
from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.views.icons import icon
from desktop.views.shell.screens import ScreenContext
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from desktop.views.records.lists.table_selection import Selection

KEYS: Final = (
    "list.change_many",
    "record.share",
    "list.export",
    "file.print",
    "record.restore",
    "record.delete",
    "record.purge",
)
MOST: Final = 5_000  # records whose amounts are added up while one looks
WIDTH: Final = 360

Sums = list[tuple[Field, Decimal]]


class PaneHint(QWidget):
    """A sentence; for several records their number, their amounts and what can be done."""

    def __init__(self, entity: Entity, context: ScreenContext, records: QWidget) -> None:
        super().__init__()
        self._entity = entity
        self._context = context
        self._records = records
        self._chosen: Selection | None = None
        self.words, self.sums = QLabel(self), QLabel(self)
        for label in (self.words, self.sums):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        shown = [field for field in entity.fields if not field.system]
        self._money = [field for field in shown if field.kind is Kind.MONEY]
        self.buttons = {key: self._button(key) for key in KEYS if key in context.actions}
        deeds = QWidget(self)
        deeds.setMaximumWidth(look().px(WIDTH))
        flow = FlowLayout(deeds)
        for button in self.buttons.values():
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(1)
        layout.addWidget(self.words)
        layout.addWidget(self.sums)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(deeds, 1000)  # as wide as it may be, in the middle
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(2)
        self._deeds = deeds
        context.actions.changed.connect(self._offer)
        self.show_selection()

    def show_selection(self) -> None:
        """Say what is selected in the list."""
        ask = getattr(self._records, "selection", None)
        chosen: Selection | None = ask() if callable(ask) else None
        self._chosen = chosen if chosen is not None and chosen.count > 1 else None
        self.sums.hide()
        self._name_buttons()  # in the language of now
        self._deeds.setVisible(self._chosen is not None)
        role = self.palette().ColorRole
        if self._chosen is None:
            self.words.setText(_("Select a record to read it here."))
            self.words.setFont(look().font("text"))
            self.words.setForegroundRole(role.PlaceholderText)
            return
        count = format_number(self._chosen.count, language())
        what = _(self._entity.plural).lower()
        self.words.setText(_("{count} {what} selected").format(count=count, what=what))
        self.words.setFont(look().font("title", 600))
        self.words.setForegroundRole(role.WindowText)
        self._offer()
        self._add_up(self._chosen)

    def _add_up(self, chosen: Selection) -> None:
        if not self._money or chosen.count > MOST:
            return
        fields = self._money
        names = dict.fromkeys(name for one in fields for name in (one.name, one.currency_field))
        query = ListQuery(self._entity.key, tuple(filter(None, names)))

        def ask(reads: Reads) -> tuple[Selection, Sums]:
            rows = reads.rows(query, chosen.read_ids(reads)).rows
            return chosen, _sums(fields, query.columns, rows)

        self._context.jobs.lists.submit(ask, self._on_added, topic=f"sums {id(self)}")

    def _on_added(self, answer: tuple[Selection, Sums]) -> None:
        chosen, found = answer
        if chosen is self._chosen and found:
            lines = (f"{_(one.label)}: {kind_of(one).format(one, total)}" for one, total in found)
            self.sums.setText("\n".join(lines))
            self.sums.show()

    def _button(self, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(key)
        button.setProperty("outlined", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        is_danger = self._context.actions.declared(key).danger
        button.setIcon(
            icon(self._context.actions.declared(key).icon, "danger" if is_danger else None)
        )
        button.clicked.connect(self._on_button_clicked)
        return button

    @Slot()
    def _offer(self) -> None:
        """Show what can be done with all of them."""
        if self._chosen is None:
            return
        for key, button in self.buttons.items():
            button.setVisible(self._context.actions.is_enabled(key))

    def _name_buttons(self) -> None:
        for key, button in self.buttons.items():
            button.setText(self._context.actions.label(key))
            button.setToolTip(self._context.actions.tip(key))

    @Slot()
    def _on_button_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._context.actions.run(sender.objectName())


def _sums(fields: Sequence[Field], columns: Sequence[str], rows: Sequence[Row]) -> Sums:
    """Return the sum of each field that is filled, apart for each currency."""
    found: dict[Field, Decimal] = {}
    for field in fields:
        at, currency = columns.index(field.name), field.currency_field
        for row in rows:
            amount = row.values[at]
            if isinstance(amount, Decimal):
                named = row.values[columns.index(currency)] if currency else None
                one = replace(field, currency_field="", currency=str(named or field.currency))
                found[one] = found.get(one, Decimal()) + amount
    return list(found.items())
