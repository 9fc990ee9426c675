"""Sharing records with a person, a unit or a role.

Records named "share" travel like others; who may share a record decides the centre, and we ask
before by the levels that it told.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.errors import InputError, NotAllowedError
from desktop.core.i18n import N_, _
from desktop.core.permissions import Level
from desktop.services.commands import command
from desktop.store.organisation import read_access, shares_with
from desktop.store.work import Work

KINDS: Final = {"user": "user_id", "unit": "unit_id", "role": "role_id"}
LEVELS: Final = {level.name.lower(): level for level in Level}
AT_ONCE: Final = 5_000


@command("share.set", label=N_("Share…"))
def set_share(
    work: Work, entity: str, ids: Sequence[str], *, kind: str, who: str, level: str
) -> int:
    """Share records with a user, unit or role at a level; "none" ends it. Return how many changed.

    Raises:
        InputError: too many at once, or nothing of that kind can be shared.
        NotAllowedError: somebody else may share one of them, we may not.
    """
    facts, given = get_entity(entity), LEVELS[level]
    if facts.company or facts.key == "share":
        raise InputError(_("Such records cannot be shared."))
    if len(ids) > AT_ONCE:
        raise InputError(_("At most 5,000 records are shared at once."))
    records = [uuid.UUID(one) for one in ids]
    access = read_access(work.connection, entity, records)
    if records and access.mine < Level.SHARE:
        raise NotAllowedError(_("Only who may hand a record over may share it."))
    named = uuid.UUID(who)
    known = shares_with(work.connection, entity, records, KINDS[kind], named)
    gone = [share for shares in known.values() for share, _level in shares[given > 0 :]]
    if gone:
        work.delete("share", gone)
    if not given:
        return len(gone)
    other = [s[0][0] for s in known.values() if s[0][1] is not given]
    if other:
        work.bulk_update("share", other, {"level": level})
    new = [one for one in records if one not in known]
    rows = [
        {"record_type": entity, "record_id": str(one), KINDS[kind]: named, "level": level}
        for one in new
    ]
    if rows:
        work.bulk_insert("share", rows)
    return len(other) + len(rows)
