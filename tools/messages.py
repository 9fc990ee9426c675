"""Finds the texts that people see in the sources: what `_`, `N_` and `ngettext` are given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARKS = {"_": 1, "N_": 1, "ngettext": 2}
# This one may be given a variable: N_ has marked its text where it was declared.
TRANSLATES = "_"


@dataclass(frozen=True)
class Message:
    """One text, or the two forms of a counted one, where it stands."""

    place: str
    singular: str
    plural: str = ""


@dataclass(frozen=True)
class BadMessage:
    """A call that no catalogue can serve, and why."""

    place: str
    reason: str


def find_messages(source: str, name: str) -> Iterator[Message | BadMessage]:
    """Yield what the module `name` with the text `source` marks for translation."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (mark := mark_of(node)):
            found = read_call(node, mark, f"{name}:{node.lineno}")
            if found is not None:
                yield found


def find_all_messages(root: Path, folder: str) -> Iterator[Message | BadMessage]:
    """Yield the messages of every module under `root / folder`."""
    for path in sorted((root / folder).rglob("*.py")):
        if path.name == "i18n.py":  # it makes the marks
            continue
        yield from find_messages(path.read_text("utf-8"), path.relative_to(root).as_posix())


def mark_of(call: ast.Call) -> str:
    """Return which of the marks the call uses, or the empty string."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name if name in MARKS else ""


def read_call(call: ast.Call, mark: str, place: str) -> Message | BadMessage | None:
    """Return the text given to a mark; None for `_(variable)`, marked where it was declared."""
    texts = call.args[: MARKS[mark]]
    if any(isinstance(text, ast.JoinedStr | ast.BinOp) for text in texts):
        return BadMessage(place, f"{mark} needs the plain text; fill it in afterwards with .format")
    words = [t.value for t in texts if isinstance(t, ast.Constant) and isinstance(t.value, str)]
    if len(words) < MARKS[mark]:
        return None if mark == TRANSLATES else BadMessage(place, f"{mark} needs plain text")
    return Message(place, *words)
