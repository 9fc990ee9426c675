"""The natural filter line: what people write, what it means, and what is written back."""

from __future__ import annotations

import gettext
import io
import uuid
from collections.abc import Iterator
from datetime import date

import pytest

from desktop.core import i18n
from desktop.core.entities import get_entity
from desktop.core.fields import Field
from desktop.core.filter_line import (
    complete,
    links_in,
    names,
    parse_line,
    tidy,
    wanted_at,
    write_line,
)
from desktop.core.filters import ME, Condition, Group, Op
from desktop.core.relative_filters import meant_now
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


def meaning(line: str) -> tuple[Condition | Group, ...]:
    found = parse_line(line, ACCOUNT, resolve)
    assert found.problems == ()
    return found.filter.items


def problems(line: str) -> list[tuple[str, str]]:
    found = parse_line(line, ACCOUNT, resolve).problems
    return [(line[problem.start : problem.end], problem.sentence) for problem in found]


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        ("nguồn: Facebook", Condition("source_id", Op.EQUALS, FACEBOOK)),
        ("nguon:facebook", Condition("source_id", Op.EQUALS, FACEBOOK)),
        ("Source: Facebook", Condition("source_id", Op.EQUALS, FACEBOOK)),
        ("nguồn: Face", Condition("source_id", Op.CONTAINS, "Face")),
        ("-nguồn: Zalo", Condition("source_id", Op.DIFFERS, ZALO)),
        ("nguồn: !=Zalo", Condition("source_id", Op.DIFFERS, ZALO)),
        ("nguồn: Zalo, Facebook", Condition("source_id", Op.ANY_OF, [ZALO, FACEBOOK])),
        ("-nguồn: Zalo, Facebook", Condition("source_id", Op.NONE_OF, [ZALO, FACEBOOK])),
        ("nguồn: không có", Condition("source_id", Op.EMPTY)),
        ("nguồn: có", Condition("source_id", Op.FILLED)),
        ('tỉnh: "Hà Nội"', Condition("address_province", Op.EQUALS, "01")),
        ("tỉnh: hà nội", Condition("address_province", Op.EQUALS, "01")),
        ("tỉnh: bình dương", Condition("address_province", Op.EQUALS, "79")),  # its name until 2025
        ("tạo: >=2026-01-01", Condition("created_at", Op.AT_LEAST, "2026-01-01")),
        ("tạo: 21/11/2026", Condition("created_at", Op.EQUALS, "2026-11-21")),
        ("tạo: tháng này", Condition("created_at", Op.DURING, "this_month")),
        ("tạo: 30 ngày qua", Condition("created_at", Op.DURING, "last_30_days")),
        ("loại: khách hàng", Condition("account_type", Op.EQUALS, "customer")),
        ("loại: đối tác", Condition("account_type", Op.EQUALS, "partner")),
        ("loại: đối tá", Condition("account_type", Op.EQUALS, "partner")),
        ("phụ trách: tôi", Condition("owner_id", Op.EQUALS, ME)),
        ("phụ trách: nguyễn thu an", Condition("owner_id", Op.EQUALS, AN)),
        ("doanh thu: 1tr..5tr", Condition("annual_revenue", Op.BETWEEN, ["1000000", "5000000"])),
        ("doanh thu: 1,2 tỷ", Condition("annual_revenue", Op.EQUALS, "1200000000")),
        ("doanh thu: ..5tr", Condition("annual_revenue", Op.BETWEEN, [None, "5000000"])),
        ("doanh thu: > 1 tỷ", Condition("annual_revenue", Op.MORE, "1000000000")),
        ("sinh: tháng này", Condition("birthday", Op.DURING, "this_month")),
        ("sinh: <1990-01-01", Condition("birth_on", Op.LESS, "1990-01-01")),
        ("rỗng: email", Condition("emails", Op.EMPTY)),
        ("-rỗng: email", Condition("emails", Op.FILLED)),
        ("tên: cơ khí", Condition("name", Op.CONTAINS, "cơ khí")),
        ("tên: =An", Condition("name", Op.EQUALS, "An")),
        ("tên: Công*", Condition("name", Op.STARTS, "Công")),
        ('-tên: "a, b"', Condition("name", Op.LACKS, "a, b")),
        ("điện thoại: 0912", Condition("phones", Op.CONTAINS, "0912")),
        ("công ty mẹ.tên: ABC", Condition("parent_id.name", Op.CONTAINS, "ABC")),
    ],
)
def test_a_term_means_a_condition(line, condition):
    assert meaning(line) == (condition,)


def test_the_example_of_every_part_is_understood():
    line = (
        'nguồn: Facebook tỉnh: "Hà Nội" tạo: >=2026-01-01 loại: khách hàng, đối tác '
        "phụ trách: tôi doanh thu: 1tr..5tr sinh: tháng này -nguồn: Zalo rỗng: email"
    )
    assert [condition.field for condition in meaning(line)] == [
        "source_id",
        "address_province",
        "created_at",
        "account_type",
        "owner_id",
        "annual_revenue",
        "birthday",
        "source_id",
        "emails",
    ]
    found = parse_line(line, ACCOUNT, resolve)
    assert found.search == ""
    again = parse_line(write_line(found.filter, "", ACCOUNT, title_of), ACCOUNT, resolve)
    assert again.filter == found.filter


def test_words_without_a_field_are_searched():
    found = parse_line("  cơ khí   Hà   nguồn: Zalo", ACCOUNT, resolve)
    assert found.search == "cơ khí Hà"


def test_words_after_a_choice_or_a_number_are_searched():
    found = parse_line("loại: khách hàng Nguyễn Văn", ACCOUNT, resolve)
    assert found.search == "Nguyễn Văn"
    assert found.filter.items == (Condition("account_type", Op.EQUALS, "customer"),)


def test_times_and_web_addresses_are_words():
    found = parse_line("gọi lúc 08:30 https://vidu.example/a", ACCOUNT, resolve)
    assert found.search == "gọi lúc 08:30 https://vidu.example/a"
    assert found.problems == ()


def test_brackets_and_or_join_terms_otherwise():
    (group,) = (parse_line("(nguồn: Zalo hoặc tỉnh: Huế)", ACCOUNT, resolve).filter,)
    assert group.any_of
    assert [condition.field for condition in group.conditions()] == [
        "source_id",
        "address_province",
    ]
    both = parse_line("a: (nguồn: Zalo", ACCOUNT, resolve)
    assert both.problems


def test_brackets_without_terms_are_words():
    assert parse_line("máy (024)", ACCOUNT).search == "máy (024)"


def test_or_between_words_is_a_word():
    assert parse_line("tên: gọi hoặc nhắn", ACCOUNT).filter.items == (
        Condition("name", Op.CONTAINS, "gọi hoặc nhắn"),
    )


@pytest.mark.parametrize(
    ("line", "where", "word"),
    [
        ("xyzw: 5", "xyzw", "Không có trường"),
        ("loại: xyz", "xyz", "xyz"),
        ("doanh thu: nhiều lắm", "nhiều lắm", "nhiều"),
        ("tạo: nọ", "nọ", "ngày"),
        ("nguồn:", "nguồn", "Thiếu giá trị"),
        ("(nguồn: Zalo", "(", "đóng ngoặc"),
        ("thẻ: Lạ", "Lạ", "Không tìm thấy"),
        ("email: >5", ">5", "so sánh"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(line, where, word):
    ((place, sentence), *_rest) = problems(line)
    assert place == where
    assert word.lower() in sentence.lower()


def test_the_rest_of_a_line_with_a_problem_still_holds():
    found = parse_line("loại: xyz nguồn: Zalo", ACCOUNT, resolve)
    assert found.filter.items == (Condition("source_id", Op.EQUALS, ZALO),)
    assert len(found.problems) == 1


def test_links_to_resolve_are_known_beforehand():
    line = "nguồn: Facebook, Zalo phụ trách: tôi, An thẻ: VIP & Mới tên: x"
    assert links_in(line, ACCOUNT) == [
        ("source", "Facebook"),
        ("source", "Zalo"),
        ("app_user", "An"),
        ("tag", "VIP"),
        ("tag", "Mới"),
    ]


def test_me_and_birthdays_are_what_they_are_today():
    me = uuid.UUID(int=9)
    kept = parse_line("phụ trách: tôi sinh: tháng này tên: me", ACCOUNT).filter
    now = meant_now(kept, ACCOUNT, me, date(2026, 2, 10))
    owner, birthday, name = now.items
    assert owner.value == str(me)
    assert birthday.value == [
        f"02-{day:02d}" for day in range(1, 30)
    ]  # 29 February is kept on the 28th
    assert name.value == "me"


def completions(text: str) -> list[str]:
    def values(_field: Field, _typed: str) -> list[str]:
        return list(TITLES.values())

    return [found.text for found in complete(text, len(text), ACCOUNT, values)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ngu", "nguồn: "),
        ("công ty doanh th", "doanh thu năm: "),
        ("nguồn: fa", "Facebook "),
        ("nguồn: Zalo, fa", "Facebook "),
        ("phụ trách: t", "tôi "),
        ("loại: đ", "Đối tác"),
        ("tạo: thang n", '"tháng này" '),
    ],
)
def test_what_may_follow_is_offered(typed, first):
    assert completions(typed)[0].startswith(first.strip('" ')) or completions(typed)[0] == first


def test_a_completion_replaces_what_was_typed():
    text = "cơ khí ngu"
    (completion, *_rest) = complete(text, len(text), ACCOUNT, lambda _field, _typed: [])
    assert text[: completion.start] + completion.text == "cơ khí nguồn: "


def test_a_view_learns_which_titles_to_read():
    wanted = wanted_at("nguồn: Fa", 9, ACCOUNT)
    assert (wanted.target, wanted.typed) == ("source", "Fa")
    assert wanted_at("loại: kh", 8, ACCOUNT).target == ""
    assert wanted_at("ng", 2, ACCOUNT).field is None


def test_what_is_denied_twice_holds():
    today = Condition("created_at", Op.DURING, "today")
    twice = Group((Group((today,), negated=True),), negated=True)
    assert tidy(twice, ACCOUNT) == Group((today,))
