"""What editors need from their surroundings: records to choose from, pictures, other fields."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Protocol

from desktop.core.pages import Hit, Ref
from desktop.core.quick_dataclass import dataclass


class ChoiceSource(Protocol):
    """Finds records without making the window wait; answers come later, in the window's thread."""

    def find(self, entity: str, text: str, done: Callable[[str, Sequence[Hit]], None]) -> None:
        """Call `done(text, hits)` with the records that fit what was typed, the best first."""
        ...

    def titles(
        self, entity: str, ids: Sequence[uuid.UUID], done: Callable[[Sequence[Ref]], None]
    ) -> None:
        """Call `done` with the titles of the records, as far as they exist."""
        ...


class PictureSource(Protocol):
    """Keeps pictures under the hash of their bytes; answers come later, in the window's thread."""

    def load(self, digest: str, done: Callable[[bytes], None]) -> None:
        """Call `done` with the bytes of a picture; with none if it is not on this computer."""
        ...

    def keep(self, content: bytes, done: Callable[[str], None]) -> None:
        """Keep the bytes and call `done` with their hash."""
        ...

    def keep_file(
        self, path: str, limit: int, done: Callable[[str], None], failed: Callable[[str], None]
    ) -> None:
        """Keep a file of at most `limit` bytes: call `done` with its hash, or `failed` with why."""
        ...


Create = Callable[[str, str, Callable[[Ref], None]], None]


@dataclass(frozen=True)
class EditorContext:
    """What a form gives to the editors on it; what is None is not offered."""

    choices: ChoiceSource | None = None
    pictures: PictureSource | None = None
    create: Create | None = None  # entity, what was typed, who is told of the new record
    open_record: Callable[[Ref], None] | None = None
    manage: Callable[[str], None] | None = None  # the entity whose entries are to be edited
    open_url: Callable[[str], None] | None = None
    open_file: Callable[[str, str], None] | None = None  # hash and name
    currency_of: Callable[[str], str] | None = None  # of the form's field with that name, now


NO_CONTEXT = EditorContext()
