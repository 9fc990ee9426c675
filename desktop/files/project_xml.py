"""Plan files of Microsoft Project (XML): read in a process of their own, written whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from desktop.core.errors import InputError
from desktop.core.i18n import N_, _
from desktop.core.project_xml.plan_file import (
    NAMESPACE,
    PlanFile,
    plan_from_json,
    plan_to_json,
)
from desktop.core.project_xml.reading import Element, PlanReader
from desktop.core.project_xml.writing import plan_xml
from desktop.files.atomic import replacing
from desktop.files.errors import FileProblem, Problem
from desktop.files.sandbox import Cancelled, Limits, never, run_in_child

ENDING: Final = ".xml"
LARGEST: Final = 128 * 1024 * 1024
DEEPEST: Final = 60
LONGEST_TEXT: Final = 100_000  # letters of one element
_LIMITS: Final = Limits(memory=1536 * 1024 * 1024, seconds=90)
_AT_ONCE: Final = 500  # tasks in a message
# What of a plan we never take over, and what makes most of a file.
_SKIPPED: Final = frozenset(
    {"TimephasedData", "OutlineCodes", "WBSMasks", "Views", "Filters", "Groups", "Tables", "Maps",
     "Reports", "Drawings", "DataLinks", "VBAProjects", "ExtendedAttributes"}
)  # fmt: skip
NO_PLAN: Final = N_(
    "“{name}” is no plan that this program knows. Save it in Microsoft Project as XML "
    "(File › Save As › XML Format), then choose that file."
)
BROKEN: Final = N_(
    "“{name}” is incomplete or damaged at line {line}. Save it again in the program it comes from."
)
HARMFUL: Final = N_(
    "“{name}” defines entities, as harmful files do. It was not opened. Ask the sender for another "
    "copy."
)
_REFUSALS: Final = {"no_plan": NO_PLAN, "broken": BROKEN, "harmful": HARMFUL}


def read_plan_file(path: Path, cancelled: Cancelled = never) -> PlanFile:
    """Return the plan in a file.

    Raises:
        FileProblem: it cannot be read.
        InputError: it is no plan; the sentence says why and what to do.
        CancelledError: `cancelled` said so.
    """
    plan: dict[str, Any] = {}
    for message in run_in_child("describe_plan", {"path": str(path)}, _LIMITS, cancelled):
        if "refused" in message:
            words = _REFUSALS[str(message["refused"])]
            raise InputError(_(words).format(name=path.name, line=message.get("line", "?")))
        value: Any
        for name, value in message.items():
            known = plan.get(name)
            plan[name] = known + value if isinstance(known, list) else value
    return plan_from_json(plan)


def write_plan_file(path: Path, plan: PlanFile, cancelled: Cancelled = never) -> Path:
    """Write a plan as XML, replacing an earlier file whole.

    Raises:
        FileProblem: it cannot be written; nothing was changed.
    """
    with replacing(path, cancelled) as file:
        file.write(plan_xml(plan).encode("utf-8"))
    return path


def describe_plan(arguments: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Yield the plan of a file in pieces, or why it is refused; runs in the reading process."""
    path = Path(arguments["path"])
    if path.stat().st_size > LARGEST:
        raise FileProblem(Problem.TOO_BIG)
    tree = _Tree()
    try:
        with path.open("rb") as file:
            tree.parser.ParseFile(file)
    except _HarmfulError:
        yield {"refused": "harmful"}
        return
    except (expat.ExpatError, ValueError, UnicodeError):
        refusal = "broken" if tree.is_plan else "no_plan"
        yield {"refused": refusal, "line": tree.parser.CurrentLineNumber}
        return
    if not tree.is_plan:
        yield {"refused": "no_plan"}
        return
    plan = PlanReader(tree.root).read()
    yield {**plan_to_json(replace(plan, tasks=())), "tasks": []}
    for first in range(0, len(plan.tasks), _AT_ONCE):
        yield {"tasks": [asdict(task) for task in plan.tasks[first : first + _AT_ONCE]]}


class _HarmfulError(Exception):
    """The file defines entities."""


class _Tree:
    """Builds the elements of a plan: by name, with texts where there are no children."""

    def __init__(self) -> None:
        self.root: dict[str, list[Any]] = {}
        self.is_plan = False
        self._open: list[dict[str, list[Any]]] = []
        self._texts: list[str] = []
        self._length = 0
        self._skipping = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.EntityDeclHandler = _refuse_entity
        self.parser.StartDoctypeDeclHandler = _refuse_entity

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if not self._open and not self._skipping:
            self.is_plan = tag == "Project" and name.rpartition(" ")[0] in {"", NAMESPACE}
            if not self.is_plan:
                raise ValueError(tag)
            self._open.append(self.root)
            return
        if self._skipping or tag in _SKIPPED:
            self._skipping += 1
            return
        if len(self._open) > DEEPEST:
            raise ValueError(tag)
        self._texts.clear()
        self._length = 0
        self._open.append({})

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        made = self._open.pop()
        if self._open:
            value: Element | str = made or "".join(self._texts)
            self._open[-1].setdefault(name.rpartition(" ")[2], []).append(value)
        self._texts.clear()
        self._length = 0

    def _data(self, data: str) -> None:
        if not self._skipping and self._length < LONGEST_TEXT:
            self._texts.append(data)
            self._length += len(data)


def _refuse_entity(*_declared: object) -> None:
    raise _HarmfulError
