"""The settings: every change is seen at once and kept; there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.core.settings import FILE_ROOMS, FONT_SCALES
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.keys_editor import KeysEditor
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.shortcuts import SCHEME_LABELS
from desktop.views.shell.tray_form import TrayForm
from desktop.views.theme import look

LANGUAGE_LABELS: Final = {"vi": N_("Vietnamese"), "en": N_("English")}
THEME_LABELS: Final = {
    "system": N_("Like the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
}
DENSITY_LABELS: Final = {
    "compact": N_("Compact"),
    "normal": N_("Normal"),
    "roomy": N_("Roomy"),
}
PANE_LABELS: Final = {
    "right": N_("On the right"),
    "bottom": N_("At the bottom"),
    "off": N_("Off"),
}
TYPING_LABELS: Final = {"filter": N_("Filters the list"), "cell": N_("Edits the cell")}
CLICK_LABELS: Final = {"open": N_("Opens the record"), "edit": N_("Edits the cell")}
START_LABELS: Final = {"home": N_("Page “Today”"), "last": N_("What was open last")}
PRESENCE_LABELS: Final = {"shown": N_("Shown"), "hidden": N_("Not shown")}
ROOM_LABELS: Final = {
    str(size): f"{size} GB" if size else N_("As much as there is") for size in FILE_ROOMS
}
NUMBERS: Final = frozenset({"font_scale", "file_room"})

# Rows of a tab: the name of the setting, its label, its values with their labels.
Row = tuple[str, str, Mapping[str, str]]
LOOK_ROWS: Final[tuple[Row, ...]] = (
    ("language", N_("Language"), LANGUAGE_LABELS),
    ("theme", N_("Theme"), THEME_LABELS),
    ("density", N_("Density"), DENSITY_LABELS),
    ("font_scale", N_("Size of text"), {str(n): f"{n} %" for n in FONT_SCALES}),
)
WINDOW_ROWS: Final[tuple[Row, ...]] = (
    ("start_screen", N_("At the start, show"), START_LABELS),
    ("reading_pane", N_("Reading pane of new lists"), PANE_LABELS),
    ("list_typing", N_("Typing in a list"), TYPING_LABELS),
    ("list_double_click", N_("Double click in a list"), CLICK_LABELS),
    ("file_room", N_("Room for the company's files"), ROOM_LABELS),
    ("presence", N_("Who else edits a record"), PRESENCE_LABELS),
)
KEY_ROWS: Final[tuple[Row, ...]] = (("key_scheme", N_("Keys"), SCHEME_LABELS),)


# A further tab: its label (English msgid), and what makes it.
SettingsPart = tuple[str, Callable[[QWidget], QWidget]]


class SettingsForm(QWidget):
    """Some settings below each other, each with its values to choose from."""

    def __init__(
        self,
        keeper: SettingsKeeper,
        rows: Sequence[Row],
        parent: QWidget | None = None,
        *,
        margin: int = 16,
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._rows = rows
        self._boxes: dict[str, QComboBox] = {}
        self._labels: dict[str, QLabel] = {}
        layout = QFormLayout(self)
        layout.setContentsMargins(margin, margin or 8, margin, margin)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(12)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, _label, values in rows:
            box = self._boxes[name] = QComboBox(self)
            box.setObjectName(name)
            box.setMinimumWidth(look().px(220))
            for value in values:
                box.addItem("", value)
            self._labels[name] = QLabel(self)
            self._labels[name].setBuddy(box)
            layout.addRow(self._labels[name], box)
            box.activated.connect(self._on_box_activated)
        keeper.changed.connect(self._on_keeper_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for name, label, values in self._rows:
            self._labels[name].setText(_(label))
            self._boxes[name].setAccessibleName(_(label))
            for index, text in enumerate(values.values()):
                self._boxes[name].setItemText(index, _(text))
        self._show_values()

    def focus_first(self) -> None:
        """Put the keyboard on the first setting."""
        next(iter(self._boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_values(self) -> None:
        for name, box in self._boxes.items():
            value = str(getattr(self._keeper.settings, name))
            box.setCurrentIndex(box.findData(value))

    def _on_box_activated(self, _index: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            value = str(box.currentData())
            name = box.objectName()
            self._keeper.change(**{name: int(value) if name in NUMBERS else value})

    @Slot(object, object)
    def _on_keeper_changed(self, _before: object, _now: object) -> None:
        self._show_values()

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class SettingsDialog(QDialog):
    """All settings in tabs."""

    def __init__(
        self,
        keeper: SettingsKeeper,
        actions: ActionSet,
        parent: QWidget,
        parts: Sequence[SettingsPart] = (),
    ) -> None:
        super().__init__(parent)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(SettingsForm(keeper, LOOK_ROWS, self), "")
        windows = QWidget(self)
        below = QVBoxLayout(windows)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(SettingsForm(keeper, WINDOW_ROWS, windows))
        below.addWidget(TrayForm(keeper, windows), 1)
        self._tabs.addTab(windows, "")
        keys = QWidget(self)
        layout = QVBoxLayout(keys)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(SettingsForm(keeper, KEY_ROWS, keys))
        layout.addWidget(KeysEditor(keeper, actions, keys), 1)
        self._tabs.addTab(keys, "")
        self._parts = tuple(parts)
        for _label, make in self._parts:
            self._tabs.addTab(make(self), "")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 16)
        whole.addWidget(self._tabs, 1)
        whole.addWidget(self._buttons)
        self.resize(look().px(640), look().px(560))
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setWindowTitle(_("Settings"))
        own = (_("Look and language"), _("Windows"), _("Keyboard"))
        for index, text in enumerate((*own, *(_(label) for label, _make in self._parts))):
            self._tabs.setTabText(index, text)

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
