"""Choosing when the server is copied, and going back to a copy."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTime, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox, QTimeEdit, QWidget

from desktop.core.dates import format_moment
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.core.server_state import CentreCopy, ServerState
from desktop.core.words import fold
from desktop.views.admin.server_dialog import ServerDialog
from desktop.views.admin.server_words import size_words
from desktop.views.jobs import Jobs

MOST_COPIES: Final = 400
WORD: Final = N_("go back")  # what is typed before the server goes back
_TIME: Final = "HH:mm"
_ASKING: Final = N_("Asking the server")


class ScheduleDialog(ServerDialog):
    """When copies are made, how many are kept, where else they go."""

    def __init__(self, jobs: Jobs, state: ServerState, parent: QWidget) -> None:
        super().__init__(jobs, _("Backups of the server"), _("Save"), parent)
        self.time = QTimeEdit(QTime.fromString(state.backup_at, _TIME), self)
        self.time.setDisplayFormat(_TIME)
        self.keep = QSpinBox(self)
        self.keep.setRange(1, MOST_COPIES)
        self.keep.setValue(state.keep)
        self.second = QLineEdit(state.second_folder, self)
        self.add_row(_("Every day at"), self.time)
        self.add_row(_("Copies kept"), self.keep)
        self.add_row(_("Second folder"), self.second)
        self.lay_out(
            _(
                "The time is that of the server's clock; a machine that is off then makes the copy "
                "as soon as it is on. The second folder is one on the server's machine: another "
                "disc, a USB stick or a network share. Empty: none."
            )
        )

    def send(self) -> None:
        """Choose it."""
        told: dict[str, Json] = {
            "backup_at": self.time.time().toString(_TIME),
            "keep": self.keep.value(),
            "second_folder": self.second.text(),
        }
        self._jobs.start(self.ask("server.choose", told), name=_(_ASKING))


class RestoreServerDialog(ServerDialog):
    """What going back means; accepted once a word was typed."""

    def __init__(self, jobs: Jobs, copy: CentreCopy, parent: QWidget) -> None:
        super().__init__(jobs, _("Go back to a copy of the server"), _("Go back"), parent)
        self._name = copy.name
        facts = {
            _("Made on"): format_moment(copy.made_at),
            _("Asked by"): copy.by or _("Schedule"),
            _("Customers"): format_number(copy.rows.get("account", 0), language()),
            _("Records"): format_number(sum(copy.rows.values()), language()),
            _("File size"): size_words(copy.size),
        }
        for label, text in facts.items():
            self.add_row(label, QLabel(text, self))
        self.word = QLineEdit(self)
        self.add_row(_("To go on, type “{word}”").format(word=_(WORD)), self.word)
        self.lay_out(
            _(
                "For a server whose data were lost or damaged. The copy is made ready while people "
                "go on working; then it takes the place of the data, which are kept aside for 30 "
                "days. Every program finds out by itself, compares what it has, and sends again "
                "what was done in the last 30 days and the copy lacks: a mistaken import or "
                "change comes back too, and is taken back by undoing it instead."
            )
        )
        layout = self.layout()
        if layout is not None:  # the long note would press the fields flat
            self.setMinimumHeight(layout.heightForWidth(self.minimumWidth()))
        self.do.setEnabled(False)
        self.word.textChanged.connect(self._on_word_text_changed)

    def send(self) -> None:
        """Ask for it."""
        told = {"kind": "restore", "name": self._name}
        self._jobs.start(self.ask("server.ask", told), name=_(_ASKING))

    @Slot(str)
    def _on_word_text_changed(self, text: str) -> None:
        self.do.setEnabled(fold(text.strip()) == fold(_(WORD)))
