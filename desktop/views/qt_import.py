"""Imports Qt, and keeps it from slowing down every other import."""

from __future__ import annotations

import builtins


def import_qt() -> None:
    """Import Qt's widgets before anything else of the window.

    PySide puts a function of its own in the place of the import statement. For its optional
    `from __feature__ import snake_case`, which nothing here uses, it reads and keeps the source of
    every module that is imported from then on: a tenth of a start, and megabytes once the mapped
    classes are loaded. So the statement is given back to Python.
    """
    import PySide6.QtWidgets  # noqa: F401 - what is wanted is that it is loaded

    builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
