"""The fields of the two servers of an account."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from desktop.core.i18n import _
from desktop.views.mail.accounts.values import (
    INCOMING_PORTS,
    OUTGOING_PORTS,
    PLAIN,
    STARTTLS,
    TLS,
    Server,
    Settings,
)
from desktop.views.theme import look


class ServerLine(QWidget):
    """Host, port and security of one server.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, ports: dict[str, int], name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ports = ports
        self.host = QLineEdit(self)
        self.host.setAccessibleName(name)
        self.port = QSpinBox(self)
        self.port.setRange(1, 65_535)
        self.port.setGroupSeparatorShown(False)
        self.port.setAccessibleName(_("Port"))
        self.security = QComboBox(self)
        self.security.setAccessibleName(_("Security"))
        for key, label in ((TLS, "TLS"), (STARTTLS, "STARTTLS"), (PLAIN, _("Not secured"))):
            self.security.addItem(label, key)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.host, 1)
        layout.addWidget(self.port)
        layout.addWidget(self.security)
        self.setFocusProxy(self.host)
        self.host.textChanged.connect(self.changed)
        self.port.valueChanged.connect(self.changed)
        self.security.currentIndexChanged.connect(self._on_security_changed)

    def show_server(self, server: Server) -> None:
        """Show a server."""
        self.host.setText(server.host)
        self.security.setCurrentIndex(max(0, self.security.findData(server.security)))
        self.port.setValue(server.port)

    def server(self) -> Server:
        """Return what the fields say."""
        host = "".join(self.host.text().split()).lower()
        return Server(host, self.port.value(), str(self.security.currentData()))

    @Slot()
    def _on_security_changed(self) -> None:
        """Go along with the usual port of the other kind, unless an unusual one was typed."""
        if self.port.value() in self._ports.values():
            self.port.setValue(self._ports[str(self.security.currentData())])
        self.changed.emit()


class ServerForm(QWidget):
    """The servers of an account, and the name one signs in with.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self.incoming = ServerLine(INCOMING_PORTS, _("Incoming mail"), self)
        self.outgoing = ServerLine(OUTGOING_PORTS, _("Outgoing mail"), self)
        self.user_name = QLineEdit(self)
        self.user_name.setAccessibleName(_("User name"))
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(look().px(8))
        layout.addRow(_("Incoming mail"), self.incoming)
        layout.addRow(_("Outgoing mail"), self.outgoing)
        layout.addRow(_("User name"), self.user_name)
        for line in (self.incoming, self.outgoing):
            line.changed.connect(self.changed)
        self.user_name.textChanged.connect(self.changed)
        self.show_settings(Settings())

    def show_settings(self, settings: Settings) -> None:
        """Show what was found."""
        self._settings = settings
        self.incoming.show_server(settings.incoming)
        self.outgoing.show_server(settings.outgoing)
        self.user_name.setText(settings.user_name)

    def settings(self) -> Settings:
        """Return what the fields say."""
        return replace(
            self._settings,
            user_name=self.user_name.text().strip(),
            incoming=self.incoming.server(),
            outgoing=self.outgoing.server(),
        )
