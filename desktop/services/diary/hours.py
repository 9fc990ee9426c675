"""When the company works in a week, and when I do."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Final

from desktop.core.errors import InvalidValueError, NotAllowedError
from desktop.core.i18n import N_, _
from desktop.core.scheduling.company_hours import (
    COMPANY_WEEK,
    WORKING_HOURS,
    week_from_json,
    week_id,
    week_to_json,
)
from desktop.core.scheduling.hours import BAD_HOURS
from desktop.models.calendar import WorkingHours
from desktop.models.organisation.app_user import AppUser
from desktop.services.commands import command
from desktop.store.completing import Touched, completes
from desktop.store.work import Work

COMPANY: Final = N_("The company's working hours")
NOT_YOURS: Final = N_("You may only set your own working hours.")


@command("working_hours.set_company", label=N_("Set the company's working hours"))
def set_company_hours(work: Work, week: Sequence[Any]) -> str:
    """Let the company work so: for Monday to Sunday pairs of minutes; return the record's id.

    Raises:
        InvalidValueError: these are no hours, or there is none in the week.
    """
    return _set(work, None, _(COMPANY), week)


@command("working_hours.set_mine", label=N_("Set my working hours"))
def set_my_hours(work: Work, week: Sequence[Any] | None = None) -> str:
    """Let me work so, as in `set_company_hours`; without a week, as the company does.

    Raises:
        InvalidValueError: these are no hours, or there is none in the week.
    """
    me = work.actor.user_id
    user = work.session.get(AppUser, me)
    return _set(work, me, user.full_name if user is not None else str(me), week)


def _set(work: Work, person: uuid.UUID | None, name: str, said: Sequence[Any] | None) -> str:
    week = None if said is None else week_from_json(said)
    if said is not None and week is None:
        raise InvalidValueError(_(BAD_HOURS), field="week")
    one = week_id(person)
    found = work.session.get(WorkingHours, one)
    if found is None:
        found = WorkingHours(id=one, name=name, user_id=person)
        work.session.add(found)
    found.week = None if week is None else week_to_json(week)
    work.session.flush()
    return str(one)


@completes(WORKING_HOURS)
def keep_hours(work: Work, touched: list[Touched]) -> None:
    """Let people write their own hours, and who may the company's, by whatever way.

    A record with another id than these means nobody's hours.

    Raises:
        NotAllowedError: they are somebody else's.
    """
    if work.actor.may("working_hours.set_company"):
        return
    for one in touched:
        found = work.session.get(WorkingHours, one.id)
        user = None if found is None else found.user_id
        is_hours = one.id == week_id(user)
        if one.id == COMPANY_WEEK or (is_hours and user != work.actor.user_id):
            raise NotAllowedError(_(NOT_YOURS))
