"""The editor of postal addresses: street, commune and province, and an old form if there is one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds.places import Address, province_name, province_options_today
from desktop.core.old_addresses import map_url, placed
from desktop.core.places import commune
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.choice import ChoiceCombo
from desktop.views.fields.commune_line import CommuneLine
from desktop.views.fields.context import EditorContext
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.former_ward import FormerWardHint
from desktop.views.fields.old_address import OldAddress

_PASTED = 2  # signs that come at once were not typed


class AddressEditor(FieldEditor):
    """Street, commune, province; a whole address pasted into the street is taken apart."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._value: Address | None = None
        self._problem = ""
        self._length = 0
        self.street = EditLine(self)
        self.street.setPlaceholderText(_("House number, street"))
        self.map = self.street.add_own_action("map-pinned", _("Show on the map"))
        self.map.triggered.connect(self._on_map_triggered)
        self.commune = CommuneLine(self)
        self.province = ChoiceCombo(province_options_today(), self)
        self.province.setPlaceholderText(_("Province"))
        self.former = FormerWardHint(self)
        self.old = OldAddress(self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.street, 0, 0, 1, 2)
        layout.addWidget(self.commune, 1, 0)
        layout.addWidget(self.province, 1, 1)
        layout.addWidget(self.former, 2, 0, 1, 2)
        layout.addWidget(self.old, 3, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)
        self.setFocusProxy(self.street)
        self.name_for_readers(self.street, _("House number, street"))
        self.name_for_readers(self.commune, _("Commune"))
        self.name_for_readers(self.province, _("Province"))
        self._connect()

    def value(self) -> Json:
        """Return the address; while a part cannot be saved, the last good one."""
        return self.kind.to_json(self._value)

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self._value, self._problem = self.kind.from_json(value), ""
        self._show(self._value or {})

    def problem(self) -> str:
        """Return why what is typed cannot be saved, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        self.street.setReadOnly(readonly)
        self.commune.setReadOnly(readonly)
        self.province.setEnabled(not readonly)
        self.old.set_readonly(readonly)

    def _connect(self) -> None:
        self.street.textEdited.connect(self._on_street_edited)
        self.street.entered.connect(self.finished)
        self.commune.textEdited.connect(self._on_part_edited)
        self.commune.chosen.connect(self._on_commune_chosen)
        self.commune.entered.connect(self.finished)
        self.commune.unknown.connect(self._on_commune_unknown)
        self.former.taken.connect(self._on_former_taken)
        self.province.activated.connect(self._on_province_activated)
        self.old.chosen.connect(self._on_old_chosen)
        self.old.unwanted.connect(self._on_old_unwanted)

    def _show(self, parts: Address) -> None:
        self.street.show_text(parts.get("street", ""))
        self._length = len(self.street.text())
        self._choose_province(parts.get("province", ""))
        self.commune.province = parts.get("province", "")
        self.commune.show_code(parts.get("commune", ""))
        self.old.show_parts(parts)
        self.former.forget()
        self._show_map()

    def _choose_province(self, code: str) -> None:
        """Show a province; one that is no more stands in the list while the record names it."""
        if code and self.province.findData(code) < 0:
            self.province.addItem(province_name(code), code)
        self.province.choose(code or None)

    def _parts(self) -> Address:
        parts = {
            "street": self.street.text(),
            "commune": self.commune.code,
            "province": self.province.chosen() or "",
            "legacy": self.old.text(),
        }
        return {part: text for part, text in parts.items() if text}

    def _read(self) -> None:
        value = self.kind.normalise(self.field, self._parts())
        try:
            self.kind.check(self.field, value)
        except InvalidValueError as error:
            self._problem = str(error)
        else:
            self._value, self._problem = value, self.commune.problem()
        self._show_map()
        self.edited.emit()

    def _show_map(self) -> None:
        self.map.setVisible(bool(self._value) and self.context.open_url is not None)

    def _take_apart(self, text: str) -> None:
        """Spread a pasted address over the parts, if it names a province."""
        try:
            value: Address | None = self.kind.parse(self.field, text)
        except InvalidValueError:
            return
        if value and "province" in value:
            self._show(value)

    @Slot()
    def _on_map_triggered(self) -> None:
        """Let the browser show the place; nothing is sent anywhere before."""
        text = self.kind.format(self.field, self._value)
        if text and self.context.open_url is not None:
            self.context.open_url(map_url(text))

    @Slot(str)
    def _on_street_edited(self, text: str) -> None:
        came, self._length = len(text) - self._length, len(text)
        is_free = not self.commune.text() and not self.province.chosen()
        if came >= _PASTED and is_free and "," in text:
            self._take_apart(text)
        self._read()

    @Slot()
    def _on_part_edited(self) -> None:
        self._read()

    @Slot()
    def _on_commune_chosen(self) -> None:
        self._choose_province(self.commune.province)
        self._read()

    @Slot(str)
    def _on_commune_unknown(self, text: str) -> None:
        """Say what an old ward became, if it is one; a province narrows the search."""
        if text and not self.commune.isReadOnly():
            self.former.look_for(text, self.province.chosen() or "")
        else:
            self.former.forget()

    @Slot(str, str)
    def _on_former_taken(self, code: str, ward: str) -> None:
        parts = {**self._parts(), "commune": code, "province": commune(code).province_code}
        self._show({**parts, "legacy": self.old.text() or ward})
        self._read()

    @Slot()
    def _on_province_activated(self) -> None:
        self.commune.province = self.province.chosen() or ""
        self.commune.leave_other_province()
        self._read()

    @Slot(object)
    def _on_old_chosen(self, code: str) -> None:
        self._show(placed(self._parts(), code))
        self._read()

    @Slot()
    def _on_old_unwanted(self) -> None:
        self.old.show_parts({**self._parts(), "legacy": ""})
        self._read()
