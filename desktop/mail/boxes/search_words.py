"""What was typed into the search box: words for the index, and conditions from operators.

"from:an", "subject:", "has:file", "is:unread", "before:1/11", "in:archive", "tag:" and their likes;
each also in Vietnamese, with or without accents ("từ:an", "tiêu đề:", "có:tệp", "chưa đọc" as
"là:chưađọc"). "-" before a term takes out what it finds. Quotes keep words together.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass
from desktop.core.typed_days import parse_day
from desktop.core.words import fold, split_words, tokens
from desktop.mail.boxes.search_text import has_marks
from desktop.mail.boxes.threads import MOMENT_BITS
from desktop.store.sql import Sql

NOT_UNDERSTOOD: Final = N_("“{term}” was not understood and is left out.")
_MOST_TERMS: Final = 16
_SHORTEST_BEGINNING: Final = 2
_MEGABYTE: Final = 1024 * 1024

# Several words of one name stand together here: "nguoi gui" is typed "người gửi:".
_NAMES: Final = {
    "from": "from", "tu": "from", "nguoi gui": "from", "to": "to", "den": "to", "cc": "to",
    "nguoi nhan": "to", "subject": "subject", "tieu de": "subject", "chu de": "subject",
    "filename": "file", "file": "file", "tep": "file", "has": "has", "co": "has", "is": "is",
    "la": "is", "before": "before", "truoc": "before", "after": "after", "since": "after",
    "sau": "after", "tu ngay": "after", "on": "on", "ngay": "on", "in": "in", "trong": "in",
    "tag": "tag", "the": "tag", "nhan": "tag", "customer": "customer", "khach": "customer",
    "khach hang": "customer", "larger": "larger", "lon hon": "larger",
}  # fmt: skip
_TERM: Final = Pattern(
    r"(-)?(?:(" + "|".join(sorted(_NAMES, key=len, reverse=True)).replace(" ", r"\ ?") + r"):\s*)?"
    r"(\"[^\"]*\"?|[^\s\"]+)"
)
_COLUMNS: Final = {
    "from": "sender",
    "to": "people",
    "subject": "subject",
    "file": "files",
}
_ANYWHERE: Final = "subject sender people body files"
_IS: Final = {
    "unread": "m.flags & 1 = 0", "chuadoc": "m.flags & 1 = 0",
    "read": "m.flags & 1", "dadoc": "m.flags & 1",
    "flagged": "m.flags & 4", "cogan": "m.flags & 4", "gansao": "m.flags & 4", "co": "m.flags & 4",
    "starred": "m.flags & 4", "answered": "m.flags & 2", "datraloi": "m.flags & 2",
    "forwarded": "m.flags & 32", "dachuyentiep": "m.flags & 32",
    "pinned": "m.pinned", "ghim": "m.pinned", "daghim": "m.pinned",
    "important": "m.importance > 0", "quantrong": "m.importance > 0",
    "draft": "m.flags & 8", "nhap": "m.flags & 8",
    "list": "m.facts & 2", "danhsach": "m.facts & 2",
}  # fmt: skip
_PART: Final = "EXISTS (SELECT 1 FROM part p WHERE p.message = m.id AND {})"
_HAS: Final = {
    "file": "m.files > 0", "attachment": "m.files > 0", "tep": "m.files > 0",
    "dinhkem": "m.files > 0", "tepdinhkem": "m.files > 0",
    "invitation": "m.facts & 1", "loimoi": "m.facts & 1",
    "image": _PART.format("p.kind LIKE 'image/%'"), "anh": _PART.format("p.kind LIKE 'image/%'"),
    "pdf": _PART.format("p.kind = 'application/pdf'"),
    "excel": _PART.format("p.name LIKE '%.xls%'"), "word": _PART.format("p.name LIKE '%.doc%'"),
    "tag": "m.keywords <> ''", "the": "m.keywords <> ''", "nhan": "m.keywords <> ''",
}  # fmt: skip
_ROLES: Final = {
    "inbox": "inbox", "hopthuden": "inbox", "thuden": "inbox", "sent": "sent", "dagui": "sent",
    "thudagui": "sent", "drafts": "drafts", "nhap": "drafts", "thunhap": "drafts",
    "trash": "trash", "thungrac": "trash", "rac": "trash", "junk": "junk", "spam": "junk",
    "thurac": "junk", "archive": "archive", "luutru": "archive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked: one question to the index or none, and conditions on the message `m`.

    `exact` is the question with the words spelt as they were typed; "" where that says no more.
    """

    match: str = ""
    exact: str = ""
    conditions: tuple[Sql, ...] = ()
    problem: str = ""
    names_folder: bool = False


def read_search(
    text: str, today: date, zone: tzinfo, addresses_of: Callable[[str], list[str]]
) -> Search:
    """Return what was typed as questions; what is not understood is said and left out.

    `addresses_of` tells the addresses of the customers that a text names.
    """
    return _Reading(today, zone, addresses_of).read(text)


class _Reading:
    def __init__(self, today: date, zone: tzinfo, addresses_of: Callable[[str], list[str]]) -> None:
        self._addresses_of = addresses_of
        self._today = today
        self._zone = zone
        self._plain: list[str] = []
        self._exact: list[str] = []
        self._conditions: list[Sql] = []
        self._problem = ""

    def read(self, text: str) -> Search:
        typed = unicodedata.normalize("NFC", text).strip()
        folded = fold(typed)
        if len(folded) != len(typed):  # a sign that folds to several; operators stay words
            folded = typed.lower()
        found = list(_TERM.finditer(folded))[:_MOST_TERMS]
        for term in found:
            name = _NAMES.get(" ".join((term[2] or "").split())) or _joined_name(term[2])
            value = typed[term.start(3) : term.end(3)]
            is_last = term.end() == len(typed) and not text.endswith(" ")
            is_open = is_last and not value.startswith('"')
            self._take(name, value.strip('"'), is_open=is_open, is_out=bool(term[1]))
        match, exact = " AND ".join(self._plain), " AND ".join(self._exact)
        return Search(
            match,
            f"{match} AND {exact}" if exact and match else "",
            tuple(self._conditions),
            self._problem,
            names_folder=any(_NAMES.get(term[2] or "") == "in" for term in found),
        )

    def _take(self, name: str, value: str, *, is_open: bool, is_out: bool) -> None:
        if name in _COLUMNS or not name:
            self._words(name, value, is_open=is_open or bool(name), is_out=is_out)
            return
        condition = self._condition(name, value)
        if condition is None:
            self._problem = _(NOT_UNDERSTOOD).format(term=f"{name}:{value}")
        elif is_out:
            self._conditions.append(Sql(f"NOT ({condition.text})", condition.params))
        else:
            self._conditions.append(condition)

    def _words(self, name: str, value: str, *, is_open: bool, is_out: bool) -> None:
        words = [part for word in split_words(value) for part in tokens(word)]
        if not words:
            return
        begins = is_open and len(words[-1]) >= _SHORTEST_BEGINNING
        if is_open and not begins and self._plain and len(words) == 1 and not is_out:
            return  # a first letter: what is typed before it narrows enough
        end = " *" if begins else ""
        columns = _COLUMNS.get(name, _ANYWHERE)
        asked = f'{{{columns}}} : "{" ".join(words)}"{end}'
        if is_out:
            text = "m.id NOT IN (SELECT rowid FROM fts WHERE fts MATCH ?)"
            self._conditions.append(Sql(text, (asked,)))
            return
        self._plain.append(asked)
        typed = split_words(value)
        for place, word in enumerate(typed):
            if has_marks(word):
                last = " *" if begins and place == len(typed) - 1 else ""
                self._exact.append(f'marked : "{word}"{last}')

    def _condition(self, name: str, value: str) -> Sql | None:
        word = fold(value).replace(" ", "").replace("-", "")
        if name in ("is", "has"):
            text = (_IS if name == "is" else _HAS).get(word)
            return None if text is None else Sql(text)
        readers: dict[str, Callable[[str, str], Sql | None]] = {
            "before": self._day,
            "after": self._day,
            "on": self._day,
            "in": _folder,
            "tag": _tag,
            "customer": self._customer,
            "larger": _larger,
        }
        return readers[name](name, value)

    def _day(self, name: str, value: str) -> Sql | None:
        try:
            day = parse_day(value, self._today)
        except InvalidValueError:
            return None
        begin, end = self._start(day), self._start(day + timedelta(days=1))
        if name == "before":
            return Sql("m.id < ?", (begin,))
        if name == "after":
            return Sql("m.id >= ?", (begin,))
        return Sql("m.id BETWEEN ? AND ?", (begin, end - 1))

    def _customer(self, _name: str, value: str) -> Sql:
        told = json.dumps(self._addresses_of(value))
        text = (
            "m.id IN (SELECT message FROM message_address WHERE address IN (SELECT id FROM address"
            " WHERE address IN (SELECT value FROM json_each(?))))"
        )
        return Sql(text, (told,))

    def _start(self, day: date) -> int:
        return int(datetime.combine(day, time(), self._zone).timestamp()) << MOMENT_BITS


def _joined_name(typed: str | None) -> str:
    """Return the operator whose name was typed without its spaces."""
    bare = (typed or "").replace(" ", "")
    return next((to for name, to in _NAMES.items() if name.replace(" ", "") == bare), "")


def _folder(_name: str, value: str) -> Sql:
    role = _ROLES.get(fold(value).replace(" ", "").replace("-", ""))
    if role:
        return Sql("m.folder IN (SELECT id FROM folder WHERE role = ?)", (role,))
    found = "m.folder IN (SELECT id FROM folder WHERE instr(fold(name), ?))"
    return Sql(found, (fold(value),))


def _tag(_name: str, value: str) -> Sql:
    return Sql("m.keywords <> '' AND instr(fold(m.keywords), ?)", (fold(value),))


def _larger(_name: str, value: str) -> Sql | None:
    number = value.lower().removesuffix("b").removesuffix("m")
    if not number.isdecimal():
        return None
    return Sql("m.size >= ?", (int(number) * _MEGABYTE,))
