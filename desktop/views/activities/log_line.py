"""One line that logs a call, visit, meeting or note without leaving the place."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.pages import TimelineEntry
from desktop.views.activities.kind_choice import CALL, NOTE, KindChoice
from desktop.views.activities.log_text import NOTHING, Link, LogText, Place
from desktop.views.activities.typed_fields import MinutesLine, MomentLine
from desktop.views.fields.edit_line import EditLine
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.widgets.phone_menu import shown

LINKS: Final = {"account": "account_id", "contact": "contact_id", "lead": "lead_id"}
HINTS: Final = {
    "call": N_("What came of the call? Enter saves"),
    "visit": N_("What came of the visit? Enter saves"),
    "meeting": N_("What was said? Enter saves"),
    "note": N_("Quick note: write and press Enter"),
}
CLOSING: Final = N_("What came of it? Enter saves")


class LogLine(QWidget):
    """Type and result are typed; Enter saves. It also closes what was planned.

    Signals:
        logged: something was saved.
        cancelled: Escape, or the closing of a planned one was given up.
    """

    logged = Signal()
    cancelled = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._link: Link | None = None
        self._number = ""
        self._waiting: dict[Place, LogText] = {}
        self._closing: TimelineEntry | None = None
        self._is_saving = False
        self.kinds = KindChoice(self)
        self.text = EditLine(self)
        self.minutes = MinutesLine(_("Length"), "15p", 130, self)
        self.next = MomentLine(_("Next time"), _("Friday 9am"), 190, self)
        self.at = MomentLine(_("When"), _("now"), 170, self)
        self.planned = QCheckBox(_("Only planned"), self)
        self.save_button = QPushButton(icon("check"), _("Log it"), self)
        self.give_up = QPushButton(_("Cancel"), self)
        for button in (self.save_button, self.give_up):
            button.setAutoDefault(False)  # Enter in a line saves by itself, in a dialog too
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._options = QWidget(self)
        self._lay_out()
        self._listen()
        self._show_kind()

    # --- what it is about
    def show_record(self, entity: str, record_id: uuid.UUID) -> None:
        """Log about this record from now on; what was typed about another waits for it."""
        link = (LINKS[entity], str(record_id)) if entity in LINKS else None
        if link != self._link:
            self._put_aside()
            self._turn_to(link)

    def begin(self, kind: str, number: str = "") -> None:
        """Put the cursor where the result of one kind is typed; `number` was dialled."""
        if self._closing is not None:
            self._put_aside()
            self._turn_to(self._link)
        self._number = number
        self.kinds.choose(kind)
        self._show_kind()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_planned(self, entry: TimelineEntry) -> None:
        """Ask what came of a planned one, and when the next one is."""
        self._put_aside()
        self._turn_to(self._link, entry)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _place(self) -> Place:
        """What the text in the line is about."""
        return self._link, self._closing.ref.id if self._closing else None

    def _put_aside(self) -> None:
        typed = self._typed()
        if typed != NOTHING:
            self._waiting[self._place] = typed

    def _turn_to(self, link: Link | None, closing: TimelineEntry | None = None) -> None:
        """Go on with what was typed there before."""
        self._link, self._closing = link, closing
        self._write(self._waiting.pop(self._place, NOTHING))

    def _typed(self) -> LogText:
        text, minutes, at = self.text.text(), self.minutes.text(), self.at.text()
        planned = self.planned.isChecked()
        return LogText(text, minutes, at, self.next.text(), planned, self._number)

    def _write(self, typed: LogText) -> None:
        self._number = typed.number
        self.text.setText(typed.text)
        self.minutes.setText(typed.minutes)
        self.at.setText(typed.at)
        self.next.setText(typed.next)
        self.planned.setChecked(typed.planned)
        self._show_kind()

    @property
    def kind(self) -> str:
        """What is logged: the key of an entity."""
        return self._closing.ref.entity if self._closing else self.kinds.kind

    # --- saving
    @Slot()
    def save(self) -> None:
        """Save what was typed; what cannot be read yet is told and nothing is lost."""
        problem = self._problem()
        if problem:
            self._tell(problem, "danger")
        elif not self._is_saving and (self._link or self._closing):
            self._is_saving = True
            self._jobs.start(self._save(), name=_("Saving"))

    async def _save(self) -> None:
        place, sent = self._place, self._typed()
        try:
            if self._closing is not None:
                await self._jobs.command(f"{self.kind}.hold", **self._closing_arguments())
            else:
                await self._jobs.command(f"{self.kind}.log", **self._log_arguments())
        finally:
            self._is_saving = False
        self._forget(place, sent)
        self.logged.emit()

    def _forget(self, place: Place, sent: LogText) -> None:
        """Take away what was saved; what was typed after it stays."""
        if place != self._place:
            left = self._waiting.pop(place, NOTHING).after(sent)
            if left != NOTHING:
                self._waiting[place] = left
            return
        left = self._typed().after(sent)
        if self._closing is not None:  # it is closed now: the rest stands in the line as it was
            self._turn_to(self._link)
            text = " ".join(filter(None, (self.text.text(), left.text)))
            left = replace(self._typed(), text=text)
        self._write(left)

    def _closing_arguments(self) -> dict[str, Json]:
        closing = self._closing
        return {
            "ids": [str(closing.ref.id)] if closing else [],
            "result": self.text.text().strip() or None,
            "minutes": self.minutes.value(),
            "next_at": self.next.value(),
        }

    def _log_arguments(self) -> dict[str, Json]:
        arguments: dict[str, Json] = {"text": self.text.text().strip()}
        if self._link:
            arguments[self._link[0]] = self._link[1]
        if self.kind == NOTE:
            return arguments
        arguments |= {
            "minutes": self.minutes.value(),
            "at": self.at.value(),
            "next_at": self.next.value(),
            "planned": self.planned.isChecked(),
        }
        if self.kind == CALL:
            arguments |= {"direction": self.kinds.direction, "number": self._number}
        return arguments

    def _problem(self) -> str:
        problems = [one.problem() for one in self._asked() if one.problem()]
        if problems:
            return problems[0]
        if self._closing is None and not self.text.text().strip():
            return _("Write what was said or done.")
        if self.planned.isChecked() and self.kind != NOTE and self.at.value() is None:
            return _("Say when it is planned for.")
        return ""

    def _asked(self) -> tuple[MinutesLine | MomentLine, ...]:
        if self._closing is not None:
            return (self.minutes, self.next)
        return () if self.kind == NOTE else (self.minutes, self.at, self.next)

    # --- looks
    def _lay_out(self) -> None:
        flow = FlowLayout(self._options, spacing=6)
        for widget in (self.minutes, self.next, self.at, self.planned):
            flow.addWidget(widget)
        flow.addWidget(self.give_up)
        flow.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(6)
        layout.addWidget(self.kinds)
        layout.addWidget(self.text)
        layout.addWidget(self._options)
        layout.addWidget(self._told)
        self._told.hide()

    def _listen(self) -> None:
        self.kinds.chosen.connect(self._on_kinds_chosen)
        for line in (self.text, self.minutes, self.at, self.next):
            line.entered.connect(self.save)
            line.installEventFilter(self)
        for typed in (self.minutes, self.at, self.next):
            typed.understood.connect(self._on_understood)
        self.text.textChanged.connect(self._on_text_changed)
        self.planned.toggled.connect(self._on_understood)
        self.save_button.clicked.connect(self.save)
        self.give_up.clicked.connect(self._on_give_up_clicked)

    def _show_kind(self) -> None:
        closing = self._closing
        self.kinds.setVisible(closing is None)
        self.text.setPlaceholderText(_(CLOSING if closing else HINTS[self.kind]))
        self.text.setAccessibleName(self.text.placeholderText())
        for widget in (self.minutes, self.at, self.next, self.planned):
            widget.setVisible(self.kind != NOTE)
        self.at.setVisible(closing is None and self.kind != NOTE)
        self.planned.setVisible(closing is None and self.kind != NOTE)
        self.give_up.setVisible(closing is not None)
        self._show_options()
        self._on_understood()

    def _show_options(self) -> None:
        is_busy = bool(self.text.text().strip() or self._closing or self._number)
        self._options.setVisible(is_busy)

    def _tell(self, sentence: str, colour: str = "muted") -> None:
        self._told.setText(sentence)
        palette = self._told.palette()
        palette.setColor(palette.ColorRole.WindowText, look().colour(colour))
        self._told.setPalette(palette)
        self._told.setVisible(bool(sentence))

    @Slot()
    def _on_understood(self) -> None:
        wrong = [one.problem() for one in self._asked() if one.problem()]
        if wrong:
            self._tell(wrong[0], "danger")
            return
        parts = [self._closing.ref.title] if self._closing else []
        if self._number:
            parts.append(shown(self._number))
        parts += [one.meaning() for one in self._asked() if one.meaning()]
        self._tell(" · ".join(parts))

    @Slot(str)
    def _on_kinds_chosen(self, _kind: str) -> None:
        self._show_kind()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self._show_options()
        self._on_understood()

    @Slot()
    def _on_give_up_clicked(self) -> None:
        self._turn_to(self._link)
        self.cancelled.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down choose the kind, and Escape give up, from the line of the result."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.text and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if self._closing is None:
                self.kinds.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() == Qt.Key.Key_Escape and (self._closing or self.text.text()):
            self._on_give_up_clicked()
            return True
        return super().eventFilter(watched, event)
