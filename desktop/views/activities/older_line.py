"""A quiet line that says since when a history is on this computer, and fetches what is older."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core.changes import Changes
from desktop.core.clock import from_micros, local_day
from desktop.core.dates import format_day
from desktop.core.entities import Entity
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.ports import Reads
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.records.lists.list_view import RecordListView

ICON: Final = 16
CONTACTED: Final = "last_contact_at"  # a field that follows from histories


class OlderLine(QWidget):
    """Hidden where everything is here: on a computer that is alone, and where all was fetched."""

    def __init__(self, jobs: Jobs, histories: list[Entity], parent: QWidget) -> None:
        """Make it.

        Args:
            jobs: of the window.
            histories: which of the entities that are shown are such.
            parent: what it stands in.
        """
        super().__init__(parent)
        self._jobs = jobs
        self._histories = histories
        self._of: tuple[Entity, uuid.UUID] | None = None
        self._day = ""
        self._is_fetching = False
        self._icon = QLabel(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.fetch = QPushButton(self)
        self.fetch.setAutoDefault(False)
        self.fetch.clicked.connect(self._on_fetch_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.fetch)
        jobs.changes.changed.connect(self._on_changed)
        look().changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def show_record(self, entity: Entity, record_id: uuid.UUID) -> None:
        """Tell it of what happened with one record."""
        self._of = (entity, record_id)
        self.refresh()

    def refresh(self) -> None:
        """Find out how far back this computer goes."""
        if self._histories:
            record_id = None if self._of is None else self._of[1]

            def ask(reads: Reads) -> Mapping[str, int]:
                return reads.held_since(record_id)

            self._jobs.cards.submit(ask, self._on_read, topic=f"held since {id(self)}")

    def _on_read(self, since: Mapping[str, int]) -> None:
        known = [since[one.key] for one in self._histories if one.key in since]
        self._day = format_day(local_day(from_micros(max(known)))) if known else ""
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._day))
        if self._is_fetching:
            return
        if self._of is None:
            what = _(self._histories[0].plural)
            sentence = _("{what} from before {day} are not all on this computer.")
            self.text.setText(sentence.format(what=what, day=self._day))
            self.fetch.setText(_("Fetch one more year"))
        else:
            sentence = _("What happened before {day} is not all on this computer.")
            self.text.setText(sentence.format(day=self._day))
            self.fetch.setText(_("Fetch older ones"))

    @Slot()
    def _recolour(self) -> None:
        self._icon.setPixmap(icon("history", "muted").pixmap(ICON, ICON))

    @Slot()
    def _on_fetch_clicked(self) -> None:
        self._is_fetching = True
        self.fetch.setEnabled(False)
        self.text.setText(_("Older ones are being fetched…"))
        self._jobs.start(self._fetch(), name=_("Fetching older ones"))

    async def _fetch(self) -> None:
        told: dict[str, Json] = {"entity": self._histories[0].key}
        if self._of is not None:
            told = {"entity": self._of[0].key, "record": str(self._of[1])}
        try:
            await self._jobs.ask("sync.older", told, self._on_progress)
        finally:
            self._is_fetching = False
            self.fetch.setEnabled(True)
            self._show()
        self.refresh()

    def _on_progress(self, done: int, _of: int, _what: str) -> None:
        if done:
            count = format_number(done, language())
            sentence = ngettext(
                "{count} record fetched so far", "{count} records fetched so far", done
            )
            self.text.setText(sentence.format(count=count))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._histories and any(changes.touches(one.key) for one in self._histories):
            self.refresh()


class ContactLine(QLabel):
    """Below a list that is filtered by when somebody was last contacted: since when that is known.

    Hidden where all histories are here.
    """

    def __init__(self, shown: RecordListView, jobs: Jobs) -> None:
        super().__init__(shown)
        self._shown = shown
        self._jobs = jobs
        self.setWordWrap(True)
        self.setContentsMargins(16, 6, 16, 6)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hide()
        shown.status_changed.connect(self._on_status_changed)

    @Slot()
    def _on_status_changed(self) -> None:
        asked = {one.field for one in self._shown.state.filter.conditions()}
        if CONTACTED not in asked:
            self.hide()
            return

        def ask(reads: Reads) -> Mapping[str, int]:
            return reads.held_since()

        self._jobs.cards.submit(ask, self._on_read, topic=f"contacts since {id(self)}")

    def _on_read(self, since: Mapping[str, int]) -> None:
        self.setVisible(bool(since))
        if since:
            day = format_day(local_day(from_micros(max(since.values()))))
            told = _(
                "Contacts from before {day} are not all on this computer and do not count here."
            )
            self.setText(told.format(day=day))


def offer_older(shown: RecordListView, jobs: Jobs) -> None:
    """Say below a list since when the history is here that it shows, or is filtered by."""
    below = shown.layout()
    if below is not None and shown.entity.history:
        line = OlderLine(jobs, [shown.entity], shown)
        below.addWidget(line)
        line.refresh()
    elif below is not None and CONTACTED in shown.entity.by_name:
        below.addWidget(ContactLine(shown, jobs))
