"""The settings of the icon beside the clock: ticks, or the reason why there is none to tick."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QSystemTrayIcon, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.views.shell.settings_keeper import SettingsKeeper

ROWS: Final = (
    ("tray", N_("Icon in the notification area")),
    ("close_to_tray", N_("Closing the last window only hides it there")),
    ("tell_due", N_("Say once a day what is due")),
)
NONE_HERE: Final = N_("This desktop has no notification area.")


class TrayForm(QWidget):
    """Three ticks; the lower ones count only with the icon."""

    def __init__(self, keeper: SettingsKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._is_possible = QSystemTrayIcon.isSystemTrayAvailable()
        self.ticks = {name: QCheckBox(self) for name, _label in ROWS}
        self.reason = QLabel(self)
        self.reason.setWordWrap(True)
        self.reason.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.reason.setVisible(not self._is_possible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 16)
        layout.setSpacing(10)
        for name, tick in self.ticks.items():
            tick.setObjectName(name)
            tick.clicked.connect(self._on_tick_clicked)
            layout.addWidget(tick)
        layout.addWidget(self.reason)
        layout.addStretch(1)
        keeper.changed.connect(self._on_keeper_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for name, label in ROWS:
            self.ticks[name].setText(_(label))
        self.reason.setText(_(NONE_HERE))
        self._show_values()

    def _show_values(self) -> None:
        settings = self._keeper.settings
        for name, tick in self.ticks.items():
            tick.setChecked(getattr(settings, name))
            tick.setEnabled(self._is_possible and (name == "tray" or settings.tray))

    @Slot()
    def _on_tick_clicked(self) -> None:
        tick = self.sender()
        if isinstance(tick, QCheckBox):
            self._keeper.change(**{tick.objectName(): tick.isChecked()})

    @Slot(object, object)
    def _on_keeper_changed(self, _before: object, _now: object) -> None:
        self._show_values()

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
