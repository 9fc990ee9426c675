"""The form of a record: its fields in sections, checked while typing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.views.fields.base import FieldEditor
from desktop.views.records.field_box import FieldBox
from desktop.views.records.form_layout import Place, Section, places
from desktop.views.theme import look

MakeEditor = Callable[[Field], FieldEditor]
NO_VALUES: Final[Mapping[str, Json]] = MappingProxyType({})
NARROW: Final = 520  # logical pixels: below, one column
WIDEST: Final = 1180  # logical pixels: beyond, a line is longer than the eye follows
MARGIN: Final = 16
REQUIRED: Final = N_("“{field}” must be filled in.")


class RecordForm(QScrollArea):
    """Shows and edits the values of one record, in JSON form by field name.

    Signals:
        edited: the name of a field that the person changed.
    """

    edited = Signal(str)

    def __init__(
        self, sections: Sequence[Section], make_editor: MakeEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the editors take it, and scroll themselves in
        self._make_editor = make_editor
        self._boxes: dict[str, FieldBox] = {}
        self._base: dict[str, Json] = {}
        self._blocks: list[tuple[Section, QGridLayout]] = []
        self._columns = 2
        self._body = QWidget(self)
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        self._layout.setSpacing(12)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        for section in sections:
            self._add_section(section)
        self._layout.addStretch(1)
        self._arrange()

    def load(self, values: Mapping[str, Json]) -> None:
        """Show the values of a record; they are the base of later edits."""
        self._base = {name: values.get(name) for name in self._boxes}
        for name, box in self._boxes.items():
            box.set_value(self._base[name])

    def apply(self, values: Mapping[str, Json], base: Mapping[str, Json] = NO_VALUES) -> None:
        """Put values into the fields as if the person had typed them: a draft, a restored value.

        `base` is what they were typed over, where that is another than what was loaded.
        """
        self.rebase({name: base[name] for name in values if name in base})
        for name, value in values.items():
            if name in self._boxes:
                self._boxes[name].set_value(value)
                self.edited.emit(name)

    def rebase(self, values: Mapping[str, Json]) -> None:
        """Take values as the new base, without touching what is typed."""
        self._base.update({name: values[name] for name in values if name in self._boxes})

    def base(self) -> Mapping[str, Json]:
        """Return the values that edits are told from."""
        return self._base

    def values(self) -> dict[str, Json]:
        """Return the values of all shown fields that may be written."""
        return {name: box.value() for name, box in self._boxes.items() if box.is_writable()}

    def edits(self) -> dict[str, list[Json]]:
        """Return what differs from the base: {field: [base, new]}."""
        return {
            name: [self._base.get(name), value]
            for name, value in self.values().items()
            if value != self._base.get(name)
        }

    def problems(self) -> dict[str, str]:
        """Return a sentence for each field that cannot be saved as it is."""
        found = {name: box.problem() for name, box in self._boxes.items()}
        for name, box in self._boxes.items():
            if (
                box.field.required
                and box.is_writable()
                and not box.is_locked
                and box.value() in (None, "", [])
            ):
                found[name] = _(REQUIRED).format(field=_(box.field.label))
        return {name: sentence for name, sentence in found.items() if sentence}

    def show_problems(self) -> None:
        """Show every problem at its field, and go to the first."""
        problems = self.problems()
        for name, box in self._boxes.items():
            box.show_problem(problems.get(name, ""))
        if problems:
            self.focus_field(next(iter(problems)))

    def lock(self, names: Container[str] | None) -> None:
        """Let the person only read these fields, or all with None."""
        for name, box in self._boxes.items():
            box.lock(is_locked=names is None or name in names)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field and scroll to it."""
        box = self._boxes[name]
        box.editor.focus_first()
        self.ensureWidgetVisible(box)

    def focus_first(self, *, empty: bool = False) -> None:
        """Put the cursor into the first field that may be written, if possible an `empty` one."""
        boxes = [box for box in self._boxes.values() if box.is_writable()]
        wanted = [box for box in boxes if empty and box.editor.value() is None] or boxes
        if wanted:
            wanted[0].editor.focus_first()

    def field_in_hand(self) -> str:
        """Return the name of the field that the cursor is in, or nothing."""
        at: QWidget | None = self.window().focusWidget()
        if at is None:
            return ""
        return next((name for name, box in self._boxes.items() if box.isAncestorOf(at)), "")

    def go_on_at(self, name: str) -> None:
        """Put the cursor into a field of a form just made, which is laid out in a moment."""
        if name in self._boxes:
            self._boxes[name].editor.focus_first()
            QTimer.singleShot(0, self._show_field_in_hand)

    @Slot()
    def _show_field_in_hand(self) -> None:
        name = self.field_in_hand()
        if name:
            self.ensureWidgetVisible(self._boxes[name])

    def focus_text(self) -> None:
        """Put the cursor behind the first line of text, so that a stray key destroys nothing."""
        lines = (box.editor.focus_widget() for box in self._boxes.values() if box.is_writable())
        line = next((one for one in lines if isinstance(one, QLineEdit)), None)
        if line is None:
            self.focus_first()
            return
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.end(False)

    def wanted_height(self) -> int:
        """Return how high it must be to show all fields in its present width."""
        return self._body.sizeHint().height()

    def field_names(self) -> Iterable[str]:
        """Return the names of the fields shown."""
        return self._boxes.keys()

    def _add_section(self, section: Section) -> None:
        if section.label:
            heading = QLabel(_(section.label), self._body)
            heading.setFont(look().font("lead", 600))
            self._layout.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        self._layout.addLayout(grid)
        self._blocks.append((section, grid))
        for field in section.fields:
            box = FieldBox(field, self._make_editor(field), self._body)
            box.edited.connect(self._on_box_edited)
            self._boxes[field.name] = box

    def _arrange(self) -> None:
        for section, grid in self._blocks:
            for place in places(section.fields, self._columns, section.wide):
                self._put(grid, place)
            for column in range(2):
                grid.setColumnStretch(column, int(column < self._columns))

    def _put(self, grid: QGridLayout, place: Place) -> None:
        box = self._boxes[place.field.name]
        grid.removeWidget(box)
        grid.addWidget(box, place.row, place.column, 1, place.span)

    @Slot(str)
    def _on_box_edited(self, name: str) -> None:
        self.edited.emit(name)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one column where two would be too narrow, and no more width than is read well."""
        super().resizeEvent(event)
        left_over = event.size().width() - 2 * MARGIN - look().px(WIDEST)
        self._layout.setContentsMargins(MARGIN, 12, MARGIN + max(0, left_over), MARGIN)
        columns = 1 if event.size().width() < look().px(NARROW) else 2
        if columns != self._columns:
            self._columns = columns
            self._arrange()
