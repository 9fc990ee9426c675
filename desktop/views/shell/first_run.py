"""The first start: how the program is to look, who uses it, how, and from which file to begin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.core.ports import Keys
from desktop.core.protection import Choice
from desktop.views.jobs import Jobs
from desktop.views.protection.recovery_page import RecoveryPage
from desktop.views.shell.app_mark import show_app_mark
from desktop.views.shell.first_run_pages import (
    ImportPage,
    LookPage,
    Mode,
    ModePage,
    PersonPage,
)
from desktop.views.shell.first_run_protection import OpeningPage, ProtectionSteps
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.theme import look

DOT: Final = 8
Page = LookPage | PersonPage | ModePage | OpeningPage | RecoveryPage | ImportPage
# Of each kind of page: what stands above it, and what is to know of it.
HEADS: Final = {
    LookPage: (
        N_("Welcome to Lienhe"),
        N_("Customers, contact persons and all about them: on your computer, without a network."),
    ),
    PersonPage: (
        N_("Who works here?"),
        N_("Your name stands beside what you change; company and logo stand on what you print."),
    ),
    ModePage: (
        N_("How do you want to work?"),
        N_("You can change your mind later; nothing is lost."),
    ),
    OpeningPage: (
        N_("What opens your data?"),
        N_("Nobody can open encrypted data without their key: not even we can."),
    ),
    RecoveryPage: (
        N_("Keep the recovery key"),
        N_("It opens your data when the password is forgotten, or the computer is another one."),
    ),
    ImportPage: (
        N_("Bring your customers along"),
        N_(
            "From an Excel, CSV or LibreOffice file. "
            "You see every column before anything is written."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What a person chose at the first start."""

    person_name: str = ""
    company_name: str = ""
    logo: Path | None = None
    mode: Mode = Mode.ALONE
    import_file: Path | None = None
    moved_file: Path | None = None
    choice: Choice | None = None  # how the data are encrypted, if they are

    @property
    def joins(self) -> bool:
        """Whether the person wants to join a server once there is a profile."""
        return self.mode is Mode.SERVER


class Dots(QWidget):
    """Shows which step of how many one is at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 1
        self._at = 0

    def show_step(self, step: int, count: int) -> None:
        """Mark a step of so many."""
        self._at = step
        self._count = count
        self.setFixedSize(count * DOT * 2 + DOT, DOT)
        self.setAccessibleName(_("Step {step} of {count}").format(step=step + 1, count=self._count))
        self.update()

    # Qt's names
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a dot for each step, the present one long."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left = 0
        for step in range(self._count):
            width = DOT * 2 if step == self._at else DOT
            painter.setBrush(look().colour("accent" if step <= self._at else "outline"))
            painter.drawRoundedRect(left, 0, width, DOT, DOT / 2, DOT / 2)
            left += width + DOT
        painter.end()


class FirstRunDialog(QDialog):
    """Four steps, of which every one may be skipped; two more where the data are to be encrypted.

    Signals:
        chosen: the FirstRun, when the person is through or skips the rest.
    """

    chosen = Signal(object)

    def __init__(
        self,
        keeper: SettingsKeeper,
        parent: QWidget | None = None,
        *,
        protecting: tuple[Jobs, Keys] | None = None,
    ) -> None:
        """Begin; `protecting` is what encryption needs, without which it is not offered."""
        super().__init__(parent)
        show_app_mark()
        self._keeper = keeper
        self.look_page = LookPage(keeper, self)
        self.person_page = PersonPage(self)
        self.mode_page = ModePage(self)
        self.mode_page.changed.connect(self._on_mode_page_changed)
        self.import_page = ImportPage(self)
        self.protection = ProtectionSteps(self.mode_page, protecting, self)
        self.protection.changed.connect(self._on_mode_page_changed)
        self._stack = QStackedWidget(self)
        first = (self.look_page, self.person_page, self.mode_page)
        for page in (*first, *self.protection.pages, self.import_page):
            self._stack.addWidget(page)
        self._dots = Dots(self)
        self._title = QLabel(self)
        self._lead = QLabel(self)
        self._lead.setWordWrap(True)
        self._lead.setForegroundRole(self._lead.palette().ColorRole.PlaceholderText)
        self._make_buttons()
        self._place_parts()
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self._show(0)

    def result_of_steps(self) -> FirstRun:
        """Return what was chosen so far."""
        mode = self.mode_page.mode()
        return FirstRun(
            self.person_page.person.text().strip(),
            self.person_page.company.text().strip(),
            self.person_page.logo,
            mode,
            self.import_page.file if mode is Mode.ALONE else None,
            self.mode_page.moved.file if mode is Mode.MOVED else None,
            self.protection.choice(),
        )

    def _make_buttons(self) -> None:
        self.skip = QPushButton(self)
        self.skip.setFlat(True)
        self.skip.setAutoDefault(False)
        self.skip.clicked.connect(self._on_skip_clicked)
        self.back = QPushButton(self)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._on_back_clicked)
        self.go_on = QPushButton(self)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._on_go_on_clicked)

    def _place_parts(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 24)
        layout.setSpacing(8)
        layout.addWidget(self._dots)
        layout.addSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._lead)
        layout.addSpacing(12)
        layout.addWidget(self._stack, 1)
        layout.addSpacing(8)
        layout.addLayout(buttons)

    def _steps(self) -> list[Page]:
        """Return the pages in play: what brings its own customers needs none from a table."""
        steps: list[Page] = [self.look_page, self.person_page, self.mode_page]
        if self.mode_page.mode() in (Mode.DEMO, Mode.MOVED, Mode.SERVER):
            return steps
        return [*steps, *self.protection.steps(), self.import_page]

    def _step(self) -> int:
        return [id(page) for page in self._steps()].index(id(self._stack.currentWidget()))

    def _show(self, step: int) -> None:
        page = self._steps()[step]
        self._stack.setCurrentWidget(page)
        self.retranslate()
        page.focus_first()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        steps, step = self._steps(), self._step()
        page = steps[step]
        title, lead = HEADS[type(page)]
        self._dots.show_step(step, len(steps))
        self.setWindowTitle(_("Lienhe"))
        self._title.setText(_(title))
        self._lead.setText(_(lead))
        self.skip.setText(_("Skip"))
        self.back.setText(_("Back"))
        self.back.setVisible(step > 0)
        is_last = page is steps[-1]
        self.go_on.setText(_("Start") if is_last else _("Next"))
        self.skip.setVisible(not is_last and self.protection.is_settled())
        self.go_on.setEnabled(page.is_answered())

    @Slot()
    def _on_go_on_clicked(self) -> None:
        step = self._step()
        if self._steps()[step] is self._steps()[-1]:
            self._finish()
        else:
            self._show(step + 1)

    @Slot()
    def _on_mode_page_changed(self) -> None:
        self.retranslate()

    @Slot()
    def _on_back_clicked(self) -> None:
        self._show(max(0, self._step() - 1))

    @Slot()
    def _on_skip_clicked(self) -> None:
        self._finish()

    def _finish(self) -> None:
        self._keeper.change(first_run_done=True)
        self.chosen.emit(self.result_of_steps())
        self.accept()

    @Slot()
    def _on_look_changed(self) -> None:
        self._title.setFont(look().font("display", 600))
        self._lead.setFont(look().font("lead"))
        self.resize(look().px(680), look().px(600))

    # Qt's names
    def reject(self) -> None:
        """Begin with what was chosen so far: Esc is no way to be without a profile.

        Encryption that was begun is given up first, where everybody sees it.
        """
        if self.protection.is_settled():
            self._finish()
            return
        self._show(self._steps().index(self.mode_page))
        self.protection.give_up()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
