"""What an administrator does with the bytes themselves, wherever they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desktop.server.connections import Connection
from desktop.server.installing import ServerError

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Store

DATABASE: Final = "database"
S3: Final = "s3"
_SECONDS: Final = 60
_PROBE: Final = b"Lienhe"
# What stands in a signed address without being spelled otherwise.
_PLAIN: Final = re.compile(r"[A-Za-z0-9._~-]+")
_FOLDER: Final = re.compile(r"([A-Za-z0-9._~-]+/)*")
_ENDPOINT: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")
_COLUMNS: Final = "endpoint, region, bucket, prefix, access_key, secret_key"


@dataclass(frozen=True, slots=True)
class Place:
    """An S3-compatible store and who may write into it; `prefix` is a folder or empty."""

    endpoint: str
    region: str
    bucket: str
    prefix: str
    access_key: str
    secret_key: str

    def check(self) -> None:
        """Raise ServerError for what cannot stand in an address as it is."""
        plain = (self.region, self.bucket, self.access_key)
        if not (_ENDPOINT.fullmatch(self.endpoint) and _FOLDER.fullmatch(self.prefix)):
            raise ServerError("The endpoint is https://HOST[:PORT]; the prefix is empty or NAME/.")
        if not all(_PLAIN.fullmatch(word) for word in plain) or not self.secret_key:
            raise ServerError("Region, bucket and access key are of letters, digits and ._~- only.")


def use_s3(files: Connection, place: Place) -> None:
    """Let new files lie in an S3-compatible store; those that are here stay here.

    Args:
        files: a connection to the database of the files.
        place: tried out first.

    Raises:
        ServerError: it cannot be written, read or emptied.
    """
    place.check()
    store, probe = _opened(place), f"{place.prefix}probe"
    try:
        store.put(probe, _PROBE)
        is_same = bytes(store.get(probe).bytes()) == _PROBE
        store.delete(probe)
    except Exception as error:  # the library has many kinds, and each means the same here
        raise ServerError(f"The store cannot be used: {error}") from error
    if not is_same:
        raise ServerError("The store gives back something else than was put into it.")
    files.execute(
        f"UPDATE files.store SET ({_COLUMNS}) = (%s, %s, %s, %s, %s, %s), kind = 's3'",
        astuple(place),
    )


def use_database(files: Connection) -> None:
    """Let new files lie in the database; those in an S3-compatible store stay there."""
    files.execute("UPDATE files.store SET kind = 'database'")


def read_body(files: Connection, body: int) -> Iterator[bytes]:
    """Yield the chunks of a body, wherever they lie; raise ServerError where one is missing."""
    found = files.execute("SELECT n FROM files.chunk WHERE body = %s ORDER BY n", (body,))
    numbers = [n for (n,) in found.fetchall()]
    store: S3Store | None = None
    for n in numbers:
        query = "SELECT data, files.key_of(body, n) FROM files.chunk WHERE body = %s AND n = %s"
        row = files.execute(query, (body, n), binary=True).fetchone()
        if row is None:
            raise ServerError(f"Chunk {n} of the body {body} is gone.")
        if row[0] is not None:
            yield bytes(row[0])
            continue
        store = store or open_s3(files)
        yield _got(store, str(row[1]))


def delete_bodies(files: Connection, bodies: list[int]) -> None:
    """Delete bodies that no file is of, with what lies of them in an S3-compatible store."""
    query = (
        "SELECT files.key_of(c.body, c.n) FROM files.chunk c WHERE c.body = ANY (%s) "
        "AND c.data IS NULL"
    )
    keys = [key for (key,) in files.execute(query, (bodies,)).fetchall()]
    if keys:
        _delete(open_s3(files), keys)
    files.execute("DELETE FROM files.body WHERE body = ANY (%s)", (bodies,))


def open_s3(files: Connection) -> S3Store:
    """Return the S3-compatible store that is set."""
    row = files.execute(f"SELECT {_COLUMNS} FROM files.store").fetchone()
    if row is None or row[0] is None:
        raise ServerError("It is not known where the S3-compatible store is: say `files s3 …`.")
    return _opened(Place(*row))


def _opened(place: Place) -> S3Store:
    from obstore.store import S3Store  # only a centre with such a store needs it

    options: ClientConfig = {"timeout": f"{_SECONDS}s", "connect_timeout": "15s"}
    if place.endpoint.startswith("http://"):
        options["allow_http"] = True
    return S3Store(
        place.bucket,
        endpoint=place.endpoint,
        region=place.region,
        access_key_id=place.access_key,
        secret_access_key=place.secret_key,
        virtual_hosted_style_request=False,
        client_options=options,
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=_SECONDS)},
    )


def _delete(store: S3Store, keys: list[str]) -> None:
    try:
        store.delete(keys)
    except Exception as error:  # as below
        raise ServerError(f"Chunks cannot be deleted from the store: {error}") from error


def _got(store: S3Store, key: str) -> bytes:
    try:
        return bytes(store.get(key).bytes())
    except Exception as error:  # the library has many kinds, and each means the same here
        raise ServerError(f"{key} cannot be read from the store: {error}") from error
