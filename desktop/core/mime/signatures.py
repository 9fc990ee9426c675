"""Who signs: name, title, company, numbers and address from the foot of a message.

So that an unknown sender becomes a contact in one step. Everything is a guess that a person looks
at before it is kept; what is not sure is left out.
"""

from __future__ import annotations

from typing import Final

from desktop.core.mime.addresses_in_text import addresses_in
from desktop.core.mime.mail_words import (
    ADDRESS_LABELS,
    ADDRESSES,
    COMPANIES,
    FAX_LABELS,
    INSTITUTIONS,
    MOBILE_LABELS,
    TAX_LABELS,
    TITLES,
)
from desktop.core.mime.quotes import own_text, signature_text
from desktop.core.mime.values import Mailbox
from desktop.core.patterns import Pattern
from desktop.core.phones import Phone, parse_phone
from desktop.core.quick_dataclass import dataclass
from desktop.core.tax_codes import parse_tax_code
from desktop.core.words import fold

MOBILE: Final = "mobile"
WORK: Final = "work"
FAX: Final = "fax"

_COMPANY: Final = Pattern(COMPANIES)
_INSTITUTION: Final = Pattern(INSTITUTIONS)
_TITLE: Final = Pattern(TITLES)
_ADDRESS_LABEL: Final = Pattern(ADDRESS_LABELS)
_ADDRESS: Final = Pattern(ADDRESSES)
_TAX: Final = Pattern(rf"\b{TAX_LABELS}\s*[:.]?\s*(\d[\d .-]{{8,16}})")
_RUN: Final = Pattern(r"\+?\(?\d[\d\s().-]{6,18}\d")
_FAX: Final = Pattern(rf"(?:^|\W){FAX_LABELS}\W{{0,3}}$")
_MOBILE: Final = Pattern(rf"(?:^|\W){MOBILE_LABELS}\W{{0,3}}$")
_SITE: Final = Pattern(
    r"(?i)\b(?:https?://)?((?:www\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})(/\S{0,100})?"
)
_LABEL: Final = Pattern(r"^[\w/ ]{1,20}:(?!//)\s*")
_BETWEEN: Final = Pattern(r"\s*[|•·●▪\t]\s*|\s{4,}")
_NAME_AND_TITLE: Final = Pattern(r"\s*[,–—]\s+|\s+[-–—]\s+|\s*\(|\s*/\s*")
_ENDINGS: Final = frozenset(
    "vn com net org edu gov info biz asia io co jp cn kr sg us uk de fr eu".split()
)
_LETTERS: Final = Pattern(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+){0,5}\.?")
_FORMS_OF_ADDRESS: Final = ("mr", "ms", "mrs", "ong", "ba", "anh", "chi", "dr", "ts", "ths")
_MOST_LINES: Final = 25
_LONGEST_LINE: Final = 200
_MOST_PHONES: Final = 6
_FEWEST_WORDS, _MOST_WORDS = 2, 6


@dataclass(frozen=True, slots=True)
class SignedPhone:
    """A number with what it is for: MOBILE, WORK or FAX."""

    phone: Phone
    kind: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed a message, as far as the message tells; what it does not is empty."""

    name: str = ""
    address: str = ""  # of mail
    title: str = ""
    company: str = ""
    phones: tuple[SignedPhone, ...] = ()
    website: str = ""
    postal_address: str = ""
    tax_code: str = ""


def read_signature(text: str, sender: Mailbox) -> Signer:
    """Return who signed.

    Args:
        text: the plain text of the message (`Body.text`).
        sender: its From; the name there is believed where the foot has none.
    """
    foot = signature_text(text) or _last_lines(own_text(text))
    reader = _Reader(sender)
    for line in foot.split("\n")[:_MOST_LINES]:
        for piece in _BETWEEN.split(line[:_LONGEST_LINE]):
            if words := piece.strip(" *_>-\r"):
                reader.take(words)
    return Signer(
        name=reader.name or sender.name,
        address=sender.address,
        title=reader.title,
        company=reader.company,
        phones=tuple(reader.phones[:_MOST_PHONES]),
        website=reader.website,
        postal_address=reader.postal_address,
        tax_code=reader.tax_code,
    )


class _Reader:
    """Sorts the pieces of one signature."""

    def __init__(self, sender: Mailbox) -> None:
        self.name = self.title = self.company = ""
        self.website = self.postal_address = self.tax_code = ""
        self.phones: list[SignedPhone] = []
        self._own_words = {word for word in fold(sender.name).split() if len(word) > 1}

    def take(self, piece: str) -> None:
        """Take what one piece of a line says."""
        folded = fold(piece)
        if found := _TAX.search(folded):
            code = parse_tax_code(found[1])
            self.tax_code = self.tax_code or (code.code if code.is_valid else "")
            return
        if "@" in piece and addresses_in(piece):
            self._take_phones(piece, folded)
            return
        label = _ADDRESS_LABEL.match(folded)
        if self._take_phones(piece, folded) or self._take_site(piece):
            return
        if label or (_ADDRESS.search(folded) and ("," in piece or any(map(str.isdigit, piece)))):
            # Folding keeps the length of what the labels are made of.
            rest = piece[label.end() :] if label else piece
            self.postal_address = self.postal_address or rest.strip(" :.")
            return
        self._take_words(piece, folded)

    def _take_words(self, piece: str, folded: str) -> None:
        if _COMPANY.search(folded):
            self.company = self.company or _without_label(piece)
        elif not self.name and (found := self._name_in(piece)):
            self.name, rest = found
            if rest and not self.title and _TITLE.search(fold(rest)):
                self.title = rest
        elif _TITLE.search(folded):
            self.title = self.title or _without_label(piece)
        elif _INSTITUTION.search(folded):
            self.company = self.company or _without_label(piece)

    def _name_in(self, piece: str) -> tuple[str, str] | None:
        """Return a name and what stands behind it; None if the piece begins with none."""
        head, *behind = _NAME_AND_TITLE.compiled.split(piece, maxsplit=1)
        head = head.strip()
        words = fold(head).replace(".", " ").split()
        fewest = _FEWEST_WORDS
        if len(words) > 1 and words[0] in _FORMS_OF_ADDRESS:
            words, head, fewest = words[1:], head.partition(" ")[2].strip(), 1
        if not _LETTERS.fullmatch(head) or not fewest <= len(words) <= _MOST_WORDS:
            return None
        is_senders = len(self._own_words & set(words)) >= min(2, len(self._own_words) or 2)
        is_capital = all(word[:1].isupper() for word in head.split())
        if not is_senders and (not is_capital or _TITLE.search(fold(head))):
            return None
        return head, behind[0].strip(" )") if behind else ""

    def _take_phones(self, piece: str, folded: str) -> bool:
        """Keep the numbers of a piece; tell whether it holds nothing else of note."""
        kept = False
        for found in _RUN.finditer(piece):
            phone = parse_phone(found[0])
            if not phone.is_valid or any(one.phone.number == phone.number for one in self.phones):
                continue
            before = folded[max(0, found.start() - 20) : found.start()]
            kind = FAX if _FAX.search(before) else MOBILE if phone.is_mobile else WORK
            kind = MOBILE if kind == WORK and _MOBILE.search(before) else kind
            self.phones.append(SignedPhone(phone, kind))
            kept = True
        return kept

    def _take_site(self, piece: str) -> bool:
        found = _SITE.fullmatch(_LABEL.sub("", piece).strip().rstrip("/"))
        if not found or found[1].rpartition(".")[2].lower() not in _ENDINGS:
            return False
        self.website = self.website or found[1].lower() + (found[2] or "")
        return True


def _last_lines(text: str) -> str:
    """Return the end of a message that has no marked foot: its last paragraph of short lines."""
    paragraph = text.rsplit("\n\n", 1)[-1] if text.count("\n") else ""
    lines = paragraph.split("\n")
    is_foot = len(lines) > 1 and all(len(line) < _LONGEST_LINE for line in lines)
    return paragraph if is_foot else ""


def _without_label(piece: str) -> str:
    return _LABEL.sub("", piece).strip(" :")
