"""What the mailbox asks the records of the profile: its accounts, and whose addresses are."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.kinds.base import LookupKind
from desktop.core.pages import Ref
from desktop.mail.people.owners import owners_of
from desktop.store.documents import first_document
from desktop.store.reader import Reader
from desktop.store.search import search_everything
from desktop.store.sql import Sql

_MOST: Final = 50_000  # addresses that are remembered
_MOST_DOMAINS: Final = 2_000
_STALE_SECONDS: Final = 30.0  # so long known names stay although something was written
_HITS: Final = 40
_FEW: Final = 20_000
_PEOPLE: Final = ("account", "contact", "lead")


class KnownPeople:
    """Asks the records; remembers whose addresses are. Of the thread that asks."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        """Take where the records are; they are opened when first asked."""
        self._path, self._key = path, key
        self._reader: Reader | None = None
        self._found: dict[str, Ref | None] = {}
        self._version = self._version_of_strangers = -1
        self._since = 0.0

    def refs(self, addresses: Iterable[str]) -> dict[str, Ref]:
        """Return the customer, contact or lead of each address that has one."""
        self._forget()
        wanted = {one for one in addresses if one}
        missing = wanted - self._found.keys()
        if missing:
            reader = self._records()
            owners = owners_of(reader, missing, by_domain=_is_small(reader))
            for one in missing:
                self._found[one] = owners[one].shown if one in owners else None
        return {one: ref for one in wanted if (ref := self._found.get(one)) is not None}

    def addresses_of(self, text: str) -> list[str]:
        """Return the addresses of the customers, contacts and leads that `text` names."""
        reader, docs = self._records(), set()
        with reader.question():
            for hit in search_everything(reader, text, _HITS, _PEOPLE):
                entity, one = hit.ref.entity, hit.ref.id.bytes
                docs |= _documents(reader, entity, f"id = ?{_LIVING}", one)
                if entity == "account":
                    docs |= _documents(reader, "contact", f"account_id = ?{_LIVING}", one)
            marks = ",".join("?" * len(docs))
            sql = f"SELECT value FROM lookup WHERE kind = ? AND doc IN ({marks})"
            rows = reader.rows(Sql(sql, (LookupKind.EMAIL, *docs)))
        return [address for (address,) in rows]

    def accounts(self) -> list[tuple[bytes, str, str, str, str, bool]]:
        """Return (id, name, address, colour, kind, is default) of the mail accounts, in order."""
        query = (
            "SELECT id, name, address, coalesce(colour, ''), coalesce(account_type, 'personal'),"
            " coalesce(is_default, 0) FROM mail_account WHERE deleted_at IS NULL"
            " ORDER BY order_key IS NULL, order_key, name"
        )
        return [(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in self._rows(query)]

    def own_addresses(self) -> list[str]:
        """Return everything that one writes under."""
        query = (
            "SELECT address FROM mail_account WHERE deleted_at IS NULL"
            " UNION SELECT address FROM mail_identity WHERE deleted_at IS NULL"
        )
        return [address for (address,) in self._rows(query)]

    def colleagues(self) -> list[tuple[str, str]]:
        """Return the full name and the stored addresses of each user who has some."""
        query = (
            "SELECT full_name, emails FROM app_user WHERE deleted_at IS NULL AND emails IS NOT NULL"
            " AND full_name IS NOT NULL"
        )
        return [(name, emails) for name, emails in self._rows(query)]

    def domains(self) -> list[str]:
        """Return domains of customers and contacts, as many as one that imitates them may mean."""
        query = (
            "SELECT DISTINCT substr(value, instr(value, '@') + 1) FROM lookup"
            " WHERE kind = ? LIMIT ?"
        )
        reader = self._records()
        with reader.question():
            rows = reader.rows(Sql(query, (LookupKind.EMAIL, _MOST_DOMAINS)))
        return [domain for (domain,) in rows]

    def interrupt(self) -> None:
        """Stop the question under way."""
        if self._reader is not None:
            self._reader.interrupt()

    def close(self) -> None:
        """Close the records."""
        if self._reader is not None:
            self._reader.close()

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        reader = self._records()
        with reader.question():
            return reader.rows(query)

    def _records(self) -> Reader:
        if self._reader is None:
            self._reader = Reader(self._path, self._key)
        return self._reader

    def _forget(self) -> None:
        """After something was written, ask anew of strangers at once, of all others later."""
        with self._records().question() as reader:
            version = reader.number("PRAGMA data_version")
        if version != self._version_of_strangers:
            self._version_of_strangers = version
            self._found = {one: ref for one, ref in self._found.items() if ref is not None}
        is_old = time.monotonic() - self._since >= _STALE_SECONDS
        if (is_old and version != self._version) or len(self._found) > _MOST:
            self._version, self._since = version, time.monotonic()
            self._found.clear()


_LIVING: Final = " AND deleted_at IS NULL"


def _is_small(reader: Reader) -> bool:
    """Tell whether so few addresses are known that all of them are read in a blink."""
    asked = "SELECT count(*) FROM (SELECT 1 FROM lookup WHERE kind = ? LIMIT ?)"
    with reader.question():
        return reader.number(Sql(asked, (LookupKind.EMAIL, _FEW + 1))) <= _FEW


def _documents(reader: Reader, entity: str, condition: str, one: bytes) -> set[int]:
    rows = reader.rows(Sql(f"SELECT rid FROM {entity} WHERE {condition}", (one,)))
    return {first_document(get_entity(entity)) + rid for (rid,) in rows}
