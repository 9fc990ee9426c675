"""The report of a bug of ours: what a person may read and send, without anybody's data."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.core.logs import redact
from desktop.core.version import VERSION

ACTIONS: Final = 30  # the last ones


def report_text(
    error: BaseException,
    *,
    at: datetime,
    actions: Iterable[str] = (),
    facts: Mapping[str, str] | None = None,
) -> str:
    """Return the report as plain text.

    The message of the error is left out unless it is one of the language itself: ours and the
    libraries' may quote what somebody typed.

    Args:
        error: what was raised.
        at: the moment, UTC.
        actions: keys of the last actions, the oldest first.
        facts: more about the surroundings, such as the version of Qt.
    """
    lines = [
        f"Lienhe {VERSION}",
        f"{at:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
        f" {platform.machine()}",
        *(f"{name} {value}" for name, value in (facts or {}).items()),
        "",
        *_stack(error),
        "",
        "Last actions: " + (", ".join(list(actions)[-ACTIONS:]) or "none"),
    ]
    return "\n".join(lines) + "\n"


def _stack(error: BaseException) -> list[str]:
    """Return the stack, and those of its causes, with paths as short as they can be."""
    lines = []
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    for one in reversed(chain):
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        ]
        lines.append(_name_of(one))
    return lines


def _name_of(error: BaseException) -> str:
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    if isinstance(error, AttributeError | NameError | TypeError | ImportError | AssertionError):
        return f"{name}: {redact(str(error))}"
    return name


def _short(path: str) -> str:
    """Return a path from the package on: the folders above tell who uses the computer."""
    parts = Path(path).parts
    for folder in ("site-packages", "desktop"):
        if folder in parts:
            place = len(parts) - 1 - parts[::-1].index(folder)
            return "/".join(parts[place:] if folder == "desktop" else parts[place + 1 :])
    standard = Path(sys.base_prefix).parts
    return "/".join(parts[len(standard) :] if parts[: len(standard)] == standard else parts[-1:])
