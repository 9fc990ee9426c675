"""What an administrator's window asks of the server itself: how it stands, copies, going back.

The window has neither pg_dump nor the credentials of the owner: the centre writes down what
is asked, and the background service beside it does it (`desktop.agent`).
"""

from __future__ import annotations

import json
from typing import Final, cast

from desktop.core.filters import Json
from desktop.services.long_work import LongWork, long_work
from desktop.sync.errors import CentreError
from desktop.sync.own_line import own_line
from desktop.sync.transport import PostgresCentre

NOT_ALLOWED: Final = "LH008"


class Upkeep(PostgresCentre):
    """The centre's functions about the server."""

    def state(self) -> Json:
        """Return how the server stands, as `core.server_state` reads it."""
        return cast("Json", self._call("server_state", ""))

    def ask_for(self, kind: str, args: dict[str, Json]) -> None:
        """Ask the service for a task."""
        self._call("ask_server", "%s, %s::jsonb", kind, json.dumps(args))

    def cancel(self, task: str) -> None:
        """Stop a task."""
        self._call("cancel_server", "%s::uuid", task)

    def choose(self, wanted: dict[str, Json]) -> None:
        """Choose when copies are made, how many are kept and where else they go."""
        self._call("set_upkeep", "%s::jsonb", json.dumps(wanted))


@long_work("server.state")
def read_state(work: LongWork) -> Json:
    """Return how the server stands; None: the person does not administer it.

    Raises:
        OfflineError: the centre does not answer.
    """
    with own_line(work, Upkeep) as centre:
        try:
            return centre.state()
        except CentreError as error:
            if error.code == NOT_ALLOWED:
                return None
            raise


@long_work("server.ask")
def ask(work: LongWork, kind: str, name: str = "") -> Json:
    """Ask for "backup", "try" or "restore" (`name` says of which copy); return the state."""
    with own_line(work, Upkeep) as centre:
        centre.ask_for(kind, {"name": name} if name else {})
        return centre.state()


@long_work("server.cancel")
def cancel(work: LongWork, task: str) -> Json:
    """Stop a task; return the state."""
    with own_line(work, Upkeep) as centre:
        centre.cancel(task)
        return centre.state()


@long_work("server.choose")
def choose(work: LongWork, backup_at: str, keep: int, second_folder: str) -> Json:
    """Choose when copies are made, how many are kept and where else they go; return the state."""
    with own_line(work, Upkeep) as centre:
        told: dict[str, Json] = {"backup_at": backup_at, "keep": keep}
        centre.choose(told | {"second_folder": second_folder.strip()})
        return centre.state()
