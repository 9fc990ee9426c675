"""The open line of a profile to its centre, and the password by which it is opened.

The password lies in the system's keyring, or is told by the window at each start.
"""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from desktop.core.changes import Changes
from desktop.core.errors import AppError
from desktop.core.paths import OWN
from desktop.core.sync_status import NEWS
from desktop.services.long_work import LongWork
from desktop.store.mirror.tables import get_state, is_joined
from desktop.sync.invitation import CA_FILE, Invitation, invitation_from_json
from desktop.sync.news import Attention
from desktop.sync.passwords import find_password, forget_password, keep_password
from desktop.sync.transport import Address, PostgresCentre

INVITATION: Final = "invitation"
LOGIN: Final = "login"

centres: Final[dict[Path, PostgresCentre]] = {}
_typed: Final[dict[Path, str]] = {}  # passwords that the server has not let in yet
_attention = Attention()


def device_of(profile: Path) -> str:
    """Return what administrators call this computer, with the profile if it is not the main one."""
    computer = platform.node() or "PC"
    return computer if profile.name == OWN else f"{computer} · {profile.name}"


def open_centre(work: LongWork, password: str = "") -> PostgresCentre | None:
    """Return the open line of a profile; None: its password is not known."""
    known = centres.get(work.profile)
    if known is not None and not password:
        return known
    secret = password or find_password(work.profile)
    if not secret:
        return None
    with work.store.reading() as connection:
        invitation = json.loads(get_state(connection, INVITATION) or "{}")
        login = get_state(connection, LOGIN) or ""
    address = invitation_from_json(invitation).address(work.profile, login, secret)
    centres[work.profile] = PostgresCentre(address)
    if known is not None:
        known.close()
    if password:
        _typed[work.profile] = password
    return centres[work.profile]


def note_let_in(profile: Path) -> None:
    """Let the keyring have what was typed, now that the server knows it."""
    password = _typed.pop(profile, "")
    if password:
        keep_password(profile, password)


def address_of(work: LongWork) -> Address | None:
    """Return where the centre is and as whom to go there; None: the password is not known."""
    centre = open_centre(work)
    return None if centre is None else centre.address


def invitation_of(work: LongWork) -> Invitation:
    """Return the invitation by which the profile joined; raise InputError if it did not."""
    with work.store.reading() as connection:
        found = get_state(connection, INVITATION) if is_joined(connection) else None
    return invitation_from_json(json.loads(found or "{}"))


def listen(work: LongWork, centre: PostgresCentre) -> None:
    """Tell the window from now on when the centre says that something is new."""
    news = Changes({NEWS: frozenset()})
    with suppress(AppError):  # then the next round begins it
        _attention.pay(work.profile, centre.listen(), partial(work.store.tell, news))


def hang_up(profile: Path) -> None:
    """Close the line for now; the next question opens it again."""
    _attention.end(profile)
    centre = centres.get(profile)
    if centre is not None:
        centre.close()


def forget(profile: Path) -> None:
    """Close the line for good."""
    hang_up(profile)
    centres.pop(profile, None)
    _typed.pop(profile, None)
    forget_password(profile)
    with suppress(OSError):
        (profile / CA_FILE).unlink(missing_ok=True)
