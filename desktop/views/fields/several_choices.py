"""The editor of several values of a closed list: ticked in a menu that stays open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.widgets.popup_box import PopupBox
from desktop.views.widgets.value_menu import ValueMenu


class _Box(PopupBox):
    """Shows what is ticked; the wheel scrolls the form."""

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class SeveralChoicesEditor(FieldEditor):
    """A box with what is chosen; Space or a click opens the choices."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._values: list[str] = []
        self.menu: ValueMenu | None = None
        self.box = _Box(self)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel, which passes it
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.name_for_readers(self.box)
        self.box.popup_asked.connect(self._on_box_popup_asked)
        self._show()

    def value(self) -> Json:
        """Return the values that are ticked, in the order of the list."""
        return self.kind.to_json(self.kind.normalise(self.field, [*self._values]))

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self._values = list(self.kind.from_json(value) or ())
        self._show()

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or choose again."""
        self.box.setEnabled(not readonly)

    def _show(self) -> None:
        known = self.kind.normalise(self.field, [*self._values])
        self.box.show_text(self.kind.format(self.field, known))

    @Slot()
    def _on_box_popup_asked(self) -> None:
        menu = self.menu = ValueMenu(self)
        offered = [(one.value, _(one.label), one.colour) for one in self.field.options]
        known = {value for value, _label, _colour in offered}
        offered += [(one, one, "") for one in self._values if one not in known]
        menu.fill(offered, self._values)
        menu.ticked.connect(self._on_menu_ticked)
        self.box.popup(menu)

    @Slot(object, object)
    def _on_menu_ticked(self, value: str, is_ticked: object) -> None:
        kept = [one for one in self._values if one != value]
        self._values = [*kept, value] if is_ticked else kept
        self._show()
        self.edited.emit()
