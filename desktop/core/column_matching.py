"""Which column of a file fills which field: by header, in Vietnamese or English, then by values.

Pure and generic: fields come as candidates, whatever entity they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from desktop.core.fields import Kind
from desktop.core.header_words import (
    are_related,
    compact,
    header_forms,
    leading_meaning,
    meaning_of,
)
from desktop.core.tables import SheetColumn
from desktop.core.value_shapes import looks_like

SURE: Final = 0.8  # from here on the wizard need not ask

_SAME: Final = 1.0
_SAME_PART: Final = 0.95
_SAME_MEANING: Final = 0.9
_RELATED_MEANING: Final = 0.7
_SAME_KIND: Final = 0.65
_SIMILAR: Final = 0.75  # times the likeness of the letters
_VALUES_ALONE: Final = 0.5
_VALUES_FIT: Final = 0.04
_VALUES_CONTRADICT: Final = 0.45
_WITH_MORE_WORDS: Final = 0.85
_LEAST: Final = 0.4

_LEAST_LIKENESS: Final = 0.84  # of two spellings
_LONG_ENOUGH: Final = 6  # letters: shorter words are alike by chance ("STT", "SĐT")

# What a kind of field is called in `header_words`, and what its values look like.
_MEANING_OF_KIND: Final = {
    Kind.PHONES: "phone",
    Kind.EMAILS: "email",
    Kind.TAX_CODE: "tax_code",
    Kind.ADDRESS: "address",
    Kind.PERSON_NAME: "person_name",
    Kind.URL: "website",
    Kind.TAGS: "tags",
    Kind.LONG_TEXT: "note",
    Kind.RICH_TEXT: "note",
}
_SHAPE_OF_KIND: Final = {
    Kind.PHONES: "phone",
    Kind.EMAILS: "email",
    Kind.TAX_CODE: "tax_code",
    Kind.URL: "url",
    Kind.DATE: "date",
    Kind.MOMENT: "date",
    Kind.FLAG: "flag",
    Kind.MONEY: "number",
    Kind.INTEGER: "number",
    Kind.PERCENT: "number",
}
_TELLING: Final = frozenset({"phone", "email", "tax_code", "url"})  # shapes that name their field
_STRICT: Final = frozenset({"email", "date", "url"})  # columns of them fit no field of other shape


@dataclass(frozen=True, slots=True)
class MatchCandidate:
    """A field that a column may fill: its labels in every language, its synonyms, its kind."""

    key: str
    labels: tuple[str, ...]
    kind: str  # a value of core.fields.Kind


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column, the field it fills, and how sure that is, from 0 to 1."""

    column: int
    key: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Target:
    """A candidate with what is computed of it once."""

    key: str
    kind: str
    forms: frozenset[str]
    meanings: frozenset[str]


def match_columns(
    columns: Sequence[SheetColumn], candidates: Sequence[MatchCandidate]
) -> tuple[ColumnMatch, ...]:
    """Return the best field for each column that has one, by column.

    No field is given twice: the surer column gets it, of equals the left one.
    """
    targets = [_target(candidate) for candidate in candidates]
    rated = [
        (-confidence, place, order, column.index, target.key)
        for place, column in enumerate(columns)
        for order, target in enumerate(targets)
        if (confidence := _confidence(column, target)) >= _LEAST
    ]
    matches: dict[int, ColumnMatch] = {}
    taken: set[str] = set()
    for minus, _place, _order, index, key in sorted(rated):
        if index not in matches and key not in taken:
            matches[index] = ColumnMatch(index, key, round(-minus, 2))
            taken.add(key)
    return tuple(matches[index] for index in sorted(matches))


def is_known_header(text: str) -> bool:
    """Tell whether people write this above a column."""
    return bool(meaning_of(text))


def _target(candidate: MatchCandidate) -> _Target:
    forms = frozenset(form for label in candidate.labels if (form := compact(label)))
    meanings = frozenset(meaning for label in candidate.labels if (meaning := meaning_of(label)))
    return _Target(candidate.key, candidate.kind, forms | {compact(candidate.key)}, meanings)


def _confidence(column: SheetColumn, target: _Target) -> float:
    """Rate how well a column fills a field: the header decides, values break ties."""
    shape = looks_like(column.samples)
    wanted = _SHAPE_OF_KIND.get(Kind(target.kind)) if target.kind in set(Kind) else None
    by_header = _by_header(column.header, target)
    if by_header >= _SAME_PART:
        return by_header
    if by_header:
        if shape == wanted:
            return by_header + _VALUES_FIT
        return by_header - _VALUES_CONTRADICT if _contradicts(shape, wanted) else by_header
    is_telling = shape == wanted and shape in _TELLING
    return _VALUES_ALONE if is_telling and not meaning_of(column.header) else 0.0


def _by_header(header: str, target: _Target) -> float:
    forms = header_forms(header)
    if not forms:
        return 0.0
    if forms[0] in target.forms:
        return _SAME
    if any(form in target.forms for form in forms[1:]):
        return _SAME_PART
    if meaning := meaning_of(header):
        return _by_meaning(meaning, target)
    if meaning := leading_meaning(header):
        return _by_meaning(meaning, target) * _WITH_MORE_WORDS
    return _by_likeness(forms, target)


def _by_meaning(meaning: str, target: _Target) -> float:
    if meaning in target.meanings:
        return _SAME_MEANING
    if any(are_related(meaning, other) for other in target.meanings):
        return _RELATED_MEANING
    of_kind = _MEANING_OF_KIND.get(Kind(target.kind)) if target.kind in set(Kind) else None
    if of_kind and (of_kind == meaning or are_related(of_kind, meaning)):
        return _SAME_KIND
    return 0.0


def _by_likeness(forms: Sequence[str], target: _Target) -> float:
    """Rate misspelt or longer headers: "Địa chi khách", "Customer e-mail address"."""
    best = 0.0
    for form in forms:
        for other in target.forms:
            shorter = min(len(form), len(other))
            if shorter < _LONG_ENOUGH:
                continue
            likeness = SequenceMatcher(None, form, other).ratio()
            if likeness < _LEAST_LIKENESS and (form in other or other in form):
                likeness = _LEAST_LIKENESS
            if likeness >= _LEAST_LIKENESS:
                best = max(best, likeness)
    return best * _SIMILAR


def _contradicts(shape: str, wanted: str | None) -> bool:
    """Tell whether values of `shape` cannot be meant for a field that wants another."""
    if not shape or shape == wanted:
        return False
    if wanted is None:
        return False
    return shape in _STRICT or (wanted in ("email", "date", "number") and shape == "text")
