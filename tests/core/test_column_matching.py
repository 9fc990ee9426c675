"""Columns find their fields, by Vietnamese or English headers and by what stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.column_matching import SURE, MatchCandidate, is_known_header, match_columns
from desktop.core.header_words import header_forms, meaning_of
from desktop.core.tables import SheetColumn

FIELDS = (
    MatchCandidate("name", ("Name", "Tên khách hàng"), "text"),
    MatchCandidate("code", ("Customer code", "Mã khách hàng"), "text"),
    MatchCandidate("phones", ("Phone", "Điện thoại"), "phones"),
    MatchCandidate("emails", ("Email", "Email"), "emails"),
    MatchCandidate("tax_code", ("Tax code", "Mã số thuế"), "tax_code"),
    MatchCandidate("address", ("Address", "Địa chỉ"), "address"),
    MatchCandidate("website", ("Website", "Trang web"), "url"),
    MatchCandidate("owner_id", ("Person in charge", "Người phụ trách"), "link"),
    MatchCandidate("source", ("Source", "Nguồn gốc"), "choice"),
    MatchCandidate("industry", ("Industry", "Ngành nghề"), "link"),
    MatchCandidate("birth_date", ("Date of birth", "Ngày sinh"), "date"),
    MatchCandidate("founded_on", ("Founding date", "Ngày thành lập"), "date"),
    MatchCandidate("revenue", ("Annual revenue", "Doanh thu năm"), "money"),
    MatchCandidate("tags", ("Tags", "Nhãn"), "tags"),
    MatchCandidate("note", ("Note", "Ghi chú"), "long_text"),
)


def columns(*headers, samples=None):
    values = samples or {}
    return [
        SheetColumn(index, header, tuple(values.get(index, ())))
        for index, header in enumerate(headers)
    ]


def matched(*headers, samples=None):
    found = match_columns(columns(*headers, samples=samples), FIELDS)
    return {headers[match.column]: match.key for match in found}


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Tên khách hàng", "name"),
        ("TÊN KHÁCH HÀNG", "name"),
        ("Ten khach hang", "name"),
        ("Tên KH", "name"),
        ("Tên công ty", "name"),
        ("Khách hàng", "name"),
        ("Company name", "name"),
        ("Họ và tên", "name"),
        ("Tên khách hàng (*)", "name"),
        ("Tên khách hàng\n(Customer name)", "name"),
        ("Mã KH", "code"),
        ("Điện thoại", "phones"),
        ("ĐT", "phones"),
        ("Đ.T", "phones"),
        ("SĐT", "phones"),
        ("SDT", "phones"),
        ("Số ĐT:", "phones"),
        ("Tel.", "phones"),
        ("Di động", "phones"),
        ("Mobile phone", "phones"),
        ("Điện thọai", "phones"),
        ("E-mail", "emails"),
        ("Địa chỉ email", "emails"),
        ("Thư điện tử", "emails"),
        ("MST", "tax_code"),
        ("Mã số thuế", "tax_code"),
        ("MST/CCCD", "tax_code"),
        ("Tax ID", "tax_code"),
        ("Địa chỉ", "address"),
        ("Đ/c", "address"),
        ("Địa chỉ (số nhà, đường, phường)", "address"),
        ("Trụ sở chính", "address"),
        ("Web", "website"),
        ("NV phụ trách", "owner_id"),
        ("Nhân viên kinh doanh", "owner_id"),
        ("Sales rep", "owner_id"),
        ("Nguồn", "source"),
        ("Nguồn KH", "source"),
        ("Lead source", "source"),
        ("Lĩnh vực", "industry"),
        ("Ngày sinh", "birth_date"),
        ("Sinh nhật", "birth_date"),
        ("DOB", "birth_date"),
        ("Ngày sinh (dd/mm/yyyy)", "birth_date"),
        ("Doanh thu (VND)", "revenue"),
        ("Ghi chú khác", "note"),
        ("Diễn giải", "note"),
        ("Tag", "tags"),
        ("Email cá nhân", "emails"),
        ("Điện thoại 2", "phones"),
        ("Số điện thoại liên hệ chính", "phones"),
    ],
)
def test_a_header_finds_its_field(header, key):
    assert matched(header) == {header: key}


@pytest.mark.parametrize(
    "header",
    [
        "STT",
        "TT",
        "Số thứ tự",
        "",
        "Xyz",
        "Cân nặng",
        "Công nợ",
        "Giới tính",
        "Số lượng",
        "Fax công ty",
    ],
)
def test_a_header_of_something_else_finds_none(header):
    assert matched(header) == {}


def test_a_whole_customer_list_is_matched_at_once():
    headers = ("STT", "Mã KH", "Tên công ty", "MST", "Đ/c", "SĐT", "Email", "Phụ trách", "Nguồn")
    keys = ("code", "name", "tax_code", "address", "phones", "emails", "owner_id", "source")
    assert matched(*headers) == dict(zip(headers[1:], keys, strict=True))
    found = match_columns(columns(*headers), FIELDS)
    assert all(match.confidence >= SURE for match in found if match.key != "name")


CALL = (
    MatchCandidate("subject", ("Subject", "Tiêu đề"), "text"),
    MatchCandidate("account_id", ("Customer", "Khách hàng"), "link"),
    MatchCandidate("direction", ("Direction", "Chiều gọi"), "choice"),
    MatchCandidate("called_at", ("When", "Thời điểm"), "moment"),
    MatchCandidate("duration_minutes", ("Minutes", "Số phút"), "integer"),
    MatchCandidate("result", ("Result", "Kết quả"), "long_text"),
    MatchCandidate("next_at", ("Next call", "Gọi lại lúc"), "moment"),
)


@pytest.mark.parametrize(
    "headers",
    [
        ("Chủ đề", "KH", "Chiều cuộc gọi", "Bắt đầu lúc", "Thời lượng (phút)", "Kết quả", "Hẹn"),
        ("Subject", "Customer", "Call type", "Start time", "Duration", "Outcome", "Follow-up"),
        ("Về việc", "Khách", "Hướng gọi", "Ngày tạo", "Phút", "Ghi chú", "Ngày hẹn"),
    ],
)
def test_a_list_of_calls_is_matched_at_once(headers):
    found = {match.column: match.key for match in match_columns(columns(*headers), CALL)}
    assert set(found.values()) >= {one.key for one in CALL} - {"account_id", "next_at"}
    assert all(CALL[column].key == key for column, key in found.items())


def test_of_two_columns_for_one_field_the_surer_one_gets_it():
    assert matched("Di động", "Điện thoại") == {"Điện thoại": "phones"}
    assert matched("Điện thoại", "Điện thoại") == {"Điện thoại": "phones"}
    assert matched("Họ tên", "Tên khách hàng") == {"Tên khách hàng": "name"}


def test_a_company_and_its_contact_are_not_mixed_up():
    people = (*FIELDS, MatchCandidate("contact", ("Contact", "Người liên hệ"), "person_name"))
    found = match_columns(columns("Công ty", "Người liên hệ"), people)
    assert [match.key for match in found] == ["name", "contact"]


@pytest.mark.parametrize(
    ("samples", "key"),
    [
        (("a@example.com", "b@example.vn"), "emails"),
        (("0912345678", "+84 28 3822 1234", "(024) 3825 1234"), "phones"),
        ((912345678, 987654321), "phones"),
        (("0100109106", "0100109106-001"), "tax_code"),
        (("https://example.com", "www.example.vn"), "website"),
    ],
)
def test_values_speak_where_the_header_is_silent(samples, key):
    assert matched("Cột 7", samples={0: samples}) == {"Cột 7": key}
    assert matched("", samples={0: samples}) == {"": key}


def test_values_are_no_answer_where_the_header_is_clear():
    assert matched("Fax", samples={0: ("02438251234", "02438251235")}) == {}


def test_values_that_cannot_be_meant_break_the_match():
    assert matched("Di động", samples={0: ("0912345678",)}) == {"Di động": "phones"}
    assert matched("Di động", samples={0: ("a@example.com", "b@example.com")}) == {}


headers = st.lists(
    st.one_of(st.sampled_from(["Tên", "ĐT", "SĐT", "Email", "MST", "Mã"]), st.text(max_size=12)),
    max_size=12,
)


@given(headers)
def test_no_column_and_no_field_is_given_twice(names):
    found = match_columns(columns(*names), FIELDS)
    assert len({match.column for match in found}) == len(found)
    assert len({match.key for match in found}) == len(found)
    assert all(0 < match.confidence <= 1 for match in found)
    assert [match.column for match in found] == sorted(match.column for match in found)


@given(st.text(max_size=60))
def test_any_header_can_be_looked_at(text):
    assert is_known_header(text) == bool(meaning_of(text))
    assert all(header_forms(text))
