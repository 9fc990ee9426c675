"""What the parts of the administration share that show the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.organisation import Organisation
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs

ENTITIES: Final = ("app_user", "org_unit", "user_role", "role_member", "permission_grant")


class OrganisationSection(QWidget):
    """Reads the organisation when it is made and whenever it changes.

    Signals:
        target_chosen: a Target to go to.
    """

    target_chosen = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.organisation = Organisation()
        jobs.changes.changed.connect(self._on_changed)

    def show_organisation(self) -> None:
        """Show `organisation`, which was read anew."""

    def read(self) -> None:
        """Read the organisation; returns at once."""

        def ask(reads: Reads) -> Organisation:
            return reads.organisation()

        topic = f"organisation {id(self)}"
        self._jobs.cards.submit(ask, self._on_read, self._jobs.report, topic=topic)

    def lay_out(self, note: str, shown: QWidget, buttons: Sequence[QPushButton]) -> None:
        """Put a note above what is shown, the buttons beside it."""
        told = QLabel(note, self)
        told.setWordWrap(True)
        told.setForegroundRole(told.palette().ColorRole.PlaceholderText)
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in buttons:
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(shown, 1)
        middle.addLayout(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(told)
        layout.addLayout(middle, 1)

    async def command(self, key: str, **arguments: object) -> None:
        """Run a command."""
        await self._jobs.command(key, **arguments)

    def _on_read(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.show_organisation()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(entity) for entity in ENTITIES):
            self.read()
