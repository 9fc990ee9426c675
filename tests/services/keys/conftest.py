"""An encrypted profile, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.core.settings import Settings, save_settings
from desktop.services import keys as profile_keys
from desktop.services.keys import ProfileKeys
from desktop.services.long_work import LongWork
from desktop.services.opening import OpenProfile, open_for_window, write_manifest
from desktop.store import key_file
from desktop.store.key_file import Effort
from desktop.store.reads import LocalReads
from tests.own_fields import forget_own_fields

KEY = bytes(range(32))
PASSWORD = "quả táo xanh"


class Safe:
    """A keyring in memory, in the place of the system's."""

    def __init__(self, *, is_there: bool = True) -> None:
        self.kept: dict[str, bytes] = {}
        self.is_here = is_there

    def is_there(self) -> bool:
        return self.is_here

    def keep(self, entry: str, key: bytes) -> None:
        self.kept[entry] = key

    def find(self, entry: str) -> bytes | None:
        return self.kept.get(entry)

    def forget(self, entry: str) -> None:
        self.kept.pop(entry, None)


@pytest.fixture(autouse=True)
def safe(monkeypatch: pytest.MonkeyPatch) -> Safe:
    """Keep keys in memory, and guess passwords quickly."""
    made = Safe()
    monkeypatch.setattr(profile_keys, "safe", made)
    monkeypatch.setattr(key_file, "Effort", lambda *numbers: Effort(*numbers or (1, 64, 1)))
    return made


@pytest.fixture(scope="session")
def _sealed_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed") / "profile"
    Profile(folder).make()
    opened = open_for_window(folder, "Nguyễn Văn An", KEY)
    write_manifest(Profile(folder), program_revision(), opened.actor, KEY)
    opened.close()
    save_settings(Profile(folder), Settings(language="vi", theme="light", first_run_done=True))
    return folder


@pytest.fixture
def profile(_sealed_profile: Path, tmp_path: Path) -> Path:
    """Return the folder of an encrypted profile that a master password opens."""
    folder = tmp_path / "profile"
    shutil.copytree(_sealed_profile, folder)
    ProfileKeys(folder).protect(KEY, PASSWORD)
    return folder


@pytest.fixture
def opened(profile: Path) -> Iterator[OpenProfile]:
    found = open_for_window(profile, key=KEY)
    yield found
    found.close()


@pytest.fixture
def work(opened: OpenProfile, profile: Path) -> LongWork:
    return work_on(opened, profile)


def work_on(opened: OpenProfile, profile: Path) -> LongWork:
    """Return what the worker is given."""

    def reads() -> LocalReads:
        return LocalReads(opened.store.path, SystemClock(), opened.store.key)

    return LongWork(opened.store, opened.actor, reads, profile, _silent)


@contextmanager
def open_again(folder: Path, key: bytes | None = KEY) -> Iterator[OpenProfile]:
    """Open a profile as the window does."""
    found = open_for_window(folder, key=key)
    yield found
    found.close()


def _silent(_done: int, _of: int = 0, _what: str = "") -> None:
    """Report to nobody."""


def plain_places(folder: Path, word: str) -> list[str]:
    """Return the files below a folder that hold a word in plain."""
    forms = [form.encode(kind) for form in (word, word.lower()) for kind in ("utf-8", "utf-16-le")]
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


@pytest.fixture(autouse=True)
def _declared_again() -> Iterator[None]:
    yield
    forget_own_fields()
