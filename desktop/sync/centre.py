"""What the engine asks of a centre, whatever lies between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from desktop.core.filters import Json
from desktop.core.kinds.base import Stored
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.digests import Digest


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

    def rows(
        self, table: str, rev: int, acls: Sequence[int] | None = None, after: str | None = None
    ) -> Iterator[list[Stored]]:
        """Yield the rows of a table that we may see, or those of some acls, by their ids.

        Each is the stored cells in the order of `wire_columns`; `after` is the id to go on from.
        """
        ...

    def ids(self, table: str, rev: int, acls: Sequence[int] | None = None) -> set[bytes]:
        """Return the ids of the rows of a table that we may see, or of some acls."""
        ...

    def levels(self) -> list[tuple[int, int]]:
        """Return every acl with our level on it."""
        ...

    def pull_with_digest(self, client_id: str, since: Json) -> tuple[Pulled | None, Digest]:
        """Return what changed since a cursor, and the digest of the same moment."""
        ...
