"""Numbers for working without a connection: blocks taken in good time, waiting codes filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

from desktop.core.clock import local_day, to_micros
from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.core.kinds.base import Storage
from desktop.core.permissions import Actor
from desktop.core.wire import from_wire
from desktop.services.numbering import fill_codes
from desktop.store import number_blocks as blocks
from desktop.store import numbering
from desktop.store.mirror.tables import is_joined
from desktop.store.number_blocks import Counted
from desktop.store.work import Store
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.identity import identity_of

LOW: Final = 50  # numbers at hand, below which more are asked for
AT_ONCE: Final = 200
MOST: Final = 1000  # in one block
AGAIN: Final = 600_000_000  # microseconds until what was asked for in vain is asked for again


class Numbers(Protocol):
    """Who lends numbers: the centre."""

    def lease_numbers(self, client_id: str, series: str, count: int) -> dict[str, Any]:
        """Return a block of a series."""
        ...


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A numbered field, and how it stands with its numbers."""

    entity: Entity
    field: Field
    counted: Counted
    waiting: int  # records without a code
    at_hand: int
    asked_at: int | None  # when just these numbers were asked for in vain, in microseconds


def provide_numbers(store: Store, actor: Actor, centre: Numbers) -> int:
    """Ask for blocks where few numbers are left, and give waiting records their codes.

    A clock that is wrong, here or there, lets others come than are wanted: these are asked for one
    by one then and not in each round, as every block is lost to the company.

    Returns how many records got one.

    Raises:
        OfflineError: the centre does not answer.
    """
    is_waiting = False
    now = to_micros(store.clock.now())
    for one in list(_wanted(store, actor)):
        is_waiting = is_waiting or one.waiting > 0
        if one.at_hand >= one.waiting + LOW or (one.waiting == 0 and one.at_hand >= LOW):
            continue
        if one.asked_at is not None and 0 <= now - one.asked_at < AGAIN:
            continue
        count = 1 if one.asked_at is not None else min(MOST, one.waiting + AT_ONCE)
        try:
            _lease(store, actor, centre, one, count)
        except OfflineError:
            raise
        except CentreError:
            continue  # the person has no right to these numbers: the records stay without
    return fill_codes(store, actor) if is_waiting else 0


def _wanted(store: Store, actor: Actor) -> Iterator[_Wanted]:
    now = store.clock.now()
    with store.reading() as connection:
        if not is_joined(connection):
            return
        found = []
        for entity, field in numbering.all_sequences():
            if field.gapless:
                continue
            waiting = numbering.without_code(connection, entity.key, field, actor.user_id.bytes)
            counted = numbering.counted_of(connection, entity.key, field, local_day(now))
            at_hand = blocks.remaining(connection, counted, to_micros(now))
            asked_at = blocks.asked_in_vain(connection, counted)
            found.append(_Wanted(entity, field, counted, len(waiting), at_hand, asked_at))
    yield from found


def _lease(store: Store, actor: Actor, centre: Numbers, wanted: _Wanted, count: int) -> None:
    series = wanted.counted.series
    with store.reading() as connection:
        branch = blocks.branch_of(connection)
        client, _lease_id = identity_of(connection)
    told = centre.lease_numbers(client, f"{series} {branch}".strip(), count)
    expires = int(str(from_wire(Storage.MOMENT, told["expires"])))
    counted = Counted(series, str(told["pattern"]), str(told["period"]))
    now = to_micros(store.clock.now())
    serves = counted == wanted.counted and expires > now
    with store.work(actor, "sync.numbers", captured=False) as work:
        blocks.forget_old(work.connection, now)
        blocks.add(work.connection, counted, range(told["lo"], told["hi"] + 1), expires)
        blocks.note_vain(work.connection, wanted.counted, None if serves else now)
