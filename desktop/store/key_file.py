"""The key file of an encrypted profile: what opens its data, but never the key itself in plain.

`key.json` says whether the key lies in the system's keyring, or holds it under a master password
(Argon2id, RFC 9106; AES-256-GCM). A copy lies among the backups, since without either file the
recovery key alone helps. A check value tells a wrong key from a damaged database.
"""

from __future__ import annotations

import base64
import hmac
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.json_file import JsonObject, parse_json, write_json
from desktop.core.passwords import normalized
from desktop.core.paths import KEY_FILE
from desktop.core.protection import Protected, WrongKeyError
from desktop.store.engine import KEY_BYTES
from desktop.store.faults import told
from desktop.store.sealing import derived_key

FORMAT: Final = 1
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_CHECK_BYTES: Final = 16
_LARGEST_FILE: Final = 64 * 1024
_MOST: Final = 16
_MOST_KB: Final = 1024 * 1024
WRONG_PASSWORD: Final = N_("The password is not right.")


@dataclass(frozen=True, slots=True)
class Effort:
    """What guessing one password costs; the second choice of RFC 9106, 4: 0.2 s on two cores."""

    passes: int = 3
    memory_kb: int = 64 * 1024
    lanes: int = 4

    def is_sane(self) -> bool:
        """Tell whether a file by a stranger would not take all memory."""
        is_bearable = 1 <= self.passes <= _MOST and 1 <= self.lanes <= _MOST
        return is_bearable and 8 * self.lanes <= self.memory_kb <= _MOST_KB


@dataclass(frozen=True, slots=True)
class Box:
    """The key under a password."""

    salt: bytes
    effort: Effort
    sealed: bytes  # nonce, ciphertext, tag


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What opens a profile's data: a `box`, or the keyring's entry named `entry`."""

    entry: str
    check: bytes
    box: Box | None = None

    @property
    def opens(self) -> Protected:
        """What opens the data."""
        return Protected.BY_SAFE if self.box is None else Protected.BY_PASSWORD

    def is_of(self, key: bytes) -> bool:
        """Tell whether `key` is the one of this profile."""
        return hmac.compare_digest(self.check, _check_of(key))

    def opened_by(self, password: str) -> bytes:
        """Return the key; takes its time and memory.

        Raises:
            WrongKeyError: the password is another.
        """
        if self.box is None:
            raise WrongKeyError(_(WRONG_PASSWORD))
        outer = AESGCM(_stretched(password, self.box.salt, self.box.effort))
        nonce, body = self.box.sealed[:_NONCE_BYTES], self.box.sealed[_NONCE_BYTES:]
        try:
            key = outer.decrypt(nonce, body, self.entry.encode())
        except InvalidTag as error:
            raise WrongKeyError(_(WRONG_PASSWORD)) from error
        if not self.is_of(key):
            raise WrongKeyError(_(WRONG_PASSWORD))
        return key


def made_for(
    key: bytes, password: str = "", entry: str = "", effort: Effort | None = None
) -> KeyFile:
    """Return a key file that opens by `password`, or by the keyring if there is none.

    `entry` stays the same when the password is changed; "" makes a new one.
    """
    entry = entry or uuid.uuid4().hex
    if not password:
        return KeyFile(entry, _check_of(key))
    salt, nonce = os.urandom(16), os.urandom(_NONCE_BYTES)
    effort = effort or Effort()
    outer = AESGCM(_stretched(password, salt, effort))
    box = Box(salt, effort, nonce + outer.encrypt(nonce, key, entry.encode()))
    return KeyFile(entry, _check_of(key), box)


def new_key() -> bytes:
    """Return a key for a new profile."""
    return os.urandom(KEY_BYTES)


def write_key_file(folder: Path, made: KeyFile) -> None:
    """Write the key file into a folder, whole or not at all; raise StorageError."""
    data: JsonObject = {
        "format": FORMAT,
        "entry": made.entry,
        "check": _text(made.check),
        "opens": made.opens.value,
    }
    if made.box is not None:
        effort = made.box.effort
        data["box"] = {
            "salt": _text(made.box.salt),
            "passes": effort.passes,
            "memory_kb": effort.memory_kb,
            "lanes": effort.lanes,
            "sealed": _text(made.box.sealed),
        }
    with told():
        write_json(folder / KEY_FILE, data)


def find_key_file(*folders: Path) -> KeyFile | None:
    """Return the first key file of these folders that can be read."""
    found = (read_key_file(folder / KEY_FILE) for folder in folders)
    return next((one for one in found if one is not None), None)


def read_key_file(path: Path) -> KeyFile | None:
    """Return the key file, or None where there is none or it is damaged; never touches it."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return None
        return parse_key_file(path.read_bytes())
    except OSError:
        return None


def parse_key_file(text: bytes) -> KeyFile | None:
    """Return the key file that `text` is, or None if it is none."""
    data = parse_json(text)
    try:
        if data is None or data["format"] != FORMAT:
            return None
        entry, check = str(data["entry"]), _bytes(data["check"], _CHECK_BYTES)
        box = data.get("box")
        made = _box(box) if isinstance(box, dict) else None
        found = KeyFile(str(uuid.UUID(entry).hex), check, made)
    except (KeyError, TypeError, ValueError):
        return None
    return found if data.get("opens") == found.opens.value else None


def _box(data: Mapping[str, Json]) -> Box:
    effort = Effort(*(int(str(data[name])) for name in ("passes", "memory_kb", "lanes")))
    if not effort.is_sane():
        raise ValueError("out of bounds")
    sealed = _bytes(data["sealed"], _NONCE_BYTES + KEY_BYTES + _TAG_BYTES)
    return Box(_bytes(data["salt"], 16), effort, sealed)


def _stretched(password: str, salt: bytes, effort: Effort) -> bytes:
    maker = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=effort.passes,
        lanes=effort.lanes,
        memory_cost=effort.memory_kb,
    )
    return maker.derive(normalized(password).encode())


def _check_of(key: bytes) -> bytes:
    return derived_key(key, "check")[:_CHECK_BYTES]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: Json, length: int) -> bytes:
    data = base64.b64decode(str(text), validate=True)
    if len(data) != length:
        raise ValueError("another length")
    return data
