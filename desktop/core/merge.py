"""Three-way merge of one field's value in JSON form: the same rule for saving and for sync."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from desktop.core.filters import Json
from desktop.core.kinds.base import Merge


@dataclass(frozen=True, slots=True)
class Merged:
    """The value to write, or that both sides changed it differently."""

    value: Json
    clash: bool = False


def merge_value(rule: Merge, base: Json, mine: Json, theirs: Json) -> Merged:
    """Merge two edits of a value that started from `base`.

    The side that changed it wins; where both did, sets and lines are joined as far as they do not
    overlap, and anything else is a clash that a person decides.
    """
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    if rule is Merge.SET:
        return Merged(_merge_sets(_items(base), _items(mine), _items(theirs)))
    if rule is Merge.LINES:
        joined = merge_lines(str(base or ""), str(mine or ""), str(theirs or ""))
        return Merged(theirs, clash=True) if joined is None else Merged(joined)
    return Merged(theirs, clash=True)


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """Return the text with the line changes of both sides, or None where they overlap."""
    lines = base.split("\n")
    edits = _edits(lines, mine.split("\n")) + _edits(lines, theirs.split("\n"))
    edits = sorted(set(edits))
    made: list[str] = []
    at = 0
    last = (-1, -1)
    for start, end, new in edits:
        if start < at or (start, end) == last:
            return None
        made += lines[at:start]
        made += new
        at, last = end, (start, end)
    return "\n".join(made + lines[at:])


def _edits(base: list[str], changed: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    return [
        (start, end, tuple(changed[first:last]))
        for what, start, end, first, last in matcher.get_opcodes()
        if what != "equal"
    ]


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _merge_sets(base: list[Json], mine: list[Json], theirs: list[Json]) -> Json:
    kept = [item for item in theirs if item in mine or item not in base]
    merged = kept + [item for item in mine if item not in base and item not in kept]
    return merged or None
