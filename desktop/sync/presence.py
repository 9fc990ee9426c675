"""Who else is editing a record just now: asked while its card is open, told to nobody else."""

from __future__ import annotations

import logging
from typing import Final

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.paths import Profile
from desktop.core.settings import SHOWN, load_settings
from desktop.services.long_work import LongWork, long_work
from desktop.sync.serving import between_rounds, is_company

NOBODY: Final[Json] = {"asks": False, "names": []}
log = logging.getLogger(__name__)


@long_work("sync.presence")
def tell_presence(work: LongWork, entity: str, record: str, *, edits: bool) -> Json:
    """Say whether we edit a record; return who else does.

    Args:
        work: the profile.
        entity: its key.
        record: its id.
        edits: whether something was typed that is not saved.

    Returns:
        "names" of colleagues, null where it could not be asked just now; "asks": whether it makes
        sense to ask again, which it does not alone or where the person does not want it.
    """
    if not is_company(work) or load_settings(Profile(work.profile)).presence != SHOWN:
        return NOBODY
    with between_rounds(work) as centre:
        names: list[Json] | None = None
        if centre is not None:
            try:
                names = [*centre.present(entity, record, edits=edits)]
            except AppError:
                log.info("who edits what is not known just now")
    return {"asks": True, "names": names}
