"""The profiles of this computer: which there are, a new one, opening one beside or instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.i18n import N_, _
from desktop.core.paths import Profile
from desktop.core.profiles import KnownProfile, new_profile, read_profiles
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

HEADS: Final = (N_("Profile"), N_("Company server"), N_("Folder"))
WIDTHS: Final = (180, 200, 200)
WIDTH, HEIGHT = 680, 380
_PROFILE: Final = Qt.ItemDataRole.UserRole


class ProfilesDialog(QDialog):
    """Reads the profiles when it is shown; opens them by `start`.

    Signals:
        switched: another profile was opened instead of this one, which may be closed.
    """

    switched = Signal()

    def __init__(
        self, jobs: Jobs, present: Profile, start: Callable[[Path], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._present = present.folder.resolve()
        self._start = start
        self.setWindowTitle(_("Profiles"))
        self.list = self._make_list()
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("Name of a new profile"))
        self.name.setAccessibleName(_("Name of a new profile"))
        self.make = QPushButton(icon("plus"), _("Make a profile"), self)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.beside = self.buttons.addButton(_("Open beside this one"), role)
        self.instead = self.buttons.addButton(_("Switch to it"), role)
        self._lay_out()
        self._connect()
        self._enable()
        self.read()

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAccessibleName(_("Profiles"))
        made.setHeaderLabels([_(head) for head in HEADS])
        made.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            made.setColumnWidth(column, look().px(width))
        return made

    def _lay_out(self) -> None:
        told = _(
            "Each profile has data, settings and backups of its own, and is used alone or with "
            "a company's server: one for each company you work for."
        )
        hint = QLabel(told, self)
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        making = QHBoxLayout()
        making.setSpacing(8)
        making.addWidget(self.name, 1)
        making.addWidget(self.make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(making)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.resize(look().px(WIDTH), look().px(HEIGHT))

    def _connect(self) -> None:
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        for button in (self.make, self.beside, self.instead, close):
            button.setAutoDefault(False)  # the key after the name makes the profile
        self.list.currentItemChanged.connect(self._enable)
        self.list.itemActivated.connect(self._on_beside_clicked)
        self.name.textChanged.connect(self._enable)
        self.name.returnPressed.connect(self._on_make_clicked)
        self.make.clicked.connect(self._on_make_clicked)
        self.beside.clicked.connect(self._on_beside_clicked)
        self.instead.clicked.connect(self._on_instead_clicked)
        self.buttons.rejected.connect(self.reject)

    def read(self) -> None:
        """Read which profiles there are; returns at once."""
        self._jobs.start(self._read(), name=_("Reading"))

    def chosen(self) -> KnownProfile | None:
        """Return the profile that is chosen."""
        item = self.list.currentItem()
        found = item.data(0, _PROFILE) if item is not None else None
        return found if isinstance(found, KnownProfile) else None

    async def _read(self) -> None:
        known = await self._jobs.aside(read_profiles, self._present)
        self.list.clear()
        for one in known:
            is_present = one.folder == self._present
            name = _("{name} (open now)").format(name=one.name) if is_present else one.name
            server = f"{one.server} ({one.login})" if one.server else _("none")
            item = QTreeWidgetItem(self.list, [name, server, str(one.folder)])
            item.setData(0, _PROFILE, one)
            item.setToolTip(2, str(one.folder))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        chosen = self.chosen()
        is_other = chosen is not None and chosen.folder != self._present
        self.beside.setEnabled(is_other)
        self.instead.setEnabled(is_other)
        self.make.setEnabled(bool(self.name.text().strip()))

    @Slot()
    def _on_make_clicked(self) -> None:
        if self.make.isEnabled():
            self._jobs.start(self._make(self.name.text()), name=_("Opening"))

    async def _make(self, name: str) -> None:
        try:
            made = await self._jobs.aside(new_profile, name)
        except AppError as error:
            self._tell(str(error))
            return
        self._tell("")
        self._start(made.folder)
        self.accept()

    @Slot()
    def _on_beside_clicked(self) -> None:
        self._open(is_instead=False)

    @Slot()
    def _on_instead_clicked(self) -> None:
        self._open(is_instead=True)

    def _open(self, *, is_instead: bool) -> None:
        chosen = self.chosen()
        if chosen is None or chosen.folder == self._present:
            return
        self._start(chosen.folder)
        self.accept()
        if is_instead:
            self.switched.emit()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
