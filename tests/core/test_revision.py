"""The revision of the program follows its declarations."""

from __future__ import annotations

import os
from pathlib import Path

import desktop
from desktop.core.revision import VERSION, _newest, program_revision

PACKAGE = Path(desktop.__file__).parent


def test_it_is_that_of_the_newest_source_that_declares_something():
    parts = [PACKAGE / part for part in ("models", "services", "core")]
    newest = max(file.stat().st_mtime_ns for part in parts for file in part.rglob("*.py"))
    program_revision.cache_clear()
    assert program_revision() == f"{VERSION}-{newest:x}"


def test_a_change_deep_in_a_folder_is_noticed(tmp_path):
    deep = tmp_path / "contacts" / "cards"
    deep.mkdir(parents=True)
    (tmp_path / "old.py").touch()
    source = deep / "new.py"
    source.touch()
    later = (tmp_path / "old.py").stat().st_mtime_ns + 10**9
    os.utime(source, ns=(later, later))
    assert _newest(str(tmp_path)) == later


def test_what_is_no_source_does_not_count(tmp_path):
    cache = tmp_path / "__pycache__"
    cache.mkdir()
    (cache / "old.py").touch()
    (tmp_path / "notes.txt").touch()
    assert _newest(str(tmp_path)) == 0


def test_a_bundle_without_sources_has_no_time():
    assert _newest(str(PACKAGE / "nowhere")) == 0
