"""The steps of the first start that encrypt the data: what opens them, and the recovery key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.ports import Keys
from desktop.core.protection import Choice
from desktop.views.jobs import Jobs
from desktop.views.protection.opening_choice import OpeningChoice
from desktop.views.protection.recovery_page import RecoveryPage
from desktop.views.shell.first_run_pages import Mode, ModePage


class OpeningPage(QWidget):
    """What opens the data."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice = OpeningChoice(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.choice)
        layout.addStretch(1)

    def focus_first(self) -> None:
        """Put the keyboard where something is to be done."""
        self.choice.focus_first()

    def is_answered(self) -> bool:
        """Tell whether one can go on."""
        return self.choice.is_answered()


class ProtectionSteps(QObject):
    """Keeps the two pages, and the key that they are about.

    Signals:
        changed: whether one can go on may differ now.
    """

    changed = Signal()

    def __init__(
        self, mode_page: ModePage, protecting: tuple[Jobs, Keys] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._mode_page = mode_page
        self._protecting = protecting
        self._key: bytes | None = None
        self.pages: tuple[OpeningPage, RecoveryPage] | tuple[()] = ()
        if protecting is not None:
            opening, recovery = OpeningPage(parent), RecoveryPage(protecting[0], parent)
            opening.choice.changed.connect(self.changed)
            recovery.changed.connect(self.changed)
            self.pages = (opening, recovery)
            mode_page.encrypts.show()
            mode_page.changed.connect(self._on_mode_page_changed)

    def steps(self) -> tuple[OpeningPage | RecoveryPage, ...]:
        """Return the pages if the data are to be encrypted, else none."""
        return self.pages if self._is_wanted() else ()

    def is_settled(self) -> bool:
        """Tell whether nothing is half chosen: no encryption, or the recovery key is kept."""
        return not self._is_wanted() or all(page.is_answered() for page in self.pages)

    def choice(self) -> Choice | None:
        """Return what was chosen; None where nothing is encrypted."""
        if not self.pages or not self._is_wanted() or not self.is_settled() or not self._key:
            return None
        return Choice(self._key, self.pages[0].choice.password())

    def give_up(self) -> None:
        """Switch the encryption off again."""
        self._mode_page.encrypts.box.setChecked(False)

    def _is_wanted(self) -> bool:
        is_alone = self._mode_page.mode() is Mode.ALONE
        return bool(self.pages) and is_alone and self._mode_page.encrypts.is_on()

    async def _prepare(self) -> None:
        """Look for a keyring and make a key; neither belongs into the window's thread."""
        if self._protecting is None or not self.pages:
            return
        jobs, keys = self._protecting
        opening, recovery = self.pages
        self._key = await jobs.aside(keys.new_key)
        recovery.show_key(self._key)
        opening.choice.know_safe(has_safe=await jobs.aside(keys.has_safe))
        if opening.isVisible():
            opening.focus_first()

    @Slot()
    def _on_mode_page_changed(self) -> None:
        if self._is_wanted() and self._key is None and self._protecting is not None:
            self._key = b""  # under way
            self._protecting[0].start(self._prepare(), name=_("Making a key"))
