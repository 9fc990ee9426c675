"""The line in which a commune is found, within the chosen province or everywhere."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.kinds.places import commune_name, province_name
from desktop.core.places import Commune, commune, find_commune, match_communes
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.suggestions import Suggestion
from desktop.views.fields.type_ahead import TypeAhead


class CommuneLine(EditLine):
    """A commune by its name; `code` is that of the last one chosen.

    Signals:
        chosen: a commune was picked, and with it its province.
        unknown: what is typed is no commune of today; "" when it may be one again.
    """

    chosen = Signal()
    unknown = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = ""
        self.province = ""
        self._name = ""
        self.setPlaceholderText(_("Commune"))
        self.ahead = TypeAhead(self, self._ask)
        self.ahead.list.picked.connect(self._on_list_picked)
        self.textEdited.connect(self._on_text_edited)
        self.left.connect(self._on_left)

    def show_code(self, code: str) -> None:
        """Show the commune of a code, or none."""
        self.code = code
        self._name = commune_name(code) if code else ""
        self.show_text(self._name)
        found = _commune(code)
        if found:
            self.province = found.province_code

    def problem(self) -> str:
        """Return that what is typed was not chosen, or ""."""
        return "" if self.text().strip() == self._name else _("Choose a commune of the list.")

    def leave_other_province(self) -> None:
        """Forget the commune if it does not lie in the province of the moment."""
        found = _commune(self.code)
        if found and found.province_code != self.province:
            province = self.province
            self.show_code("")
            self.province = province

    def _ask(self, text: str) -> None:
        found = match_communes(text, self.province) if text.strip() or self.province else []
        rows = [Suggestion(each.name, self._detail(each), each.code) for each in found]
        self.ahead.list.offer(rows if self.hasFocus() else [])
        self.unknown.emit("" if rows else text)

    def _detail(self, each: Commune) -> str:
        return "" if self.province else province_name(each.province_code)

    def _take(self, code: str) -> None:
        self.show_code(code)
        self.unknown.emit("")
        self.chosen.emit()

    @Slot(object)
    def _on_list_picked(self, suggestion: Suggestion) -> None:
        self._take(str(suggestion.data))

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        if not text.strip():
            self.code = self._name = ""
            self.unknown.emit("")

    @Slot()
    def _on_left(self) -> None:
        if not self.problem() or self.isReadOnly():
            return
        if self.province:
            found = find_commune(self.text(), self.province)
        else:
            fitting = match_communes(self.text(), limit=2)
            found = fitting[0] if len(fitting) == 1 else None
        if found:
            self._take(found.code)
        else:
            self.unknown.emit(self.text())


def _commune(code: str) -> Commune | None:
    try:
        return commune(code)
    except KeyError:
        return None
