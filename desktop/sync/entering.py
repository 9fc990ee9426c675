"""Joining a centre as the window asks for it: by an invitation, a login and a password."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from desktop.core.errors import InputError, RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.services.backups.making import make_backup
from desktop.services.demo.mark import is_demo
from desktop.services.long_work import LongWork, long_work
from desktop.sync.comparing import read_decisions
from desktop.sync.invitation import invitation_from_json, read_invitation
from desktop.sync.joining import join_centre
from desktop.sync.lines import INVITATION, LOGIN, centres, device_of
from desktop.sync.passwords import keep_password
from desktop.sync.serving import status
from desktop.sync.transport import PostgresCentre


@long_work("sync.look")
def look(_work: LongWork, path: str) -> Json:
    """Return what an invitation file holds; raise InputError if it is none."""
    try:
        return read_invitation(Path(path)).to_json()
    except OSError as error:
        raise InputError(_("The file cannot be read.")) from error


@long_work("sync.join")
def join(
    work: LongWork,
    invitation: Json,
    login: str,
    password: str,
    *,
    offers: bool = True,
    matches: Json = None,
    branch: str = "",
) -> Json:
    """Join a centre; return what `status` returns, and "kept": whether a keyring has the password.

    Whoever worked here becomes somebody else by it, so the program has to start again.

    Args:
        work: the profile.
        invitation: what an invitation file holds.
        login: the person's at the centre.
        password: likewise.
        offers: whether what was made here so far goes there.
        matches: what becomes of records that look like the company's; see core.join_plan.
        branch: letters that stand before the codes given here; "": the company's go on.

    Raises:
        RuleBrokenError: it is the demo company, whose customers are of no real people.
        StorageError: the backup that comes first could not be made.
        OfflineError, CentreError: nothing was changed.
    """
    if is_demo(work.store):
        raise RuleBrokenError(_("The demo company cannot join a server."))
    found = invitation_from_json(cast("Mapping[str, Any]", invitation))
    make_backup(work)  # what is not offered gives way to what the company has
    centre = PostgresCentre(found.address(work.profile, login, password))
    try:
        decisions = read_decisions(centre, matches, branch) if offers else None
        device = device_of(work.profile)
        join_centre(
            work.store,
            centre,
            device,
            offers=offers,
            decisions=decisions,
            remembered={INVITATION: json.dumps(found.to_json()), LOGIN: login},
        )
    except BaseException:
        centre.close()
        raise
    is_kept = keep_password(work.profile, password)
    centres[work.profile] = centre
    with suppress(OSError):
        Profile(work.profile).manifest.unlink()  # it names who worked here before
    return status(work, {"kept": is_kept})
