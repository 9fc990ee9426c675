"""The value part of a condition in the filter builder: an editor that fits field and operator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.core.dates import RELATIVE_TOKENS, relative_label
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filter_words import Question
from desktop.core.filters import Json, Op
from desktop.core.i18n import _
from desktop.views.fields.base import FieldEditor
from desktop.views.widgets.popup_box import PopupBox
from desktop.views.widgets.value_menu import ValueMenu

MakeEditor = Callable[[Field], FieldEditor]

_SEVERAL: Final = frozenset({Op.ANY_OF, Op.NONE_OF, Op.ALL_OF})
_TYPED: Final = frozenset({Op.CONTAINS, Op.LACKS, Op.STARTS})
_AS_TEXT: Final = frozenset({Kind.EMAILS, Kind.PHONES, Kind.ADDRESS})
_MANY_VALUES: Final = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.COLOUR, Kind.LINK, Kind.TAGS})
_SHOWN: Final = 3


class ValuePart(QWidget):
    """What a condition compares with.

    Signals:
        changed: the value is another.
    """

    changed = Signal()

    def value(self) -> Json:
        """Return the value in JSON form; None while there is none."""
        return None

    def set_value(self, value: Json) -> None:
        """Show a value."""

    def is_complete(self) -> bool:
        """Tell whether the value can be asked for."""
        return self.value() is not None


class NoValue(ValuePart):
    """Of a question that needs none: "is empty", "is me"."""

    def __init__(self, fixed: Json = None) -> None:
        super().__init__()
        self._fixed = fixed

    def value(self) -> Json:
        """Return the value that the question itself says."""
        return self._fixed

    def is_complete(self) -> bool:
        """Return True."""
        return True


class TypedValue(ValuePart):
    """A text that is looked for as it is typed."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._line = QLineEdit(self)
        self._line.setAccessibleName(label)
        self._line.textChanged.connect(self.changed)
        _fill(self, self._line)

    def value(self) -> Json:
        """Return the text."""
        return self._line.text().strip() or None

    def set_value(self, value: Json) -> None:
        """Show a text."""
        self._line.setText(value if isinstance(value, str) else "")


class PeriodValue(ValuePart):
    """A period relative to today."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._choice = QComboBox(self)
        self._choice.setAccessibleName(label)
        for token in RELATIVE_TOKENS:
            self._choice.addItem(relative_label(token), token)
        self._choice.setCurrentIndex(self._choice.findData("this_month"))
        self._choice.currentIndexChanged.connect(self.changed)
        _fill(self, self._choice)

    def value(self) -> Json:
        """Return the period's name."""
        return str(self._choice.currentData())

    def set_value(self, value: Json) -> None:
        """Show a period; one of so many days is added to the list."""
        if not isinstance(value, str):
            return
        if self._choice.findData(value) < 0:
            self._choice.addItem(relative_label(value), value)
        self._choice.setCurrentIndex(self._choice.findData(value))


class EditedValue(ValuePart):
    """A value in the editor that forms have for it."""

    def __init__(self, editor: FieldEditor, *, as_list: bool = False) -> None:
        super().__init__()
        self._editor = editor
        self._as_list = as_list
        editor.edited.connect(self.changed)
        _fill(self, editor)

    def value(self) -> Json:
        """Return what the editor holds, None while something is wrong with it."""
        if self._editor.problem():
            return None
        value = self._editor.value()
        return value if not self._as_list or value is None or isinstance(value, list) else [value]

    def set_value(self, value: Json) -> None:
        """Show a value."""
        if not self._as_list and isinstance(value, list) and len(value) == 1:
            value = value[0]
        self._editor.set_value(value)


class SpanValue(ValuePart):
    """A first and a last value; one of them may be open."""

    def __init__(self, first: EditedValue, last: EditedValue) -> None:
        super().__init__()
        self._ends = (first, last)
        for end in self._ends:
            end.changed.connect(self.changed)
        _fill(self, first, QLabel(_("to"), self), last)

    def value(self) -> Json:
        """Return both ends, None if both are open."""
        ends = [end.value() for end in self._ends]
        return None if ends == [None, None] else ends

    def set_value(self, value: Json) -> None:
        """Show both ends."""
        if isinstance(value, list):
            for end, one in zip(self._ends, value, strict=False):
                end.set_value(one)


class TickedValues(ValuePart):
    """Options of a closed list, ticked in a menu."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self._values: list[str] = []
        self._box = PopupBox(self)
        self._box.setAccessibleName(_(field.label))
        self._box.popup_asked.connect(self._on_box_popup_asked)
        _fill(self, self._box)
        self._show()

    def value(self) -> Json:
        """Return the ticked values."""
        return [*self._values] or None

    def set_value(self, value: Json) -> None:
        """Tick values."""
        items = value if isinstance(value, list) else [value]
        self._values = [item for item in items if isinstance(item, str)]
        self._show()

    def _show(self) -> None:
        labels = {option.value: _(option.label) for option in self._field.options}
        shown = [labels.get(value, value) for value in self._values[:_SHOWN]]
        more = len(self._values) - len(shown)
        text = ", ".join(shown) + (f" +{more}" if more > 0 else "")
        self._box.show_text(text or _("Choose…"))

    @Slot()
    def _on_box_popup_asked(self) -> None:
        menu = ValueMenu(self)
        options = [(o.value, _(o.label), o.colour) for o in self._field.options]
        menu.fill(options, self._values)
        menu.ticked.connect(self._on_menu_ticked)
        self._box.popup(menu)

    @Slot(object, object)
    def _on_menu_ticked(self, value: str, is_ticked: object) -> None:
        kept = [one for one in self._values if one != value]
        self._values = [*kept, value] if is_ticked else kept
        self._show()
        self.changed.emit()


def value_part(field: Field, question: Question, make_editor: MakeEditor) -> ValuePart:
    """Return the part that holds the value of a question about a field."""
    op, kind, label = question.op, value_kind(field), _(field.label)
    if op in {Op.EMPTY, Op.FILLED} or question.fixed:
        return NoValue(question.fixed or None)
    if op is Op.DURING:
        return PeriodValue(label)
    if op in _TYPED or kind in _AS_TEXT:
        return TypedValue(label)
    if op in _SEVERAL and kind in _MANY_VALUES:
        return _several(field, kind, make_editor)
    asked = _free(field, Kind.DATE if kind is Kind.MOMENT else kind)
    first = EditedValue(make_editor(asked))
    return SpanValue(first, EditedValue(make_editor(asked))) if op is Op.BETWEEN else first


def _several(field: Field, kind: Kind, make_editor: MakeEditor) -> ValuePart:
    if kind in {Kind.CHOICE, Kind.CHOICES}:
        return TickedValues(field)
    if kind is Kind.COLOUR:
        return EditedValue(make_editor(_free(field, kind)), as_list=True)
    return EditedValue(make_editor(_free(field, Kind.TAGS)), as_list=True)


def _free(field: Field, kind: Kind) -> Field:
    """Return the field as one asks about it: it may be empty and is never kept by the program."""
    return replace(
        field, kind=kind, required=False, readonly=False, system=False, part_of="", length=0
    )


def _fill(part: QWidget, *widgets: QWidget) -> None:
    layout = QHBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 0 if number % 2 else 1)
