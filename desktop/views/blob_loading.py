"""Small files such as pictures: from this computer, or from the company if they are there."""

from __future__ import annotations

from desktop.core.errors import AppError
from desktop.views.jobs import Jobs, Writing


async def load_blob(jobs: Jobs, digest: str) -> bytes:
    """Return the bytes; none if they can be had nowhere just now."""

    def ask(writing: Writing) -> bytes:
        return writing.blobs.load(digest)

    content = await jobs.in_store(ask)
    if content or jobs.worker is None:
        return content
    try:
        await jobs.ask("sync.bring", {"digest": digest})
    except AppError:
        return b""  # no server, no network, or nobody has it: the place stays empty
    return await jobs.in_store(ask)
