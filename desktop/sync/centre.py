"""What the engine asks of a centre, whatever lies between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from desktop.core.filters import Json
from desktop.core.kinds.base import Stored
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.digests import Digest
from desktop.store.mirror.horizons import Window
from desktop.sync.queries import ALL, Older, Part


class Centre(Protocol):
    """What the engine asks of the centre; the tests put faults between."""

    def hello(self, client_id: str, lease: str, about: Mapping[str, Json]) -> dict[str, Any]:
        """Say who we are; return what the centre is."""
        ...

    def push(
        self, client_id: str, lease: str, next_lease: str, rev: int, groups: Sequence[Json]
    ) -> dict[str, Any]:
        """Send groups; return what became of them."""
        ...

    def pull(self, client_id: str, since: Json) -> Pulled | None:
        """Return what changed since a cursor; None: everything must be copied anew."""
        ...

    def tick(self, since: Json) -> bool:
        """Tell whether anything is newer than a cursor."""
        ...

    def known(self, mids: Sequence[str]) -> dict[str, Any]:
        """Return the answers to those groups that the centre has."""
        ...

    def tables(self) -> list[str]:
        """Return the tables in the order in which rows are written."""
        ...

    def position(self) -> dict[str, Json]:
        """Return the cursor of the present moment."""
        ...

    def rows(self, table: str, rev: int, part: Part = ALL) -> Iterator[list[Stored]]:
        """Yield the rows of a table that we may see, or a part of them, by their ids.

        Each is the stored cells in the order of `wire_columns`.
        """
        ...

    def ids(self, table: str, rev: int, part: Part = ALL) -> set[bytes]:
        """Return the ids of the rows of a table that we may see, or of a part of them."""
        ...

    def count_rows(self, windows: Mapping[str, Window]) -> int:
        """Return how many rows we may see; of the histories in `windows` those parts alone."""
        ...

    def levels(self) -> list[tuple[int, int]]:
        """Return every acl with our level on it."""
        ...

    def pull_with_digest(
        self, client_id: str, since: Json, windows: Mapping[str, Window]
    ) -> tuple[Pulled | None, Digest]:
        """Return what changed since a cursor, and the digest of the same moment.

        Of the histories in `windows` that counts those parts alone.
        """
        ...

    def pull_with_older(
        self, client_id: str, since: Json, older: Older, after: str | None, limit: int
    ) -> tuple[Pulled | None, list[list[Stored]]]:
        """Return what changed since a cursor, and some older rows as of the same moment."""
        ...
