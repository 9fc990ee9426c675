"""Problems follow their person: settled on one computer is settled on all."""

from __future__ import annotations

from desktop.core.clock import to_micros
from desktop.core.permissions import Actor
from desktop.store.mirror import following
from desktop.store.work import Store
from desktop.sync.transport import PostgresCentre


def follow_problems(store: Store, actor: Actor, centre: PostgresCentre) -> None:
    """Tell what was settled here, and learn what is open on the person's other computers."""
    with store.reading() as connection:
        settled = following.to_settle(connection)
        is_open = following.has_told(connection)
    if settled:
        centre.settle([told for _n, told in settled])
    told = centre.problems()
    if not (settled or is_open or told["conflicts"] or told["refused"]):
        return
    with store.work(actor, "sync", captured=False) as work:
        connection = work.writing.connection
        following.take_problems(connection, told, to_micros(store.clock.now()))
        following.forget_settled(connection, [n for n, _told in settled])
