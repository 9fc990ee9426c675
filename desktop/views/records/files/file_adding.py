"""Hanging files on a record: the bytes first, then what is noted of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final, TypeAlias

from desktop.core.clock import SystemClock
from desktop.core.entities import Entity
from desktop.core.errors import AppError
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import _
from desktop.views.jobs import Jobs
from desktop.views.records.files.file_copies import filed
from desktop.views.records.files.file_fetching import FileFetching

MOST_AT_ONCE: Final = 100
About: TypeAlias = tuple[Entity, uuid.UUID]


async def add_files(jobs: Jobs, fetching: FileFetching, about: About, paths: Sequence[str]) -> None:
    """File the bytes first, then note them together, so that one undo takes all away."""
    blobs = await fetching.blobs()
    made: list[dict[str, object]] = []
    refused: list[str] = []
    for path in paths[:MOST_AT_ONCE]:
        try:
            made.append(await jobs.aside(filed, blobs, path))
        except AppError as error:
            refused.append(f"{safe_file_name(path)}: {error}")
    if made:
        entity, record_id = about
        await jobs.command("attachment.attach", entity=entity.key, id=str(record_id), files=made)
    if len(paths) > MOST_AT_ONCE:
        sentence = _("At most {count} files can be attached at once.")
        refused.append(sentence.format(count=MOST_AT_ONCE))
    if refused:
        jobs.failed.emit("\n".join(refused[:5]))


async def add_picture(jobs: Jobs, fetching: FileFetching, about: About, content: bytes) -> None:
    """Hang a picture that was pasted on a record."""
    blobs = await fetching.blobs()
    digest = await jobs.aside(blobs.keep, content)
    now = SystemClock().now().astimezone()
    name = _("Picture {moment}.png").format(moment=f"{now:%Y-%m-%d %H.%M.%S}")
    file = {"name": name, "blob": digest, "size": len(content)}
    entity, record_id = about
    await jobs.command("attachment.attach", entity=entity.key, id=str(record_id), files=[file])
