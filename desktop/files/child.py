"""The reading process: parses one foreign file with limits, and ends.

Started by `sandbox` as `python -m desktop.files.child`, in a bundle as the program itself with
CHILD_SWITCH. It gets one request over stdin and answers over stdout (see `frames`).
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, BinaryIO, Final

from desktop.files.errors import FileProblem, Problem, reading_problem
from desktop.files.frames import pack, read_frame, unpack

CHILD_SWITCH: Final = "--file-reader"

# What may be asked, and where it stands: nothing else can be called from outside.
FUNCTIONS: Final = {
    "describe_table": "desktop.files.reading",
    "read_rows": "desktop.files.reading",
    "describe_calendar": "desktop.files.calendars",
    "describe_plan": "desktop.files.project_xml",
}

Function = Callable[[Mapping[str, Any]], Iterator[dict[str, object]]]


def main() -> int:
    """Answer the one request that comes over stdin; return the process's exit code."""
    gc.disable()  # rows are no cycles, and the process is short
    output = _own_output()
    with os.fdopen(0, "rb", closefd=False) as stream:
        body = read_frame(stream)
    if body is None:
        return 0
    request: dict[str, Any] = unpack(body)
    _limit(request["memory"], request["seconds"])
    try:
        answer(request, output)
    except BrokenPipeError:  # nobody wants the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())
    return 0


def answer(request: Mapping[str, Any], output: BinaryIO) -> None:
    """Run the function that was asked for and write what it gives, or what is wrong."""
    name: str = request["function"]
    try:
        module = FUNCTIONS[name]
        function: Function = getattr(import_module(module), name)
        for item in function(request["arguments"]):
            _send(output, item)
        ending: dict[str, object] = {"end": True}
    except BrokenPipeError:
        raise
    except FileProblem as problem:
        ending = _problem(problem)
    except OSError as error:
        ending = _problem(reading_problem(error, _path(request)))
    except MemoryError:
        ending = _problem(FileProblem(Problem.TOO_BIG))
    except BaseException:  # noqa: BLE001 - a parser's panic is no Exception; the parent logs it
        ending = {"failed": _trace()}
    _send(output, ending)


def _own_output() -> BinaryIO:
    """Return the pipe to the parent; whatever a parser prints goes nowhere."""
    output = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return output


def _send(output: BinaryIO, message: Mapping[str, object]) -> None:
    output.write(pack(message))
    output.flush()


def _trace() -> str:
    """Return the kind and places of the error under way, without its text: that may be a cell."""
    kind, _error, trace = sys.exc_info()
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__ if kind else ''} at {' < '.join(reversed(places))}"


def _problem(problem: FileProblem) -> dict[str, object]:
    return {"problem": problem.problem.value, "values": problem.values}


def _path(request: Mapping[str, Any]) -> Any:  # noqa: ANN401 - see the import
    from pathlib import Path

    return Path(request["arguments"]["path"])


def _limit(memory: int, seconds: int) -> None:
    """Bound memory (bytes) and processor time, where the system can; Windows has no such call."""
    if sys.platform == "win32":
        return
    import resource

    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (limit, limit))
        except (ValueError, OSError):  # macOS refuses a limit below what is mapped already
            continue


if __name__ == "__main__":
    sys.exit(main())
