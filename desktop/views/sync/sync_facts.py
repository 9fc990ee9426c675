"""How it stands with the server in figures: age of the data, speed, when it was compared."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from desktop.core.clock import SystemClock, to_micros
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.sync_status import Pace, SyncStatus
from desktop.views.jobs import Jobs
from desktop.views.sync.sync_words import age_words, arriving_words, pace_words, verified_words

FACTS: Final = {
    "server": N_("Server"),
    "age": N_("Age of the data"),
    "pace": N_("Speed"),
    "verified": N_("Compared"),
}
AGE_MS: Final = 1_000  # while the window is looked at


class SyncFacts(QWidget):
    """A line for each figure; the age grows while it is looked at."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._status = SyncStatus()
        self._is_asking = False
        self.facts = {name: QLabel(self) for name in FACTS}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(6)
        for name, text in FACTS.items():
            label = QLabel(_(text), self)
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            self.facts[name].setTextFormat(Qt.TextFormat.PlainText)
            form.addRow(label, self.facts[name])
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def show_status(self, status: SyncStatus) -> None:
        """Show the figures."""
        self._status = status
        server = f"{status.host} ({status.login})" if status.login else status.host
        self.facts["server"].setText(server)
        self.facts["pace"].setText(pace_words(status.pace))
        self.facts["verified"].setText(verified_words(status))
        self._show_age()

    def show_comparing(self) -> None:
        """Say that all is being compared with the server just now."""
        self.facts["verified"].setText(_("Comparing everything with the server…"))

    def show_differences(self, count: int | None) -> None:
        """Say what the comparison came to; None: it could not be told just now."""
        if count is None:
            text = _("It could not be compared just now; please try again in a moment.")
        elif count:
            text = _("Something differed and was fetched anew.")
        else:
            text = _("Just now: all is as on the server.")
        self.facts["verified"].setText(text)

    def _show_age(self) -> None:
        now = to_micros(SystemClock().now())
        self.facts["age"].setText(age_words(self._status, now))

    @Slot()
    def _on_timer_timeout(self) -> None:
        if not self.isVisible():
            return
        self._show_age()
        if not self._status.is_copied and not self._is_asking:
            self._is_asking = True
            self._jobs.start(self._ask_progress(), name=_("Syncing"))

    async def _ask_progress(self) -> None:
        try:
            told = await self._jobs.ask("sync.progress", {})
        finally:
            self._is_asking = False
        if isinstance(told, dict):
            pace = Pace(0, _number(told.get("received")), _number(told.get("ms")))
            self.facts["pace"].setText(arriving_words(pace))


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0
