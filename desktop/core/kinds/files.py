"""Kinds that hold something else: a picture by its hash, any JSON, a value made from others."""

from __future__ import annotations

import json
import math
import unicodedata
from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.file_names import safe_file_name
from desktop.core.filters import Json, Op
from desktop.core.i18n import N_, _
from desktop.core.kinds.base import FieldKind, Storage, Stored
from desktop.core.kinds.cleaning import clean_line, json_text, refusal, strip_controls
from desktop.core.kinds.texts import LineKind, TextKind
from desktop.core.patterns import Pattern

_HASH: Final = Pattern(r"[0-9a-f]{32,128}")
_PICTURE: Final = N_("Picture")
_FILE: Final = N_("File")
_LONGEST_JSON: Final = 1_000_000
_SHOWN: Final = 200


class ImageKind(TextKind):
    """A picture in the blob store, named by the hash of its bytes."""

    kind = Kind.IMAGE
    operators = (Op.EMPTY, Op.FILLED)
    width = 60
    word = _PICTURE
    refused = N_("This is not a picture of the program.")

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return the hash in small letters."""
        line = clean_line(value)
        return None if line is None else line.lower()

    def check(self, field: Field, value: str | None) -> None:
        """Raise InvalidValueError if it is no hash."""
        if value is not None and not _HASH.fullmatch(value):
            raise refusal(field, _(self.refused))

    def format(self, field: Field, value: str | None) -> str:
        """Return a word for what only screens can show."""
        return _(self.word) if value else ""

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return a word for what only screens can show."""
        return _(self.word) if stored else ""

    def edit_text(self, field: Field, value: str | None) -> str:
        """Return the hash."""
        return value or ""

    def search_texts(self, value: str | None) -> tuple[str, ...]:
        """Return nothing."""
        return ()


class FileKind(ImageKind):
    """A file of any sort in the blob store: the hash of its bytes, perhaps "/" and its name.

    Attached files have their name in a field beside it, own fields of a company have not.
    """

    kind = Kind.FILE
    width = 160
    word = _FILE
    refused = N_("This is not a file of the program.")

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return the hash in small letters, and a name that no system stumbles over."""
        line = clean_line(value)
        return None if line is None else file_value(digest_of(line).lower(), name_of(line))

    def check(self, field: Field, value: str | None) -> None:
        """Raise InvalidValueError if it is no hash."""
        super().check(field, value and digest_of(value))

    def format(self, field: Field, value: str | None) -> str:
        """Return the name of the file."""
        return name_of(value or "") or super().format(field, value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the name of the file."""
        return name_of(str(stored or "")) or super().format_stored(field, stored)


def file_value(digest: str, name: str = "") -> str:
    """Return what is kept of a file: its hash, and its name if it has one."""
    return f"{digest}/{safe_file_name(name)}" if name else digest


def digest_of(value: str) -> str:
    """Return the hash in the value of a picture or file."""
    return value.partition("/")[0]


def name_of(value: str) -> str:
    """Return the name in the value of a file, or ""."""
    return value.partition("/")[2]


class JsonKind(FieldKind[Json]):
    """Any JSON; the value is its JSON form."""

    kind = Kind.JSON
    storage = Storage.JSON
    operators = (Op.EMPTY, Op.FILLED)
    wide = True
    width = 240

    def to_stored(self, value: Json) -> Stored:
        """Return the one spelling of the JSON."""
        return json_text(value)

    def from_stored(self, stored: Stored) -> Json:
        """Return the JSON."""
        if stored is None:
            return None
        value: Json = json.loads(str(stored))
        return value

    def to_json(self, value: Json) -> Json:
        """Return the value."""
        return value

    def from_json(self, data: Json) -> Json:
        """Return the value; raise ValueError for numbers that JSON has not."""
        if _has_odd_number(data):
            raise ValueError("JSON knows neither NaN nor infinity")
        return data

    def parse(self, field: Field, text: str) -> Json:
        """Return the JSON that was written."""
        if not text.strip():
            return None
        try:
            value = self.normalise(field, self.from_json(json.loads(text)))
        except (ValueError, RecursionError) as error:
            raise refusal(field, _("This is not JSON: {reason}").format(reason=error)) from error
        self.check(field, value)
        return value

    def format(self, field: Field, value: Json) -> str:
        """Return the JSON on one line, shortened."""
        return (json_text(value) or "")[:_SHOWN]

    def edit_text(self, field: Field, value: Json) -> str:
        """Return the JSON over several lines."""
        if value is None:
            return ""
        return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)

    def normalise(self, field: Field, value: Json) -> Json:
        """Return the JSON with clean texts."""
        return _clean(value)

    def check(self, field: Field, value: Json) -> None:
        """Raise InvalidValueError if the JSON is too long."""
        if len(json_text(value) or "") > _LONGEST_JSON:
            raise refusal(field, _("This is too long."))


class ComputedKind(LineKind):
    """A value made from other fields; its field is described by the kind of the result."""

    kind = Kind.COMPUTED


def _has_odd_number(data: Json) -> bool:
    if isinstance(data, float):
        return not math.isfinite(data)
    if isinstance(data, list):
        return any(_has_odd_number(item) for item in data)
    return isinstance(data, dict) and any(_has_odd_number(item) for item in data.values())


def _clean(data: Json) -> Json:
    if isinstance(data, str):
        return unicodedata.normalize("NFC", strip_controls(data))
    if isinstance(data, list):
        return [_clean(item) for item in data]
    if isinstance(data, dict):
        return {str(_clean(key)): _clean(item) for key, item in data.items()}
    return data


KINDS: tuple[FieldKind[Any], ...] = (ImageKind(), FileKind(), JsonKind(), ComputedKind())
