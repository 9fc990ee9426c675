"""The laws of the filter line: what is written means what it was written from."""

from __future__ import annotations

import gettext
import io
import uuid
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.core.entities import get_entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filter_line import complete, names, parse_line, tidy, write_line
from desktop.core.filter_line.names import filtered_fields
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.relative_filters import is_anniversary
from desktop.models import load_all
from tools.catalogue import build_catalogue, read_parts

load_all()
ACCOUNT = get_entity("account")
FACEBOOK, ZALO, AN = (str(uuid.UUID(int=n)) for n in (1, 2, 3))
TITLES = {FACEBOOK: "Facebook", ZALO: "Zalo", AN: "Nguyễn Thu An"}
IDS = {title.lower(): one for one, title in TITLES.items()}


@pytest.fixture(scope="module", autouse=True)
def vietnamese() -> Iterator[None]:
    """Speak Vietnamese, as the parts of the catalogue say it now."""
    catalogue = gettext.GNUTranslations(io.BytesIO(build_catalogue(read_parts())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n._Current, "language", "vi")
        patch.setattr(i18n._Current, "catalogue", catalogue)
        names._find_field.cache_clear()
        yield
    names._find_field.cache_clear()


def resolve(_entity: str, title: str) -> str | None:
    return IDS.get(title.lower())


def title_of(_entity: str, one: str) -> str | None:
    return TITLES.get(one)


PERIODS = st.sampled_from(["today", "this_month", "last_year", "last_30_days", "next_7_days"])
TEXTS = st.text(
    st.sampled_from('aăbđêơư AZ09 ,;:"()*-.<>=~&|#@/ồễ'), min_size=1, max_size=12
).filter(lambda text: bool(text.strip()) and text == text.strip() and text.strip('"') != "")
LINKS = st.sampled_from([FACEBOOK, ZALO, AN, str(uuid.UUID(int=77))])

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
NUMBERS = st.integers(-(10**12), 10**12)
PLAIN_VALUES = {
    Kind.LINK: LINKS,
    Kind.TAGS: LINKS,
    Kind.DATE: DAYS,
    Kind.MOMENT: DAYS | st.integers(0, 4_000_000_000).map(lambda seconds: seconds * 1_000_000),
    Kind.FLAG: st.booleans(),
    Kind.INTEGER: NUMBERS,
    Kind.MONEY: NUMBERS.map(str),
    Kind.PERCENT: NUMBERS.map(str),
    Kind.DURATION: st.integers(0, 10**6),
    Kind.RATING: st.integers(1, 5),
}


@st.composite
def values_of(draw: st.DrawFn, field: Field, op: Op) -> object:
    """Draw a value in JSON form that a filter may hold for the field."""
    kind = value_kind(field)
    if op in {Op.CONTAINS, Op.LACKS, Op.STARTS} or kind in {Kind.EMAILS, Kind.PHONES}:
        return draw(TEXTS)
    if kind is Kind.CHOICE:
        return draw(st.sampled_from([option.value for option in field.options]))
    if kind in PLAIN_VALUES:
        return draw(PLAIN_VALUES[kind])
    return kind_of(field).normalise(field, draw(TEXTS)[: field.length or None]) or "x"


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from(list(filtered_fields(ACCOUNT))))
    op = draw(st.sampled_from(kind_of(field).operators))
    values = values_of(field, op)
    if is_anniversary(field) and draw(st.booleans()):
        return Condition(field.name, Op.DURING, draw(PERIODS))
    if op in {Op.EMPTY, Op.FILLED}:
        return Condition(field.name, op)
    if op is Op.DURING:
        birthday = field.name == "birth_on"
        return Condition("birthday" if birthday else field.name, op, draw(PERIODS))
    if op is Op.BETWEEN:
        return Condition(field.name, op, [draw(values), draw(st.none() | values)])
    if op in {Op.ANY_OF, Op.NONE_OF, Op.ALL_OF}:
        return Condition(field.name, op, draw(st.lists(values, min_size=1, max_size=3)))
    return Condition(field.name, op, draw(values))


MEMBERS = st.recursive(
    conditions(),
    lambda inner: st.builds(
        Group,
        st.lists(inner, min_size=1, max_size=3).map(tuple),
        st.booleans(),
        st.booleans(),
    ),
    max_leaves=6,
)
FILTERS = st.lists(MEMBERS, max_size=4).map(lambda items: Group(tuple(items)))


@given(FILTERS, st.lists(TEXTS, max_size=3).map(" ".join))
def test_a_line_written_from_a_filter_means_that_filter(filter_, search):
    line = write_line(filter_, search, ACCOUNT, title_of)
    found = parse_line(line, ACCOUNT, resolve)
    assert found.problems == ()
    assert found.filter == tidy(filter_, ACCOUNT)
    assert found.search.split() == search.replace('"', " ").split()


@given(st.text(st.sampled_from('aănguồn: tên:loại,;"()*-.<>=~&|05 hoặc #'), max_size=40))
def test_any_text_is_read_without_an_accident(text):
    found = parse_line(text, ACCOUNT, resolve)
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
    complete(text, len(text) // 2, ACCOUNT, lambda _field, _typed: ["Zalo"])
    if not found.problems:
        again = parse_line(
            write_line(found.filter, found.search, ACCOUNT, title_of), ACCOUNT, resolve
        )
        assert again.filter == found.filter


def test_an_empty_line_lets_everything_pass():
    assert parse_line("  ", ACCOUNT).filter == EVERYTHING
    assert write_line(EVERYTHING, "", ACCOUNT) == ""
