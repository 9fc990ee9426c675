"""Calendars elsewhere: which are kept the same, how it goes, binding another, letting one go."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import from_micros, local_zone
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.views.dialogs import confirm, show
from desktop.views.diary.files.exchange_watch import ExchangeWatch
from desktop.views.diary.files.server_form import ServerForm
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

WIDTH, HEIGHT = 640, 420
HEADS: Final = (N_("Calendar"), N_("Where"), N_("How it goes"))
_WIDTHS: Final = (160, 220, 200)
_TOLD: Final = Qt.ItemDataRole.UserRole


class ElsewhereDialog(QDialog):
    """Show it with `show`: it is not modal."""

    def __init__(self, jobs: Jobs, watch: ExchangeWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self.setWindowTitle(_("Calendars on servers"))
        self.links = QTreeWidget(self)
        self.links.setHeaderLabels([_(head) for head in HEADS])
        self.links.setRootIsDecorated(False)
        self.links.setAccessibleName(_("Calendars on servers"))
        for column, width in enumerate(_WIDTHS):
            self.links.setColumnWidth(column, look().px(width))
        self.empty = QLabel(
            _(
                "Your calendar can be the same here and on a CalDAV server "
                "(Nextcloud, iCloud, Radicale …), so that your telephone shows it too."
            ),
            self,
        )
        self.empty.setWordWrap(True)
        self.form = ServerForm(jobs, self)
        self.add = QPushButton(icon("plus"), _("Another server…"), self)
        self.now = QPushButton(icon("refresh-cw"), _("Exchange now"), self)
        self.password = QPushButton(icon("key-round"), _("Password…"), self)
        self.end = QPushButton(icon("unlink"), _("Let it go…"), self)
        self.close_button = QPushButton(_("Close"), self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self.read()

    def _lay_out(self) -> None:
        first = QWidget(self)
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.form)
        column.addStretch(1)
        self._stack.addWidget(self.links)
        self._stack.addWidget(first)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add, self.now, self.password, self.end):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.close_button.setAutoDefault(False)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.close)
        self.add.clicked.connect(self._on_add_clicked)
        self.now.clicked.connect(self._watch.exchange)
        self.password.clicked.connect(self._on_password_clicked)
        self.end.clicked.connect(self._on_end_clicked)
        self.links.itemSelectionChanged.connect(self._show_buttons)
        self.form.bound.connect(self._on_bound)
        self._watch.exchanged.connect(self._on_exchanged)

    def read(self) -> None:
        """Read what is bound; returns at once."""
        self._jobs.start(self._read(), name=_("Reading"))

    async def _read(self) -> None:
        told = await self._jobs.ask("calendars.links", {})
        found = await self._jobs.read(lambda reads: reads.calendars())
        names = {str(one.id): one.name for one in found}
        links = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        self.links.clear()
        for one in links:
            self._add_link(one, names.get(str(one["calendar"]), ""))
        self._stack.setCurrentIndex(0 if links else 1)
        self._show_buttons()

    def _add_link(self, told: dict[str, Json], name: str) -> None:
        item = QTreeWidgetItem([name, str(told["url"]), _state(told)])
        item.setData(0, _TOLD, told)
        for column in range(len(HEADS)):
            item.setToolTip(column, item.text(column))
        if told["trouble"] or told["lacks_password"]:
            item.setIcon(2, icon("triangle-alert", "warning"))
        self.links.addTopLevelItem(item)

    def _chosen(self) -> dict[str, Json] | None:
        items = self.links.selectedItems()
        found = items[0].data(0, _TOLD) if items else None
        return found if isinstance(found, dict) else None

    @Slot()
    def _show_buttons(self) -> None:
        has_list = self._stack.currentIndex() == 0
        chosen = self._chosen()
        for button in (self.add, self.now, self.password, self.end):
            button.setVisible(has_list)
        self.password.setEnabled(chosen is not None and bool(chosen["login"]))
        self.end.setEnabled(chosen is not None)

    @Slot()
    def _on_add_clicked(self) -> None:
        self._stack.setCurrentIndex(1)
        self.form.address.setFocus()
        self._show_buttons()

    @Slot()
    def _on_bound(self) -> None:
        self._watch.exchange()
        self.read()

    @Slot(object)
    def _on_exchanged(self, _told: object) -> None:
        if self.isVisible() and self._stack.currentIndex() == 0:
            self.read()

    @Slot()
    def _on_password_clicked(self) -> None:
        self._jobs.start(self._ask_password(), name=_("Saving"))

    async def _ask_password(self) -> None:
        chosen = self._chosen()
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("Password"))
        dialog.setLabelText(_("Password of “{login}”:").format(login=chosen and chosen["login"]))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        if chosen is not None and await show(dialog):
            told = {"calendar": chosen["calendar"], "password": dialog.textValue()}
            await self._jobs.ask("calendars.unlock", told)
            self._watch.exchange()
            self.read()

    @Slot()
    def _on_end_clicked(self) -> None:
        self._jobs.start(self._end(), name=_("Saving"))

    async def _end(self) -> None:
        chosen = self._chosen()
        question = _("Keep this calendar the same no more?")
        detail = _("Its appointments stay, here and there.")
        if chosen is not None and await confirm(self, question, detail, deed=_("Let it go")):
            await self._jobs.ask("calendars.unlink", {"calendar": chosen["calendar"]})
            self.read()


def _state(told: dict[str, Json]) -> str:
    if told["lacks_password"]:
        return _("Waits for the password")
    if told["trouble"]:
        return str(told["trouble"])
    seen = told["seen_at"]
    if not isinstance(seen, int):
        return _("Not exchanged yet")
    local: datetime = from_micros(seen).astimezone(local_zone())
    return _("The same since {time}").format(time=local.strftime("%H:%M %d/%m"))
