"""What the worker does once a day for the mailbox."""

from __future__ import annotations

from contextlib import closing
from typing import Final

from desktop.core.filters import Json
from desktop.mail.boxes.cleaning import clean
from desktop.mail.boxes.opening import FOLDER, MAILBOX, Box
from desktop.services.long_work import LongWork, long_work
from desktop.store.engine import Role

COMMAND: Final = "mail.upkeep"


@long_work(COMMAND)
def tidy_mailbox(work: LongWork) -> Json:
    """Keep the mailbox within its budget; return how many messages were freed."""
    store = work.store
    if not (store.profile / FOLDER / MAILBOX).exists():
        return 0
    with closing(Box(store.profile, Role.WORKER, store.key)) as box:
        return clean(box)
