"""Imports Qt, and keeps it from slowing down the start and every other import."""

from __future__ import annotations

import builtins
import sys
import threading
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Scope = Mapping[str, object] | None

SIGNATURE: Final = "shibokensupport.signature"
LATE: Final = frozenset(
    f"{SIGNATURE}.{name}"
    for name in ("errorhandler", "layout", "lib.enum_sig", "lib.pyi_generator", "parser")
)


def import_qt() -> None:
    """Import Qt's widgets before anything else of the window.

    At every start PySide compiles thousands of lines that serve its error messages, signatures
    and stub files alone: a seventh of a start. They wait for their first use.

    It also puts a function of its own in the place of the import statement. For its optional
    `from __feature__ import snake_case`, which nothing here uses, it reads and keeps the source of
    every module that is imported from then on: a tenth of a start, and megabytes once the mapped
    classes are loaded. So the statement is given back to Python.
    """
    import_now = builtins.__import__

    def import_late(
        name: str,
        globals: Scope = None,  # noqa: A002 - the import statement's own names
        locals: Scope = None,  # noqa: A002 - likewise
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        for part in fromlist or ():
            if (late := f"{name}.{part}") in LATE:
                sys.modules.setdefault(late, LateModule(late))
        return import_now(name, globals, locals, fromlist or (), level)

    builtins.__import__ = import_late
    try:
        import PySide6.QtWidgets  # noqa: F401 - what is wanted is that it is loaded
    finally:
        builtins.__import__ = import_now


class LateModule(ModuleType):
    """A module of PySide's signatures that is filled when somebody asks it for something."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__spec__ = ModuleSpec(name, None)
        self._filling = threading.RLock()

    def __getattr__(self, name: str) -> object:
        """Fill the module, then return what is asked for."""
        if name.startswith("__"):
            raise AttributeError(name)
        with self._filling:
            self._fill()
        return super().__getattribute__(name)

    def _fill(self) -> None:
        spec, package = self.__spec__, sys.modules[SIGNATURE].__spec__
        if spec is None or package is None or package.loader is None or spec.loader is not None:
            return
        spec.loader = package.loader
        published, spec.name = spec.name, self.__name__  # PySide gives its modules a second name
        try:
            spec.loader.exec_module(self)
        finally:
            spec.name = published
