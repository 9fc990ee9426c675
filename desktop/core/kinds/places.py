"""The kind of postal addresses: a street, a commune and a province by their official codes."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

from desktop.core.fields import Field, Kind, Option
from desktop.core.filters import Json, Op
from desktop.core.i18n import N_, _
from desktop.core.kinds.base import Companion, FieldKind, Storage, Stored
from desktop.core.kinds.cleaning import clean_words, expect_text, json_text, refusal

Address = dict[str, str]  # of PARTS, those that are not empty

PARTS: Final = ("street", "commune", "province", "legacy")
PROVINCE: Final = "_province"  # the ending of the column with the province
_LONGEST: Final = 300


class AddressKind(FieldKind[Address]):
    """A postal address of two levels (since 1 July 2025), and the old form if typed so."""

    kind = Kind.ADDRESS
    storage = Storage.JSON
    operators = (Op.CONTAINS, Op.LACKS, Op.EMPTY, Op.FILLED)
    wide = True
    width = 280
    sort_suffix = PROVINCE

    def companions(self, field: Field) -> tuple[Companion[Address], ...]:
        """Return the code of the province and the name of the commune."""
        return (
            Companion(
                PROVINCE,
                Storage.TEXT,
                _province_code,
                Kind.CHOICE,
                sortable=True,
                label=N_("Province"),
                options=province_options,
            ),
            Companion("_commune", Storage.TEXT, _commune_of, Kind.TEXT, label=N_("Commune")),
        )

    def to_stored(self, value: Address | None) -> Stored:
        """Return the parts as JSON."""
        return json_text(value)

    def from_stored(self, stored: Stored) -> Address | None:
        """Return the parts."""
        if stored is None:
            return None
        value: Address = json.loads(str(stored))
        return value

    def to_json(self, value: Address | None) -> Json:
        """Return the parts."""
        return None if value is None else dict[str, Json](value)

    def from_json(self, data: Json) -> Address | None:
        """Return the parts; a text is taken for the street; raise ValueError."""
        if data is None:
            return None
        if isinstance(data, str):
            return {"street": data}
        if not isinstance(data, dict):
            raise ValueError(f"not an address: {data!r}")  # noqa: TRY004 - data from outside
        return {part: text for part in PARTS if (text := expect_text(data.get(part)))}

    def format(self, field: Field, value: Address | None) -> str:
        """Return street, commune and province with commas."""
        return "" if not value else _address_text(str(json_text(value)))

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return street, commune and province with commas."""
        return _address_text(stored) if isinstance(stored, str) else ""

    def parse(self, field: Field, text: str) -> Address | None:
        """Return the address that was written on one line or several."""
        value = self.normalise(field, _read(field, text))
        self.check(field, value)
        return value

    def edit_text(self, field: Field, value: Address | None) -> str:
        """Return the address on one line, old units in brackets.

        Where `parse` would take that apart otherwise, the parts are written as JSON.
        """
        if not value:
            return ""
        text = _line(value, with_legacy=True)
        return text if self.normalise(field, _read(field, text)) == value else str(json_text(value))

    def normalise(self, field: Field, value: Address | None) -> Address | None:
        """Return the parts that are not empty, clean; a commune brings its province."""
        cleaned = {part: clean_words((value or {}).get(part)) for part in PARTS}
        parts = {part: text for part, text in cleaned.items() if text}
        if "commune" in parts and (province := _province_of(parts["commune"])):
            parts["province"] = province
        return parts or None

    def check(self, field: Field, value: Address | None) -> None:
        """Raise InvalidValueError if a part is too long."""
        if any(len(text) > _LONGEST for text in (value or {}).values()):
            raise refusal(field, _("This is too long."))

    def search_texts(self, value: Address | None) -> tuple[str, ...]:
        """Return the parts as people read them."""
        if not value:
            return ()
        return (_line(value), value.get("legacy", ""))


def province_options() -> tuple[Option, ...]:
    """Return the provinces as the options of a choice."""
    from desktop.core.places import provinces  # reads a file: not at start

    return tuple(Option(province.code, province.name) for province in provinces())


def province_options_today() -> tuple[Option, ...]:
    """Return the provinces that exist today as the options of a choice, for forms."""
    from desktop.core.places import today, valid_provinces

    return tuple(Option(province.code, province.name) for province in valid_provinces(today()))


def named_province(text: str) -> str:
    """Return the code of the province that a name means, also an old one or a nickname, or ""."""
    from desktop.core.places import find_province

    found = find_province(text)
    return found.code if found else ""


def province_name(code: str) -> str:
    """Return the name of the province, or the code if there is none of it."""
    from desktop.core.places import province

    try:
        return province(code).name
    except KeyError:
        return code


def commune_name(code: str) -> str:
    """Return the name of the commune with its kind, or the code if there is none of it."""
    from desktop.core.places import commune

    try:
        return commune(code).name
    except KeyError:
        return code


def _province_code(value: Address | None) -> Stored:
    return (value or {}).get("province")


def _commune_of(value: Address | None) -> Stored:
    code = (value or {}).get("commune")
    return commune_name(code) if code else None


def _province_of(commune_code: str) -> str:
    from desktop.core.places import commune

    try:
        return commune(commune_code).province_code
    except KeyError:
        return ""


def _read(field: Field, text: str) -> Address:
    """Take a text apart; what `edit_text` wrote as JSON is read exactly."""
    from desktop.core.addresses import parse_address  # only where one is typed

    if text.lstrip().startswith("{"):
        try:
            data = json.loads(text)
            return {part: data[part] for part in PARTS if isinstance(data.get(part), str)}
        except ValueError:
            pass  # a street may begin with a brace
    found = parse_address(text)
    parts = (found.street, found.commune_code, found.province_code, found.legacy)
    return dict(zip(PARTS, parts, strict=True))


def _line(value: Address, *, with_legacy: bool = False) -> str:
    """Return the address on one line; the codes of units that are gone stand as they are."""
    commune, province = value.get("commune", ""), value.get("province", "")
    legacy = value.get("legacy", "")
    units = [commune_name(commune) if commune else "", province_name(province) if province else ""]
    if legacy and not commune:
        units = [legacy]
    line = ", ".join([part for part in (value.get("street", ""), *units) if part])
    return f"{line} ({legacy})" if with_legacy and legacy and commune else line


@lru_cache(maxsize=8192)
def _address_text(stored: str) -> str:
    return _line(json.loads(stored))


KINDS: tuple[FieldKind[Any], ...] = (AddressKind(),)
