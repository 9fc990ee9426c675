"""What the declaration of an entity says of reminders, as a few words.

    reminds=("due_at minutes reminders else 0 for owner_id assignees while new in_progress",)

reads: of the moment `due_at`, as many minutes before as the field `reminders` says, without any at
the moment itself; whoever stands in `owner_id` or `assignees` is reminded, while the state is one
of these. The words behind the field, each at most once:

    minutes FIELD   several CHOICES with the minutes before
    else N …        minutes before where that field is empty, or there is none
    days FIELD      days of notice, beside the day itself
    for FIELD …     whom: links to users or tags of them (the person in charge, if not said)
    while STATE …   only in these states
    without FIELD   only while this field is empty
    yearly          of a date of long ago: on its day of every year
    times           of every time of a series, as the diary makes them
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Kind, value_kind
from desktop.core.quick_dataclass import dataclass

WORDS: Final = ("minutes", "else", "days", "for", "while", "without", "yearly", "times")
OWNER: Final = "owner_id"


@dataclass(frozen=True, slots=True)
class Reminding:
    """One field of an entity that people are reminded of; see the words above."""

    entity: str
    field: str
    is_day: bool = False
    minutes: str = ""
    otherwise: tuple[int, ...] = ()
    days: str = ""
    people: tuple[str, ...] = (OWNER,)
    states: tuple[str, ...] = ()
    without: str = ""
    is_yearly: bool = False
    has_times: bool = False


def remindings(entity: Entity) -> Iterator[Reminding]:
    """Yield what an entity declares; raise ValueError for a line that says nothing sensible."""
    for line in entity.reminds:
        yield _read(entity, line)


def _read(entity: Entity, line: str) -> Reminding:
    name, *rest = line.split()
    said: dict[str, list[str]] = {}
    word = ""
    for part in rest:
        if part in WORDS and part not in said:
            word = part
            said[word] = []
        elif word:
            said[word].append(part)
        else:
            raise ValueError(f"{entity.key} reminds of {line!r}: {part!r} stands behind no word")
    kind = value_kind(entity.field(name))
    if kind not in (Kind.MOMENT, Kind.DATE):
        raise ValueError(f"{entity.key} reminds of {name}, which is no time")
    return Reminding(
        entity.key,
        name,
        is_day=kind is Kind.DATE,
        minutes=" ".join(said.get("minutes", ())),
        otherwise=tuple(int(one) for one in said.get("else", ())),
        days=" ".join(said.get("days", ())),
        people=tuple(said.get("for", (OWNER,))),
        states=tuple(said.get("while", ())),
        without=" ".join(said.get("without", ())),
        is_yearly="yearly" in said,
        has_times="times" in said,
    )
