"""What came, or would come, of an import: counts, problems by row, duplicates, unknown names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from desktop.core.filters import Json

SHOWN: Final = 50  # problems, duplicates and names of each kind that are told one by one


@dataclass(slots=True)
class Counts:
    """How many rows had which fate; all rows that are not blank are in one of them."""

    created: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def rows(self) -> int:
        """Return how many rows there were."""
        return self.created + self.updated + self.skipped + self.failed


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is refused. `row` counts from 0 in the file; `column` -1 = no single column."""

    row: int
    column: int
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that means a record which exists (`title`), or that repeats the row `of_row`.

    `field` is the key by which it was known, "" for the UID of a contact card.
    """

    row: int
    field: str
    value: str
    title: str = ""
    of_row: int = -1


@dataclass(frozen=True, slots=True)
class UnknownNames:
    """Names in the cells of one field for which there is no record; `count` = how many names."""

    field: str
    entity: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Values of a field that are taken, but look wrong: how many, and the first of them."""

    field: str
    count: int
    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do."""

    counts: Counts
    problems: tuple[RowProblem, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    duplicate_count: int = 0
    unknown: tuple[UnknownNames, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; `run` is the id of its record, `stopped` = the person cancelled."""

    run: str
    counts: Counts
    stopped: bool = False
    error_file: str = ""
    notes: tuple[str, ...] = ()


def trial_to_json(trial: Trial) -> dict[str, Json]:
    """Return the trial as JSON."""
    return asdict(trial)


def trial_from_json(data: Mapping[str, Any]) -> Trial:
    """Return the trial that `trial_to_json` wrote."""
    return Trial(
        counts=Counts(**data["counts"]),
        problems=tuple(RowProblem(**item) for item in data["problems"]),
        duplicates=tuple(Duplicate(**item) for item in data["duplicates"]),
        duplicate_count=data["duplicate_count"],
        unknown=tuple(
            UnknownNames(**{**item, "names": tuple(item["names"])}) for item in data["unknown"]
        ),
        doubts=tuple(Doubt(**item) for item in data["doubts"]),
        notes=tuple(data["notes"]),
    )


def result_to_json(result: ImportResult) -> dict[str, Json]:
    """Return the result as JSON."""
    return asdict(result)


def result_from_json(data: Mapping[str, Any]) -> ImportResult:
    """Return the result that `result_to_json` wrote."""
    counts, notes = Counts(**data["counts"]), tuple(data["notes"])
    return ImportResult(**{**data, "counts": counts, "notes": notes})
