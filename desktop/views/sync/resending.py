"""Editing what the server refused, and sending it again.

What was typed becomes the draft of its record, so that it is there even if the program ends.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from desktop.core.clock import SystemClock, to_micros
from desktop.core.errors import RecordGoneError
from desktop.core.filters import Json
from desktop.core.pages import Draft
from desktop.core.ports import Drafts, Reads
from desktop.core.sync_status import KeptEdit
from desktop.views.jobs import Jobs
from desktop.views.shell.targets import Target, new_record, record


async def keep_as_draft(jobs: Jobs, edit: KeptEdit) -> Target:
    """Keep the values of a refused edit as a draft; return where it is gone on with.

    A record that is not here any more, or never was taken over, is begun anew.
    """

    def ask(reads: Reads) -> bool:
        try:
            return bool(reads.card(edit.entity, edit.id))
        except RecordGoneError:
            return False

    is_here = await jobs.read(ask)
    new = uuid.uuid4().hex
    key = f"{edit.entity}/{edit.id}" if is_here else f"{edit.entity}/new/{new}"
    at = to_micros(SystemClock().now())

    def keep(drafts: Drafts) -> Mapping[str, Json]:
        typed = next((one.values for one in drafts.waiting() if one.key == key), {})
        values = {**edit.values, **typed}  # what is being typed just now goes before
        drafts.keep(Draft(key, edit.entity, edit.id if is_here else None, values, {}, at))
        return values

    values = await jobs.draft(keep)
    return record(edit.entity, edit.id) if is_here else new_record(edit.entity, values, new)
