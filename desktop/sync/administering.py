"""What an administrator's window asks of the centre: logins, computers, moves of units.

Each call has a connection of its own, as a round may be under way on the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, cast

from desktop.core.clock import to_micros
from desktop.core.errors import InputError, RuleBrokenError, StorageError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.passwords import SHORTEST
from desktop.services.long_work import LongWork, long_work
from desktop.store.mirror import outbox, problems
from desktop.sync.own_line import own_line
from desktop.sync.serving import invitation_of, run_round
from desktop.sync.transport import PostgresCentre

MOVE: Final = "move"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is said of somebody who is made with the login; of others nothing counts."""

    name: str
    unit: str | None = None
    roles: Sequence[str] = ()


class Administration(PostgresCentre):
    """The centre's functions for administrators; a password leaves here as its verifier alone."""

    def people(self) -> list[dict[str, Json]]:
        """Return who has a login: id, login, is_open, last_seen."""
        return cast("list[dict[str, Json]]", self._call("people", ""))

    def devices(self, person: str) -> list[dict[str, Json]]:
        """Return the computers on which a person joined, the last seen first."""
        return cast("list[dict[str, Json]]", self._call("devices", "%s::uuid", person))

    def make_login(self, person: str, facts: NewPerson, login: str, password: str) -> None:
        """Give a person a login, and make the person where there is none."""
        form = "%s::uuid, %s, %s::uuid, %s::uuid[], %s, %s"
        told = (person, facts.name, facts.unit, list(facts.roles))
        self._call("make_login", form, *told, login, self._verifier(login, password))

    def set_password(self, person: str, password: str) -> None:
        """Give somebody's login another password."""
        login = next((one["login"] for one in self.people() if one["id"] == person), "")
        self._call("set_password", "%s::uuid, %s", person, self._verifier(str(login), password))

    def set_open(self, person: str, *, is_open: bool) -> None:
        """Open or shut somebody's login."""
        self._call("set_open", "%s::uuid, %s", person, is_open)

    def set_device(self, device: str, state: str) -> None:
        """Allow ("ok"), block ("blocked") or wipe ("wipe") a computer."""
        self._call("set_device", "%s::uuid, %s", device, state)

    def _verifier(self, login: str, password: str) -> str:
        with self._working() as connection:
            made = connection.pgconn.encrypt_password(
                password.encode(), login.encode(), b"scram-sha-256"
            )
        return made.decode()


@long_work("admin.people")
def list_people(work: LongWork) -> Json:
    """Return who has a login: id, login, is_open, last_seen."""
    with own_line(work, Administration) as centre:
        return cast("Json", centre.people())


@long_work("admin.make_login")
def make_login(
    work: LongWork, login: str, password: str, person: str, facts: Mapping[str, Any]
) -> Json:
    """Give a person a login, and make the person where there is none; return the person's id.

    `person` is an id, of somebody new too, so that a call that is repeated makes one person;
    `facts` are the name, the unit and the roles of somebody new.

    Raises:
        InputError: the password is too short.
        OfflineError, CentreError: nothing was done, or it can be asked again as it is.
    """
    _check(password)
    with own_line(work, Administration) as centre:
        centre.make_login(person, NewPerson(**facts), login, password)
    run_round(work)
    return person


@long_work("admin.set_password")
def set_password(work: LongWork, person: str, password: str) -> Json:
    """Give somebody's login another password; programs with the old one are put out."""
    _check(password)
    with own_line(work, Administration) as centre:
        centre.set_password(person, password)
    return None


@long_work("admin.set_open")
def set_open(work: LongWork, person: str, *, is_open: bool) -> Json:
    """Open or shut somebody's login; return what `list_people` returns."""
    with own_line(work, Administration) as centre:
        centre.set_open(person, is_open=is_open)
        return cast("Json", centre.people())


@long_work("admin.devices")
def list_devices(work: LongWork, person: str) -> Json:
    """Return somebody's computers: id, name, program, state, first_seen, last_seen."""
    with own_line(work, Administration) as centre:
        return cast("Json", centre.devices(person))


@long_work("admin.set_device")
def set_device(work: LongWork, person: str, device: str, state: str) -> Json:
    """Allow, block or wipe a computer; return what `list_devices` returns."""
    with own_line(work, Administration) as centre:
        centre.set_device(device, state)
        return cast("Json", centre.devices(person))


@long_work("admin.invite")
def invite(work: LongWork, path: str, login: str) -> Json:
    """Write the invitation file for a login; raise StorageError if it cannot be written."""
    found = replace(invitation_of(work), user=login)
    try:
        Path(path).write_text(json.dumps(found.to_json(), indent=1) + "\n", "utf-8")
    except OSError as error:
        raise StorageError(_("The file cannot be written.")) from error
    return None


@long_work("admin.move_unit")
def move_unit(work: LongWork, unit: str, parent: str | None, expected: str | None) -> Json:
    """Move a unit to another place of the tree: the centre decides, so that no circle comes about.

    Returns:
        Whether it has happened; it waits where the centre cannot be reached.

    Raises:
        RuleBrokenError: the unit would stand below itself, or somebody moved it meanwhile.
    """
    told: dict[str, Json] = {"t": "org_unit", "id": unit, "parent": parent, "expected": expected}
    with work.store.work(work.actor, "sync", captured=False) as writing:
        connection = writing.writing.connection
        now = to_micros(work.store.clock.now())
        mid = outbox.add_command(connection, MOVE, told, now)
    run_round(work)
    with work.store.work(work.actor, "sync", captured=False) as writing:
        connection = writing.writing.connection
        query = "SELECT status, answer FROM outbox WHERE mid = ?"
        status, answer = connection.execute(query, (mid,)).fetchone()
        if status == "refused":
            problems.close_of(connection, mid, to_micros(work.store.clock.now()))
    if status == "refused":
        why = json.loads(answer or "{}").get("why") or {}
        raise RuleBrokenError(
            _("A unit cannot stand below itself.")
            if why.get("code") == "cycle"
            else _("The server did not move it: somebody changed the unit meanwhile.")
        )
    return bool(status not in {"queued", "sent"})


def _check(password: str) -> None:
    if len(password) < SHORTEST:
        text = _("A password needs at least {count} characters.").format(count=SHORTEST)
        raise InputError(text)
