"""The kind of phone numbers, the first being the main one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, cast

from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds.base import (
    LIST_OPERATORS,
    ExportCell,
    FieldKind,
    LookupKind,
    Merge,
    Storage,
    Stored,
)
from desktop.core.kinds.cleaning import (
    cell_text,
    check_count,
    clean_words,
    expect_list,
    expect_text,
    json_text,
)
from desktop.core.patterns import Pattern

Number = dict[str, str]  # "number": E.164, or as typed; "label"; "extension" if there is one

_LONGEST_LABEL: Final = 60
_BETWEEN: Final = Pattern(r"[;\n]+")
_LABELLED: Final = Pattern(r"(.+?)\s*\(([^()]*)\)")
_VIETNAMESE: Final = Pattern(r"\+84(?:[35789]\d{8}|2\d{9})")
_MARKS: Final = Pattern(r"[()\[\];\n]+")


class PhonesKind(FieldKind[list[Number]]):
    """Phone numbers with a word each on whose or what number it is."""

    kind = Kind.PHONES
    storage = Storage.JSON
    operators = LIST_OPERATORS
    merge = Merge.SET
    width = 140

    def to_stored(self, value: list[Number] | None) -> Stored:
        """Return the numbers as JSON."""
        return json_text(value)

    def from_stored(self, stored: Stored) -> list[Number] | None:
        """Return the numbers."""
        return None if stored is None else cast("list[Number]", json.loads(str(stored)))

    def to_json(self, value: list[Number] | None) -> Json:
        """Return the numbers."""
        return None if value is None else [dict[str, Json](item) for item in value]

    def from_json(self, data: Json) -> list[Number] | None:
        """Return the numbers, given as objects or as texts; raise ValueError."""
        return None if data is None else [_number(item) for item in expect_list(data)]

    def parse(self, field: Field, text: str) -> list[Number] | None:
        """Return the numbers of a text such as "0912 345 678 (Lan); 024 3825 1234"."""
        value = self._unique(_numbers_in(text))
        self.check(field, value)
        return value

    def from_cell(self, field: Field, cell: object) -> list[Number] | None:
        """Return the numbers of a cell; of a number the lost zero is added again."""
        return None if cell is None else self.parse(field, cell_text(cell))

    def format(self, field: Field, value: list[Number] | None) -> str:
        """Return the numbers with commas."""
        return ", ".join(_shown(item) for item in value or ())

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the numbers with commas."""
        return _stored_text(stored) if isinstance(stored, str) else ""

    def edit_text(self, field: Field, value: list[Number] | None) -> str:
        """Return the numbers with semicolons, their labels in brackets."""
        return "; ".join(map(_edited, value or ()))

    def export(self, field: Field, value: list[Number] | None) -> ExportCell:
        """Return the numbers, with their labels where there are any, as `from_cell` reads them."""
        has_labels = any(item["label"] for item in value or ())
        return (self.edit_text if has_labels else self.format)(field, value) or None

    def normalise(self, field: Field, value: list[Number] | None) -> list[Number] | None:
        """Return the numbers in E.164 as far as they are understood, each once."""
        return self._unique(found for item in value or () for found in _saved(item))

    def check(self, field: Field, value: list[Number] | None) -> None:
        """Raise InvalidValueError if there are too many."""
        check_count(field, value)

    def warning(self, field: Field, value: list[Number] | None) -> str:
        """Return a sentence on the first number that looks wrong."""
        from desktop.core.phones import parse_phone

        for item in value or ():
            if warning := parse_phone(item["number"]).warning:
                return f"{item['number']}: {_(warning)}"
        return ""

    def search_fragments(self, value: list[Number] | None) -> tuple[str, ...]:
        """Return the digits that people dial."""
        from desktop.core.phones import national_digits

        digits = (national_digits(item["number"]) for item in value or ())
        return tuple(filter(None, digits))

    def lookups(self, value: list[Number] | None) -> tuple[tuple[LookupKind, str], ...]:
        """Return the numbers that were understood."""
        return tuple(
            (LookupKind.PHONE, item["number"])
            for item in value or ()
            if item["number"].removeprefix("+").isdigit()
        )

    def _unique(self, numbers: Iterable[Number]) -> list[Number] | None:
        by_number: dict[str, Number] = {}
        for item in numbers:
            known = by_number.setdefault(item["number"] + item.get("extension", ""), item)
            known["label"] = known["label"] or item["label"]
        return list(by_number.values()) or None


def _number(data: Json) -> Number:
    """Return one number of its JSON form."""
    if isinstance(data, str):
        return {"number": data, "label": ""}
    if not isinstance(data, dict):
        raise ValueError(f"not a phone number: {data!r}")  # noqa: TRY004 - data from outside
    extension = expect_text(data.get("extension")) or ""
    item = {
        "number": expect_text(data.get("number")) or "",
        "label": expect_text(data.get("label")) or "",
    }
    return item | ({"extension": extension} if extension else {})


def _saved(item: Number) -> list[Number]:
    """Return the numbers that an item holds, as they are stored."""
    is_plain = not item.get("label") and not item.get("extension")
    if is_plain and _VIETNAMESE.fullmatch(item["number"]):  # as most are, saved again
        return [{"number": item["number"], "label": ""}]
    label = _label(item.get("label", ""))
    found = list(_numbers_in(item["number"]))
    if not found:
        return []
    first = found[0]
    is_understood = _understood(first["number"])
    if label and not is_understood and not _has_letter(label):
        return list(_numbers_in(f"{first['number']} {label}"))
    first["label"] = label or first["label"]
    if is_understood and item.get("extension"):
        first["extension"] = item["extension"]
    return found


def _numbers_in(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that a person wrote or `edit_text` did."""
    for piece in _BETWEEN.split(text.replace("\r", "\n")):
        line = clean_words(piece)
        if line is None:
            continue
        labelled = _LABELLED.fullmatch(line)
        if labelled and (_has_letter(labelled[2]) or _understood(labelled[1])):
            for index, item in enumerate(_numbers_of(labelled[1])):
                yield item if index else item | {"label": _label(labelled[2]) or item["label"]}
        else:
            yield from _numbers_of(line)


def _numbers_of(line: str) -> Iterator[Number]:
    """Yield the numbers of one piece; what holds none that is understood stays one, as typed."""
    from desktop.core.phone_texts import split_phones  # only where one is typed

    found = split_phones(line)
    if not any(phone.is_valid for phone in found):
        raw = clean_words(_MARKS.sub(" ", line))
        if raw:
            yield {"number": raw, "label": ""}
        return
    for phone in found:
        number = phone.number if phone.is_valid else clean_words(_MARKS.sub(" ", phone.number))
        if number:
            item = {"number": number, "label": _label(phone.note)}
            yield item | ({"extension": phone.extension} if phone.extension else {})


def _understood(text: str) -> bool:
    from desktop.core.phones import parse_phone

    return parse_phone(text).is_valid


def _label(text: str) -> str:
    return (clean_words(_MARKS.sub(" ", text)) or "")[:_LONGEST_LABEL].strip()


def _has_letter(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


@lru_cache(maxsize=8192)
def _stored_text(stored: str) -> str:
    return ", ".join(map(_shown, json.loads(stored)))


def _shown(item: Number) -> str:
    from desktop.core.phone_texts import format_phone

    return format_phone(item["number"], item.get("extension", ""))


def written_number(item: Number) -> str:
    """Return the number without its label, as people read it and `parse` reads it back."""
    return _shown(item) if _understood(item["number"]) else item["number"]


def _edited(item: Number) -> str:
    number = written_number(item)
    return f"{number} ({item['label']})" if item["label"] else number


KINDS: tuple[FieldKind[Any], ...] = (PhonesKind(),)
