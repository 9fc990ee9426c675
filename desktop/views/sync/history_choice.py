"""How far back the histories of the company are kept on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.core.horizons import CHOICES
from desktop.core.i18n import _, ngettext
from desktop.views.jobs import Jobs

if TYPE_CHECKING:
    from desktop.views.sync.sync_watch import SyncWatch

YEAR: Final = 12  # months


class HistoryChoice(QWidget):
    """Shows the choice of the profile, and takes another one over at once."""

    def __init__(self, jobs: Jobs, watch: SyncWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self.choice = QComboBox(self)
        for months in CHOICES:
            self.choice.addItem(span_words(months), months)
        label = QLabel(_("Calls, visits, meetings and notes on this computer:"), self)
        label.setBuddy(self.choice)
        self.choice.setAccessibleName(label.text())
        self.choice.setToolTip(_("What is older stays on the server and is fetched when needed."))
        self.choice.setCurrentIndex(-1)
        self.choice.setEnabled(False)
        self.choice.activated.connect(self._on_choice_activated)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.choice)
        layout.addStretch(1)
        jobs.start(self._look(), name=_("Reading"))

    async def _look(self) -> None:
        told = await self._jobs.ask("sync.kept_history", {})
        if isinstance(told, dict) and "months" in told:
            self.choice.setCurrentIndex(self.choice.findData(told["months"]))
            self.choice.setEnabled(True)

    @Slot()
    def _on_choice_activated(self) -> None:
        self._jobs.start(self._keep(int(self.choice.currentData())), name=_("Syncing"))

    async def _keep(self, months: int) -> None:
        self._watch.take(await self._jobs.ask("sync.keep_history", {"months": months}))


def span_words(months: int) -> str:
    """Return the months that are kept, as people read it."""
    if not months:
        return _("Everything")
    if months % YEAR:
        return ngettext("The last month", "The last {n} months", months).format(n=months)
    return ngettext("The last year", "The last {n} years", months // YEAR).format(n=months // YEAR)
