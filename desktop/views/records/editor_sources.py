"""Where the editors of a form get records to choose from, and pictures."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from desktop.core.errors import AppError
from desktop.core.i18n import _
from desktop.core.pages import Hit, Ref
from desktop.core.ports import Reads
from desktop.views.blob_loading import load_blob
from desktop.views.jobs import Jobs, Writing


class LaneChoices:
    """Finds records for links and tags in the card reader; see fields.context.ChoiceSource."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def find(self, entity: str, text: str, done: Callable[[str, Sequence[Hit]], None]) -> None:
        """Call `done(text, hits)` with the records that fit what was typed."""

        def ask(reads: Reads) -> list[Hit]:
            return reads.choices(entity, text)

        def answer(hits: list[Hit]) -> None:
            done(text, hits)

        self._jobs.cards.submit(ask, answer, topic=f"choices {entity}")

    def titles(
        self, entity: str, ids: Sequence[uuid.UUID], done: Callable[[Sequence[Ref]], None]
    ) -> None:
        """Call `done` with the titles of the records, as far as they exist."""

        def ask(reads: Reads) -> list[Ref]:
            return reads.refs(entity, ids)

        self._jobs.cards.submit(ask, done)


class LanePictures:
    """Keeps pictures in the blob store; see fields.context.PictureSource."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def load(self, digest: str, done: Callable[[bytes], None]) -> None:
        """Call `done` with the bytes of a picture, which the company may have to send first."""
        self._jobs.start(self._load(digest, done), name=_("Reading"))

    async def _load(self, digest: str, done: Callable[[bytes], None]) -> None:
        done(await load_blob(self._jobs, digest))

    def keep(self, content: bytes, done: Callable[[str], None]) -> None:
        """Keep the bytes and call `done` with their hash."""

        def ask(writing: Writing) -> str:
            return writing.blobs.keep(content)

        self._jobs.store.submit(ask, done)

    def keep_file(
        self, path: str, limit: int, done: Callable[[str], None], failed: Callable[[str], None]
    ) -> None:
        """Keep a file of at most `limit` bytes: call `done` with its hash, or `failed` with why."""

        def ask(writing: Writing) -> str:
            return writing.blobs.keep_file(path, limit)

        def refuse(error: Exception) -> None:
            if isinstance(error, AppError):
                failed(str(error))
            else:
                self._jobs.report(error)

        self._jobs.store.submit(ask, done, refuse)
