"""Calendar files (.ics, .vcs …): read in a process of their own, written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from desktop.core.icalendar.components import LARGEST, calendar_text
from desktop.core.icalendar.contents import CalendarContents, CalendarHead, read_contents
from desktop.core.icalendar.entries import Entry, calendar_of, entries_of_text
from desktop.core.icalendar.flaws import CalendarProblem, Flaw, Remark
from desktop.core.icalendar.properties import make_property, make_text
from desktop.core.tables import Written
from desktop.files.atomic import check_cancelled, replacing
from desktop.files.encodings import guess_encoding, read_sample
from desktop.files.errors import FileProblem, Problem, reading_problem
from desktop.files.sandbox import Cancelled, Limits, never, run_in_child

ENDINGS: Final = (".ics", ".ical", ".icalendar", ".ifb", ".vcs")
_ENTRIES_A_MESSAGE: Final = 200
_FOLD: Final = re.compile(rb"\r?\n[ \t]")  # may stand within a letter of several bytes
_LIMITS: Final = Limits(memory=1024 * 1024 * 1024)


def read_calendar(path: Path, here: str, cancelled: Cancelled = never) -> CalendarContents:
    """Return what a calendar file holds.

    Args:
        path: the file.
        here: the IANA name of the zone that is preferred among equal ones.
        cancelled: asked every 50 ms; when it says True the reading process is killed.

    Raises:
        FileProblem: the file cannot be read; the sentence names it.
        CalendarProblem: it is no calendar; the sentence names the line and why.
        CancelledError: `cancelled` said so.
    """
    head: dict[str, Any] = {}
    entries: list[Entry] = []
    arguments = {"path": str(path), "here": here}
    for message in run_in_child("describe_calendar", arguments, _LIMITS, cancelled):
        if "refused" in message:
            raise CalendarProblem(_remark(message["refused"]))
        if "head" in message:
            head = message
        entries.extend(_entry(told, here) for told in _listed(message.get("entries")))
    return CalendarContents(
        head=CalendarHead(**head["head"]),
        entries=tuple(entry for entry in entries if entry.refusal is None),
        refused=tuple(entry for entry in entries if entry.refusal is not None),
        others=dict(head["others"]),
        remarks=tuple(map(_remark, head["remarks"])),
    )


def describe_calendar(arguments: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Yield what a file holds, or why it is none; called in the reading process."""
    path = Path(arguments["path"])
    try:
        contents = read_here(path, str(arguments["here"]))
    except CalendarProblem as problem:
        yield {"refused": asdict(problem.remark)}
        return
    yield {
        "head": asdict(contents.head),
        "others": contents.others,
        "remarks": [asdict(remark) for remark in contents.remarks],
    }
    rest = iter((*contents.entries, *contents.refused))
    while portion := list(islice(rest, _ENTRIES_A_MESSAGE)):
        yield {"entries": [_told(entry) for entry in portion]}


def read_here(path: Path, here: str) -> CalendarContents:
    """Return what a file holds, read in this process; see `read_calendar`."""
    try:
        size = path.stat().st_size
        if not size:
            raise FileProblem(Problem.EMPTY, name=path.name)
        if size > LARGEST:
            raise CalendarProblem(Remark(Flaw.TOO_BIG, 1, value=str(LARGEST // (1024 * 1024))))
        encoding = guess_encoding(_FOLD.sub(b"", read_sample(path)))
        data = path.read_bytes()
    except OSError as error:
        raise reading_problem(error, path) from error
    return read_contents(data, encoding, here)


def write_calendar(
    path: Path,
    entries: Iterable[Entry],
    head: CalendarHead | None = None,
    cancelled: Cancelled = never,
) -> Written:
    """Write entries to a file, whole or not at all, in UTF-8.

    Args:
        path: where to.
        entries: what stands in it, with all that other programs put beside it.
        head: what the calendar says of itself; what a message asked is no part of a file.
        cancelled: asked while it is written.

    Raises:
        FileProblem: it cannot be written.
        CancelledError: `cancelled` said so; an earlier file at `path` is untouched.
    """
    chosen = list(entries)
    said = head or CalendarHead()
    properties = [
        *([make_text("X-WR-CALNAME", said.name)] if said.name else []),
        *([make_text("X-WR-CALDESC", said.description)] if said.description else []),
        *([make_property("X-WR-TIMEZONE", said.zone)] if said.zone else []),
        *([make_property("COLOR", said.color)] if said.color else []),
    ]
    check_cancelled(cancelled)
    text = calendar_text(calendar_of(chosen, head=properties))
    with replacing(path, cancelled) as file:
        file.write(text.encode("utf-8", "replace"))
    return Written(path, len(chosen))


def _told(entry: Entry) -> dict[str, object]:
    return {"text": entry.text, "remarks": [asdict(remark) for remark in entry.remarks]}


def _entry(told: Mapping[str, Any], here: str) -> Entry:
    """Return an entry as the reading process told it, with the remarks of the file."""
    (entry,) = entries_of_text(str(told["text"]), here)
    return replace(entry, remarks=tuple(map(_remark, told["remarks"])))


def _remark(told: Any) -> Remark:  # noqa: ANN401 - JSON
    return Remark(**{**told, "flaw": Flaw(told["flaw"])})


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
