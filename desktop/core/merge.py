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


@dataclass(frozen=True, slots=True)
class Joined:
    """A text with the changes of both sides, and the number of places where both changed it."""

    text: str
    clashes: int


def join_texts(base: str, mine: str, theirs: str) -> Joined:
    """Return a text with the line changes of both sides; where they overlap, theirs then mine.

    No line that either side wrote is missing (diff3, S. Khanna, K. Kunal, B. C. Pierce 2007).
    """
    start, ours, others = base.split("\n"), mine.split("\n"), theirs.split("\n")
    made: list[str] = []
    clashes = 0
    at = (0, 0, 0)
    for begins, ends in _unchanged(start, ours, others):
        chunk = [part[at[i] : begins[i]] for i, part in enumerate((start, ours, others))]
        both, is_clash = _join_chunk(*chunk)
        made += both + start[begins[0] : ends[0]]
        clashes += is_clash
        at = ends
    return Joined("\n".join(made), clashes)


Places = tuple[int, int, int]  # in the base, mine and theirs


def _unchanged(base: list[str], mine: list[str], theirs: list[str]) -> list[tuple[Places, Places]]:
    """Return the stretches that neither side changed, and an empty one at the end."""
    ours = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    others = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    found: list[tuple[Places, Places]] = []
    i = j = 0
    while i < len(ours) and j < len(others):
        a, b = ours[i], others[j]
        first, last = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if first < last:
            begin = (first, a.b + first - a.a, b.b + first - b.a)
            found.append((begin, (last, begin[1] + last - first, begin[2] + last - first)))
        if a.a + a.size < b.a + b.size:
            i += 1
        else:
            j += 1
    end = (len(base), len(mine), len(theirs))
    return [*found, (end, end)]


def _join_chunk(base: list[str], mine: list[str], theirs: list[str]) -> tuple[list[str], bool]:
    if mine in (base, theirs):
        return theirs, False
    if theirs == base:
        return mine, False
    return theirs + [line for line in mine if line not in theirs], True


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
