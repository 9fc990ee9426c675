"""What somebody decided before joining a company with records of his own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import cast

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass


class Choice(StrEnum):
    """What becomes of a record that looks like one of the company's."""

    BOTH = auto()  # mine is sent beside it
    THEIRS = auto()  # mine gives way: what hangs on it hangs on the company's
    MERGE = auto()  # so too, and some values of mine are taken over


@dataclass(frozen=True, slots=True)
class Alike:
    """A record of mine and one of the company's that look the same; values in JSON form."""

    entity: str
    mine: str
    theirs: str
    reasons: tuple[str, ...]  # fields by which they are alike
    values: Mapping[str, tuple[Json, Json]]  # mine and theirs, of fields where one is filled

    @property
    def gaps(self) -> tuple[str, ...]:
        """The fields that only mine has filled."""
        return tuple(name for name, (mine, theirs) in self.values.items() if mine and not theirs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is here and what looks the same there; the pairs that look most alike come first."""

    count: int  # records of mine that were compared
    pairs: tuple[Alike, ...]
    codes: int  # records of mine that carry a code of a sequence
    code: str = ""  # one of them
    clashes: int = 0  # codes of mine that the company gave to others


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one of my records; `fields` are those of mine that are taken over."""

    entity: str
    mine: str
    theirs: str
    choice: Choice
    fields: tuple[str, ...] = ()


def comparison_to_json(found: Comparison) -> Json:
    """Return a comparison as data for the window."""
    return {
        "count": found.count,
        "codes": found.codes,
        "code": found.code,
        "clashes": found.clashes,
        "pairs": [
            {
                "entity": one.entity,
                "mine": one.mine,
                "theirs": one.theirs,
                "reasons": list(one.reasons),
                "values": {name: list(pair) for name, pair in one.values.items()},
            }
            for one in found.pairs
        ],
    }


def comparison_from_json(told: Json) -> Comparison:
    """Return what the worker told; anything else is an empty comparison."""
    if not isinstance(told, Mapping):
        return Comparison(0, (), 0)
    pairs = [
        Alike(
            str(one["entity"]),
            str(one["mine"]),
            str(one["theirs"]),
            tuple(map(str, cast("list[Json]", one["reasons"]))),
            {
                name: (pair[0], pair[1])
                for name, pair in cast("Mapping[str, list[Json]]", one["values"]).items()
            },
        )
        for one in cast("list[Mapping[str, Json]]", told.get("pairs") or [])
    ]
    count, codes, clashes = (int(str(told.get(n) or 0)) for n in ("count", "codes", "clashes"))
    return Comparison(count, tuple(pairs), codes, str(told.get("code") or ""), clashes)


def decisions_to_json(decisions: list[Decision]) -> Json:
    """Return decisions as data for the worker."""
    return [
        {
            "entity": one.entity,
            "mine": one.mine,
            "theirs": one.theirs,
            "choice": one.choice.value,
            "fields": list(one.fields),
        }
        for one in decisions
    ]


def decisions_from_json(told: Json) -> list[Decision]:
    """Return the decisions that a window sent; raise ValueError or KeyError for no such thing."""
    return [
        Decision(
            str(one["entity"]),
            str(one["mine"]),
            str(one["theirs"]),
            Choice(str(one["choice"])),
            tuple(map(str, cast("list[Json]", one.get("fields") or []))),
        )
        for one in cast("list[Mapping[str, Json]]", told or [])
    ]
