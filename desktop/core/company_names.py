"""Names of companies without what is the same in thousands of them: legal form and trade.

"Công ty TNHH MTV Thương mại Minh Phát", "CTY TNHH Minh Phat" and "Minh Phát Co., Ltd" have the own
name "minh phat". Forms by the Law on Enterprises 59/2020/QH14; abbreviations as people write them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.words import tokens

LIMITED: Final = "tnhh"
STOCK: Final = "cp"
PRIVATE: Final = "dntn"
PARTNERSHIP: Final = "hd"
HOUSEHOLD: Final = "hkd"
GROUP: Final = "td"

# Folded words to the legal form that they say, "" = a company of whatever form.
_FORMS: Final = {
    "cong ty": "",
    "cong ti": "",
    "cty": "",
    "company": "",
    "trach nhiem huu han": LIMITED,
    "tnhh": LIMITED,
    "company limited": LIMITED,
    "co ltd": LIMITED,
    "ltd": LIMITED,
    "llc": LIMITED,
    "mot thanh vien": "",
    "1 thanh vien": "",
    "hai thanh vien": "",
    "2 thanh vien": "",
    "1tv": "",
    "2tv": "",
    "mtv": "",
    "co phan": STOCK,
    "cp": STOCK,
    "ctcp": STOCK,
    "joint stock company": STOCK,
    "jsc": STOCK,
    "corporation": STOCK,
    "corp": STOCK,
    "hop danh": PARTNERSHIP,
    "doanh nghiep tu nhan": PRIVATE,
    "dntn": PRIVATE,
    "ho kinh doanh": HOUSEHOLD,
    "hkd": HOUSEHOLD,
    "tap doan": GROUP,
    "group": GROUP,
    "tong cong ty": GROUP,
    "tct": GROUP,
}
_TRADES: Final = {
    "thuong mai": "tm",
    "trading": "tm",
    "tm": "tm",
    "dich vu": "dv",
    "service": "dv",
    "services": "dv",
    "dv": "dv",
    "san xuat": "sx",
    "sx": "sx",
    "xay dung": "xd",
    "construction": "xd",
    "xd": "xd",
    "xuat nhap khau": "xnk",
    "import export": "xnk",
    "xnk": "xnk",
    "dau tu": "dt",
    "dt": "dt",
    "investment": "dt",
    "phat trien": "pt",
    "pt": "pt",
    "development": "pt",
    "thuong mai dich vu": "tm dv",
    "tmdv": "tm dv",
    "viet nam": "vn",
    "vietnam": "vn",
    "vn": "vn",
    "va": "",
    "and": "",
}
_KNOWN: Final = {
    tuple(text.split()): (meaning, is_form)
    for table, is_form in ((_FORMS, True), (_TRADES, False))
    for text, meaning in table.items()
}
_LONGEST: Final = max(map(len, _KNOWN))
_FIRST: Final = frozenset(words[0] for words in _KNOWN)


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a name, folded; `own` are all words where nothing else would be left."""

    own: tuple[str, ...]
    trades: frozenset[str]
    form: str
    is_company: bool  # a legal form is said


@lru_cache(maxsize=4096)
def split_company_name(name: str) -> CompanyName:
    """Return the own name of a company beside its legal form and its trades."""
    words = tokens(name)
    own: list[str] = []
    trades: set[str] = set()
    form, is_company, at = "", False, 0
    while at < len(words):
        size, meaning, is_form = _known_at(words, at)
        if size == 0:
            own.append(words[at])
        elif is_form:
            is_company, form = True, form or meaning
        else:
            trades |= {*meaning.split()}
        at += size or 1
    return CompanyName(tuple(own or words), frozenset(trades), form, is_company)


def _known_at(words: list[str], at: int) -> tuple[int, str, bool]:
    if words[at] not in _FIRST:
        return 0, "", False
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        found = _KNOWN.get(tuple(words[at : at + size]))
        if found is not None:
            return size, *found
    return 0, "", False
