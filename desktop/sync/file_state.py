"""How it stands with the files of a joined profile, as the window is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop.core.filters import Json
from desktop.services.long_work import LongWork
from desktop.store.blobs import Blobs
from desktop.store.engine import Connection
from desktop.store.mirror import files
from desktop.store.mirror.gone_files import has_gone
from desktop.store.mirror.tables import get_state, renewed
from desktop.sync.history import GENERATION

OFFERED_TO: Final = "files_offered_to"  # the generation of the centre that was offered all files


def files_told(work: LongWork, connection: Connection) -> Mapping[str, Json]:
    """Return how many files wait to be sent, and whether anything is to be done about files."""
    if not renewed(connection):
        return {"files": 0, "transfers": False}
    waiting = files.offered_count(connection)
    is_due = (
        waiting
        or not is_offered(connection)
        or has_gone(connection)
        or missing_pins(work.profile, connection)
    )
    return {"files": waiting, "transfers": bool(is_due)}


def is_offered(connection: Connection) -> bool:
    """Tell whether the centre, as it is since its last restore, was offered all files."""
    return get_state(connection, OFFERED_TO) == get_state(connection, GENERATION)


def missing_pins(profile: Path, connection: Connection) -> list[str]:
    """Return the files that are to stay on this computer and are not here yet."""
    blobs = Blobs(profile, key=None)
    return sorted(one for one in files.pinned_files(connection) if not blobs.has(one))
