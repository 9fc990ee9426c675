"""What all pages of the import wizard have, and their small parts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.theme import look

CONTINUE = N_("Continue")


class WizardPage(QWidget):
    """One step of the wizard; it reads and writes the draft.

    Signals:
        changed: what `is_ready` or the texts of the buttons tell may differ now.
        finished: the person need not press the button to go on.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, draft: ImportDraft, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.jobs = jobs
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)

    def enter(self) -> None:
        """Show what the draft says now; called when the page comes into view."""

    def leave(self) -> None:
        """Stop what is under way for this page; called when the person goes elsewhere."""

    def is_ready(self) -> bool:
        """Tell whether the person may go on."""
        return True

    def next_text(self) -> str:
        """Return what the button that goes on says; "" = there is none."""
        return _(CONTINUE)


def heading(text: str, parent: QWidget) -> QLabel:
    """Return a heading of a group."""
    label = QLabel(text, parent)
    label.setFont(look().font("lead", QFont.Weight.DemiBold))
    return label


def remark(text: str, parent: QWidget, role: str = "muted") -> QLabel:
    """Return a small text of several lines, in a colour of the theme."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setFont(look().font("note"))
    colour(label, role)
    return label


def labelled(box: QComboBox, parent: QWidget) -> QWidget:
    """Return `box` with its name before it, as one widget that is shown or hidden."""
    both = QWidget(parent)
    label = QLabel(box.accessibleName(), both)
    label.setBuddy(box)
    layout = QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 16, 0)
    layout.setSpacing(8)
    layout.addWidget(label)
    layout.addWidget(box)
    return both


def colour(label: QLabel, role: str) -> None:
    """Show a label in a colour of the theme."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, look().colour(role))
    label.setPalette(palette)
