"""Makes the demo company in a profile of its own, through ordinary units of work.

What happened in six years is made up first; then it is done step by step on a clock that goes
along, so that owners, dates and histories are what they would be. The profile's mark goes along
too: a company that was left half made is gone on with the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Final

import sqlalchemy as sa

from desktop.core.changes import Changes
from desktop.core.clock import FrozenClock, local_day
from desktop.core.entities import iter_entities
from desktop.core.errors import NotAllowedError, RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _, in_every_language
from desktop.core.permissions import Actor
from desktop.models.base import record_class
from desktop.models.organisation import AppUser
from desktop.services.demo.diary import Step
from desktop.services.demo.mark import DemoMark, read_demo_mark, write_demo_mark
from desktop.services.demo.plans import move_plans
from desktop.services.demo.story import make_up
from desktop.services.long_work import LongWork, long_work
from desktop.services.seeding import seed_profile
from desktop.store.engine import Role
from desktop.store.work import Store, Work

Progress = Callable[[int, int], None]

COMMAND: Final = "demo.fill"
_OWNER: Final = N_("Owner")  # what an owner is called who gave no name
_AT_ONCE: Final = 40  # steps in one transaction
_TOLD_EVERY: Final = 25 * _AT_ONCE  # steps between two notices to those who show records


@long_work(COMMAND)
def fill_on_request(work: LongWork, today: str = "") -> Json:
    """Make the demo company in the worker's profile; return how many steps that took.

    `today` is a day (YYYY-MM-DD) for which it is to look alive, "" for that of the clock.

    Raises:
        RuleBrokenError: the profile holds records of its own.
        CancelledError: the person cancelled; what is made already stays.
    """
    if not work.actor.may(COMMAND):
        raise NotAllowedError(_("You lack the right to do this."))
    day = date.fromisoformat(today) if today else local_day(work.store.clock.now())

    def report(done: int, of: int) -> None:
        work.report(done, of, _("Making the demo company"))

    return fill_demo(work.store, day, report)


def fill_demo(store: Store, today: date, progress: Progress | None = None) -> int:
    """Make the demo company, or what is missing of it; return how many steps were done now.

    A company that was made for an earlier day is only moved on: its plans are for `today` again.
    """
    mark = read_demo_mark(store)
    if mark is not None and mark.is_made:
        move_plans(store, mark, today)
        return 0
    seed_profile(store)
    if mark is None:
        mark = _begin(store, today)
    owner = store.owner()
    steps = make_up(mark.made_on, owner.user_id, names_owner=_is_nameless(store, owner))
    if mark.of and mark.of != len(steps):  # by an earlier version of the program: what is, is
        mark = replace(mark, done=len(steps))
    return _go_on(store, replace(mark, of=len(steps)), steps, progress)


def _begin(store: Store, today: date) -> DemoMark:
    """Mark the profile before the first record; refuse one that somebody works in."""
    mark = DemoMark(today, today)
    with store.work(store.owner(), COMMAND) as work:
        for entity in iter_entities():
            some = sa.select(record_class(entity.key).id).limit(1)
            if not entity.dictionary and work.session.scalar(some) is not None:
                raise RuleBrokenError(
                    _("The demo company needs a profile of its own; this one holds records.")
                )
        write_demo_mark(store, mark)
    return mark


def _is_nameless(store: Store, owner: Actor) -> bool:
    with store.work(owner, COMMAND) as work:
        name = work.session.get_one(AppUser, owner.user_id).full_name
    return name in in_every_language(_OWNER)


def _go_on(store: Store, mark: DemoMark, steps: Sequence[Step], progress: Progress | None) -> int:
    """Do the steps that are not done, on a clock that goes along with them."""
    clock = FrozenClock(steps[0].at)
    with closing(Store(store.profile, clock, Role.WORKER, store.key)) as past:
        for first in range(mark.done, len(steps), _AT_ONCE):
            some = steps[first : first + _AT_ONCE]
            done = first + len(some)
            with past.works() as begin:
                for step in some:
                    clock.set(step.at)
                    with begin(Actor(step.who), step.command) as work:
                        _do(work, step)
                write_demo_mark(past, replace(mark, done=done))
            if first % _TOLD_EVERY == 0:
                _tell(store)
            if progress is not None:
                progress(done, len(steps))
    _tell(store)
    return len(steps) - mark.done


def _do(work: Work, step: Step) -> None:
    for entity, rows in step.made.items():
        work.bulk_insert(entity, rows)
    for entity, changes in step.changed.items():
        work.bulk_change(entity, changes)
    for entity, ids in step.binned.items():
        work.delete(entity, ids)


def _tell(store: Store) -> None:
    """Let those who show records show them anew; which ones changed would be too many to say."""
    store.tell(Changes({entity.key: frozenset() for entity in iter_entities()}, command=COMMAND))
