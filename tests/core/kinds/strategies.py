"""One example field of every kind, and hypothesis strategies for the values of each."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, Option
from desktop.core.kinds import kind_of

OPTIONS = (Option("hot", "Hot", "red"), Option("warm", "Warm", "orange"), Option("cold", "Cold"))

FIELDS: dict[Kind, Field] = {
    Kind.CHOICE: Field("rating", "Rating", Kind.CHOICE, options=OPTIONS),
    Kind.CHOICES: Field("services", "Services", Kind.CHOICES, options=OPTIONS),
    Kind.LINK: Field("account_id", "Customer", Kind.LINK, target="account"),
    Kind.TAGS: Field("tags", "Tags", Kind.TAGS, target="tag"),
    Kind.TEXT: Field("name", "Name", Kind.TEXT, length=200, sortable=True),
    Kind.PERSON_NAME: Field("full_name", "Full name", Kind.PERSON_NAME, sortable=True),
}
for _kind in Kind:
    FIELDS.setdefault(_kind, Field(_kind.value, _kind.value.title(), _kind))

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
words = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "bcdghklmnpqrstvx"), min_size=1)
lines = st.one_of(
    st.text(max_size=60),
    st.lists(words, max_size=6).map(" ".join),
    st.text(st.sampled_from(" \t\n\r\u00a0\u200b\ufeff\x00áa\u0301ABC,;()<>\"'|/+-.@#0123456789")),
)
_digits = st.text(st.sampled_from("0123456789"), min_size=3, max_size=14)
_numbers = st.one_of(
    st.sampled_from(
        ["0912 345 678", "+84912345678", "024 3825 1234", "19001234", "+1 650 253 0000", "113"]
    ),
    _digits.map(lambda digits: f"0{digits}"),
    _digits.map(lambda digits: f"+{digits}"),
    lines,
)
_phones = st.fixed_dictionaries(
    {"number": _numbers, "label": st.one_of(st.just(""), lines)},
    optional={"extension": st.text(st.sampled_from("0123456789"), max_size=4)},
)
_emails = st.one_of(
    st.sampled_from(["an@abc.vn", "An Nguyễn <an.nguyen@Công-ty.vn>", "AN@ABC.VN", "b@gmail.con"]),
    st.emails(),
    lines,
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
_streets = st.one_of(
    lines, st.sampled_from(["12 Nguyễn Trãi", "Số 5, ngõ 12, đường Láng", "Lô B2 KCN Sóng Thần"])
)
_addresses = st.fixed_dictionaries(
    {},
    optional={
        "street": _streets,
        "commune": st.sampled_from(["00004", "00070", "26734"]),
        "province": st.sampled_from(["01", "79", "04"]),
        "legacy": lines,
    },
)
_tax_codes = st.one_of(
    st.sampled_from(["9990000018", "9990000025-001", "MST: 0100109106", "079123456789"]),
    _digits,
    lines,
)
_urls = st.one_of(
    st.sampled_from(["abc.vn", "https://Abc.vn/x y", "http://công-ty.vn/?q=á", "a.vn:8080/p#x"]),
    words.map(lambda word: f"{word}.vn/{word}"),
    lines,
)
_amounts = st.decimals(
    min_value=Decimal(-(10**14)), max_value=Decimal(10**14), allow_nan=False, places=6
)
_rich = st.one_of(
    lines,
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<br>", "<p",
             "<a href='javascript:x()'>", '<a href="https://abc.vn/?a=1&b">', "</a>", "<script>",
             '<span style="color: #D92D20; font-weight:700">', "</span>", "<!--", "-->", "&lt;",
             "&nbsp;", "&#x338;", "<img src='http://x.vn/a.png'>", "dòng  một", " ", "<", "&"]
        )
        | words,
        max_size=12,
    ).map("".join),
)  # fmt: skip

RAW: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: lines,
    Kind.LONG_TEXT: st.lists(lines, max_size=5).map("\r\n".join),
    Kind.INTEGER: st.integers(-(2**63) + 1, 2**63 - 1),
    Kind.MONEY: _amounts,
    Kind.PERCENT: _amounts,
    Kind.DATE: st.dates(min_value=date(1000, 1, 1)),
    Kind.MOMENT: st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        max_value=datetime(9000, 1, 1),  # noqa: DTZ001 - as above
        timezones=st.just(UTC),
    ),
    Kind.FLAG: st.booleans(),
    Kind.CHOICE: st.sampled_from([option.value for option in OPTIONS]),
    Kind.TAGS: st.lists(st.uuids().map(str), max_size=5),
    Kind.LINK: st.uuids(),
    Kind.EMAILS: st.lists(_emails, max_size=4),
    Kind.PHONES: st.lists(_phones, max_size=4),
    Kind.ADDRESS: _addresses,
    Kind.PERSON_NAME: st.lists(words, max_size=5).map("  ".join),
    Kind.URL: _urls,
    Kind.TAX_CODE: _tax_codes,
    Kind.IMAGE: st.binary(min_size=32, max_size=32).map(bytes.hex),
    Kind.COMPUTED: lines,
    Kind.JSON: _json,
    Kind.DURATION: st.integers(-10, 10**16),
    Kind.RATING: st.integers(-2, 7),
    Kind.CHOICES: st.lists(st.sampled_from([option.value for option in OPTIONS]), max_size=4),
    Kind.COLOUR: st.one_of(
        st.integers(0, 0xFFFFFF).map("#{:06X}".format), st.sampled_from(["đỏ", "#1Ac", "blue"])
    ),
    Kind.RICH_TEXT: _rich,
    Kind.SEQUENCE: lines,
    Kind.FILE: st.binary(min_size=32, max_size=32).map(bytes.hex),
}


def raw_values(kind: Kind) -> st.SearchStrategy[Any]:
    """Return values of the right type as they come from outside, or None."""
    return st.none() | RAW[kind]


def values(kind: Kind) -> st.SearchStrategy[Any]:
    """Return values as the store holds them: normalised and allowed, or None."""
    field = FIELDS[kind]
    known = kind_of(field)

    def is_allowed(value: object) -> bool:
        try:
            known.check(field, value)
        except InvalidValueError:
            return False
        return True

    return raw_values(kind).map(lambda raw: known.normalise(field, raw)).filter(is_allowed)


def example_id(number: int) -> uuid.UUID:
    """Return an id that is the same in every run."""
    return uuid.UUID(int=number)
