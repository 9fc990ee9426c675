"""Asks for the master password or the recovery key of an encrypted profile, before its window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.i18n import _, ngettext
from desktop.core.ports import Keys
from desktop.core.protection import Opened, Protected
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.protection.small_text import heading, words
from desktop.views.records.import_wizard.problem_box import ProblemBox
from desktop.views.theme import look

WIDTH: Final = 440
PICTURE: Final = 40
KEY_LINES: Final = 4
SECOND_MS: Final = 1000
FREE_TRIES: Final = 2
LONGEST_PAUSE: Final = 60  # seconds


def pause_after(failures: int) -> int:
    """Return how many seconds to wait after so many wrong passwords: 0, 0, 2, 4, 8 … 60."""
    late = failures - FREE_TRIES
    return 0 if late <= 0 else min(LONGEST_PAUSE, 2**late)


class UnlockWindow(QDialog):
    """Accepted, `opened` holds the key; it never waits for one in the window's thread."""

    def __init__(
        self,
        jobs: Jobs,
        keys: Keys,
        how: Protected,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the password where one opens the profile, else for the recovery key at once.

        Args:
            jobs: runs what takes its time.
            keys: tries what was typed.
            how: what opens the profile.
            reason: why it did not open by itself.
            parent: none at the start.
        """
        super().__init__(parent)
        self._jobs = jobs
        self._keys = keys
        self._has_password = how is Protected.BY_PASSWORD
        self._failures = 0
        self._seconds = 0
        self.opened: Opened | None = None
        self.setWindowTitle(_("Lienhe"))
        if how is Protected.LOST:
            reason = _("The file that says how to open these data is gone or damaged.")
        self._reason = words(reason, self)
        self._reason.setVisible(bool(reason))
        self._make_lines()
        self._make_buttons()
        self._clock = QTimer(self, interval=SECOND_MS)
        self._clock.timeout.connect(self._on_clock_timeout)
        self._lay_out()
        self._show_line(asks_password=self._has_password)

    def _make_lines(self) -> None:
        self._label = QLabel(self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.shows = QCheckBox(_("Show what is typed"), self)
        self.shows.toggled.connect(self._on_shows_toggled)
        self.recovery = QPlainTextEdit(self)
        self.recovery.setTabChangesFocus(True)
        self.password.textChanged.connect(self._on_typed)
        self.recovery.textChanged.connect(self._on_typed)
        self.problem = ProblemBox(self)

    def _make_buttons(self) -> None:
        self.other = QPushButton(self)
        self.other.setFlat(True)
        self.quit = QPushButton(_("Quit") if self.parent() is None else _("Cancel"), self)
        self.open_it = QPushButton(_("Open"), self)
        self.open_it.setDefault(True)
        for button in (self.other, self.quit):
            button.setAutoDefault(False)
        self.other.clicked.connect(self._on_other_clicked)
        self.quit.clicked.connect(self.reject)
        self.open_it.clicked.connect(self._on_open_clicked)

    def _lay_out(self) -> None:
        picture = QLabel(self)
        picture.setPixmap(icon("lock-keyhole", "accent").pixmap(PICTURE, PICTURE))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(picture)
        head.addWidget(heading(_("These data are encrypted"), self), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.open_it)
        buttons.addWidget(self.quit)
        self.recovery.setFixedHeight(self.recovery.fontMetrics().lineSpacing() * KEY_LINES + 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        for widget in (self._reason, self._label, self.password, self.shows, self.recovery):
            layout.addWidget(widget)
        layout.addWidget(self.problem)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        self.setMinimumWidth(look().px(WIDTH))

    def _show_line(self, *, asks_password: bool) -> None:
        text = _("Master password") if asks_password else _("Recovery key")
        self._label.setText(text)
        line = self.password if asks_password else self.recovery
        line.setAccessibleName(text)
        self._label.setBuddy(line)
        self.password.setVisible(asks_password)
        self.shows.setVisible(asks_password)
        self.recovery.setVisible(not asks_password)
        self.other.setText(_("Use the recovery key") if asks_password else _("Use the password"))
        self.other.setVisible(self._has_password)
        self.problem.tell("")
        line.setFocus()
        self._on_typed()
        self.adjustSize()

    def _asks_password(self) -> bool:
        return not self.password.isHidden()

    def _typed(self) -> str:
        return self.password.text() if self._asks_password() else self.recovery.toPlainText()

    async def _open(self) -> None:
        text, asks_password = self._typed(), self._asks_password()
        try:
            if asks_password:
                key = await self._jobs.aside(self._keys.by_password, text)
            else:
                key = await self._jobs.aside(self._keys.by_recovery, text)
        except AppError as error:
            self._refuse(str(error), counts=asks_password)
        else:
            password = text if asks_password else ""
            self.opened = Opened(key, password, is_recovered=not asks_password)
            self.accept()
        finally:
            if self.opened is None:
                self._allow(is_free=True)

    def _refuse(self, sentence: str, *, counts: bool) -> None:
        self._failures += counts
        self._seconds = pause_after(self._failures) if counts else 0
        self.problem.tell(sentence)
        self.adjustSize()
        if self._seconds:
            self._clock.start()
        self.password.selectAll()

    def _allow(self, *, is_free: bool) -> None:
        for widget in (self.password, self.recovery, self.other):
            widget.setEnabled(is_free)
        if is_free:
            (self.password if self._asks_password() else self.recovery).setFocus()
            self._on_typed()
        else:
            self.open_it.setEnabled(False)
            self.open_it.setText(_("Opening…"))

    @Slot()
    def _on_typed(self) -> None:
        must_wait = self._seconds > 0 and self._asks_password()
        self.open_it.setEnabled(bool(self._typed().strip()) and not must_wait)
        text = ngettext("Wait {count} second", "Wait {count} seconds", self._seconds)
        self.open_it.setText(text.format(count=self._seconds) if must_wait else _("Open"))

    @Slot()
    def _on_clock_timeout(self) -> None:
        self._seconds = max(0, self._seconds - 1)
        if not self._seconds:
            self._clock.stop()
        self._on_typed()

    @Slot()
    def _on_other_clicked(self) -> None:
        self._show_line(asks_password=not self._asks_password())

    @Slot()
    def _on_open_clicked(self) -> None:
        self._allow(is_free=False)  # before anything else: nobody tries twice at once
        self._jobs.start(self._open(), name=_("Opening the data"))

    @Slot(bool)
    def _on_shows_toggled(self, shows: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shows else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)
