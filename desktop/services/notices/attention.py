"""What a person did about reminders: dismissed them, put them off, looked at them.

It is noted in a record of the person's own, never in what the reminder is about: so reminders of
records that one may only read, or that are over or gone, are dismissed like all others. The
record's id follows from person and key; two computers of one person write the same one.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence

from desktop.core.clock import from_micros
from desktop.core.i18n import N_
from desktop.core.permissions import Visibility
from desktop.core.reminders.occasions import attention_id
from desktop.models.notices import Attention
from desktop.services.commands import command
from desktop.store.work import Work


@command("attention.dismiss", label=N_("Dismiss the reminder"))
def dismiss(work: Work, keys: Sequence[str]) -> int:
    """Never ring again by these keys, on none of the person's computers; return how many."""
    for one in _attention(work, keys):
        one.dismissed_at, one.snoozed_until = work.now, None
    return len(keys)


@command("attention.snooze", label=N_("Remind again later"))
def snooze(work: Work, until: Mapping[str, int]) -> int:
    """Ring again at moments (microseconds) by key; what was dismissed stays so."""
    for one in _attention(work, list(until)):
        if one.dismissed_at is None:
            one.snoozed_until = from_micros(until[one.key])
    return len(until)


@command("attention.see", label=N_("Look at reminders"), undo=False)
def see(work: Work, keys: Sequence[str]) -> int:
    """Note that the person has seen what rang: it comes to the front nowhere again."""
    for one in _attention(work, keys):
        if _is_newer(work.now, one):
            one.seen_at = work.now
    return len(keys)


def _is_newer(now: dt.datetime, one: Attention) -> bool:
    seen, snoozed = one.seen_at, one.snoozed_until
    return seen is None or (snoozed is not None and seen < snoozed <= now)


def _attention(work: Work, keys: Sequence[str]) -> Iterator[Attention]:
    """Yield the records of these keys, made where there is none yet."""
    me = work.actor.user_id
    for key in dict.fromkeys(keys):
        record_id: uuid.UUID = attention_id(me, key)
        found = work.session.get(Attention, record_id)
        if found is None:
            found = Attention(id=record_id, key=key, visibility=Visibility.PRIVATE)
            work.session.add(found)
        yield found
