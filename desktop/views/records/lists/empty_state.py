"""What a list says when it has nothing to show, with the one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import Entity
from desktop.core.filters import Filter
from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.theme import look

PICTURE = 56
QUIET_PICTURE = 32
_LOUD = ("title", QFont.Weight.DemiBold)
WIDTH = 420


class EmptyState(QWidget):
    """A picture, a sentence, and buttons.

    Signals:
        primary_clicked: the main button.
        secondary_clicked: the other one.
    """

    primary_clicked = Signal()
    secondary_clicked = Signal()

    def __init__(self, entity: Entity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._is_quiet = False
        self._picture = QLabel(self)
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        self._detail = QLabel(self)
        self._detail.setWordWrap(True)
        self._detail.setForegroundRole(self._detail.palette().ColorRole.PlaceholderText)
        self._primary = QPushButton(self)
        self._primary.setDefault(True)
        self._secondary = QPushButton(self)
        self._primary.clicked.connect(self.primary_clicked)
        self._secondary.clicked.connect(self.secondary_clicked)
        self._lay_out()
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._primary)
        buttons.addWidget(self._secondary)
        buttons.addStretch(1)
        words = QWidget(self)
        words.setMaximumWidth(look().px(WIDTH))
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for label in (self._picture, self._title, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(words, 1000)  # as wide as it may be, in the middle
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addLayout(middle)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        layout.addStretch(3)

    def say_nothing_yet(self) -> None:
        """Say that no record exists, and offer to make or import some."""
        records = _(self._entity.plural).lower()
        self._say(
            self._entity.icon,
            _("No {records} yet").format(records=records),
            _("Add the first one by hand, or bring in what you have in a spreadsheet."),
            _("New: {what}").format(what=_(self._entity.label).lower()),
            _("Import from Excel…"),
        )

    def say_none_here(self) -> None:
        """Say that a record has none of them yet, quietly: most records have few of most things."""
        records = _(self._entity.plural).lower()
        title = _("No {records} yet").format(records=records)
        add = _("New: {what}").format(what=_(self._entity.label).lower())
        self._say(self._entity.icon, title, "", add, "", is_quiet=True)

    def say_nothing_fits(self) -> None:
        """Say that the filter leaves nothing, and offer to clear it."""
        self._say(
            "search-x",
            _("Nothing fits"),
            _("No {records} fulfil this search or filter.").format(
                records=_(self._entity.plural).lower()
            ),
            _("Clear filter"),
            "",
        )

    def say_bin_is_empty(self) -> None:
        """Say that nothing was deleted."""
        self._say("trash-2", _("The recycle bin is empty"), "", "", "")

    def say_failed(self, sentence: str) -> None:
        """Say why the list could not be read, and offer to try again."""
        self._say("triangle-alert", _("The list could not be read"), sentence, _("Try again"), "")

    def _say(
        self,
        picture: str,
        title: str,
        detail: str,
        primary: str,
        secondary: str,
        *,
        is_quiet: bool = False,
    ) -> None:
        self._is_quiet = is_quiet
        self._primary.setDefault(not is_quiet)
        self._on_look_changed()
        side = look().px(QUIET_PICTURE if is_quiet else PICTURE)
        self._picture.setPixmap(icon(picture, "disabled", side).pixmap(side, side))
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        for button, text in ((self._primary, primary), (self._secondary, secondary)):
            button.setText(text)
            button.setVisible(bool(text))

    @Slot()
    def _on_look_changed(self) -> None:
        size, weight = ("lead", QFont.Weight.Medium) if self._is_quiet else _LOUD
        self._title.setFont(look().font(size, weight))


class ListStack(QStackedWidget):
    """A list's table, or what is said in its place.

    Signals:
        create_asked, import_asked, clearing_asked, retry_asked: what is to be done about it.
    """

    create_asked = Signal()
    import_asked = Signal()
    clearing_asked = Signal()
    retry_asked = Signal()

    def __init__(
        self, entity: Entity, table: QWidget, parent: QWidget, bar: QWidget, within: Filter
    ) -> None:
        super().__init__(parent)
        self._table = table
        # That of a list on a card is gone while there is nothing to filter.
        self._quiet_bar = bar if within.items else None
        self._empty = EmptyState(entity, self)
        self._offer = self.create_asked
        self.addWidget(table)
        self.addWidget(self._empty)
        self._empty.primary_clicked.connect(self._on_primary_clicked)
        self._empty.secondary_clicked.connect(self.import_asked)

    def show_for(self, model: RecordTableModel, *, is_filtered: bool, in_bin: bool) -> None:
        """Show the table, or why there is nothing in it."""
        if self._quiet_bar is not None:
            self._quiet_bar.show()
        is_failed = bool(model.error) and not model.rowCount()
        if not is_failed and model.total != 0:
            self.setCurrentWidget(self._table)
            return
        if is_failed:
            self._offer = self.retry_asked
            self._empty.say_failed(model.error)
        elif is_filtered:
            self._offer = self.clearing_asked
            self._empty.say_nothing_fits()
        elif in_bin:
            self._empty.say_bin_is_empty()
        else:
            self._offer = self.create_asked
            if self._quiet_bar is not None:
                self._empty.say_none_here()
                self._quiet_bar.hide()
            else:
                self._empty.say_nothing_yet()
        self.setCurrentWidget(self._empty)

    @Slot()
    def _on_primary_clicked(self) -> None:
        self._offer.emit()
