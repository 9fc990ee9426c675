"""What the law on personal data asks for, done by hand on a contact person."""

from __future__ import annotations

import json
import zipfile

import pytest

from tests.journeys.stored import asked
from tests.journeys.waiting import until

LOG = "Ghi nhận đồng ý hoặc rút lại"
NOBODY = "Người đã ẩn danh"


@pytest.fixture
def program(company, start):
    """Return the program with the card of a contact person in view, whose consent was logged."""
    found = start(company)
    found.until_ready()
    found.press("Ctrl+2")
    found.sees("300 khách hàng")
    found.click("Người liên hệ")
    found.sees("40 người liên hệ")
    found.press("Home", "Return")
    found.sees("Vai trò")
    found.run("contact.consent")
    found.sees("Mục đích")
    found.click(LOG)
    until(lambda: asked(company, "SELECT count(*) FROM consent") == [(1,)], "the consent")
    return found


def test_everything_about_a_person_is_saved_in_one_file(company, program, tmp_path):
    ((name,),) = asked(company, "SELECT subject FROM consent")
    program.run("record.export_person")
    program.sees("Tất cả về người này")
    path = tmp_path / "person.zip"
    program.type(str(path))
    program.press("Return")
    program.sees("Đã lưu")
    with zipfile.ZipFile(path) as archive:
        data = json.loads(archive.read("data.json"))
        assert name in archive.read("index.html").decode()
    assert data["person"]["values"]["full_name"] == name
    assert "consent" in {one["entity"] for one in data["related"]}


def test_a_person_is_anonymised_after_two_questions(company, program):
    ((record_id,),) = asked(company, "SELECT lower(hex(contact_id)) FROM consent")
    query = f"SELECT full_name, phones FROM contact WHERE id = X'{record_id}'"
    before = asked(company, query)
    program.run("contact.anonymise")
    program.sees("Những thứ được giữ lại và lý do")
    program.sees("Nhật ký đồng ý (1)")
    program.click("Ẩn danh hóa", exact=True)
    program.sees("Bạn chắc chắn chứ?")
    assert asked(company, query) == before
    program.click("Ẩn danh hóa", exact=True)
    until(lambda: asked(company, query) == [(NOBODY, None)], "the end of the name")
    program.sees("không còn nêu tên ai; đã xóa")
    assert asked(company, "SELECT subject FROM consent") == [(NOBODY,)]
    program.click("Đóng", exact=True)
    program.sees(NOBODY)
    program.press("Ctrl+E")
    program.sees_no_more(before[0][0])


def test_looking_at_what_would_be_anonymised_changes_nothing(company, program):
    before = asked(company, "SELECT full_name FROM contact ORDER BY rid")
    program.run("contact.anonymise")
    program.sees("Những thứ bị xóa")
    program.press("Escape")
    program.sees_no_more("Những thứ bị xóa")
    assert asked(company, "SELECT full_name FROM contact ORDER BY rid") == before
