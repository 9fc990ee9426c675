"""Importing Qt leaves the import statement as Python has it."""

from __future__ import annotations

import builtins
import importlib
import linecache

from desktop.views.qt_import import import_qt


def test_a_module_imported_after_qt_is_not_read_a_second_time(tmp_path, monkeypatch):
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    monkeypatch.syspath_prepend(tmp_path)
    source = tmp_path / "imported_after_qt.py"
    source.write_text("WORD = 'read once'\n", "utf-8")
    importlib.invalidate_caches()
    import_qt()
    import imported_after_qt

    assert imported_after_qt.WORD == "read once"
    assert str(source) not in linecache.cache
