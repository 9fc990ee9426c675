"""Numbers for working without a connection: blocks taken in good time, waiting codes filled in."""

from __future__ import annotations

from collections.abc import Iterator
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


class Numbers(Protocol):
    """Who lends numbers: the centre."""

    def lease_numbers(self, client_id: str, series: str, count: int) -> dict[str, Any]:
        """Return a block of a series."""
        ...


def provide_numbers(store: Store, actor: Actor, centre: Numbers) -> int:
    """Ask for blocks where few numbers are left, and give waiting records their codes.

    Returns how many records got one.

    Raises:
        OfflineError: the centre does not answer.
    """
    is_waiting = False
    for entity, field, waiting, at_hand in list(_wanted(store, actor)):
        is_waiting = is_waiting or waiting > 0
        if at_hand >= waiting + LOW or (waiting == 0 and at_hand >= LOW):
            continue
        try:
            _lease(store, actor, centre, entity, field, min(MOST, waiting + AT_ONCE))
        except OfflineError:
            raise
        except CentreError:
            continue  # the person has no right to these numbers: the records stay without
    return fill_codes(store, actor) if is_waiting else 0


def _wanted(store: Store, actor: Actor) -> Iterator[tuple[Entity, Field, int, int]]:
    """Yield each numbered field, how many records wait for its codes, how many are at hand."""
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
            found.append((entity, field, len(waiting), at_hand))
    yield from found


def _lease(
    store: Store, actor: Actor, centre: Numbers, entity: Entity, field: Field, count: int
) -> None:
    series = f"{entity.key}.{field.name}"
    with store.reading() as connection:
        branch = blocks.branch_of(connection)
        client, _lease_id = identity_of(connection)
    told = centre.lease_numbers(client, f"{series} {branch}".strip(), count)
    expires = int(str(from_wire(Storage.MOMENT, told["expires"])))
    with store.work(actor, "sync.numbers", captured=False) as work:
        counted = Counted(series, str(told["pattern"]), str(told["period"]))
        blocks.forget_old(work.connection, to_micros(store.clock.now()))
        blocks.add(work.connection, counted, range(told["lo"], told["hi"] + 1), expires)
