"""Joining a centre from a profile that was used alone, and leaving it again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import cast

from desktop.core.clock import from_micros
from desktop.core.filters import Json
from desktop.core.horizons import MONTHS, horizon_of
from desktop.core.kinds.base import Storage
from desktop.core.sync_status import PROTOCOL
from desktop.core.version import VERSION
from desktop.core.wire import from_wire
from desktop.store.migrations import HEAD
from desktop.store.mirror import horizons, joining
from desktop.store.mirror.tables import set_state
from desktop.store.work import Store
from desktop.sync.centre import Centre
from desktop.sync.chosen import edit_chosen
from desktop.sync.history import GENERATION
from desktop.sync.identity import CLIENT, LEASE
from desktop.sync.join_decisions import JoinDecisions
from desktop.sync.transport import new_uuid


def join_centre(
    store: Store,
    centre: Centre,
    device: str,
    *,
    offers: bool,
    decisions: JoinDecisions | None = None,
    remembered: Mapping[str, str] | None = None,
) -> uuid.UUID:
    """Join; return who we are there.

    Args:
        store: of the profile.
        centre: a connection to it.
        device: what colleagues and administrators call this machine.
        offers: whether what was made here so far goes to the centre.
        decisions: which records of mine give way to the company's.
        remembered: what the profile knows of the centre from the moment on that it joined.

    Raises:
        OfflineError, CentreError: nothing was changed.
    """
    client, lease = new_uuid(), new_uuid()
    about: dict[str, Json] = {
        "device": device,
        "program": VERSION,
        "protocol": PROTOCOL,
        "rev": HEAD,
        "cursor": None,
    }
    answer = centre.hello(client, lease, about)
    user_id = uuid.UUID(answer["user"]["id"])
    with store.work(store.owner(), "sync.join", captured=False) as work:
        prepare = decisions.prepare if decisions is not None else None
        joining.join(work.writing, user_id, offers=offers, prepare=prepare)
        connection = work.writing.connection
        set_state(connection, CLIENT, client)
        set_state(connection, LEASE, lease)
        set_state(connection, GENERATION, str(answer["generation"]))
        now = from_wire(
            Storage.MOMENT, answer["server_time"]
        )  # whatever this computer's clock says
        since = horizon_of(from_micros(cast("int", now)), MONTHS)
        horizons.begin(connection, since, MONTHS)
        for key, value in (remembered or {}).items():
            set_state(connection, key, value)
    edit_chosen(store)
    return user_id


def leave_centre(store: Store) -> None:
    """Leave; what is here stays here, what waits is sent no more."""
    with store.work(store.owner(), "sync.leave", captured=False) as work:
        joining.leave(work.writing.connection)
