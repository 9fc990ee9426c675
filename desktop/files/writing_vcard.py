"""Contact cards written for phones and other programs: vCard 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from desktop.core.i18n import in_every_language
from desktop.core.imports.card_columns import NUMBER_WORDS, UID_PREFIX
from desktop.core.names import split_person_name
from desktop.core.phones import is_e164, is_mobile
from desktop.core.pictures import picture_facts, to_data_uri
from desktop.core.tables import Written
from desktop.core.words import fold
from desktop.files.atomic import check_cancelled, replacing
from desktop.files.sandbox import Cancelled, never
from desktop.files.writing_csv import ROWS_A_STEP, Progress, silent
from desktop.models.contacts.choices import SALUTATIONS

VERSIONS: Final = ("3.0", "4.0")
Card = Mapping[str, Any]  # by the names of fields, as files hold them; phones and e-mails as lists

_LONGEST_LINE: Final = 75  # octets (RFC 6350, 3.2)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_PLACES: Final = 2  # commune and province stand at the end of an address
_OWN_TYPES: Final = frozenset({"cell", "fax", "pager", "work", "home"})


def write_cards(
    path: Path,
    cards: Iterable[Card],
    version: str,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Written:
    """Write a file of cards, whole or not at all, in UTF-8.

    Raises:
        FileProblem: it cannot be written.
        CancelledError: `cancelled` said so; an earlier file at `path` is untouched.
    """
    done = 0
    with replacing(path, cancelled) as file:
        for done, card in enumerate(cards, 1):
            if done % ROWS_A_STEP == 1:
                check_cancelled(cancelled)
                progress(done - 1)
            file.write(card_text(card, version).encode("utf-8"))
    progress(done)
    return Written(path, done)


def card_text(card: Card, version: str) -> str:
    """Return one card in lines of at most 75 octets."""
    lines = ["BEGIN:VCARD", f"VERSION:{version}", "PRODID:-//Lienhe//Lienhe//VI"]
    lines += [*_name(card, version), *_work(card), *_phones(card, version)]
    lines += [f"EMAIL:{_text(one)}" for one in card.get("emails", ()) if one]
    lines += [*_address(card), *_rest(card, version), *_picture(card, version)]
    lines += [*_marks(card), "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _name(card: Card, version: str) -> Iterator[str]:
    """Yield FN and N, which version 3.0 demands; of a company the name alone."""
    if "name" in card and card.get("party_type") != "person":
        yield f"FN:{_text(card['name'])}"
        yield f"N:{_text(card['name'])};;;;"
        yield "KIND:org" if version == "4.0" else "X-ABShowAs:COMPANY"
        return
    full = card.get("full_name") or card.get("name") or ""
    parts = split_person_name(str(full))
    names = (parts.family, parts.given, parts.middle, _prefix(card), "")
    yield f"FN:{_text(full)}"
    yield f"N:{';'.join(map(_text, names))}"


def _prefix(card: Card) -> str:
    """Return how somebody is addressed: the word itself, whatever language is spoken here."""
    said = str(card.get("salutation") or "")
    labels = {option.value: option.label for option in SALUTATIONS}
    return labels.get(said, said).partition(" (")[0]


def _work(card: Card) -> Iterator[str]:
    company = card.get("company") or card.get("account_id")
    if "name" in card and card.get("party_type") != "person":
        company = card["name"]
    if company or card.get("department"):
        parts = [company or "", *filter(None, [card.get("department")])]
        yield f"ORG:{';'.join(map(_text, parts))}"
    if card.get("title"):
        yield f"TITLE:{_text(card['title'])}"


def _phones(card: Card, version: str) -> Iterator[str]:
    for place, one in enumerate(card.get("phones", ()), 1):
        number, label = str(one["number"]), str(one.get("label") or "")
        kind = _number_type(number, label)
        extension = one.get("extension") or ""
        group = f"item{place}." if label and not kind else ""
        kinds = f";TYPE={kind}" if kind else ""
        if version == "4.0" and is_e164(number):
            tail = f";ext={extension}" if extension else ""
            yield f"{group}TEL;VALUE=uri{kinds}:tel:{number}{tail}"
        else:
            tail = f" ext. {extension}" if extension else ""
            yield f"{group}TEL{kinds.upper()}:{_text(number + tail)}"
        if group:
            yield f"{group}X-ABLabel:{_text(label)}"


def _number_type(number: str, label: str) -> str:
    """Return the TYPE of a number by its label in any language, else by what number it is."""
    for key, word in NUMBER_WORDS.items():
        if label and fold(label) in map(fold, in_every_language(word)):
            return key if key in _OWN_TYPES else "cell"
    return "cell" if not label and is_e164(number) and is_mobile(number) else ""


def _address(card: Card) -> Iterator[str]:
    """Yield the address: province and commune in their places, the rest as the street."""
    text = card.get("address")
    if not text:
        return
    parts = [part.strip() for part in str(text).replace("\n", ",").split(",") if part.strip()]
    province = parts.pop() if len(parts) > 1 else ""
    commune = parts.pop() if len(parts) >= _PLACES else ""
    yield f"ADR;TYPE=WORK:;;{_text(', '.join(parts))};{_text(commune)};{_text(province)};;"


def _rest(card: Card, version: str) -> Iterator[str]:
    birth = card.get("birth_on")
    if isinstance(birth, date):
        yield f"BDAY:{birth:%Y%m%d}" if version == "4.0" else f"BDAY:{birth:%Y-%m-%d}"
    if version == "4.0" and card.get("gender") in ("male", "female", "other"):
        yield f"GENDER:{str(card['gender'])[0].upper()}"
    if card.get("website"):
        yield f"URL:{_text(card['website'])}"
    if card.get("tax_code"):
        yield f"X-TAX-CODE:{_text(card['tax_code'])}"
    words = [word for name in ("tags", "card_groups") for word in card.get(name) or ()]
    if words:
        yield f"CATEGORIES:{','.join(map(_text, words))}"
    if card.get("description"):
        yield f"NOTE:{_text(card['description'])}"


def _picture(card: Card, version: str) -> Iterator[str]:
    content = card.get("picture")
    facts = picture_facts(content) if content else None
    if content and facts is not None:
        if version == "4.0":
            yield f"PHOTO:{to_data_uri(content)}"
        else:
            body = base64.b64encode(content).decode("ascii")
            yield f"PHOTO;ENCODING=b;TYPE={facts.media.upper()}:{body}"


def _marks(card: Card) -> Iterator[str]:
    """Yield by what the card is known again: the record, and when that was last changed."""
    if isinstance(card.get("uid"), uuid.UUID):
        yield f"UID:{UID_PREFIX}{card['uid']}"
    changed = card.get("updated_at")
    if isinstance(changed, datetime):
        yield f"REV:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: object) -> str:
    plain = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", plain).translate(_ESCAPES)


def _folded(line: str) -> str:
    """Break a line so that none has more than 75 octets and no character is cut."""
    if line.isascii():  # a picture of megabytes among them
        starts = range(_LONGEST_LINE, len(line), _LONGEST_LINE - 1)
        rest = [f" {line[at : at + _LONGEST_LINE - 1]}" for at in starts]
        return "\r\n".join([line[:_LONGEST_LINE], *rest])
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode("utf-8"))
        if size + width > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return "\r\n".join([*pieces, piece])
