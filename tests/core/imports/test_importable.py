"""What may be imported: entities, fields, keys, and the columns that are recognised."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity
from desktop.core.imports.importable import (
    default_missing,
    importable_entities,
    importable_fields,
    key_fields,
    may_create,
    part_order,
    suggest_columns,
)
from desktop.core.imports.plan import Missing
from desktop.core.tables import SheetColumn
from desktop.models import load_all

load_all()


def suggested(entity, *headers):
    columns = tuple(SheetColumn(index, header, ()) for index, header in enumerate(headers))
    matches = suggest_columns(get_entity(entity), columns)
    return {headers[match.column]: match.key for match in matches}


def test_people_import_customers_and_what_belongs_to_them_but_no_users():
    found = [entity.key for entity in importable_entities()]
    assert {"account", "contact", "target", "lead", "note", "call"} <= set(found)
    assert not {"app_user", "org_unit", "import_run", "saved_view", "address"} & set(found)
    assert found.index("account") < found.index("source")


@pytest.mark.parametrize("entity", list(importable_entities()), ids=lambda entity: entity.key)
def test_a_field_that_the_program_keeps_is_not_imported(entity):
    names = {field.name for field in importable_fields(entity)}
    assert names
    assert entity.title in names
    assert not names & {"id", "created_at", "created_by"}
    is_deed = entity.key in ("call", "visit", "meeting", "gift")  # of the past, they were held
    assert (entity.status in names) is is_deed


@pytest.mark.parametrize("entity", list(importable_entities()), ids=lambda entity: entity.key)
def test_every_key_is_a_field_that_may_be_imported(entity):
    names = {field.name for field in importable_fields(entity)}
    assert {field.name for field in key_fields(entity)} <= names


def test_vietnamese_and_english_headers_are_known():
    vietnamese = suggested("account", "STT", "Mã KH", "Tên khách hàng", "MST", "SĐT", "Nguồn")
    english = suggested("account", "No.", "Customer code", "Customer name", "Tax code", "Phone")
    assert vietnamese == {
        "Mã KH": "code",
        "Tên khách hàng": "name",
        "MST": "tax_code",
        "SĐT": "phones",
        "Nguồn": "source_id",
    }
    assert list(english.values()) == ["code", "name", "tax_code", "phones"]


def test_further_columns_join_the_field_they_are_part_of():
    found = suggested("account", "Tên", "Điện thoại", "Di động", "Địa chỉ", "Phường/Xã", "Tỉnh/TP")
    assert found["Điện thoại"] == found["Di động"] == "phones"
    assert found["Địa chỉ"] == found["Phường/Xã"] == found["Tỉnh/TP"] == "address"


def test_family_and_given_name_make_one_name():
    found = suggested("contact", "Tên", "Họ đệm", "Công ty", "Chức vụ")
    assert found == {
        "Tên": "full_name",
        "Họ đệm": "full_name",
        "Công ty": "account_id",
        "Chức vụ": "title",
    }


def test_parts_are_joined_in_the_order_in_which_they_are_written():
    assert sorted(["Tỉnh", "Quận/Huyện", "Địa chỉ", "Xã"], key=part_order) == [
        "Địa chỉ",
        "Xã",
        "Quận/Huyện",
        "Tỉnh",
    ]
    assert sorted(["First name", "Last name"], key=part_order) == ["Last name", "First name"]


def test_short_lists_grow_by_themselves_but_nobody_becomes_a_user():
    assert default_missing(get_entity("source")) is Missing.CREATE
    assert default_missing(get_entity("account")) is Missing.FAIL
    assert default_missing(get_entity("app_user")) is Missing.EMPTY
    assert not may_create(get_entity("app_user"))


@pytest.mark.parametrize("header", ["Người phụ trách", "NVKD", "Owner", "Phụ trách", "Nhân viên"])
def test_the_person_in_charge_is_recognised(header):
    assert suggested("account", "Tên", header)[header] == "owner_id"


@pytest.mark.parametrize("header", ["Đơn vị phụ trách", "Chi nhánh", "Bộ phận", "Unit"])
def test_the_unit_is_recognised(header):
    assert suggested("account", "Tên", header)[header] == "org_unit_id"


@pytest.mark.parametrize(
    ("entity", "when"), [("call", "called_at"), ("visit", "visited_at"), ("note", "noted_at")]
)
def test_columns_of_calls_visits_and_notes_are_recognised(entity, when):
    found = suggested(entity, "Khách hàng", "Chủ đề", "Ngày giờ")
    assert found["Khách hàng"] == "account_id"
    assert found["Chủ đề"] == "subject"
    assert found["Ngày giờ"] == when
