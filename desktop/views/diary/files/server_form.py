"""Where a calendar server is, as whom to go there, and which of its calendars are wanted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.jobs import Jobs

_TOLD: Final = Qt.ItemDataRole.UserRole


class ServerForm(QWidget):
    """Asks for address, login and password, looks there, and binds what is chosen.

    Signals:
        bound: calendars were bound.
    """

    bound = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("https://lich.congty.vn")
        self.login = QLineEdit(self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.look_there = QPushButton(icon("search"), _("Look for calendars"), self)
        self.found = QListWidget(self)
        self.found.setAccessibleName(_("Calendars of the server"))
        self.found.hide()
        self.bind = QPushButton(icon("link"), _("Keep the chosen ones the same"), self)
        self.bind.hide()
        self.remark = QLabel(self)
        self.remark.setWordWrap(True)
        self._lay_out()
        for line in (self.address, self.login, self.password):
            line.textChanged.connect(self._on_text_changed)
            line.returnPressed.connect(self._on_find_clicked)
        self.look_there.clicked.connect(self._on_find_clicked)
        self.bind.clicked.connect(self._on_bind_clicked)
        self._on_text_changed()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for words, line in (
            (_("Address"), self.address),
            (_("Login"), self.login),
            (_("Password"), self.password),
        ):
            label = QLabel(words, self)
            label.setBuddy(line)
            form.addRow(label, line)
        form.addRow("", self.look_there)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addWidget(self.remark)
        layout.addWidget(self.found, 1)
        layout.addWidget(self.bind)

    @Slot()
    def _on_text_changed(self) -> None:
        typed = (self.address.text().strip(), self.login.text().strip(), self.password.text())
        self.look_there.setEnabled(all(typed))

    @Slot()
    def _on_find_clicked(self) -> None:
        if self.look_there.isEnabled():
            self.look_there.setEnabled(False)
            self.remark.setText(_("Looking…"))
            self._jobs.start(self._find(), name=_("Looking…"))

    def _access(self) -> dict[str, Json]:
        return {"login": self.login.text().strip(), "password": self.password.text()}

    async def _find(self) -> None:
        arguments = {"url": self.address.text().strip(), **self._access()}
        try:
            told = await self._jobs.ask("calendars.find", arguments)
        except AppError as error:
            self.remark.setText(str(error))
            return
        finally:
            self.look_there.setEnabled(True)
        self._offer(told if isinstance(told, list) else [])

    def _offer(self, told: list[Json]) -> None:
        self.remark.setText(_("Which of them are to be kept the same here and there?"))
        self.found.clear()
        for one in told:
            if isinstance(one, dict):
                item = QListWidgetItem(icon("calendar"), str(one["name"]), self.found)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
                item.setToolTip(str(one["url"]))
                item.setData(_TOLD, one)
        self.found.show()
        self.bind.show()
        self.found.setFocus()

    @Slot()
    def _on_bind_clicked(self) -> None:
        items = (self.found.item(row) for row in range(self.found.count()))
        chosen = [i.data(_TOLD) for i in items if i.checkState() == Qt.CheckState.Checked]
        if chosen:
            self.bind.setEnabled(False)
            self._jobs.start(self._bind(chosen), name=_("Saving"))

    async def _bind(self, chosen: list[dict[str, Json]]) -> None:
        try:
            for one in chosen:
                told = {name: one[name] for name in ("name", "url", "can_write")}
                await self._jobs.ask("calendars.link", {**told, **self._access()})
        except AppError as error:
            self.remark.setText(str(error))
            return
        finally:
            self.bind.setEnabled(True)
        self.password.clear()
        self.bound.emit()
