"""What is said of a call, visit or meeting that took place."""

from __future__ import annotations

from typing import Final, TypedDict, Unpack

from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.models.activities import Call, Meeting, Visit
from desktop.services.activities.following import NEXT, plan_next
from desktop.store.work import Work

RESULT: Final = Field("result", N_("Result"), Kind.LONG_TEXT)
MINUTES: Final = Field("minutes", N_("Minutes"), Kind.INTEGER)
OUTCOME: Final = (RESULT, MINUTES, NEXT)


class Outcome(TypedDict, total=False):
    """What came of it: in words, how long it took, and when the next one is (microseconds)."""

    result: str | None
    minutes: int | None
    next_at: int | None


def hold(work: Work, held: Call | Visit | Meeting, **said: Unpack[Outcome]) -> None:
    """Note the outcome; what is not said stays. The next one is planned with the same people."""
    minutes = said.get("minutes")
    held.result = said.get("result") or held.result
    held.duration_minutes = minutes if minutes is not None else held.duration_minutes
    plan_next(work, held, said.get("next_at"))
