"""The two doors between the screens and the data: reading, and commanding by key.

The composition root binds them after the first paint. No method is called on the window's thread:
`views.jobs` calls reads in a reader thread, commands in the store thread.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.core.changes import Changes
from desktop.core.diary.ports import DiaryReads
from desktop.core.filters import Filter, Json
from desktop.core.pages import (
    Card,
    Draft,
    HistoryEntry,
    Hit,
    ListQuery,
    Page,
    Ref,
    Snapshot,
    TimelineEntry,
)
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.ports import WorkQuestions

if TYPE_CHECKING:
    from desktop.core.access import Access
    from desktop.core.deletion import Hanging
    from desktop.core.likeness import Duplicate
    from desktop.core.organisation import Organisation
    from desktop.core.protection import Protected
    from desktop.core.statistics import Counting, StatisticsQuery


class Reads(DiaryReads, WorkQuestions, Protocol):
    """Questions to the local database, each answered in the reader thread that calls it.

    `interrupt` may be called from any thread: the question under way then raises CancelledError.
    """

    def first_page(self, query: ListQuery) -> Page:
        """Return the first rows at once, by index; `total` only where all of them fit."""
        ...

    def snapshot(self, list_id: int, query: ListQuery) -> Snapshot:
        """Fix the order of the whole list under `list_id` and return its exact size and groups."""
        ...

    def page(self, list_id: int, query: ListQuery, first: int) -> Page:
        """Return PAGE_ROWS rows from position `first` on, by the snapshot of `list_id`."""
        ...

    def positions(
        self, list_id: int, record_ids: Sequence[uuid.UUID], near: int = 0
    ) -> dict[uuid.UUID, int]:
        """Return where the records stand in the snapshot; those not in it are left out.

        Of one that stands in several groups, the place nearest to `near`.
        """
        ...

    def ids_between(self, list_id: int, first: int, last: int) -> list[uuid.UUID]:
        """Return the ids at positions `first` to `last`, both included."""
        ...

    def rows(self, query: ListQuery, record_ids: Sequence[uuid.UUID]) -> Page:
        """Return these records with the query's columns, as far as they exist."""
        ...

    def cells_for_files(
        self, query: ListQuery, record_ids: Sequence[uuid.UUID]
    ) -> list[tuple[object, ...]]:
        """Return the query's columns of these records as files hold them, as far as they exist."""
        ...

    def close_list(self, list_id: int) -> None:
        """Forget a snapshot."""
        ...

    def count(self, entity: str, condition: Filter) -> int:
        """Return how many living records fulfil `condition`."""
        ...

    def statistics(self, query: StatisticsQuery, counting: Counting | None = None) -> Counting:
        """Count some more of a statistic's records, so that no question takes long.

        Asked again with what was returned until the answer is in it; it may be dropped any time.
        """
        ...

    def card(self, entity: str, record_id: uuid.UUID) -> Card:
        """Return one record whole; raise RecordGoneError."""
        ...

    def choices(self, entity: str, text: str, limit: int = 20) -> list[Hit]:
        """Return records whose title or search words fit what was typed, for a link's editor."""
        ...

    def search(self, text: str, limit: int = 40, entities: Sequence[str] = ()) -> list[Hit]:
        """Return the best records of all (or these) entities for what was typed."""
        ...

    def timeline(
        self, entity: str, record_id: uuid.UUID, kinds: Sequence[str], before: int, limit: int
    ) -> list[TimelineEntry]:
        """Return what happened with a customer before `before` (microseconds), newest first."""
        ...

    def held_since(self, record_id: uuid.UUID | None = None) -> Mapping[str, int]:
        """Return by entity since when (microseconds) a company's history is on this computer.

        What is not named is here whole, like all that happened with `record_id` if it was fetched.
        """
        ...

    def history(self, entity: str, record_id: uuid.UUID, limit: int = 200) -> list[HistoryEntry]:
        """Return the changes of one record, newest first."""
        ...

    def refs(self, entity: str, record_ids: Sequence[uuid.UUID]) -> list[Ref]:
        """Return the titles of records, as far as they exist."""
        ...

    def duplicates(
        self,
        entity: str,
        values: Mapping[str, Json],
        besides: uuid.UUID | None = None,
        limit: int = 5,
    ) -> list[Duplicate]:
        """Return the records that may mean the same as `values`, the likeliest first."""
        ...

    def merged_into(self, entity: str, record_id: uuid.UUID) -> Ref | None:
        """Return the record into which one that lies in the bin was merged."""
        ...

    def organisation(self) -> Organisation:
        """Return the people of the company, its units and roles."""
        ...

    def access(self, entity: str, record_ids: Sequence[uuid.UUID]) -> Access:
        """Return with whom records are shared, and what decides on the rights on a single one."""
        ...

    def hanging(self, entity: str, record_ids: Sequence[uuid.UUID]) -> Hanging:
        """Return what hangs on living records and what would become of it if they were deleted."""
        ...

    def interrupt(self) -> None:
        """Stop the question under way."""
        ...

    def close(self) -> None:
        """Ask nothing more."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command answers: a value in JSON form, and what it changed."""

    value: Json = None
    changes: Changes = Changes()


class Commands(Protocol):
    """Everything that writes, by its key; each is one unit of work in the store thread."""

    def run(self, key: str, arguments: Mapping[str, object]) -> Outcome:
        """Run the command; raise NotAllowedError, RuleBrokenError, ConflictError, BusyError."""
        ...

    def hear(self, changes: Changes) -> None:
        """Take over what another process changed of what all know: own fields and words."""
        ...


class Drafts(Protocol):
    """The journal of what was typed and not saved; survives a killed process."""

    def keep(self, draft: Draft) -> None:
        """Write the draft, durably, over the one with the same key."""
        ...

    def drop(self, key: str) -> None:
        """Forget the draft: it was saved or thrown away."""
        ...

    def waiting(self) -> list[Draft]:
        """Return all drafts, newest first."""
        ...


class Blobs(Protocol):
    """Pictures and files, kept once each under the hash of their bytes (SHA-256, hexadecimal)."""

    def load(self, digest: str) -> bytes:
        """Return the bytes; none if they are not on this computer."""
        ...

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their hash."""
        ...

    def keep_file(self, path: str, limit: int) -> str:
        """Keep a file of at most `limit` bytes and return its hash; raise InputError."""
        ...

    def copy_to(self, digest: str, path: str) -> None:
        """Write the bytes to a file, whole or not at all; raise RecordGoneError, StorageError."""
        ...

    def missing(self, digests: Iterable[str]) -> frozenset[str]:
        """Return those of the hashes whose bytes are not on this computer."""
        ...


class Keys(Protocol):
    """How the key of one profile is kept, and what finds it; each call may take seconds.

    The calls belong into a thread: a password is made slow to try, and a keyring may ask for its
    own.
    """

    def protected(self) -> Protected:
        """Return whether the data are encrypted, and what opens them."""
        ...

    def has_safe(self) -> bool:
        """Tell whether this system has a keyring that can keep a key."""
        ...

    def new_key(self) -> bytes:
        """Return a key for a new profile."""
        ...

    def by_safe(self) -> bytes:
        """Return the key that the keyring holds; raise SafeError."""
        ...

    def by_password(self, password: str) -> bytes:
        """Return the key that a master password opens; raise WrongKeyError."""
        ...

    def by_recovery(self, text: str) -> bytes:
        """Return the key that somebody typed; raise InvalidValueError, WrongKeyError."""
        ...

    def protect(self, key: bytes, password: str = "") -> None:
        """Let the profile open by `password` from now on, or by the keyring if there is none.

        Raises:
            SafeError: the keyring did not take the key; nothing was changed.
            StorageError: it could not be written down; nothing was changed.
        """
        ...


Progress = Callable[[int, int, str], None]  # done, of (0 = unknown), what


class Worker(Protocol):
    """Long work in the other process; see core.messages for what can be asked."""

    async def ask(
        self, request: str, arguments: Mapping[str, Json], progress: Progress | None = None
    ) -> Json:
        """Return the answer; raise AppError as the worker did; cancelled with its task."""
        ...
