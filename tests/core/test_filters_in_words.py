"""A filter is said in plain words: no signs of the filter line, labels as people know them."""

from __future__ import annotations

import gettext
import io
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.core.entities import get_entity
from desktop.core.field_paths import find_field
from desktop.core.filter_line import say_filter
from desktop.core.filters import ME, Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.models import load_all
from tools.catalogue import build_catalogue, read_parts

load_all()
ACCOUNT = get_entity("account")
FACEBOOK, ZALO = (str(uuid.UUID(int=n)) for n in (1, 2))
TITLES = {FACEBOOK: "Facebook", ZALO: "Zalo"}


@pytest.fixture(scope="module", autouse=True)
def vietnamese() -> Iterator[None]:
    """Speak Vietnamese, as the parts of the catalogue say it now."""
    catalogue = gettext.GNUTranslations(io.BytesIO(build_catalogue(read_parts())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n._Current, "language", "vi")
        patch.setattr(i18n._Current, "catalogue", catalogue)
        yield


def said(*items, **how) -> str:
    return say_filter(Group(items, **how), ACCOUNT, lambda _entity, one: TITLES.get(one))


@pytest.mark.parametrize(
    ("field", "op", "value", "words"),
    [
        ("address_province", Op.DIFFERS, "01", "Tỉnh/thành phố không phải là Hà Nội"),
        ("address_province", Op.EQUALS, "01", "Tỉnh/thành phố: Hà Nội"),
        ("source_id", Op.NONE_OF, [FACEBOOK, ZALO], "Nguồn không thuộc Facebook, Zalo"),
        ("source_id", Op.EQUALS, FACEBOOK, "Nguồn: Facebook"),
        ("source_id", Op.EQUALS, str(uuid.UUID(int=9)), "Nguồn: …"),
        ("owner_id", Op.EQUALS, ME, "Người phụ trách là tôi"),
        ("owner_id", Op.DIFFERS, ME, "Người phụ trách không phải là tôi"),
        ("name", Op.CONTAINS, "an bình", "Tên chứa an bình"),
        ("phones", Op.LACKS, "090", "Điện thoại không chứa 090"),
        ("phones", Op.EMPTY, None, "Điện thoại để trống"),
        ("employees", Op.MORE, 1200, "Số nhân viên lớn hơn 1.200"),
        ("employees", Op.BETWEEN, [10, 1200], "Số nhân viên trong khoảng 10 – 1.200"),
        ("employees", Op.BETWEEN, [10, None], "Số nhân viên ít nhất là 10"),
        ("created_at", Op.DURING, "this_month", "Ngày tạo: tháng này"),
        ("created_at", Op.AT_LEAST, "2026-02-03", "Ngày tạo từ ngày 03/02/2026"),
        ("created_at", Op.BETWEEN, ["2026-02-03", "2026-02-03"], "Ngày tạo: 03/02/2026"),
        ("created_at", Op.BETWEEN, ["2024-02-01", "2024-02-29"], "Ngày tạo: 02/2024"),
        ("created_at", Op.BETWEEN, ["2026-04-01", "2026-06-30"], "Ngày tạo: Quý 2/2026"),
        ("customer_since", Op.BETWEEN, ["2026-01-01", "2026-12-31"], "Là khách hàng từ: 2026"),
    ],
)
def test_a_condition_is_said_in_plain_words(field, op, value, words):
    assert said(Condition(field, op, value)) == words


def test_groups_are_joined_by_words():
    small, big = Condition("employees", Op.LESS, 5), Condition("employees", Op.MORE, 500)
    assert said(small, big, any_of=True) == ("Số nhân viên nhỏ hơn 5 hoặc Số nhân viên lớn hơn 500")
    assert said(small, big, any_of=True, negated=True) == (
        "không (Số nhân viên nhỏ hơn 5 hoặc Số nhân viên lớn hơn 500)"
    )


def test_a_negated_condition_without_an_opposite_is_still_said():
    month = Condition("created_at", Op.DURING, "this_month")
    assert said(Group((month,), negated=True)) == "không (Ngày tạo: tháng này)"


@pytest.mark.parametrize("path", [field.name for field in ACCOUNT.fields])
def test_every_question_of_every_field_has_words(path):
    field = find_field(ACCOUNT, path)
    for op in kind_of(field).operators:
        value = [None, None] if op is Op.BETWEEN else "this_week" if op is Op.DURING else None
        assert said(Condition(path, op, value)).strip()


@given(st.text(max_size=40))
def test_whatever_was_written_is_said_without_a_fault(text):
    for field in ("name", "phones", "address", "employees", "created_at", "account_type"):
        assert said(Condition(field, Op.CONTAINS, text))
