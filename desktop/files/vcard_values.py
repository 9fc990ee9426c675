"""One vCard as the cells of a row: each column holds what a person would have typed there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from desktop.core.imports.card_columns import CARD_COLUMNS, NUMBER_WORDS
from desktop.core.tables import CellValue
from desktop.core.word_lists import join_names
from desktop.core.words import fold
from desktop.files.vcard_lines import Property

_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_SIGNS: Final = re.compile(r"\\.|[^\\;]+|.", re.DOTALL)
_WORDS: Final = re.compile(r"(?:\\.|[^\\,]|\\\Z)+", re.DOTALL)  # between commas that part them
_DAY: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?\Z", re.DOTALL)
_YEARLESS: Final = re.compile(r"--(\d\d)-?(\d\d)\Z")
_APPLE_LABEL: Final = re.compile(r"_\$!<(.*)>!\$_\Z", re.DOTALL)
_MARKS: Final = re.compile(r"[()\[\];\n]+")
_TEL_URI: Final = re.compile(r"tel:", re.IGNORECASE)
_HOME_COUNTRIES: Final = frozenset({"vn", "vietnam", "viet nam"})
# Prefixes that are a choice of ours, by its value; others stand in the name as it is shown.
_SALUTATIONS: Final = frozenset({"anh", "chi", "ong", "ba", "co", "chu", "em"})
_GENDERS: Final = {"m": "male", "f": "female", "o": "other"}
_TAX_CODES: Final = ("X-TAX-CODE", "X-TAX-ID", "X-TAXCODE", "X-VAT", "X-MST")
_TAKEN: Final = frozenset(
    "N FN NICKNAME ORG TITLE ROLE TEL EMAIL URL ADR LABEL BDAY GENDER CATEGORIES NOTE KIND BEGIN"
    " END VERSION PRODID REV UID SOURCE NAME PROFILE CLASS SORT-STRING MAILER TZ GEO LANG XML"
    " CLIENTPIDMAP PHOTO LOGO SOUND KEY AGENT FBURL CALURI CALADRURI MEMBER X-ABLABEL X-ABADR"
    " X-ABUID X-ABSHOWAS X-ADDRESSBOOKSERVER-KIND X-MS-OL-DESIGN X-MS-OL-DEFAULT-POSTAL-ADDRESS"
    " X-MS-CARDPICTURE X-EVOLUTION-FILE-AS X-EVOLUTION-LIST X-PHONETIC-FIRST-NAME"
    " X-PHONETIC-MIDDLE-NAME X-PHONETIC-LAST-NAME X-MOZILLA-HTML X-CLASS".split()
)
_LONGEST_OTHER: Final = 2000  # characters of what goes into one line of "other details"
_LONGEST_MARK: Final = 500
_STREET_PARTS: Final = 3  # of ADR: post office box, extension, street
_COUNTRY: Final = 6


def card_row(properties: Sequence[Property], words: Mapping[str, str]) -> list[CellValue]:
    """Return the cells of a card in the order of CARD_COLUMNS.

    `words` are the person's words for kinds of numbers (NUMBER_WORDS) and for what has no column.
    """
    card = _Card(properties, words)
    cells = card.cells()
    return [cells.get(key) or "" for key in CARD_COLUMNS]


def card_marks(properties: Sequence[Property]) -> tuple[str, str]:
    """Return what a card says of itself: its UID, and when it was last changed (REV)."""
    found = {one.name: one.value or "" for one in reversed(properties)}
    return found.get("UID", "").strip()[:_LONGEST_MARK], found.get("REV", "").strip()[
        :_LONGEST_MARK
    ]


def is_group(properties: Iterable[Property]) -> bool:
    """Tell whether a card is a list of other cards, not a person or company."""
    kinds = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
    return any(
        one.name in kinds and (one.value or "").strip().lower() == "group" for one in properties
    )


def unescaped(text: str) -> str:
    """Return a text value as it was meant, without its backslashes (RFC 6350, 3.4)."""
    plain = _ESCAPED.sub(_meant, text)
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip()


def components(value: str) -> list[str]:
    """Return the parts of a structured value, unescaped."""
    parts = [""]
    for piece in _SIGNS.findall(value):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return [unescaped(part) for part in parts]


class _Card:
    """The properties of one card by name."""

    def __init__(self, properties: Sequence[Property], words: Mapping[str, str]) -> None:
        self._all = properties
        self._words = words
        self._labels = {
            one.group: _apple_label(one.value or "")
            for one in properties
            if one.name == "X-ABLABEL" and one.group
        }

    def cells(self) -> dict[str, CellValue]:
        """Return the cells by the keys of CARD_COLUMNS."""
        organisation = components(self._first("ORG"))
        company = organisation[0] if organisation else ""
        name = self._name()
        party = company or name
        is_company = bool(company) or not name or self._first("KIND").strip().lower() == "org"
        is_company = is_company or self._first("X-ABSHOWAS").strip().lower() == "company"
        kind = "company" if is_company else "person"
        prefix = fold(self._name_part(3))
        urls = self._texts("URL")
        addresses = list(dict.fromkeys(self._addresses()))
        birth, birth_text = _birth(unescaped(self._first("BDAY")))
        return {
            "salutation": prefix if prefix in _SALUTATIONS else "",
            "full_name": name or company,
            "company": company,
            "department": ", ".join(filter(None, organisation[1:])),
            "title": next(iter([*self._texts("TITLE"), *self._texts("ROLE")]), ""),
            "phones": "; ".join(dict.fromkeys(self._phones())),
            "emails": "; ".join(dict.fromkeys(self._emails())),
            "website": urls[0] if urls else "",
            "address": addresses[0] if addresses else "",
            "birth_on": birth,
            "gender": self._value(_GENDERS.get(self._first("GENDER")[:1].lower(), "")),
            "tax_code": next((t for n in _TAX_CODES for t in self._texts(n)), ""),
            "tags": join_names(self._categories()),
            "note": "\n".join(self._texts("NOTE")),
            "party": party,
            "party_type": self._value(kind if party else ""),
            "other": "\n".join(self._others(urls[1:], addresses[1:], birth_text)),
        }

    def _value(self, value: str) -> str:
        """Return a value of a choice in the person's words."""
        return self._words.get(f"value.{value}", value)

    def _sorted(self, name: str) -> list[Property]:
        found = [one for one in self._all if one.name == name and one.value]
        return sorted(found, key=_preference)

    def _first(self, name: str) -> str:
        return next((one.value or "" for one in self._sorted(name)), "")

    def _texts(self, name: str) -> list[str]:
        found = (unescaped(one.value or "") for one in self._sorted(name))
        return [text for text in dict.fromkeys(found) if text]

    def _name(self) -> str:
        """Return the name as it is shown; the family name comes first where only parts are told."""
        shown = " ".join(" ".join(self._texts("FN")[:1]).split())
        parts = (0, 2, 1)  # family, additional, given: as in Vietnam
        built = " ".join(filter(None, (self._name_part(part) for part in parts)))
        return shown or built or " ".join(self._texts("NICKNAME")[:1])

    def _name_part(self, place: int) -> str:
        parts = components(self._first("N"))
        return " ".join(parts[place].replace(",", " ").split()) if place < len(parts) else ""

    def _phones(self) -> Iterator[str]:
        for one in self._sorted("TEL"):
            number = _TEL_URI.sub("", unescaped(one.value or ""), count=1)
            number, _, extension = number.partition(";ext=")
            number = " ".join(_MARKS.sub(" ", number).split())
            extension = extension.partition(";")[0].strip()
            if number:
                label = self._label(one)
                shown = f"{number} ext. {extension}" if extension.isdigit() else number
                yield f"{shown} ({label})" if label else shown

    def _label(self, one: Property) -> str:
        """Return the person's word for what number it is, "" for a plain one."""
        own = self._labels.get(one.group, "") if one.group else ""
        if own:
            return " ".join(_MARKS.sub(" ", own).split())[:60]
        return next((self._words.get(key, "") for key in NUMBER_WORDS if key in one.types), "")

    def _emails(self) -> Iterator[str]:
        for one in self._sorted("EMAIL"):
            text = unescaped(one.value or "").removeprefix("mailto:")
            if text:
                yield " ".join(text.replace(";", " ").replace(",", " ").split())

    def _addresses(self) -> Iterator[str]:
        for one in self._sorted("ADR"):
            parts = [" ".join(part.split()).strip(" ,") for part in components(one.value or "")]
            parts += [""] * (_COUNTRY + 1 - len(parts))
            if fold(parts[_COUNTRY]) in _HOME_COUNTRIES:
                parts[_COUNTRY] = ""
            street = reversed(parts[:_STREET_PARTS])
            places = (parts[3], parts[4], parts[5], parts[_COUNTRY])
            text = ", ".join(filter(None, (*street, *places)))
            label = one.parameters.get("LABEL", [""])[0]
            if text or label.strip():
                yield text or ", ".join(filter(None, map(str.strip, unescaped(label).split("\n"))))
        if not any(one.name == "ADR" for one in self._all):
            for text in self._texts("LABEL"):
                yield ", ".join(filter(None, map(str.strip, text.split("\n"))))

    def _categories(self) -> Iterator[str]:
        for one in self._sorted("CATEGORIES"):
            for word in _WORDS.findall(one.value or ""):
                if name := unescaped(word):
                    yield name

    def _others(self, urls: list[str], addresses: list[str], birth: str) -> Iterator[str]:
        """Yield what has no column of its own, so that nothing is lost."""
        nick = " ".join(self._texts("NICKNAME"))
        if nick and nick != self._name():
            yield f"{self._words.get('nickname', 'Nickname')}: {nick}"
        if birth:
            yield f"{self._words.get('birthday', 'Birthday')}: {birth}"
        yield from urls
        yield from addresses
        yield from [*self._texts("TITLE"), *self._texts("ROLE")][1:]
        for one in self._all:
            text = unescaped(one.value or "").replace("\n", " ").strip("; ")
            if one.name not in _TAKEN and one.name not in _TAX_CODES and text:
                label = self._labels.get(one.group) if one.group else None
                yield f"{label or one.name.removeprefix('X-')}: {text[:_LONGEST_OTHER]}"


def _preference(one: Property) -> int:
    return one.preference


def _meant(match: re.Match[str]) -> str:
    sign = match.group(1)
    return "\n" if sign in "nN" else sign if sign in "\\,;:\"'" else match.group()


def _apple_label(text: str) -> str:
    match = _APPLE_LABEL.match(text.strip())
    return match.group(1) if match else unescaped(text)


def _birth(text: str) -> tuple[date | None, str]:
    """Return a birth date; what is none, such as one without a year, as text."""
    match = _DAY.match(text)
    if match:
        try:
            return date(*map(int, match.groups())), ""
        except ValueError:
            return None, text
    yearless = _YEARLESS.match(text)
    return None, f"{yearless.group(2)}/{yearless.group(1)}" if yearless else text
