"""The first tab of a card: the form of the record, with the timeline beside it where there is room.

Which fields the form has follows the variant of the card's design.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.entities import Entity
from desktop.core.filters import Json
from desktop.views.records.card_design import CardDesign
from desktop.views.records.record_form import MakeEditor, RecordForm
from desktop.views.widgets.wide_splitter import WideSplitter

FORM_SHARE: Final = 580
TIMELINE_SHARE: Final = 420  # of the width of a wide card


class CardDetails(WideSplitter):
    """Holds the form that fits the record, and the timeline as long as it has room for it.

    Signals:
        edited: the name of a field that the person changed.
    """

    edited = Signal(str)

    def __init__(
        self,
        entity: Entity,
        design: CardDesign,
        make_editor: MakeEditor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form: RecordForm | None = None
        self._entity = entity
        self._design = design
        self._make_editor = make_editor
        self._variant = ""
        self._locked: Container[str] | None = ()

    @property
    def picture(self) -> str:
        """The icon that stands for the record shown."""
        own = self._entity.picture({self._design.variant_field: self._variant})
        return own or self._entity.icon

    def show_values(self, values: Mapping[str, Json]) -> None:
        """Show the saved values of a record, in the form that fits it."""
        self._turn_to(self._design.variant(values)).load(values)

    def follow_variant(self, saved: Mapping[str, Json]) -> None:
        """Show the fields of another variant if what was typed makes the record one of those."""
        typed = self.form.values() if self.form is not None else {}
        base = self.form.base() if self.form is not None else {}
        variant = self._design.variant(typed)
        if variant != self._variant:
            held = self.form.field_in_hand() if self.form is not None else ""
            form = self._turn_to(variant)
            form.load(saved)
            form.rebase(base)
            form.apply(typed)
            form.go_on_at(held)

    def lock(self, names: Container[str] | None) -> None:
        """Let the person only read these fields, or all with None."""
        self._locked = names
        if self.form is not None:
            self.form.lock(names)

    def take_timeline(self, timeline: QWidget) -> None:
        """Show the timeline beside the form or below it."""
        self.addWidget(timeline)
        self.setSizes([FORM_SHARE, TIMELINE_SHARE])

    def _turn_to(self, variant: str) -> RecordForm:
        """Return the form of a variant, shown."""
        if self.form is not None and variant == self._variant:
            return self.form
        old, self._variant = self.form, variant
        sections = self._design.sections(self._entity, variant)
        self.form = RecordForm(sections, self._make_editor, self)
        self.form.lock(self._locked)
        self.form.edited.connect(self.edited)
        self.insertWidget(0, self.form)
        if old is None:
            self.setSizes([FORM_SHARE, TIMELINE_SHARE])
        else:
            old.hide()
            old.deleteLater()
        return self.form
