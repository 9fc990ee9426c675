"""Lets reminders ring: reads what waits, looks when the next one is due, says what is new.

Reading is done in a reader thread; here a turn of the wheel is a loop over what was read. A timer
of half a minute at most looks at the clock, so a computer that slept or whose clock was set is
noticed then: the wall clock went another way than the time that this process lived.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desktop.core.changes import Changes
from desktop.core.clock import Clock, SystemClock, local_zone
from desktop.core.entities import iter_entities
from desktop.core.ports import Reads
from desktop.core.reminders.bell import Bell
from desktop.core.reminders.choices import Choices, read_choices
from desktop.core.reminders.reading import ATTENTION, LOOK_AGAIN, Waiting, read_waiting
from desktop.core.reminders.wheel import Turn, turn
from desktop.views.jobs import Jobs

TOPIC: Final = "reminders"
LONGEST_MS: Final = 30_000
SOON_MS: Final = 400  # several changes one after the other are read once
JUMP_SECONDS: Final = 5.0
CHOICE: Final = "notice_choice"
_LATE_MS: Final = 20  # so that the moment is surely over when the timer fires


class Reminders(QObject):
    """All reminders of one person in this run of the program.

    Signals:
        turned: the Turn that holds now.
        rang: dues that ring for the first time in this run, while it is not quiet.
    """

    turned = Signal(object)
    rang = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        me: uuid.UUID,
        parent: QObject | None = None,
        clock: Clock | None = None,
        lived: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._me = me
        self._clock = clock or SystemClock()
        self._lived = lived
        self._waiting = Waiting()
        self._choices = Choices()
        self._read_at: datetime | None = None
        self._looked = (self._clock.now(), lived())
        self._bell = Bell()
        self.turn = Turn()
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.read)
        jobs.changes.changed.connect(self._on_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_app_state_changed)

    @Slot()
    def read(self) -> None:
        """Read everything again; returns at once."""
        me, now = self._me, self._clock.now()

        def ask(reads: Reads) -> tuple[datetime, Choices, Waiting]:
            choices = read_choices(reads, me)
            return now, choices, read_waiting(reads, me, now, choices.silent_entities())

        self._jobs.cards.submit(ask, self._on_read, self._on_failed, topic=TOPIC, asker=self)

    def now(self) -> datetime:
        """Return what time it is by the clock of the reminders."""
        return self._clock.now()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing may come to the front now."""
        return self._choices.quiet.holds(self._clock.now().astimezone(local_zone()))

    @Slot()
    def look(self) -> None:
        """Show what is due now; read again after a sleep, a jump of the clock, or long enough."""
        now, lived = self._clock.now(), self._lived()
        went = (now - self._looked[0]).total_seconds() - (lived - self._looked[1])
        self._looked = (now, lived)
        is_old = self._read_at is None or not timedelta() <= now - self._read_at < LOOK_AGAIN / 2
        if abs(went) > JUMP_SECONDS or is_old:
            self.read()
        self._take_turn(now)

    # --- inside
    def _on_read(self, answer: tuple[datetime, Choices, Waiting]) -> None:
        self._read_at, self._choices, self._waiting = answer
        self._take_turn(self._clock.now())

    def _on_failed(self, error: Exception) -> None:
        """Try again with the next look; let those hear of it who hear of every failed question."""
        self._jobs.cards.unhandled.emit(error)
        self._timer.start(LONGEST_MS)

    def _take_turn(self, now: datetime) -> None:
        self.turn = turn(self._waiting.occasions, self._waiting.deeds, now)
        local = now.astimezone(local_zone())
        quiet = self._choices.quiet
        new = self._bell.strike(self.turn, is_quiet=quiet.holds(local))
        if new:
            self.rang.emit(new)
        self.turned.emit(self.turn)
        moments = [self.turn.next_at, quiet.ends(local) if quiet.holds(local) else None]
        waits = [(at - now).total_seconds() * 1000 for at in moments if at is not None]
        self._timer.start(
            max(_LATE_MS, min(LONGEST_MS, int(min(waits, default=LONGEST_MS)) + _LATE_MS))
        )

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        concerned = {entity.key for entity in iter_entities() if entity.reminds}
        if any(changes.touches(key) for key in (*concerned, *BESIDE)):
            self._soon.start()

    @Slot(Qt.ApplicationState)
    def _on_app_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()


BESIDE: Final = (ATTENTION, CHOICE, "event_variation", "attendee", "account", "contact", "lead")
