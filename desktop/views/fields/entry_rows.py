"""Rows of entries: the shape that phone numbers and e-mail addresses share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.entry_row import PASTED, Entry, EntryRow
from desktop.views.icons import icon


class EntryRowsEditor(FieldEditor):
    """As many rows as there are entries, at least one, and a button for another."""

    labelled = False

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.rows: list[EntryRow] = []
        self._value: Json = None
        self._problem = ""
        self._readonly = False
        self._rows_layout = QVBoxLayout()
        self._rows_layout.setSpacing(4)
        self.add = QToolButton(self)
        self.add.setIcon(icon("plus", "muted"))
        self.add.setText(_("Add"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setAutoRaise(True)
        self.name_for_readers(self.add, _("Add"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._rows_layout)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._on_add_clicked)
        self._show_entries([])

    def entries_of(self, value: object) -> list[Entry]:
        """Return the rows of a value."""
        raise NotImplementedError

    def items_of(self, entry: Entry) -> list[Json]:
        """Return the elements of the JSON value that a row stands for; raise InvalidValueError."""
        raise NotImplementedError

    def value(self) -> Json:
        """Return all entries; while one cannot be saved, the last good ones."""
        return self._value

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self._value, self._problem = value, ""
        self._show_entries(self.entries_of(self.kind.from_json(value)))

    def problem(self) -> str:
        """Return why what is typed cannot be saved, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        self._readonly = readonly
        self.add.setVisible(not readonly)
        for row in self.rows:
            row.set_readonly(readonly)

    def focus_widget(self) -> QWidget:
        """Return the first line; no focus proxy, which `setTabOrder` would make a trap for Tab."""
        return self.rows[0].line

    def focus_first(self) -> None:
        """Put the cursor into the first row."""
        super().focus_first()
        self.rows[0].line.selectAll()

    def _show_entries(self, entries: Sequence[Entry]) -> None:
        wanted = list(entries) or [Entry()]
        while len(self.rows) > len(wanted):
            self._drop(self.rows[-1])
        while len(self.rows) < len(wanted):
            self._add_row()
        for row, entry in zip(self.rows, wanted, strict=True):
            row.show_entry(entry)
        self._warn()

    def _add_row(self) -> EntryRow:
        row = EntryRow(labelled=self.labelled, parent=self)
        self.name_for_readers(row.line)
        if row.label is not None:
            self.name_for_readers(row.label, _("Label"))
        row.set_readonly(self._readonly)
        row.edited.connect(self._on_row_edited)
        row.left.connect(self._on_row_left)
        row.pasted.connect(self._on_row_pasted)
        row.unwanted.connect(self._on_row_unwanted)
        row.line.entered.connect(self.finished)
        self.rows.append(row)
        self._rows_layout.addWidget(row)
        self._order_tabs()
        row.show()  # at once: Tab passes over what is shown in the next turn of the loop only
        return row

    def _order_tabs(self) -> None:
        stops: list[QWidget] = []
        for row in self.rows:
            stops += [row.line] if row.label is None else [row.line, row.label]
        for before, after in zip(stops, [*stops[1:], self.add], strict=True):
            QWidget.setTabOrder(before, after)

    def _drop(self, row: EntryRow) -> None:
        self.rows.remove(row)
        self._rows_layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _read(self) -> None:
        items: list[Json] = []
        try:
            for row in self.rows:
                items += self.items_of(row.entry())
            value = self.kind.normalise(self.field, self.kind.from_json(items))
            self.kind.check(self.field, value)
        except InvalidValueError as error:
            self._problem = str(error)
            return
        self._value, self._problem = self.kind.to_json(value), ""

    def _warn(self) -> None:
        for row in self.rows:
            try:
                value = self.kind.from_json(self.items_of(row.entry()))
            except InvalidValueError as error:
                row.warn(str(error))
            else:
                row.warn(self.kind.warning(self.field, value))

    @Slot()
    def _on_row_edited(self) -> None:
        self._read()
        self.edited.emit()

    @Slot()
    def _on_row_left(self) -> None:
        if self._problem or self._readonly:
            return
        for row in [row for row in self.rows if not row.line.text().strip()][::-1]:
            is_waited_for = row.label is not None and row.label.text().strip()
            if len(self.rows) > 1 and not is_waited_for and not row.line.hasFocus():
                self._drop(row)
        for row in self.rows:
            self._write_anew(row)
        self._warn()

    def _write_anew(self, row: EntryRow) -> None:
        entries = self.entries_of(self.kind.from_json(self.items_of(row.entry())))
        if len(entries) == 1 and not row.line.hasFocus():
            label = row.entry().label or entries[0].label
            row.show_entry(Entry(entries[0].text, label))

    @Slot(object)
    def _on_row_pasted(self, row: EntryRow) -> None:
        try:
            entries = self.entries_of(self.kind.from_json(self.items_of(row.entry())))
        except InvalidValueError:
            return
        if len(entries) < PASTED:
            return
        at = self.rows.index(row)
        others = [each.entry() for each in self.rows]
        self._show_entries([*others[:at], *entries, *others[at + 1 :]])
        self.rows[at + len(entries) - 1].line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_row_unwanted(self, row: EntryRow) -> None:
        if len(self.rows) == 1:
            row.show_entry(Entry())
        else:
            self._drop(row)
        self._read()
        self._warn()
        self.edited.emit()

    @Slot()
    def _on_add_clicked(self) -> None:
        empty = [row for row in self.rows if not row.line.text().strip()]
        row = empty[0] if empty else self._add_row()
        row.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab reach the lines before the button: a form that takes an editor in forgets it."""
        super().showEvent(event)
        self._order_tabs()
