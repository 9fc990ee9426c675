"""What anonymising a person would change and keep, as the window shows it before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class NamingText:
    """A text that names the person: in which record, its title, which field, an excerpt.

    `is_sure` where it is a text about somebody; a name in its own field may be a namesake's.
    """

    entity: str
    id: str
    title: str
    field: str
    excerpt: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is found of a person in a profile.

    `records` are entity, id and title of all records of the person; `backups` counts the copies of
    the database that still hold the person; `names` are those that searches may have been for.
    """

    records: tuple[tuple[str, str, str], ...]
    texts: tuple[NamingText, ...] = ()
    consents: int = 0
    drafts: int = 0
    files: int = 0
    pictures: int = 0
    backups: int = 0
    names: tuple[str, ...] = ()


def outlook_to_json(outlook: Outlook) -> dict[str, Json]:
    """Return the outlook as JSON."""
    data: dict[str, Json] = asdict(outlook)
    return data


def outlook_from_json(data: Mapping[str, Any]) -> Outlook:
    """Return the outlook that `outlook_to_json` wrote."""
    return Outlook(
        **{
            **data,
            "records": tuple((entity, one, title) for entity, one, title in data["records"]),
            "texts": tuple(NamingText(**one) for one in data["texts"]),
            "names": tuple(data["names"]),
        }
    )
